"""The Word file: whole, readable by other hands, each figure with its note, and the same bytes each time."""

import itertools
import json
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from prudent.memo.charts import chart_table
from prudent.memo.outline.blocks import BlankForm, Drawing, Grid, Heading, Listing
from prudent.memo.outline.notes import note_numbers
from prudent.memo.outline.outline import outline
from prudent.memo.outline.texts import block_texts, page_one_texts
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.memo.word.render import render_docx
from prudent.memo.word.template import SHIPPED
from tests.rendering.word_reading import SVG, WP, A, R, W, Word, style_of, text_of


@pytest.fixture(scope="module")
def content(memo, record):
    return render_docx(memo, record)


@pytest.fixture(scope="module")
def word(content):
    return Word(content)


@pytest.fixture(scope="module")
def uses(memo):
    """Names of figures as they are met, each use once."""
    texts = [*page_one_texts(memo.page_one), *(text for block in outline(memo) for text in block_texts(block))]
    return [name for text in texts for name in FIGURE_REFERENCE.findall(text)]


def test_two_runs_give_the_same_bytes_without_a_clock_or_a_machine(memo, record, content):
    assert render_docx(memo, record) == content
    entries = zipfile.ZipFile(BytesIO(content)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert not re.search(
        rb"w:rsid|w14:paraId", b"".join(zipfile.ZipFile(BytesIO(content)).read(name) for name in names)
    )


def test_another_program_opens_it_and_every_relation_leads_to_a_part(word, content):
    opened = docx.Document(BytesIO(content))
    assert len(opened.tables) > 20
    for name in word.parts:
        if name.endswith((".xml", ".rels")):
            word.tree(name)
    assert set(word.targets().values()) <= set(word.parts)
    assert word.parts["word/document.xml"].count(b"<?") == 1
    kinds = word.tree("[Content_Types].xml")
    known = {kind.get("PartName") for kind in kinds} | {kind.get("Extension") for kind in kinds}
    assert all(f"/{name}" in known or name.rpartition(".")[2] in known for name in word.parts)
    used = {mark.get(f"{R}embed") for mark in word.document.iter() if mark.get(f"{R}embed")}
    assert used <= set(word.targets())


def test_each_figure_has_one_note_with_the_number_of_all_formats(memo, word, uses):
    numbers = note_numbers(memo)
    assert word.marks() == list(range(1, len(memo.figures) + 1))
    assert [word.marks()[index] for index, _ in enumerate(dict.fromkeys(uses))] == [
        numbers[name] for name in dict.fromkeys(uses)
    ]
    assert set(word.notes()) == set(numbers.values())
    assert not [mark for mark in word.document.iter(f"{W}endnoteReference") if mark.get(f"{W}customMarkFollows")]


def test_a_further_use_refers_to_the_first_mark(memo, word, uses):
    fields = [field.get(f"{W}instr").split() for field in word.document.iter(f"{W}fldSimple")]
    numbers = note_numbers(memo)
    again = Counter(uses)
    wanted = Counter({f"note_{numbers[name]}": count - 1 for name, count in again.items() if count > 1})
    assert Counter(field[1] for field in fields if field[0] == "NOTEREF") == wanted
    assert set(wanted) <= set(word.bookmarks())
    assert len(word.bookmarks()) == len(set(word.bookmarks()))
    ids = [mark.get(f"{W}id") for mark in word.document.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_a_note_says_what_the_figure_is_how_it_is_made_and_where_it_stands(memo, word):
    numbers = note_numbers(memo)
    notes = word.notes()
    assert notes[numbers["return_on_horizon"]] == (
        " Net return a year on the comparison window: 7.24\u202f%. Formula: monthly returns, chained, annualised by months. "
        "n 60, January 2021 to December 2025. Evidence E1: sample-credit/returns.csv, rows 2–61, value_0. "
        "Document D1: sample-credit: Certified shareholder report for the fiscal year (fictional), Form N-CSR, period "
        "2025-12-31, accession 0000000000-26-000001, filed 5 March 2026. Grade C."
    )
    assert notes[numbers["tracking_error"]] == (
        " Tracking error a year: too few points. Five annual points carry no volatility."
    )


def test_a_long_list_of_evidence_is_told_by_number(make_memo, memo, record):
    locators = tuple(item.locator for item in memo.evidence)
    wide = memo.figures[0].model_copy(update={"evidence": locators[:7]})
    found = make_memo(figures=(wide, *memo.figures[1:]))
    note = Word(render_docx(found, record)).notes()[note_numbers(found)[wide.name]]
    assert "Evidence E3: " in note
    assert "Evidence E4: " not in note
    assert "More evidence: E4–7. " in note.replace("E4–E7", "E4–7")


def test_links_lead_to_bookmarks(word):
    anchors = {link.get(f"{W}anchor") for link in word.document.iter(f"{W}hyperlink")}
    anchors |= {link.get(f"{W}anchor") for link in word.tree("word/endnotes.xml").iter(f"{W}hyperlink")}
    assert anchors
    assert anchors <= set(word.bookmarks())
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9_]{0,39}", name) for name in word.bookmarks())


def test_endnotes_are_counted_in_figures_at_the_end(word):
    told = word.tree("word/settings.xml").find(f"{W}endnotePr")
    assert (told.find(f"{W}pos").get(f"{W}val"), told.find(f"{W}numFmt").get(f"{W}val")) == ("docEnd", "decimal")
    order = [child.tag for child in word.tree("word/settings.xml")]
    assert order.index(f"{W}endnotePr") < order.index(f"{W}compat")
    rules = [note.get(f"{W}type") for note in word.tree("word/endnotes.xml")][:2]
    assert rules == ["separator", "continuationSeparator"]


def test_headings_are_real_and_come_in_order(memo, word):
    found = [
        (int(style[-1]), text_of(part))
        for part in word.document.iter(f"{W}p")
        if re.fullmatch(r"Heading[123]", style := style_of(part))
    ]
    wanted = [(b.level, f"{b.number}{b.text}") for b in outline(memo) if isinstance(b, Heading)]
    assert found[: len(wanted)] == wanted
    assert [text for _, text in found[len(wanted) :]] == ["Data behind the charts", "Notes, by number"]
    assert all(after <= before + 1 for (before, _), (after, _) in itertools.pairwise(found))
    assert word.styled("Title") == ["Sample Credit Interval Fund (fictional)"]


def test_lists_are_real_lists(memo, word):
    items = [item for block in outline(memo) if isinstance(block, Listing) for item in block.items]
    assert items
    assert len(word.styled("ListBullet")) + len(word.styled("ListNumber")) == len(items)
    style = next(s for s in word.tree("word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "ListBullet")
    assert style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "1"


def test_each_numbered_list_starts_at_one(make_memo, memo, record):
    asked = (("Whose class?",), ("Which date?", "Which fee?"))
    opened = [c.model_copy(update={"open_questions": q}) for c, q in zip(memo.chapters, asked, strict=False)]
    found = make_memo(chapters=(*opened, *memo.chapters[2:]))
    word = Word(render_docx(found, record))
    lists = [block for block in outline(found) if isinstance(block, Listing) and block.is_numbered]
    assert [block.items for block in lists] == list(asked)
    paragraphs = [p for p in word.document.iter(f"{W}p") if style_of(p) == "ListNumber"]
    numbers = [p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for p in paragraphs]
    assert [len(list(group)) for _, group in itertools.groupby(numbers)] == [len(block.items) for block in lists]
    made = {item.get(f"{W}numId"): item for item in word.tree("word/numbering.xml").iter(f"{W}num")}
    for number in numbers:
        assert made[number].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"
        assert made[number].find(f"{W}abstractNumId").get(f"{W}val") == made["2"].find(f"{W}abstractNumId").get(
            f"{W}val"
        )


def test_every_table_has_a_head_that_repeats_and_the_memo_has_as_many_tables(memo, word):
    shown = [block for block in outline(memo) if isinstance(block, Grid | BlankForm)]
    charts = [block for block in outline(memo) if isinstance(block, Drawing)]
    real = [t for t in word.document.iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") != "MemoLayout"]
    page_one, lists = 3, 3
    assert len(real) == len(shown) + len(charts) + page_one + lists
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in real)
    for table in word.document.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.findall(f"{W}tr"):
            spans = [int(span.get(f"{W}val")) for span in row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan")]
            assert len(row.findall(f"{W}tc")) + sum(spans) - len(spans) == columns


def test_numbers_stand_on_the_right(word):
    peers = next(t for t in word.document.iter(f"{W}tbl") if caption(t) == "The fund and its peers")
    rows = [[style_of(cell.find(f"{W}p")) for cell in row.iterfind(f"{W}tc")] for row in peers.iterfind(f"{W}tr")]
    assert rows[0] == ["MemoTableHead", *["MemoTableHeadNumber"] * (len(rows[0]) - 1)]
    assert rows[1] == ["MemoTableText", *["MemoTableNumber"] * (len(rows[0]) - 1)]
    number = next(
        s for s in word.tree("word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "MemoTableNumber"
    )
    assert number.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"


def caption(table) -> str:
    found = table.find(f"{W}tblPr/{W}tblCaption")
    return "" if found is None else found.get(f"{W}val")


def test_no_two_tables_touch_and_every_cell_ends_in_a_paragraph(word):
    for holder in (word.body, *word.document.iter(f"{W}tc")):
        tags = [child.tag for child in holder]
        assert not [pair for pair in itertools.pairwise(tags) if pair == (f"{W}tbl", f"{W}tbl")]
    assert all(cell[-1].tag == f"{W}p" for cell in word.document.iter(f"{W}tc"))


def test_two_tables_without_words_between_stay_two(make_memo, memo, record):
    bare = memo.plan_facts.tables[0].model_copy(update={"title": "", "note": ""})
    found = make_memo(plan_facts=memo.plan_facts.model_copy(update={"tables": (bare, bare)}))
    tags = [child.tag for child in Word(render_docx(found, record)).body]
    assert not [pair for pair in itertools.pairwise(tags) if pair == (f"{W}tbl", f"{W}tbl")]


def test_no_table_is_wider_than_the_page(word):
    widths = [
        sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")) for table in word.document.iter(f"{W}tbl")
    ]
    assert max(widths) <= 10_080 + 12
    assert min(widths) > 0


def test_header_and_footer_stand_on_every_page(word, record):
    header, footer = text_of(word.tree("word/header1.xml")), text_of(word.tree("word/footer1.xml"))
    assert header == (
        "Sample Credit Interval Fund (fictional), as of 31 December 2025 · Example Retirement Savings Plan (fictional plan)"
        f"Record {record[:12]}"
    )
    assert footer == "Rule 29 CFR 2550.404a-6: proposed as of 4 October 2026Page 1 of 1"
    fields = [field.get(f"{W}instr").strip() for field in word.tree("word/footer1.xml").iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    kinds = {mark.tag.removeprefix(W) for mark in word.body.find(f"{W}sectPr")}
    assert {"headerReference", "footerReference"} <= kinds
    assert len(list(word.document.iter(f"{W}sectPr"))) == 1


def test_each_chart_is_an_svg_with_a_png_behind_and_words_for_it(memo, word):
    charts = [block.chart for block in outline(memo) if isinstance(block, Drawing)]
    drawn = list(word.document.iter(f"{WP}inline"))
    targets = word.targets()
    assert len(drawn) == len(charts) > 0
    for chart, drawing in zip(charts, drawn, strict=True):
        assert drawing.find(f"{WP}docPr").get("descr") == chart.alt
        png = word.parts[targets[next(drawing.iter(f"{A}blip")).get(f"{R}embed")]]
        svg = word.parts[targets[next(drawing.iter(f"{SVG}svgBlip")).get(f"{R}embed")]]
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        assert svg.startswith(b"<svg ")
        wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        size = drawing.find(f"{WP}extent")
        assert wide == 624
        assert abs(high / wide - int(size.get("cy")) / int(size.get("cx"))) < 0.01
    ids = [mark.get("id") for mark in word.document.iter(f"{WP}docPr")]
    assert len(ids) == len(set(ids))


def test_the_data_behind_each_chart_stand_in_a_table(memo, word):
    charts = [block.chart for block in outline(memo) if isinstance(block, Drawing)]
    after = word.text.split("Data behind the charts\n")[1]
    for chart in charts:
        cells = [cell for row in chart_table(chart).rows for cell in row if cell]
        assert all(cell in after for cell in cells)


def test_title_language_and_date_are_the_memos(word, content, memo, record):
    told = docx.Document(BytesIO(content)).core_properties
    assert (told.title, told.subject, told.language) == (memo.title, memo.subject.legal_name, "en-US")
    assert told.created == told.modified == datetime(2026, 3, 9, tzinfo=UTC)
    assert (told.author, told.last_modified_by, told.identifier) == ("Prudent", "", record)
    styles = word.tree("word/styles.xml")
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "en-US"


def test_page_one_says_what_is_proposed_why_and_why_not(word):
    first = word.text[: word.text.index("1The decision asked" if "1The decision asked" in word.text else "1Decision")]
    for said in (
        "Staff recommendation" + "DEFER: Three things are missing",
        "● supported  The evidence supports the determination.",
        "Three reasons for",
        "Three reasons against",
        "What would change this:",
        "If half the holders ask to leave",
        "Risk over three years",
        "30 of 42 items in evidence",
    ):
        assert said in first
    starts = [p for p in word.document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert text_of(starts[0]).startswith("1")


def test_the_decision_page_is_blank(memo, word):
    forms = [block for block in outline(memo) if isinstance(block, BlankForm)]
    tables = {caption(table): table for table in word.document.iter(f"{W}tbl")}
    for form in forms:
        rows = tables[form.title].findall(f"{W}tr")
        cells = [[text_of(cell) for cell in row.iterfind(f"{W}tc")] for row in rows]
        assert cells == [list(form.heads), *(list(row) for row in form.rows)]
        assert all(row.find(f"{W}trPr/{W}trHeight") is not None for row in rows[1:])


def test_every_printed_figure_is_followed_by_its_mark(memo, word):
    """Read as a person would: the words before each mark end in the figure's own words."""
    numbers = {number: name for name, number in note_numbers(memo).items()}
    figures = {figure.name: figure for figure in memo.figures}
    seen = 0
    for paragraph in word.document.iter(f"{W}p"):
        before = ""
        for run in paragraph.iter(f"{W}r"):
            mark = run.find(f"{W}endnoteReference")
            if mark is not None and style_of(paragraph) != "MemoSmallPrint":
                figure = figures[numbers[int(mark.get(f"{W}id"))]]
                if figure.unit.value == "count" and figure.value is not None:
                    assert before.endswith(f"{figure.value:,.0f}")
                    seen += 1
            before += text_of(run)
    assert seen >= 1


def test_the_file_needs_no_font_and_no_file_of_the_machine(word):
    fonts = re.findall(rb'w:ascii="([^"]+)"', word.parts["word/styles.xml"])
    assert set(fonts) == {b"Cambria"}
    assert b'TargetMode="External"' not in b"".join(part for name, part in word.parts.items() if name.endswith(".rels"))


def test_the_shipped_template_carries_no_memo():
    text = Word(SHIPPED.read_bytes()).text
    assert "{{ body }}" in text
    assert json.dumps(text).count("{%tr for row in strip %}") == 1
