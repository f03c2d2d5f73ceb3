"""What a cell says: exact numbers, days of both epochs, words, and what must be known of a cell."""

from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.ingest.workbook.cells import Sheet, open_workbook
from prudent.ingest.workbook.number_format import Kind, date_text, kind_of_code, number_text
from tests.unit.workbooks.workbook_builders import by_hand, by_library, received

NEVER = "is a formula that was never computed; open the file in a spreadsheet program, save it, and send it again"


def sheet(rows: str, **parts: str) -> Sheet:
    return open_workbook(received(by_hand(rows, **parts).packed())).sheets[0]


def cell(inside: str, **parts: str) -> str:
    return sheet(f'<row r="1">{inside}</row>', **parts).text(1, 1)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("12.63", "12.63"),
        ("12.630000000000001", "12.63"),  # the float that is nearest to 12.63, with the 17 digits that Excel writes
        ("0.30000000000000004", "0.3"),  # 0.1 + 0.2 in binary; a spreadsheet shows 15 digits
        ("123.123456789012", "123.123456789012"),  # fastexcel gives 123.123456789 as text
        ("1.5E-7", "0.00000015"),  # and 0.00000015 as 0
        ("1E+21", "1000000000000000000000"),
        ("-0", "0"),
        ("-0.29", "-0.29"),
        ("5", "5"),
        ("5.0", "5"),
        ("1234567890.1234", "1234567890.1234"),
        (".5", "0.5"),
    ],
)
def test_a_number_stays_as_it_was_typed(stored: str, text: str):
    assert cell(f'<c r="A1"><v>{stored}</v></c>') == text


@settings(derandomize=True, database=None, deadline=None, max_examples=200)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8))
def test_a_number_of_fifteen_digits_or_fewer_never_changes(value):
    text = number_text(repr(float(value)))
    assert text is not None
    assert float(text) == float(value)
    assert "e" not in text.lower()


STYLES = (
    "<numFmts count='3'><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/><numFmt numFmtId='165' formatCode='0.00\"d\"'/>"
    "<numFmt numFmtId='166' formatCode='0.0%;[Red]\\-0.0%'/></numFmts>"
    "<cellXfs>"
    "<xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='166'/>"
    "<xf numFmtId='165'/><xf numFmtId='46'/><xf numFmtId='20'/>"
    "</cellXfs>"
)


@pytest.mark.parametrize(
    ("style", "stored", "text", "kind"),
    [
        (1, "45991", "2025-11-30", Kind.DATE),  # 45,991 days after 1899-12-30
        (2, "45991", "2025-11-30", Kind.DATE),
        (2, "45991.5", "2025-11-30 12:00:00", Kind.DATE),
        (2, "61", "1900-03-01", Kind.DATE),
        (2, "60", "60", Kind.NUMBER),  # 29 February 1900, a day that never was
        (2, "-1", "-1", Kind.NUMBER),
        (2, "9999999", "9999999", Kind.NUMBER),
        (3, "0.0195", "0.0195", Kind.PERCENT),
        (4, "0.0195", "0.0195", Kind.PERCENT),
        (5, "1.5", "1.5", Kind.NUMBER),
        (6, "1.5", "36:00:00", Kind.TIME),
        (7, "0.5", "12:00:00", Kind.TIME),
        (0, "45991", "45991", Kind.NUMBER),
        (99, "45991", "45991", Kind.NUMBER),
    ],
)
def test_the_number_format_says_what_a_number_is(style: int, stored: str, text: str, kind: Kind):
    found = sheet(f'<row r="1"><c r="A1" s="{style}"><v>{stored}</v></c></row>', styles=STYLES)
    assert (found.text(1, 1), found.kind(1, 1)) == (text, kind)


def test_a_workbook_may_count_from_1904():
    """44,529 days after 1 January 1904 is 30 November 2025: 45,991 less the 1,462 days between the two beginnings."""
    found = sheet(
        '<row r="1"><c r="A1" s="2"><v>44529</v></c></row>', styles=STYLES, workbook="<workbookPr date1904='1'/>"
    )
    assert found.text(1, 1) == "2025-11-30"


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_those_of_the_spreadsheet_library(from_1904: bool):
    """xlsxwriter turns days into numbers on its own; both epochs come back as the same days."""
    days = [
        date(1904, 2, 29),
        date(1999, 12, 31),
        date(2000, 2, 29),
        date(2025, 11, 30),
        date(9999, 12, 31),
    ]

    def fill(book: xlsxwriter.Workbook) -> None:
        page, look = book.add_worksheet("D"), book.add_format({"num_format": "d mmm yyyy"})
        for row, day in enumerate(days):
            page.write_datetime(row, 0, day, look)

    found = open_workbook(received(by_library(fill, date_1904=from_1904))).sheets[0]
    assert [row[0] for row in found.rows] == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", Kind.NUMBER),
        ("0.00", Kind.NUMBER),
        ("#,##0.00_);(#,##0.00)", Kind.NUMBER),
        ('"dollars" 0', Kind.NUMBER),
        ("[$-409]d-mmm-yy;@", Kind.DATE),
        ("[Red]0", Kind.NUMBER),
        ("mmm-yy", Kind.DATE),
        ("mmmm", Kind.DATE),
        ("h:mm AM/PM", Kind.TIME),
        ("[h]:mm:ss", Kind.TIME),
        ("[mm]", Kind.TIME),
        ("0%", Kind.PERCENT),
        ('0.0"%"', Kind.NUMBER),
        ("0.0\\%", Kind.NUMBER),
        ("0.00E+00", Kind.NUMBER),
        ("@", Kind.NUMBER),
        ("yyyy-mm-dd hh:mm", Kind.DATE),
    ],
)
def test_a_format_code(code: str, kind: Kind):
    assert kind_of_code(code) is kind


def test_a_day_that_is_none():
    assert date_text("abc", Kind.DATE, from_1904=False) is None
    assert date_text("2957003", Kind.DATE, from_1904=True) == "9999-12-31"
    assert date_text("2957004", Kind.DATE, from_1904=True) is None
    assert date_text("2958465", Kind.DATE, from_1904=False) == "9999-12-31"
    assert date_text("2958466", Kind.DATE, from_1904=False) is None


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "shared"),
        ('<c r="A1" t="s"><v>1</v></c>', "two parts"),
        ('<c r="A1" t="inlineStr"><is><t>here</t></is></c>', "here"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="str"><f>B1</f><v>12.50</v></c>', "12.50"),
        ('<c r="A1" t="s"><v>2</v></c>', "=1+1"),
        ('<c r="A1" t="s"><v>3</v></c>', "<script>"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="d"><v>2025-11-30T00:00:00</v></c>', "2025-11-30"),
        ('<c r="A1" s="3"/>', ""),
        ('<c r="A1" t="s"/>', ""),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', ""),
    ],
)
def test_words_and_truth(inside: str, text: str):
    shared = (
        "<si><t>shared</t></si><si><r><t xml:space='preserve'>two </t></r><r><rPr><b/></rPr><t>parts</t></r></si>"
        "<si><t>=1+1</t></si><si><t>&lt;script></t></si>"
    )
    assert cell(inside, shared=shared) == text


def test_cells_keep_their_addresses_when_the_sheet_begins_far_from_a1():
    rows = '<row r="4"><c r="C4" t="inlineStr"><is><t>head</t></is></c></row><row r="7"><c r="E7" t="inlineStr"><is><t>last</t></is></c></row>'
    found = sheet(rows)
    assert found.rows == ((), (), (), ("", "", "head"), (), (), ("", "", "", "", "last"))
    assert found.place(7, 5) == "Returns!E7"
    assert (found.text(0, 1), found.text(8, 1), found.text(4, 4)) == ("", "", "")


def test_a_place_in_a_sheet_with_a_space_stands_in_quotes():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Fair value's").write_number(0, 27, 1)

    found = open_workbook(received(by_library(fill))).sheets[0]
    assert found.place(1, 28) == "'Fair value''s'!AB1"


@pytest.mark.parametrize(
    "formula", ["<f>SUM(B1:B9)</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>", '<f t="shared" si="0"/>']
)
def test_a_formula_that_was_never_computed_is_a_finding_and_not_a_zero(formula: str):
    found = sheet(f'<row r="7"><c r="C7">{formula}</c></row>')
    assert found.text(7, 3) == ""
    assert found.finding(7, 3) == NEVER
    assert [(item.file, item.place, item.what) for item in found.noticed("book.xlsx")] == [
        ("book.xlsx", "Returns!C7", NEVER)
    ]


def test_a_zero_of_a_file_that_wants_to_be_computed_was_never_computed():
    """Programs that write workbooks without computing (xlsxwriter, openpyxl) put 0 and ask to be computed on opening."""

    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Returns")
        page.write_formula(0, 0, "=SUM(B1:B9)")
        page.write_formula(1, 0, "=SUM(B1:B9)", None, 12.5)
        page.write_number(2, 0, 0)

    found = open_workbook(received(by_library(fill))).sheets[0]
    assert [found.text(row, 1) for row in (1, 2, 3)] == ["", "12.5", "0"]
    assert [item.place for item in found.noticed("f")] == ["Returns!A1"]


def test_a_computed_zero_is_a_zero():
    found = sheet('<row r="1"><c r="A1"><f>B1-B1</f><v>0</v></c></row>')
    assert (found.text(1, 1), found.noticed("f")) == ("0", ())


def test_a_formula_with_its_value_needs_no_notice_unless_it_reads_another_workbook():
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c>'
        '<c r="B1"><f>[1]Sheet1!A1</f><v>7</v></c>'
        '<c r="C1"><f t="shared" ref="C1:D1" si="3">[2]Sheet1!A1</f><v>8</v></c><c r="D1"><f t="shared" si="3"/><v>9</v></c>'
        '<c r="E1"><f>Table1[Total]</f><v>5</v></c></row>'
    )
    found = sheet(rows)
    assert found.rows == (("4", "7", "8", "9", "5"),)
    assert [(item.place, item.what) for item in found.noticed("f")] == [
        (f"Returns!{place}", "is a link to another workbook; its value is the one last seen there")
        for place in ("B1", "C1", "D1")
    ]


def test_an_error_is_empty_and_told():
    found = sheet('<row r="1"><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1" t="e"><v>#REF!</v></c></row>')
    assert (found.text(1, 2), found.text(1, 3)) == ("", "")
    assert [(item.place, item.what) for item in found.noticed("f")] == [
        ("Returns!B1", "shows #DIV/0!: its value is lost; mend it and send it again"),
        ("Returns!C1", "shows #REF!: its value is lost; mend it and send it again"),
    ]


def test_many_findings_of_one_kind_are_told_in_a_few_lines():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><f>1</f></c></row>' for row in range(1, 51))
    told = sheet(rows).noticed("f")
    assert len(told) == 21
    assert told[-1].place == "Returns"
    assert told[-1].what == f"has 30 more cells of which this holds: {NEVER}"


def test_what_is_hidden_or_merged_is_read_and_told():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Seen").write_number(0, 0, 0)
        page = book.add_worksheet("Returns")
        for row in range(4):
            page.write_row(row, 0, [row + 1, row + 2, row + 3])
        page.set_row(2, None, None, {"hidden": True})
        page.set_row(9, None, None, {"hidden": True})  # holds nothing
        page.set_column(1, 1, None, None, {"hidden": True})
        page.set_column(8, 9, None, None, {"hidden": True})  # holds nothing
        page.merge_range(4, 0, 5, 1, "both")
        page.hide()

    seen, found = open_workbook(received(by_library(fill))).sheets
    assert seen.noticed("f") == ()
    assert not found.visible
    assert found.rows[2] == ("3", "4", "5")
    assert found.rows[4] == ("both",)
    assert [(item.place, item.what) for item in found.noticed("f")] == [
        ("Returns", "is a hidden sheet; it was read"),
        ("Returns", "has hidden rows (3); they were read"),
        ("Returns", "has hidden columns (B); they were read"),
        ("Returns", "has merged cells (A5:B6); the value counts for the first cell only"),
    ]


def test_sheets_come_by_name_and_in_order():
    def fill(book: xlsxwriter.Workbook) -> None:
        for number, name in enumerate(("b", "a", "empty")):
            page = book.add_worksheet(name)
            if name != "empty":
                page.write_string(0, 0, f"word {number}")

    book = open_workbook(received(by_library(fill)))
    assert book.names == ("b", "a", "empty")
    assert [found.text(1, 1) for found in book.sheets] == ["word 0", "word 1", ""]
    assert book.sheet("a") is book.sheets[1]
    assert book.sheet("A") is None


def test_the_other_edition_of_the_format_is_read_too():
    """ISO 29500 strict: other namespaces, the same names."""
    made = by_hand('<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="inlineStr"><is><t>w</t></is></c></row>')
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        text = made.parts[name].decode()
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        text = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
        )
        made = made.having(name, text)
    assert open_workbook(received(made.packed())).sheets[0].rows == (("1.5", "w"),)
