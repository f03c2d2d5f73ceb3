"""The workbook as a file: what a hostile text becomes, what a cell carries, what a page prints, and the same bytes."""

import io
import zipfile

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.formula import ArrayFormula

from prudent.memo.document import MemoFact
from prudent.memo.format import figure_text, value_text
from prudent.memo.links import Linker
from prudent.memo.outline.outline import outline
from prudent.memo.outline.texts import block_texts, page_one_texts
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.memo.sheets.look import number_format
from prudent.memo.sheets.pen import MOST_CHARACTERS, cell_text
from prudent.memo.sheets.workbook import ORDER, render_xlsx
from prudent.model.fact import Grade
from prudent.model.measured import Unit

NAMES = (
    '=HYPERLINK("http://127.0.0.1/","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "#panic()",
    "\u202eevil\u202c \u2066x\u2069\u200b",
    "http://127.0.0.1/x",
    "a\x00\x07b\tc\r\nd",
    "]]><c/>&amp;&P&D",
    "N" * 300,
)


@pytest.fixture(scope="module")
def xlsx(memo, record):
    return render_xlsx(memo, record)


@pytest.fixture(scope="module")
def book(xlsx):
    return openpyxl.load_workbook(io.BytesIO(xlsx))


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def formulas(book):
    return [cell for cell in cells(book) if cell.data_type == "f" or isinstance(cell.value, ArrayFormula)]


def test_the_sheets_stand_in_their_order_each_on_letter_landscape_one_page_wide(book):
    assert tuple(book.sheetnames) == ORDER
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (1, "landscape")
        # a count that the file leaves out is 1
        assert (sheet.page_setup.fitToWidth or 1, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
    assert book["Page one"].page_setup.fitToHeight in {None, 1}
    assert book["Memo"].page_setup.fitToHeight == 0


def test_lists_keep_their_heads_and_can_be_filtered(book):
    for name in ("Figures", "Facts", "Evidence", "Rules"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert None not in [cell.value for cell in sheet[1]]


def test_every_printed_page_names_fund_date_plan_rule_page_and_record(book, memo, record):
    for sheet in book:
        assert sheet.oddHeader.left.text == f"{memo.subject.legal_name}, as of {memo.as_of}"
        assert sheet.oddHeader.right.text == f"{memo.plan.name} (fictional plan)"
        assert memo.rule.status in sheet.oddFooter.left.text
        assert sheet.oddFooter.center.text == "Page &P of &N"
        assert sheet.oddFooter.right.text == f"Record {record[:12]}"


def test_each_figure_has_its_line_by_the_number_of_its_note(book, memo):
    sheet, linker = book["Figures"], Linker(memo)
    assert sheet.max_row == len(memo.figures) + 1
    for figure in memo.figures:
        row = linker.note(figure) + 1
        printed, name = sheet.cell(row, 4).value, sheet.cell(row, 13).value
        assert (sheet.cell(row, 1).value, name, printed) == (linker.note(figure), figure.name, figure_text(figure))
        if figure.value is not None:
            assert sheet.cell(row, 3).value == pytest.approx(figure.value, rel=1e-15)
        assert sheet.cell(row, 8).value == (figure.method if figure.refusal is None else figure.refusal.reason)


def test_a_figure_where_it_stands_leads_to_its_line_and_tells_its_note(book, memo):
    linker = Linker(memo)
    figures = {f"=Figures!C{linker.note(figure) + 1}": figure for figure in memo.figures}
    for sheet in (book["Page one"], book["Memo"]):
        live = [cell for cell in formulas(book) if cell.parent is sheet]
        assert live
        for cell in live:
            figure = figures[cell.value]
            told = cell.comment.text
            assert told.startswith(f"Note {linker.note(figure)}. {figure.label}: {figure_text(figure)}")
            assert figure.method in told
            for item in linker.evidence_of(figure)[:3]:
                assert item.locator.partition(":")[0] in told
                assert item.documents[0].title in told


def test_every_figure_of_page_one_and_of_every_table_is_live(book, memo):
    linker = Linker(memo)
    named = {name for text in page_one_texts(memo.page_one) for name in FIGURE_REFERENCE.findall(text)}
    alone = {
        found[1]
        for block in outline(memo)
        for text in (block_texts(block) if type(block).__name__ == "Grid" else ())
        if (found := FIGURE_REFERENCE.fullmatch(text)) is not None
    }
    for sheet, names in (("Page one", named), ("Memo", alone)):
        there = {
            cell.comment.text.partition(".")[0] for cell in cells(book) if cell.parent.title == sheet and cell.comment
        }
        assert there == {f"Note {linker.note(figure)}" for figure in memo.figures if figure.name in names}


def test_a_refused_figure_is_its_words_with_the_reason_beside_it(book, memo):
    linker = Linker(memo)
    refused = {f"Note {linker.note(figure)}.": figure for figure in memo.figures if figure.refusal is not None}
    found = [
        (cell, note) for cell in cells(book) if cell.comment for note in refused if cell.comment.text.startswith(note)
    ]
    assert found
    for cell, note in found:
        assert (cell.value, cell.data_type) == (figure_text(refused[note]), "s")
        assert refused[note].refusal.reason in cell.comment.text


def test_page_ones_figures_have_names(book, memo):
    linker = Linker(memo)
    named = {name for text in page_one_texts(memo.page_one) for name in FIGURE_REFERENCE.findall(text)}
    figures = {figure.name: figure for figure in memo.figures}
    defined = {name: item.attr_text for name, item in book.defined_names.items()}
    assert defined == {f"figure_{name}": f"Figures!$C${linker.note(figures[name]) + 1}" for name in named}


@pytest.mark.parametrize(
    ("value", "unit", "format_"),
    [
        (0.0363, Unit.FRACTION, '#,##0.00"\u202f"%;"\u2212"#,##0.00"\u202f"%'),
        (0.05, Unit.FRACTION, '#,##0"\u202f"%;"\u2212"#,##0"\u202f"%'),
        (-0.1113, Unit.FRACTION, '#,##0.00"\u202f"%;"\u2212"#,##0.00"\u202f"%'),
        (-0.00001, Unit.FRACTION, '#,##0.00"\u202f"%;#,##0.00"\u202f"%'),
        (1.41, Unit.MULTIPLE, '#,##0.00"×";"\u2212"#,##0.00"×"'),
        (50_000.0, Unit.USD, '$#,##0;"\u2212"$#,##0'),
        (12.5, Unit.USD, '$#,##0.00;"\u2212"$#,##0.00'),
        (48e6, Unit.USD, '$#,##0.0,," million";"\u2212"$#,##0.0,," million"'),
        (1.6345e9, Unit.USD, '$#,##0.00,,," billion";"\u2212"$#,##0.00,,," billion"'),
        (36.0, Unit.COUNT, '#,##0;"\u2212"#,##0'),
        (4.5, Unit.MONTHS, '#,##0.0;"\u2212"#,##0.0'),
    ],
)
def test_the_number_format_shows_what_the_memo_prints(value, unit, format_):
    assert number_format(value, unit) == format_
    decimals = value_text(value, unit).partition(".")[2]
    assert sum(sign.isdigit() for sign in decimals) == format_.split(";")[0].partition(".")[2].count("0")


def test_twice_the_same_bytes_with_the_memos_day_and_no_machine_in_them(memo, record, xlsx):
    assert render_xlsx(memo, record) == xlsx
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        assert {item.date_time for item in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
        parsed = [etree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith(".xml")]
    assert len(parsed) > len(ORDER)
    assert core.count(f"{memo.known_at}T00:00:00Z") == 2
    assert "<dc:creator></dc:creator>" in core


def hostile(make_memo, name):
    base = make_memo()
    item = base.evidence[0]
    figure = base.figures[0].model_copy(update={"label": name, "method": name})
    fact = MemoFact(
        locator=f"{name}/x.csv:2:y", owner=name, field=name, as_of=None, value=name, unit="text", document=name,
        place=name, grade=Grade.C,
    )  # fmt: skip
    return make_memo(
        title=name,
        subject=base.subject.model_copy(update={"legal_name": name, "manager": name}),
        plan=base.plan.model_copy(update={"name": name}),
        missing=(base.missing[0].model_copy(update={"item": name, "ask": name}), *base.missing[1:]),
        evidence=(item.model_copy(update={"extractor": name, "places": (name,)}), *base.evidence[1:]),
        validation=(base.validation[0].model_copy(update={"detail": name}), *base.validation[1:]),
        figures=(figure, *base.figures[1:]),
        facts=(fact,),
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_text_wherever_it_stands(make_memo, record, name):
    made = render_xlsx(hostile(make_memo, name), record)
    book = openpyxl.load_workbook(io.BytesIO(made))
    said = cell_text(name)
    assert [cell.value for cell in book["Facts"][2]][:2] == [said, said]
    assert book["Page one"]["A1"].value == said
    for cell in formulas(book):
        text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        assert text.startswith("=Figures!C"), f"{cell.coordinate} of {cell.parent.title}: {text}"
    assert not any(cell.hyperlink for cell in cells(book))
    assert not any(
        ord(sign) in {0x202E, 0x202C, 0x2066, 0x2069, 0x200B} for cell in cells(book) for sign in str(cell.value)
    )
    assert {item.title for item in book} == set(ORDER)
    for sheet in book:
        assert len(sheet.oddHeader.left.text) < 100
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert not [item for item in parts.namelist() if "external" in item.lower() or "macro" in item.lower()]


def test_a_name_in_a_header_starts_no_command_of_it(make_memo, record):
    made = render_xlsx(hostile(make_memo, "R&D &P &[Tab] &24"), record)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    header = sheet.findtext(".//{*}oddHeader")
    assert header.startswith("&LR&&D &&P &&[Tab] &&24, as of ")


def test_text_longer_than_a_cell_holds_is_cut_and_says_so():
    cut = cell_text("x" * 40_000)
    assert len(cut) == MOST_CHARACTERS
    assert cut.endswith("(cut: a cell holds no more)")
    assert cell_text("\u202eabc\x07") == "[U+202E]abc[U+0007]"
    assert cell_text("a\nb") == "a b"


def test_the_read_me_counts_what_is_live(book, memo):
    sheet = book["Read me"]
    counted = {sheet.cell(row, 1).value: sheet.cell(row, 3).value for row in range(1, sheet.max_row + 1)}
    refused = sum(figure.refusal is not None for figure in memo.figures)
    assert counted["no number"] == refused
    assert counted["value"] == len(memo.figures) - refused, "this memo holds no facts"
    assert (counted["formula"], counted["link to a fact"]) == (0, 0)
