"""Plain series of administrators: as declared, exact, and told where they have gaps or look wrongly declared."""

from decimal import Decimal

import pytest
import xlsxwriter

from prudent.errors import DataBad, HostileInput, PrudentError, SchemaChanged
from prudent.ingest.delivered import Delivered, reader_of
from prudent.ingest.return_series import read_return_series
from prudent.model.delivery import Declared, Format
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from tests.unit.workbooks.workbook_builders import by_hand, by_library, received

RETURNS = {
    "content": "returns",
    "frequency": "monthly",
    "kind": "total_net",
    "unit": "per_cent",
    "dates": "month_end",
    "date_column": "Month",
    "value_column": "Net",
}


def as_declared(**changed: str | None) -> Declared:
    series = {**RETURNS, **changed}
    return Declared.model_validate(
        {
            "file": "series.csv",
            "format": "series",
            "source_kind": "administrator",
            "document": {"id": "series", "title": "Administrator's series"},
            "series": {name: value for name, value in series.items() if value is not None},
        }
    )


def read(text: str | bytes, fund: Fund, **changed: str | None) -> Delivered:
    content = text.encode() if isinstance(text, str) else text
    return read_return_series(received(content, "series.csv"), fund, as_declared(**changed))


def refused(text: str | bytes, fund: Fund, error: type[PrudentError] = DataBad, **changed: str | None) -> str:
    with pytest.raises(error) as caught:
        read(text, fund, **changed)
    return caught.value.sentence


def values(given: Delivered) -> list[tuple[str, str]]:
    """Day and value of each row of returns."""
    return [(row.cells[2], row.cells[3]) for row in given.raws[0].rows]


def told(given: Delivered) -> list[tuple[str, str]]:
    return [(item.place, item.what) for item in given.noticed]


def days(*lines: str) -> str:
    return "Month,Net\n" + "".join(f"{line}\n" for line in lines)


def test_returns_of_month_ends(fund: Fund):
    given = read("Fund X,,\n,,\nMonth,Gross,Net\n2025-12-31,9,-0.29\n2025-11-30,9,1.95\n,,\n", fund)
    raw = given.raws[0]
    assert raw.table.table == "core_fund__returns"
    assert [row.cells for row in raw.rows] == [
        ("monthly", "total_net", "2025-11-30", "1.95", "series"),
        ("monthly", "total_net", "2025-12-31", "-0.29", "series"),
    ]
    assert [row.row for row in raw.rows] == [5, 4]
    assert raw.rows[0].places == ("as declared", "as declared", "row 5, column Month", "row 5, column Net")
    assert given.noticed == ()
    assert reader_of(Format.SERIES) is read_return_series


@pytest.mark.parametrize(
    ("fraction", "per_cent"),
    [("0.0195", "1.95"), ("-0.0029", "-0.29"), ("0", "0"), ("0.07", "7"), ("1", "100"), ("0.1234567", "12.34567")],
)
def test_a_fraction_becomes_per_cent_exactly(fraction: str, per_cent: str, fund: Fund):
    """0.07 times 100 in binary is 7.000000000000001."""
    assert values(read(days(f"2025-11-30,{fraction}"), fund, unit="fraction")) == [("2025-11-30", per_cent)]


def test_net_asset_values_go_into_the_balance_sheet(fund: Fund):
    given = read(
        "Date;x,NAV\n".replace(";x", "") + "2025-10-31,25.4312\n2025-11-28,25.5\n",
        fund,
        content="nav_per_share",
        kind=None,
        unit="usd_per_share",
        dates="business_day",
        date_column="Date",
        value_column="NAV",
    )
    raw = given.raws[0]
    assert raw.table.table == "core_fund__balance_sheet"
    names = raw.table.received_header
    filled = [{name: cell for name, cell in zip(names, row.cells, strict=True) if cell} for row in raw.rows]
    assert filled == [
        {"as_of": "2025-10-31", "nav_per_share_usd": "25.4312", "source": "series"},
        {"as_of": "2025-11-30", "nav_per_share_usd": "25.5", "source": "series"},
    ]
    assert sum(place != "" for place in raw.rows[0].places) == 2


@pytest.mark.parametrize(
    ("day", "filed"),
    [
        ("2025-11-28", "2025-11-30"),  # Friday before a Sunday
        ("2025-12-31", "2025-12-31"),
        ("2024-03-28", "2024-03-31"),  # the 29th was Good Friday
        ("2021-05-28", "2021-05-31"),  # the 31st was Memorial Day, a Monday
    ],
)
def test_a_last_business_day_is_filed_under_the_months_end(day: str, filed: str, fund: Fund):
    assert values(read(days(f"{day},1"), fund, dates="business_day")) == [(filed, "1")]


@pytest.mark.parametrize("day", ["2025-11-26", "2025-11-30", "2025-11-15", "2025-11-01"])
def test_another_day_is_no_last_business_day(day: str, fund: Fund):
    assert "is not the last business day of its month" in refused(days(f"{day},1"), fund, dates="business_day")


def test_the_first_day_of_a_month_stands_for_its_end(fund: Fund):
    given = read(days("2024-02-01,1", "2024-03-01,2"), fund, dates="month_start")
    assert values(given) == [("2024-02-29", "1"), ("2024-03-31", "2")]
    assert given.noticed == ()


@pytest.mark.parametrize("day", ["2025-11-02", "2025-11-30"])
def test_another_day_is_no_first_of_its_month(day: str, fund: Fund):
    said = refused(days(f"{day},1"), fund, dates="month_start")
    assert f"'{day}', is not the first day of its month" in said


def test_under_month_ends_the_first_of_a_month_is_answered_with_how_it_is_declared(fund: Fund):
    assert "declare dates month_start if so meant" in refused(days("2025-11-01,1"), fund)


@pytest.mark.parametrize(("dates", "form", "day"), [("month_end", None, "2025-11-30"), ("text", "%b-%y", "Nov-25")])
def test_a_row_below_the_series_is_no_date_in_another_form(dates: str, form: str | None, day: str, fund: Fund):
    said = refused(days(f"{day},1", "YTD,12.5"), fund, dates=dates, date_format=form)
    assert said.endswith(
        "row 3, column Month, 'YTD', is no date in any form; remove the rows below the series, such as totals and "
        "footnotes."
    )
    assert "declare" not in said


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("%b-%y", "Nov-25", "2025-11-30"),
        ("%b-%y", "nov-25", "2025-11-30"),
        ("%B %Y", "February 2024", "2024-02-29"),
        ("%m/%Y", "2/2023", "2023-02-28"),
        ("%d/%m/%Y", "30/11/2025", "2025-11-30"),
        ("%m/%d/%Y", "11/28/2025", "2025-11-30"),
        ("%d %b %Y", "31 May 2024", "2024-05-31"),
        ("%Y%m%d", "20251130", "2025-11-30"),
        ("%b-%y", "Dec-69", "1969-12-31"),
        ("%b-%y", "Dec-68", "2068-12-31"),
        ("%B %d. %Y (%%)", "May 31. 2024 (%)", "2024-05-31"),
    ],
)
def test_dates_as_words(form: str, text: str, day: str, fund: Fund):
    assert values(read(days(f"{text},1"), fund, dates="text", date_format=form)) == [(day, "1")]


@pytest.mark.parametrize(
    ("form", "text", "says"),
    [
        ("%b-%y", "Okt-25", "is not written as %b-%y"),
        ("%b-%y", "ſep-25", "is not written as %b-%y"),  # a long s is an s to those who fold letters
        ("%b-%y", "November-25", "is not written as %b-%y"),
        ("%b-%y", "2025-11-30", "is not written as %b-%y"),
        ("%d/%m/%Y", "11/30/2025", "is no day of any calendar"),
        ("%d/%m/%Y", "01/02/2025", "is neither the last day of its month nor its last business day"),
        ("%d/%m/%Y", "٣٠/11/2025", "is not written as"),
        ("%Y", "2025", "cannot be read. It needs a year"),
        ("%b %b %Y", "May May 2025", "cannot be read. It needs a year"),
        ("%j %Y", "1 2025", "cannot be read. It needs a year"),
        ("%b %Y %", "May 2025 ", "cannot be read. It needs a year"),
    ],
)
def test_a_date_in_another_form_is_refused(form: str, text: str, says: str, fund: Fund):
    assert says in refused(days(f"{text},1"), fund, dates="text", date_format=form)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("01/02/2025,1", "is not a date written as 2025-12-31; declare dates: text and its date_format"),
        ("2025-11-31,1", "is not a date written as 2025-12-31"),
        ("2025-11-28,1", "is not the last day of its month, 2025-11-30; declare dates business_day if so meant"),
        ("2025-11-30,1.95%", "row 2, column Net: '1.95%' is not a plain number; write it without the per-cent sign"),
        ('2025-11-30,"1,234.5"', "write it without commas"),
        ("2025-11-30,(0.29)", "write a figure below zero with a minus, not in brackets"),
        ("2025-11-30,n/a", "leave"),
        ("2025-11-30,1e-2", "write it out without an exponent"),
        ("2025-11-30,=1+1", "is not a plain number"),
        (",1.95", "row 2, column Month is empty beside a value"),
        ("YTD,1.95", "is no date in any form"),
    ],
)
def test_a_row_that_cannot_be_read_as_declared_is_refused(line: str, says: str, fund: Fund):
    sentence = refused(days(line), fund)
    assert says in sentence or (says == "leave" and "remove the row if it is not known" in sentence)
    assert sentence.startswith("series.csv")


def test_a_month_that_stands_twice_is_refused(fund: Fund):
    sentence = refused(days("2025-11-30,1", "2025-12-31,2", "2025-11-30,1"), fund)
    assert sentence == "series.csv: row 2, column Month and row 4, column Month both speak of 2025-11-30; keep one."
    assert "both speak of 2025-11-30" in refused(days("2025-11-27,1", "2025-11-28,1"), fund, dates="business_day")


def test_gaps_are_told_and_not_filled(fund: Fund):
    given = read(days("2025-01-31,1", "2025-02-28,1", "2025-05-31,1", "2025-07-31,1"), fund)
    assert len(given.raws[0].rows) == 4
    assert told(given) == [
        (
            "row 2, column Net",
            "begins a series that has no value for 2025-03-31, 2025-04-30, 2025-06-30; nothing is put in their place",
        )
    ]
    quarters = read(days("2024-03-31,1", "2024-06-30,1", "2025-03-31,1"), fund, frequency="quarterly")
    assert "no value for 2024-09-30, 2024-12-31;" in quarters.noticed[0].what
    years = read(days("2021-12-31,1", "2022-12-31,1", "2024-12-31,1"), fund, frequency="annual")
    assert "no value for 2023-12-31;" in years.noticed[0].what


@pytest.mark.parametrize(
    ("lines", "frequency", "says"),
    [
        (
            ("2025-01-31,1", "2025-02-28,1"),
            "quarterly",
            "are 1 months apart, which a quarterly series, as declared, has nowhere",
        ),
        (("2025-03-31,1", "2025-07-31,1"), "quarterly", "are 4 months apart"),
        (("2025-06-30,1", "2025-12-31,1", "2026-06-30,1"), "annual", "an annual series, as declared, has nowhere"),
        (("2025-03-31,1", "2025-06-30,1", "2025-12-31,1"), "monthly", "as near to each other as in a monthly series"),
        (("1825-03-31,1", "2025-03-31,1"), "monthly", "are 2400 months apart"),
    ],
)
def test_another_frequency_than_declared_is_refused(lines: tuple[str, ...], frequency: str, says: str, fund: Fund):
    assert says in refused(days(*lines), fund, frequency=frequency)


@pytest.mark.parametrize(
    ("lines", "frequency", "says"),
    [
        (("2025-09-30,3.1", "2025-12-31,2.2"), "monthly", "the dates are a quarter apart; declare quarterly"),
        (("2025-03-31,1", "2025-06-30,1", "2025-09-30,1"), "monthly", "a quarter apart; declare quarterly"),
        (("2024-12-31,8", "2025-12-31,9"), "monthly", "the dates are a year apart; declare annual"),
        (("2024-12-31,8", "2025-12-31,9"), "quarterly", "the dates are a year apart; declare annual"),
    ],
)
def test_dates_that_are_all_of_another_frequency_are_refused(
    lines: tuple[str, ...], frequency: str, says: str, fund: Fund
):
    sentence = refused(days(*lines), fund, frequency=frequency)
    assert sentence.startswith(f"series.csv: declared {frequency}, but ")
    assert says in sentence


def test_dates_of_which_some_are_as_near_as_declared_have_gaps(fund: Fund):
    mixed = days("2025-03-31,3.1", "2025-06-30,2.2", "2025-09-30,2.2", "2025-10-31,0.5")
    assert "no value for 2025-04-30, 2025-05-31, 2025-07-31, 2025-08-31;" in read(mixed, fund).noticed[0].what
    two = read(days("2025-01-31,1", "2025-03-31,1"), fund)
    assert "no value for 2025-02-28;" in two.noticed[0].what


def test_a_value_that_looks_like_the_other_unit_is_told_and_not_touched(fund: Fund):
    given = read(days("2025-10-31,0.01", "2025-11-30,0.02", "2025-12-31,1.95"), fund, unit="fraction")
    assert values(given)[2] == ("2025-12-31", "195")
    assert told(given) == [
        ("row 4, column Net", "is 1.95, more than 100 % as the declared fraction; is it per cent?"),
    ]
    quiet = months("0.06", "0.07", "-0.49", "0.06", "0", "0.08")
    assert told(read(quiet, fund)) == [
        ("row 4, column Net", "is -0.49, the largest value of a series declared in per cent; is it a fraction?"),
    ]
    assert read(quiet.replace("-0.49", "-0.5"), fund).noticed == ()
    assert read(months("0.06", "0.07", "-0.49", "0.06", "0.08"), fund).noticed == ()


def months(*returns: str) -> str:
    """A month each, from January 2025."""
    ends = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31")
    return days(*(f"2025-{end},{value}" for end, value in zip(ends, returns, strict=False)))


LARGEST = "is the largest of {} returns; as "


@pytest.mark.parametrize(
    ("returns", "unit", "row", "says"),
    [
        # the median of 0.4, 0.51, 0.6, 0.7, 0.8, 0.9, 0.95 is 0.7
        (("0.95", "0.51", "-0.4", "0.6", "0.7", "0.9", "0.8"), "fraction", 2,
         LARGEST.format(7) + "the declared fraction, a typical monthly return is 70 %; is the series in per cent?"),
        (("0.205",), "fraction", 2,
         LARGEST.format(1) + "the declared fraction, a typical monthly return is 20.5 %; is the series in per cent?"),
        (("51", "-95", "40"), "per_cent", 3,
         LARGEST.format(3) + "declared in per cent, a typical monthly return is 51 %; is the unit declared as it is?"),
        (("0.01", "0.02", "0.03", "0.04", "0.05"), "per_cent", 6,
         LARGEST.format(5) + "declared in per cent, a typical monthly return is 0.03 %; is the series in fractions?"),
        # of 0 nothing is said: the median of 0.012 alone
        (("0", "0", "0.012"), "per_cent", 4,
         LARGEST.format(3) + "declared in per cent, a typical monthly return is 0.012 %; is the series in fractions?"),
        (("0.0001", "-0.0002", "0.0003"), "fraction", 4,
         LARGEST.format(3) + "the declared fraction, a typical monthly return is 0.02 %; is the unit declared as it "
         "is?"),
    ],
)  # fmt: skip
def test_a_series_whose_typical_size_is_not_that_of_its_unit_is_questioned(
    returns: tuple[str, ...], unit: str, row: int, says: str, fund: Fund
):
    given = read(months(*returns), fund, unit=unit)
    assert told(given) == [(f"row {row}, column Net", says)]
    shown = [Decimal(value) for _, value in values(given)]
    assert shown == [Decimal(value) * (100 if unit == "fraction" else 1) for value in returns]


@pytest.mark.parametrize(
    ("returns", "unit"),
    [
        (("0.2", "-0.2"), "fraction"),  # 20 % and no more
        (("0.01", "0.02"), "per_cent"),  # two months of a fund that is not yet invested
        (("0.05", "-0.05", "0.05"), "per_cent"),  # 0.05 % and no less
        (("0", "0", "1.5"), "per_cent"),  # valued each quarter
        (("0", "0", "0"), "per_cent"),
    ],
)
def test_a_series_of_plausible_size_is_not_questioned(returns: tuple[str, ...], unit: str, fund: Fund):
    assert read(months(*returns), fund, unit=unit).noticed == ()


def test_what_is_typical_depends_on_the_frequency(fund: Fund):
    quarters = "2025-03-31,{0}", "2025-06-30,{0}", "2025-09-30,{0}"
    years = "2023-12-31,{0}", "2024-12-31,{0}", "2025-12-31,{0}"
    for lines, frequency, plausible, questioned in (
        (quarters, "quarterly", ("35", "0.15"), ("35.1", "0.149")),
        (years, "annual", ("70", "0.6"), ("70.1", "0.59")),
    ):
        for value in plausible:
            assert not read(days(*(line.format(value) for line in lines)), fund, frequency=frequency).noticed
        for value in questioned:
            (item,) = read(days(*(line.format(value) for line in lines)), fund, frequency=frequency).noticed
            assert f"a typical {frequency} return is {value} %" in item.what


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": None}, "declare the kind of its returns"),
        ({"unit": "usd_per_share"}, "the unit usd_per_share does not fit returns"),
        ({"content": "nav_per_share"}, "the unit per_cent does not fit nav_per_share"),
        ({"dates": "text"}, "date_format is needed for dates as text, and for no others"),
        ({"date_format": "%Y"}, "date_format is needed for dates as text, and for no others"),
    ],
)
def test_a_declaration_that_is_not_whole_is_refused(changed: dict[str, str | None], says: str, fund: Fund):
    assert says in refused(days("2025-11-30,1"), fund, **changed)


def test_a_file_without_a_declared_shape_is_refused(fund: Fund):
    declared = as_declared().model_copy(update={"series": None})
    with pytest.raises(DataBad, match="declare under series what it holds"):
        read_return_series(received(b"Month,Net\n"), fund, declared)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("Month,Nett\n2025-11-30,1\n", SchemaChanged, "there is no column 'Net' ('Nett' is meant?)"),
        ("month;net\n2025-11-30;1\n", SchemaChanged, "there is no column 'Month'"),
        ("Month\nNet\n", SchemaChanged, "must stand in one row"),
        ("Month,Net,Net\n2025-11-30,1,2\n", DataBad, "row 1: the column 'Net' stands twice"),
        ("Month,Net\n", DataBad, "has no value under 'Net'"),
        (
            "Month,Net\n2025-11-30,\n",
            DataBad,
            "has no value under 'Net'. row 2, column Net is empty; its row was left out.",
        ),
        ("", DataBad, "is empty"),
        ("Month,Net\n\x00", HostileInput, "NUL"),
        (b"Month,Net\n\xff\xfe", DataBad, "is not UTF-8"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str | bytes, error: type[PrudentError], says: str, fund: Fund):
    assert says in refused(text, fund, error)


def test_a_row_without_a_value_is_left_out_and_told(fund: Fund):
    given = read(days("2025-11-30,1", "2025-12-31,", "Source: the administrator,"), fund)
    assert values(given) == [("2025-11-30", "1")]
    assert told(given) == [
        ("row 3, column Net", "is empty; its row was left out"),
        ("row 4, column Net", "is empty; its row was left out"),
    ]


def test_a_csv_file_has_bounds(fund: Fund):
    source = received(days("2025-11-30,1").encode(), "series.csv", Limits(csv_bytes=10))
    with pytest.raises(HostileInput, match="at most 10 are read"):
        read_return_series(source, fund, as_declared())


def book(fill_values: list[object], *, percent: bool = False, extra_sheet: bool = False) -> bytes:
    def fill(made: xlsxwriter.Workbook) -> None:
        page = made.add_worksheet("NAV pack")
        day, share = (
            made.add_format({"num_format": "d-mmm-yy"}),
            made.add_format({"num_format": "0.00%"} if percent else {}),
        )
        page.write_row(2, 1, ["Month", "Net"])
        for row, (serial, value) in enumerate(zip((45991, 46022), fill_values, strict=False), start=3):
            page.write_number(row, 1, serial, day)
            page.write(row, 2, value, share)
        if extra_sheet:
            made.add_worksheet("Notes").write_string(0, 0, "notes")

    return by_library(fill)


def test_a_series_in_a_workbook(fund: Fund):
    given = read(book([1.95, -0.29]), fund)
    assert values(given) == [("2025-11-30", "1.95"), ("2025-12-31", "-0.29")]
    assert given.raws[0].rows[0].places[2:] == ("'NAV pack'!B4", "'NAV pack'!C4")
    assert values(read(book([1.95, 2], extra_sheet=True), fund, sheet="NAV pack"))[0] == ("2025-11-30", "1.95")


def test_cells_shown_as_months_hold_the_first_of_the_month(fund: Fund):
    def fill(made: xlsxwriter.Workbook) -> None:
        page, month = made.add_worksheet("NAV pack"), made.add_format({"num_format": "mmm-yy"})
        page.write_row(0, 0, ["Month", "Net"])
        for row, serial in enumerate((45658, 45689), start=1):  # 1 January and 1 February 2025
            page.write_number(row, 0, serial, month)
            page.write_number(row, 1, row)

    given = read(by_library(fill), fund, dates="month_start")
    assert values(given) == [("2025-01-31", "1"), ("2025-02-28", "2")]


def test_the_sheet_is_declared_where_there_are_several(fund: Fund):
    assert "no sheet is declared. Its sheets are 'NAV pack', 'Notes'" in refused(
        book([1], extra_sheet=True), fund, SchemaChanged
    )
    assert "there is no sheet 'Nav'" in refused(book([1]), fund, SchemaChanged, sheet="Nav")
    assert "is no workbook, although the sheet 'A' is declared" in refused(days("2025-11-30,1"), fund, sheet="A")


def test_cells_shown_as_percentages_are_fractions(fund: Fund):
    content = book([0.0195, -0.0029], percent=True)
    assert values(read(content, fund, unit="fraction")) == [("2025-11-30", "1.95"), ("2025-12-31", "-0.29")]
    assert "'NAV pack'!C4 is formatted as a percentage and stores 0.0195" in refused(content, fund)


def test_a_formula_that_was_never_computed_leaves_a_gap_that_is_told(fund: Fund):
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Month</t></is></c><c r="B1" t="inlineStr"><is><t>Net</t></is></c></row>'
    rows = [
        '<row r="2"><c r="A2" t="d"><v>2025-10-31</v></c><c r="B2"><v>1</v></c></row>',
        '<row r="3"><c r="A3" t="d"><v>2025-11-30</v></c><c r="B3"><f>B2*2</f></c></row>',
        '<row r="4"><c r="A4" t="d"><v>2025-12-31</v></c><c r="B4"><f>B2*3</f><v>3</v></c></row>',
        '<row r="5"><c r="A5" t="d"><v>2026-01-31</v></c><c r="B5"><v>3</v></c></row>',
    ]
    given = read(by_hand(head + "".join(rows)).packed(), fund)
    assert values(given) == [("2025-10-31", "1"), ("2025-12-31", "3"), ("2026-01-31", "3")]
    assert [place for place, _ in told(given)] == ["Returns!B3", "Returns!B2"]
    assert "no value for 2025-11-30;" in given.noticed[1].what
    alone = refused(by_hand(head + rows[1]).packed(), fund)
    assert "has no value under 'Net'. Returns!B3 is a formula that was never computed" in alone
