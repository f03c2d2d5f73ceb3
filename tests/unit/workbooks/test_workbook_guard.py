"""What is refused before a spreadsheet library sees it, and that an honest workbook is not."""

import struct
import zipfile
from io import BytesIO

import pytest

from prudent.errors import DataBad, HostileInput
from prudent.ingest.workbook import markup, words
from prudent.ingest.workbook.cells import open_workbook
from prudent.ingest.workbook.guard import unpack
from prudent.model.limits import Limits
from tests.unit.workbooks.workbook_builders import HEAD, KIND, PACKAGE, by_hand, by_library, received

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
ZEROS = bytes(4_000_000)


def types(kind: str) -> str:
    return f"{HEAD}<Types xmlns='{PACKAGE}/content-types'><Override PartName='/xl/workbook.xml' ContentType='{kind}'/></Types>"


def test_an_honest_workbook_is_unpacked_whole():
    package = unpack(received(by_hand(ROW).packed()))
    assert len(package.parts) == 6
    assert ROW.encode() in package.needed("xl/worksheets/sheet1.xml").content


def test_one_of_the_library_is_unpacked():
    content = by_library(lambda book: book.add_worksheet("Returns").write_number(0, 0, 1))
    assert unpack(received(content)).part("XL/Workbook.xml") is not None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is no .xlsx workbook"),
        (b"a,b\n1,2\n", "is no .xlsx workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "is an old .xls or is locked by a password"),
        (by_hand(ROW).packed()[:-40], "is no .xlsx workbook, or is damaged"),
        (by_hand(ROW).without("[Content_Types].xml").packed(), "has no '[Content_Types].xml'"),
        (by_hand(ROW).without("xl/workbook.xml").packed(), "has no 'xl/workbook.xml'"),
        (by_hand(ROW).without("xl/_rels/workbook.xml.rels").packed(), "has no 'xl/_rels/workbook.xml.rels'"),
        (by_hand(ROW).without("xl/worksheets/sheet1.xml").packed(), "has no 'xl/worksheets/sheet1.xml'"),
        (
            by_hand(ROW).having("[Content_Types].xml", types(f"{KIND}.template.main+xml")).packed(),
            "is no .xlsx workbook",
        ),
        (
            by_hand(ROW)
            .having(
                "[Content_Types].xml",
                types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            )
            .packed(),
            "is no .xlsx workbook",
        ),
    ],
)
def test_what_is_no_workbook_is_bad(content: bytes, says: str):
    with pytest.raises(DataBad) as error:
        open_workbook(received(content))
    assert says in error.value.sentence
    assert error.value.sentence.startswith("book.xlsx ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("xl/vbaProject.bin", "holds macros"),
        ("xl/vbaData.xml", "holds macros"),
        ("xl/macrosheets/sheet1.xml", "holds macros"),
        ("xl/dialogsheets/sheet1.xml", "holds macros"),
        ("xl/embeddings/Microsoft_Word_Document.docx", "holds an embedded object"),
        ("xl/oleObject1.bin", "holds an embedded object"),
        ("xl/activeX/activeX1.xml", "holds an embedded object"),
        ("customUI/customUI14.xml", "changes the program that opens it"),
        ("../evil.xml", "whose name leads elsewhere"),
        ("xl/../../evil.xml", "whose name leads elsewhere"),
        ("/etc/passwd", "whose name leads elsewhere"),
        ("C:/evil.xml", "whose name leads elsewhere"),
        ("xl\\evil.xml", "whose name leads elsewhere"),
        ("xl//evil.xml", "whose name leads elsewhere"),
        ("a/b/c/d/e/f/g/h/i.xml", "whose name leads elsewhere"),
        ("xl/" + "a" * 300, "whose name cannot be printed"),
        ("xl/a\u202egnp.xml", "whose name cannot be printed"),
        ("XL/Workbook.XML", "holds two parts of one name"),
    ],
)
def test_a_part_that_no_workbook_of_figures_needs_is_refused(name: str, says: str):
    with pytest.raises(HostileInput) as error:
        unpack(received(by_hand(ROW).having(name, "x").packed()))
    assert says in error.value.sentence


def test_a_name_with_a_nul_byte_is_refused():
    content = by_hand(ROW).having("xl/evilQname.xml", "x").packed().replace(b"evilQname", b"evil\x00name")
    with pytest.raises(HostileInput, match="cannot be printed"):
        unpack(received(content))


def test_two_parts_of_exactly_one_name_are_refused():
    made = BytesIO(by_hand(ROW).packed())
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "x")
    with pytest.raises(HostileInput, match="holds two parts of one name"):
        unpack(received(made.getvalue()))


def test_a_macro_workbook_under_another_name_is_refused():
    content = by_hand(ROW).having("[Content_Types].xml", types("application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
    with pytest.raises(HostileInput, match="is a workbook with macros"):
        unpack(received(content.packed()))


def test_an_encrypted_part_is_refused():
    content = bytearray(by_hand(ROW).packed())
    at = content.rindex(b"PK\x01\x02")
    flags = struct.unpack_from("<H", content, at + 8)[0]
    struct.pack_into("<H", content, at + 8, flags | 1)
    with pytest.raises(HostileInput, match="holds an encrypted part"):
        unpack(received(bytes(content)))


def test_a_way_of_packing_that_no_spreadsheet_uses_is_refused():
    with pytest.raises(HostileInput, match="in a way that no spreadsheet program does"):
        unpack(received(by_hand(ROW).packed(zipfile.ZIP_BZIP2)))


def test_a_bomb_is_refused_by_how_far_a_part_grows():
    with pytest.raises(HostileInput, match="unpacks to 200 times"):
        unpack(received(by_hand(ROW).having("xl/media/image1.png", ZEROS).packed()))


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    """The size that the archive states is set to 10 bytes in both places; what is unpacked is not what it states."""
    content = by_hand(ROW).having("xl/media/image1.png", ZEROS).packed()
    lying = content.replace(struct.pack("<I", len(ZEROS)), struct.pack("<I", 10))
    assert lying != content
    with pytest.raises((HostileInput, DataBad)):
        unpack(received(lying))


def test_all_parts_together_have_a_bound():
    parts = by_hand(ROW)
    for number in range(12):
        parts = parts.having(f"xl/media/image{number}.png", bytes(range(256)) * 400)  # 102,400 bytes each
    content = parts.packed(zipfile.ZIP_STORED)
    unpack(received(content))
    with pytest.raises(HostileInput, match="unpacks to more than 1,000,000 bytes"):
        unpack(received(content, limits=Limits(workbook_unpacked_bytes=1_000_000)))


def test_the_number_of_parts_and_the_file_have_bounds():
    content = by_hand(ROW).packed()
    with pytest.raises(HostileInput, match="has more than 5 parts"):
        unpack(received(content, limits=Limits(workbook_parts=5)))
    with pytest.raises(HostileInput, match="at most 100 are read"):
        unpack(received(content, limits=Limits(workbook_bytes=100)))


@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "_rels/.rels",
        "[Content_Types].xml",
        "docProps/core.xml",
    ],
)
@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE r [<!ENTITY a 'b'>]>",
        "<!doctype r SYSTEM 'file:///etc/passwd'>",
        '<!ENTITY % x SYSTEM "http://127.0.0.1/">',
    ],
)
def test_a_document_type_or_entities_are_refused_in_every_part(part: str, declaration: str):
    good = by_hand(ROW, shared="<si><t>a</t></si>")
    old = good.parts.get(part, f"{HEAD}<r/>".encode())
    bad = old.replace(HEAD.encode(), (HEAD + declaration).encode())
    with pytest.raises(HostileInput, match="declares a document type or entities"):
        open_workbook(received(good.having(part, bad).packed()))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_in_another_encoding_is_refused(encoding: str):
    text = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>"
    for part in ("xl/workbook.xml", "docProps/app.xml"):
        with pytest.raises(HostileInput, match="declares a document type or entities"):
            open_workbook(received(by_hand(ROW).having(part, text.encode(encoding)).packed()))


@pytest.mark.parametrize("place", ["xl/worksheets/sheet1.dat", "other/sheet1.xml"])
@pytest.mark.parametrize("declaration", ["", "<!DOCTYPE worksheet [<!ENTITY a 'b'>]>"])
def test_a_sheet_that_was_not_looked_at_is_not_parsed(place: str, declaration: str):
    """By its name a part would pass by the look at document types, or at the encoding, that others get."""
    book = by_hand('<row r="1"/>')
    sheet = book.parts["xl/worksheets/sheet1.xml"].replace(HEAD.encode(), (HEAD + declaration).encode())
    relations = book.parts["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", f"/{place}".encode())
    moved = book.without("xl/worksheets/sheet1.xml").having(place, sheet)
    with pytest.raises(HostileInput, match=r"is no \.xml part in the folder xl|declares a document type"):
        open_workbook(received(moved.having("xl/_rels/workbook.xml.rels", relations).packed()))


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "utf-16", "x-user-defined"])
def test_another_declared_encoding_is_refused(encoding: str):
    sheet = by_hand(ROW).parts["xl/worksheets/sheet1.xml"].replace(b"UTF-8", encoding.encode())
    with pytest.raises(HostileInput, match="in another encoding than UTF-8"):
        open_workbook(received(by_hand(ROW).having("xl/worksheets/sheet1.xml", sheet).packed()))


@pytest.mark.parametrize(
    "sheet",
    [
        b"",
        b"not xml",
        b"<worksheet><sheetData><row r='1'>",
        b"<a>" * 100_000,
        b"\xff\xfe",
        b"<worksheet a='\x01'/>",
    ],
)
def test_a_part_that_is_no_xml_is_refused(sheet: bytes):
    with pytest.raises(HostileInput):
        open_workbook(received(by_hand(ROW).having("xl/worksheets/sheet1.xml", sheet).packed()))


@pytest.mark.parametrize("address", ["A200002", "XFD1", "ALM1", "A1048576"])
def test_a_cell_far_out_is_refused_before_room_is_made_for_it(address: str):
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    with pytest.raises(HostileInput, match=f"Returns!{address}, outside the 200,000 rows and 1,000 columns"):
        open_workbook(received(by_hand(f'<row r="{row}"><c r="{address}"><v>1</v></c></row>').packed()))


def test_few_cells_that_span_a_large_area_are_refused():
    rows = '<row r="1"><c r="ALL1"><v>1</v></c></row><row r="4001"><c r="A4001"><v>1</v></c></row>'
    with pytest.raises(HostileInput, match="Returns!A4001"):
        open_workbook(received(by_hand(rows).packed()))


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
        '<row r="-1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>abc</v></c></row>',
        '<row r="1"><c r="A1"><v>1_000</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '</sheetData><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_cells_that_no_spreadsheet_program_writes_are_bad(rows: str):
    with pytest.raises(DataBad):
        open_workbook(received(by_hand(rows, shared="<si><t>a</t></si>").packed()))


def test_a_sheet_name_that_cannot_be_printed_or_stands_twice_is_refused():
    good = by_hand(ROW)
    for name, says in (("a\u202eb", "cannot be printed"), ("", "cannot be printed"), ("x" * 101, "cannot be printed")):
        book = good.parts["xl/workbook.xml"].decode().replace("'Returns'", f"'{name}'")
        with pytest.raises(HostileInput, match=says):
            open_workbook(received(good.having("xl/workbook.xml", book).packed()))
    sheet = "<sheet name='RETURNS' sheetId='2' r:id='rId1'/></sheets>"
    book = good.parts["xl/workbook.xml"].decode().replace("</sheets>", sheet)
    with pytest.raises(HostileInput, match="two sheets of one name"):
        open_workbook(received(good.having("xl/workbook.xml", book).packed()))


def test_a_sheet_of_macros_is_refused_and_a_chart_is_left_out():
    good = by_hand(ROW)
    rels = good.parts["xl/_rels/workbook.xml.rels"].decode()
    macros = good.having("xl/_rels/workbook.xml.rels", rels.replace("/worksheet'", "/xlMacrosheet'"))
    with pytest.raises(HostileInput, match="a sheet of macros"):
        open_workbook(received(macros.packed()))
    chart = good.having("xl/_rels/workbook.xml.rels", rels.replace("/worksheet'", "/chartsheet'"))
    assert open_workbook(received(chart.packed())).names == ()


def test_too_many_tags_or_attributes_in_one_place_are_refused(monkeypatch: pytest.MonkeyPatch):
    """The bound is lowered so that the test is small; rows are counted one by one, as they are dropped one by one."""
    monkeypatch.setattr(markup, "MOST_MARKS", 1_000)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 400))
    assert len(open_workbook(received(by_hand(rows).packed())).sheets[0].rows) == 399
    for inside in ("<x/>" * 1_001, "<x " + " ".join(f'a{number}=""' for number in range(1_001)) + "/>"):
        with pytest.raises(HostileInput, match="holds more than 1,000 tags and attributes in one place"):
            open_workbook(received(by_hand(f'<row r="1">{inside}</row>').packed()))
    with pytest.raises(HostileInput, match="in one place"):
        open_workbook(received(by_hand(ROW, styles=f"<cellXfs>{'<xf/>' * 1_001}</cellXfs>").packed()))


@pytest.mark.parametrize("hiding", ["<!-- </row -->", "<![CDATA[</row]]>", "<?x </row ?>"])
def test_nothing_hides_where_a_row_ends(hiding: str):
    with pytest.raises(HostileInput, match="holds comments, sections or instructions"):
        open_workbook(received(by_hand(ROW, after=hiding).packed()))


def test_a_row_outside_of_the_cells_is_bad():
    with pytest.raises(DataBad, match="a row outside of its table of cells"):
        open_workbook(received(by_hand(ROW, after=f"<x>{ROW}</x>").packed()))


def test_long_words_that_many_cells_share_are_refused_before_they_are_copied():
    """One text of 10,000 letters in 200 cells is two million letters out of a few thousand bytes."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 201))
    content = by_hand(rows, shared=f"<si><t>{'x' * 10_000}</t></si>").packed()
    assert len(open_workbook(received(content)).sheets[0].text(200, 1)) == 10_000
    with pytest.raises(HostileInput, match="says the same long words in too many cells"):
        open_workbook(received(content, limits=Limits(workbook_unpacked_bytes=1_000_000)))


def test_words_have_a_bound_and_hold_no_comments(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(words, "MOST_CELLS", 10)
    with pytest.raises(HostileInput, match="has more than 10 words"):
        open_workbook(received(by_hand(ROW, shared="<si/>" * 11).packed()))
    with pytest.raises(HostileInput, match="holds comments or sections among its words"):
        open_workbook(received(by_hand(ROW, shared="<!-- <si> --><si/>").packed()))


def test_sheets_together_have_a_bound_and_share_no_content():
    wide = '<row r="1"><c r="ALL1"><v>1</v></c></row><row r="3000"><c r="A3000"><v>1</v></c></row>'
    good = by_hand(wide)
    open_workbook(received(good.packed()))
    book = good.parts["xl/workbook.xml"].decode()
    rels = good.parts["xl/_rels/workbook.xml.rels"].decode()
    second = book.replace("</sheets>", "<sheet name='Second' sheetId='2' r:id='rId2'/></sheets>")
    relation = rels[rels.index("<Relationship Id") : rels.index("</Relationships>")]
    two = good.having("xl/workbook.xml", second).having(
        "xl/worksheets/sheet2.xml", good.parts["xl/worksheets/sheet1.xml"]
    )
    two = two.having(
        "xl/_rels/workbook.xml.rels",
        rels.replace(
            "</Relationships>", relation.replace("rId1", "rId2").replace("sheet1", "sheet2") + "</Relationships>"
        ),
    )
    with pytest.raises(HostileInput, match="reaches over more than 4,000,000 cells in all its sheets"):
        open_workbook(received(two.packed()))
    with pytest.raises(HostileInput, match="two sheets of one name or one content, 'Second'"):
        open_workbook(received(good.having("xl/workbook.xml", second.replace("rId2", "rId1")).packed()))


def test_an_error_far_out_is_refused_too():
    """The library makes room for it, although nothing of it is kept."""
    for inside in ('<c r="XFD1" t="e"><v>#N/A</v></c>', '<c r="XFD1"><f>1+1</f></c>'):
        with pytest.raises(HostileInput, match="Returns!XFD1, outside"):
            open_workbook(received(by_hand(f'<row r="1">{inside}</row>').packed()))


def test_a_cell_outside_of_rows_is_bad():
    with pytest.raises(DataBad, match="it holds cells outside of its rows"):
        open_workbook(received(by_hand(ROW, after='<c r="B9"><v>1</v></c>').packed()))
