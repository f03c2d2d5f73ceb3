"""The ILPA Reporting Template: lines and columns found by their labels, wherever they stand; all figures made up."""

from datetime import date
from decimal import Decimal

import pytest

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.conform import conform
from prudent.ingest.ilpa.labels import UNUSED_LINES, Line, normal
from prudent.ingest.ilpa.reporting import read_reporting
from prudent.ingest.raw import checked
from prudent.model.delivery import Format
from prudent.model.fact import Grade
from prudent.model.packet import PacketHeader
from tests.unit.manager_packets.packet_builders import FUND, Formula, declared, source_file, workbook

DECLARED = declared(Format.ILPA_REPORTING)
GROUPS = ("LP #5's Allocation of Total Fund", "Total Fund (incl. GP Allocation)", "GP's Allocation of Total Fund")
PERIODS = ("QTD (Oct-25 - Dec-25)", "YTD (Jan-25 - Dec-25)", "Since Inception (Mar-22 - Dec-25)")
# label, then the total fund's quarter, year and life
LINES: dict[str, tuple[float, float, float]] = {
    "Beginning NAV - Net of Incentive Allocation": (950, 800, 0),
    "Contributions - Cash & Non-Cash": (100, 250, 900),
    "Distributions - Cash & Non-Cash (input positive values)": (40, 60, 100),
    "Offering/Syndication Costs": (-1, -1, -3),
    "(Management Fees – Gross of Offsets, Waivers & Rebates)": (-5, -20, -70),
    "Total Net Operating Income / (Expense)": (-4, -15, -60),
    "Realized Gain / (Loss)": (2, 9, 30),
    "Change in Unrealized Gain / (Loss)": (-7, 17, 231),
    "Ending NAV - Net of Incentive Allocation": (1001, 1001, 1001),
    "Something of our own": (1, 2, 3),
}


def template(
    lines=LINES, periods=PERIODS, groups=GROUPS, changes: dict[str, object] | None = None, columns: str = "CDEFGHIJK",
    first: int = 6,
) -> bytes:  # fmt: skip
    """A statement with nine columns: one investor's, the whole fund's and the general partner's, three periods each."""
    cells: dict[str, object] = {"A1": "ILPA Reporting Template (v. 2.0)", "A2": f"{FUND.legal_name} (USD)"}
    for at, group in enumerate(groups):
        cells[f"{columns[3 * at]}{first - 2}"] = group
    for at, column in enumerate(columns):
        cells[f"{column}{first - 1}"] = periods[at % 3]
    for row, (label, amounts) in enumerate(lines.items(), start=first):
        cells[f"B{row}"] = label
        for at, column in enumerate(columns):
            share = (0.1, 1, 0.02)[at // 3]
            cells[f"{column}{row}"] = amounts[at % 3] * share
    return workbook({"Notes": {"A1": "made up"}, "Template": cells | (changes or {})})


def read(content: bytes):
    return read_reporting(source_file(content), FUND, DECLARED)


def tables(content: bytes) -> dict[str, list[tuple[str, ...]]]:
    return {raw.table.file or "": [row.cells for row in checked(raw).rows] for raw in read(content).raws}


def refused(content: bytes) -> PrudentError:
    with pytest.raises(PrudentError) as caught:
        read(content)
    return caught.value


def test_the_whole_funds_figures_are_taken_each_from_the_column_that_its_head_names():
    assert tables(template()) == {
        "cash_flows.csv": [
            ("2024-12-31", "net_asset_value", "800", "sent"),
            ("2025-09-30", "net_asset_value", "950", "sent"),
            ("2025-12-31", "net_asset_value", "1001", "sent"),
        ],
        "results.csv": [
            ("2025-10-01", "2025-12-31", "", "", "-4", "2", "-7", "sent"),
            ("2025-01-01", "2025-12-31", "", "", "-15", "9", "17", "sent"),
        ],
    }


def test_columns_in_another_order_and_lines_elsewhere_give_the_same():
    swapped = (PERIODS[2], PERIODS[0], PERIODS[1])
    moved = {label: (three[2], three[0], three[1]) for label, three in reversed(LINES.items())}
    groups = (GROUPS[2], GROUPS[1], GROUPS[0])
    other = tables(template(moved, swapped, groups, columns="EFGHIJKLM", first=11))
    assert {name: sorted(rows) for name, rows in other.items()} == {
        name: sorted(rows) for name, rows in tables(template()).items()
    }


def test_every_cell_has_its_place():
    (flows, results) = read(template()).raws
    assert flows.rows[2].places == ("Template!F14", "Template!F14", "Template!F14")
    assert results.rows[0].places == (
        "Template!F11",
        "Template!F11",
        "",
        "",
        "Template!F11",
        "Template!F12",
        "Template!F13",
    )


def test_the_rows_conform_to_our_tables():
    header = PacketHeader(
        packet_format=1, owner="alpha-partners", received=date(2026, 2, 1), extractor="x", grade=Grade.C, note="",
        documents=(DECLARED.document,),
    )  # fmt: skip
    flows, results = (conform(checked(raw), header) for raw in read(template()).raws)
    assert flows.get_column("amount_usd").to_list() == [Decimal(800), Decimal(950), Decimal(1001)]
    assert results.get_column("unrealized_gain_change_usd").to_list() == [Decimal(17), Decimal(-7)]


def test_what_no_table_means_is_noticed_and_not_used():
    known, unknown = (item.what for item in read(template()).noticed)
    assert known.startswith(
        "kept, not used, because no table means exactly this: Contributions - Cash & Non-Cash; Dist"
    )
    assert "(Management Fees – Gross of Offsets, Waivers & Rebates)" in known
    assert unknown == "kept, not used, because the template's known lines do not hold it: 'Something of our own'"


def test_a_first_quarter_gives_its_results_once():
    periods = ("QTD (Jan-25 - Mar-25)", "YTD (Jan-25 - Mar-25)", "Since Inception (Mar-22 - Mar-25)")
    same = {label: (three[0], three[0], three[2]) for label, three in LINES.items()} | {
        "Ending NAV - Net of Incentive Allocation": (1001, 1001, 1001)
    }
    assert len(tables(template(same, periods))["results.csv"]) == 1
    apart = same | {"Realized Gain / (Loss)": (2, 3, 30)}
    assert "QTD and YTD speak of the same months and differ" in refused(template(apart, periods)).sentence


def test_a_computed_amount_is_rounded_to_what_money_is_kept_in_and_that_is_noticed():
    content = template(LINES | {"Realized Gain / (Loss)": (1 / 3, 9, 30)})
    assert tables(content)["results.csv"][0][5] == "0.3333"
    assert any(
        item.what == "rounded to hundredths of a cent, in which money is kept: Template!F12"
        for item in read(content).noticed
    )


OTHER_NAME = {"A2": "Alpha Partners, L.P. II (USD)"}
WRONG = [
    ("another fund", {"changes": OTHER_NAME}, DataBad, "does not name Alpha Partners, L.P. above its figures"),
    ("another currency", {"changes": {"A2": "Alpha Partners, L.P. (EUR)"}}, DataBad, "is in 'EUR', and US dollars are read"),
    ("no currency", {"changes": {"A2": "Alpha Partners, L.P."}}, DataBad, "does not say its currency"),
    ("thousands", {"changes": {"A3": "in thousands"}}, DataBad, "is in thousands or millions"),
    ("a period without months", {"periods": ("QTD", *PERIODS[1:])}, SchemaChanged, "Template!F5 does not say which months"),
    ("ends that differ", {"periods": ("QTD (Jul-25 - Sep-25)", *PERIODS[1:])}, DataBad, "end in different months"),
    ("no total fund", {"groups": (GROUPS[0], "LP #6's Allocation of Total Fund", GROUPS[2])}, DataBad, "no columns of the total fund"),
    ("ending values that differ", {"lines": LINES | {"Ending NAV - Net of Incentive Allocation": (1001, 1002, 1001)}}, DataBad, "different ending"),
    ("beginning values that differ", {"lines": LINES, "periods": (PERIODS[0], "YTD (Oct-25 - Dec-25)", PERIODS[2])}, DataBad, "different beginning"),
    ("no ending line", {"lines": {k: v for k, v in LINES.items() if not k.startswith("Ending")}}, SchemaChanged, "is no ILPA Reporting Template"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "kind", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_cannot_be_told_is_refused(arguments, kind, says):
    error = refused(template(**arguments))
    assert type(error) is kind
    assert says in error.sentence


def test_words_where_an_amount_belongs_are_refused():
    assert "Template!F12 holds 'tbd', which is no number" in refused(template(changes={"F12": "tbd"})).sentence


def test_a_formula_that_was_never_computed_is_noticed_and_its_line_is_left_out():
    content = template(changes={"F12": Formula("=1+1")})
    assert [row[5] for row in tables(content)["results.csv"]] == ["", "9"]
    assert any(item.place == "Template!F12" and "never computed" in item.what for item in read(content).noticed)


def test_labels_are_compared_without_brackets_dashes_and_notes():
    assert normal("  (Total Net Operating  Income / (Expense)) ") == Line.NET_OPERATING_INCOME
    assert normal("Ending NAV – Net of Incentive Allocation*") == Line.ENDING
    assert normal("+/- Other Unfunded Adjustment") in UNUSED_LINES
    assert normal("Distributions - Cash & Non-Cash") in UNUSED_LINES
    assert not set(Line) & UNUSED_LINES


def test_a_statement_gives_values_alone_and_no_dated_flow():
    raw = next(raw for raw in read(template()).raws if raw.table.file == "cash_flows.csv")
    at = [column.name for column in raw.table.columns].index("kind")
    assert [row.cells[at] for row in checked(raw).rows] == ["net_asset_value"] * 3
