"""Our own workbook: written the same each time, filled in and read back, and refused where it is not as it was made."""

import hashlib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.conform import conform
from prudent.ingest.delivered import Delivered, reader_of
from prudent.ingest.deliveries import Received, extractor_of, read_delivery
from prudent.ingest.raw import checked
from prudent.ingest.workbook.cells import open_workbook
from prudent.ingest.workbook.form import LABELS, bounds_of, example_of, sheet_forms, unit_of
from prudent.ingest.workbook.read import read_workbook
from prudent.ingest.workbook.write import workbook_bytes, write_workbook
from prudent.model.delivery import Declared, Delivery, Format
from prudent.model.fact import Grade
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.model.packet import PacketHeader
from prudent.tables.spec import received_tables
from tests.unit.workbooks.workbook_builders import filled_in, received, row_of

RETURN = row_of(6, "monthly", "total_net", "2025-11-30", 1.95)


def read(content: bytes, fund: Fund, declared: Declared) -> Delivered:
    return read_workbook(received(content), fund, declared)


def refused(content: bytes, fund: Fund, declared: Declared, error: type[PrudentError] = DataBad) -> str:
    with pytest.raises(error) as caught:
        read(content, fund, declared)
    return caught.value.sentence


@pytest.fixture
def empty(fund: Fund) -> bytes:
    return workbook_bytes(fund)


def test_the_same_fund_gives_the_same_bytes(fund: Fund, empty: bytes, tmp_path: Path):
    write_workbook(tmp_path / "book.xlsx", fund)
    assert (tmp_path / "book.xlsx").read_bytes() == empty
    assert workbook_bytes(fund.model_copy(update={"legal_name": "Beta Fund"})) != empty
    with zipfile.ZipFile(BytesIO(empty)) as archive:
        assert archive.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 2
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_has_a_sheet_for_every_table_that_a_fund_can_send(empty: bytes):
    book = open_workbook(received(empty))
    assert book.names[:3] == ("Instructions", "Fund", "Returns")
    assert book.names[-1] == "Lists"
    assert {form.table.table for form in sheet_forms()} == {table.table for table in received_tables("fund")}
    assert set(book.names[2:-1]) == {form.name for form in sheet_forms()}
    assert all(sheet.noticed("f") == () for sheet in book.sheets)


@pytest.mark.parametrize("form", sheet_forms(), ids=lambda form: form.name)
def test_every_column_is_explained_and_has_an_example_that_could_be_read(form, empty: bytes):
    sheet = open_workbook(received(empty)).sheet(form.name)
    assert sheet is not None
    assert [sheet.text(row, 1) for row in range(1, 6)] == list(LABELS)
    assert sheet.rows[0][1:] == tuple(column.received for column in form.table.columns)
    for number, column in enumerate(form.table.columns, start=2):
        assert sheet.text(2, number) == unit_of(column)
        assert sheet.text(3, number) == " ".join(column.description.split())
        assert sheet.text(5, number) == example_of(column)
        least, most = bounds_of(column)
        if column.unit is not None:
            assert least is None or least <= float(example_of(column))
            assert most is None or most >= float(example_of(column))


def test_ids_of_openfunds_stand_only_where_they_were_verified(empty: bytes):
    book = open_workbook(received(empty))
    ids = [
        (sheet.place(4, column), sheet.text(4, column))
        for sheet in book.sheets[2:-1]
        for column in range(2, 20)
        if sheet.text(4, column)
    ]
    assert ids == [
        ("Fees!C4", "OFST020050"),
        ("Fees!F4", "OFST452000 for management, there as 0.015"),
        ("Terms!C4", "OFST452000 for management_fee_pct, there as 0.015"),
    ]


def test_words_to_choose_from_and_bounds_are_in_the_workbook(empty: bytes):
    with zipfile.ZipFile(BytesIO(empty)) as archive:
        returns = archive.read("xl/worksheets/sheet3.xml").decode()
    assert (
        '<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="B6:B5005"><formula1>Lists!$A$2:$A$4</formula1>'
        in returns
    )
    assert 'type="date"' in returns
    assert "<formula1>-100.0</formula1>" in returns  # a return is not less than -100 per cent
    assert "<f>" not in returns


def test_an_empty_workbook_holds_no_figures(empty: bytes, fund: Fund, declared: Declared):
    assert refused(empty, fund, declared) == "book.xlsx holds no figures: write them below the row marked example."


def test_it_is_written_filled_in_and_read_back(empty: bytes, fund: Fund, declared: Declared):
    content = filled_in(
        empty,
        "Returns",
        row_of(6, "monthly", "total_net", "2025-11-30", 1.95) + row_of(8, "monthly", "total_net", "2025-12-31", -0.29),
    )
    content = filled_in(content, "Fair value", row_of(6, "2025-12-31", 0, 1234567.89, 5))
    given = read(content, fund, declared)
    returns, values = given.raws
    assert [row.row for row in returns.rows] == [6, 8]
    assert returns.rows[0].cells == ("monthly", "total_net", "2025-11-30", "1.95", "workbook")
    assert returns.rows[0].places == ("Returns!B6", "Returns!C6", "Returns!D6", "Returns!E6")
    assert returns.rows[1].cells == ("monthly", "total_net", "2025-12-31", "-0.29", "workbook")
    assert values.table.table == "core_fund__fair_value"
    assert values.rows[0].cells == ("2025-12-31", "0", "1234567.89", "5", "", "workbook")
    assert values.rows[0].places == ("'Fair value'!B6", "'Fair value'!C6", "'Fair value'!D6", "'Fair value'!E6", "")
    assert given.noticed == ()
    header = PacketHeader(
        packet_format=1,
        owner=fund.fund,
        received=date(2026, 5, 1),
        extractor="x",
        grade=Grade.C,
        note="",
        documents=(declared.document,),
    )
    frame = conform(checked(returns), header)
    assert frame.get_column("return_frac").to_list() == [0.0195, -0.0029]
    assert frame.get_column("file").to_list() == ["book.xlsx", "book.xlsx"]


def test_the_registry_knows_the_reader():
    assert reader_of(Format.WORKBOOK) is read_workbook


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (">101<", ">777<", "cik is '777', that of Alpha Credit Income Fund, a fund with a similar name"),
        (">101<", ">102<", "cik is '102'; Alpha Credit Fund has 101"),
        (">101<", "><", "cik is ''; Alpha Credit Fund has 101"),
        (">101<", ">abc<", "cik is 'abc'"),
        (">alpha-credit<", ">beta-credit<", "fund is 'beta-credit', and this workbook was received for alpha-credit"),
        (">Alpha Credit Fund<", ">Alpha Credit Income Fund<", "a fund with a similar name; it is Alpha Credit Fund"),
        (">Alpha Credit Fund<", ">Beta Fund<", "not a name of this fund"),
    ],
)
def test_another_funds_workbook_is_refused(old: str, new: str, says: str, empty: bytes, fund: Fund, declared: Declared):
    content = changed_words(filled_in(empty, "Returns", RETURN), old, new)
    assert says in refused(content, fund, declared)


def test_a_fund_without_a_cik_has_an_empty_one(fund: Fund, declared: Declared):
    trust = Fund.model_validate({**fund.model_dump(), "cik": None, "wrapper": "collective_trust"})
    content = workbook_bytes(trust)
    content = filled_in(content, "Returns", row_of(6, "annual", "total_net", "2025-12-31", 4))
    assert read(content, trust, declared).raws[0].rows[0].cells[3] == "4"
    assert "has 101" in refused(changed_words(content, ">alpha-credit<", ">alpha-credit<"), fund, declared)


def changed_words(content: bytes, old: str, new: str, part: str = "xl/sharedStrings.xml") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            text = given.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        (
            ">return_pct<",
            ">return_prc<",
            "xl/sharedStrings.xml",
            "sheet Returns, row 1: the column 'return_prc' is unknown (return_pct is meant?)",
        ),
        ('name="Returns"', 'name="Retuns"', "xl/workbook.xml", "the sheet 'Retuns' is unknown (Returns is meant?)"),
        ('name="Fund"', 'name="Funds"', "xl/workbook.xml", "the sheet 'Funds' is unknown (Fund is meant?)"),
        (
            ">workbook_format<",
            ">format<",
            "xl/sharedStrings.xml",
            "the item workbook_format must stand in the first column once",
        ),
    ],
)
def test_another_shape_is_named_with_the_nearest(
    old: str, new: str, part: str, says: str, empty: bytes, fund: Fund, declared: Declared
):
    content = changed_words(filled_in(empty, "Returns", RETURN), old, new, part)
    assert says in refused(content, fund, declared, SchemaChanged)


def test_a_workbook_of_another_version_is_refused(empty: bytes, fund: Fund, declared: Declared):
    content = filled_in(empty, "Fund", "", old='<c r="B2" s="4" t="s"><v>17<', new='<c r="B2" s="4"><v>2<')
    assert "workbook_format is '2', and version 1 is read" in refused(content, fund, declared, SchemaChanged)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            row_of(6, "monthly", "total_net", "2025-11-30", '<c r="{at}"><f>1+1</f></c>'),
            "Returns!E6 is a formula that was never computed",
        ),
        (
            row_of(6, "monthly", "total_net", "2025-11-30", '<c r="{at}" t="e"><v>#REF!</v></c>'),
            "Returns!E6 shows #REF!",
        ),
        (row_of(6, "monthly", "total_net", "2025-11-30"), "Returns!E6 is empty, and every row needs it"),
        (row_of(6, None, None, None, '<c r="{at}"><f>1+1</f></c>'), "Returns!B6 is empty, and every row needs it"),
        (
            row_of(6, "monthly", '<c r="{at}" t="b"><v>1</v></c>', "2025-11-30", 1),
            "Returns!C6 is TRUE as a truth value; write yes or no",
        ),
        (row_of(6, "monthly", "total_net", "2025-11-30", 1, 5), "Returns!F6 stands outside the columns"),
        (
            row_of(6, "note", "monthly", "total_net", "2025-11-30", 1, first=1),
            "'note' stands in Returns!A6; leave the first column empty",
        ),
        (
            row_of(6, "example", "monthly", "total_net", "2025-11-30", 1, first=1),
            "row 6 is marked as the example and was changed",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_by_its_address(
    rows: str, says: str, empty: bytes, fund: Fund, declared: Declared
):
    assert says in refused(filled_in(empty, "Returns", rows), fund, declared)


def test_a_cell_shown_as_a_percentage_is_refused_where_per_cent_is_asked_for(
    empty: bytes, fund: Fund, declared: Declared
):
    """1.95 % is stored as 0.0195, which in a column in per cent would be read as two hundredths of a per cent."""
    content = changed_words(empty, "</cellXfs>", '<xf numFmtId="10"/></cellXfs>', "xl/styles.xml")
    rows = row_of(6, "monthly", "total_net", "2025-11-30", '<c r="{at}" s="8"><v>0.0195</v></c>')
    sentence = refused(filled_in(content, "Returns", rows), fund, declared)
    assert "Returns!E6 is formatted as a percentage and stores 0.0195" in sentence


def test_a_share_may_be_shown_as_a_percentage_where_a_fraction_is_asked_for(
    empty: bytes, fund: Fund, declared: Declared
):
    content = changed_words(empty, "</cellXfs>", '<xf numFmtId="10"/></cellXfs>', "xl/styles.xml")
    rows = row_of(6, "2025-12-31", 100, 5, '<c r="{at}" s="8"><v>0.25</v></c>')
    given = read(filled_in(content, "Exposure", rows), fund, declared)
    assert given.raws[0].rows[0].cells[:4] == ("2025-12-31", "100", "5", "0.25")


def test_the_example_is_no_figure_and_writing_over_it_is_told(empty: bytes, fund: Fund, declared: Declared):
    content = filled_in(empty, "Returns", "", old="<v>1.95</v>", new="<v>2.95</v>")
    assert "row 5 is marked as the example and was changed; write figures below it" in refused(content, fund, declared)


def test_an_optional_cell_that_was_never_computed_is_empty_and_told(empty: bytes, fund: Fund, declared: Declared):
    rows = row_of(6, "2025-12-31", '<c r="{at}"><f>1+1</f></c>', 5)
    given = read(filled_in(empty, "Balance sheet", rows), fund, declared)
    assert given.raws[0].rows[0].cells[:3] == ("2025-12-31", "", "5")
    assert given.raws[0].rows[0].places[:3] == ("'Balance sheet'!B6", "", "'Balance sheet'!D6")
    assert [item.place for item in given.noticed] == ["'Balance sheet'!C6"]


def test_a_wrong_figure_is_named_by_its_address(empty: bytes, fund: Fund, declared: Declared):
    rows = row_of(6, "monthly", "total_net", "2025-11-30", "1,95")
    raw = read(filled_in(empty, "Returns", rows), fund, declared).raws[0]
    header = PacketHeader(
        packet_format=1,
        owner=fund.fund,
        received=date(2026, 5, 1),
        extractor="x",
        grade=Grade.C,
        note="",
        documents=(declared.document,),
    )
    with pytest.raises(DataBad) as caught:
        conform(raw, header)
    assert caught.value.sentence.startswith(
        "book.xlsx row 6, column return_pct (Returns!E6): '1,95' is not a plain number"
    )


def test_a_delivery_of_a_workbook_becomes_rows_with_their_addresses(empty: bytes, fund: Fund, declared: Declared):
    content = filled_in(empty, "Returns", RETURN)
    delivery = Delivery(
        fund=fund.fund,
        declared=declared,
        file="book.xlsx",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        received=date(2026, 5, 1),
        channel="inbox",
        extractor=extractor_of(declared),
    )
    packet = read_delivery(Received(delivery, content), fund, Limits())
    assert [rows.table for rows in packet.rows] == ["core_fund__returns"]
    row = packet.rows[0].frame.to_dicts()[0]
    assert (row["return_frac"], row["period_end"], row["file"], row["row"]) == (
        0.0195,
        date(2025, 11, 30),
        "book.xlsx",
        6,
    )
    assert row["places"] == ["Returns!B6", "Returns!C6", "Returns!D6", "Returns!E6"]
