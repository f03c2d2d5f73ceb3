"""Every declared correction points at a cell that stands in the packet with the value that it expects."""

from pathlib import Path

import pytest

from prudent.model.packet import Corrections
from prudent.tables.spec import all_tables

ROOT = Path(__file__).parents[2]
FUNDS = sorted(path.parent.name for path in (ROOT / "funds").glob("*/corrections.yml"))
TABLES = {table.file: table for table in all_tables() if table.of == "fund" and table.file}


def declared(packets, fund):
    return Corrections.model_validate(packets.yaml(ROOT / "funds" / fund / "corrections.yml")).corrections


def withdrawn(packets, fund):
    return {(item.column, *item.key.values()) for item in declared(packets, fund)}


@pytest.mark.parametrize("fund", FUNDS)
def test_expected_value_stands_in_exactly_one_row(packets, fund):
    for item in declared(packets, fund):
        rows = packets.fund(fund, item.file)
        here = [row for row in rows if all(row[name] == value for name, value in item.key.items())]
        assert [row[item.column] for row in here] == [item.expect], item


@pytest.mark.parametrize("fund", FUNDS)
def test_key_is_the_whole_key_of_the_table(packets, fund):
    for item in declared(packets, fund):
        table = TABLES[item.file]
        received = {column.name: column.received for column in table.columns}
        assert set(item.key) == {received[name] for name in table.key if name != "owner"}, item
        assert item.column in received.values(), item


@pytest.mark.parametrize("fund", FUNDS)
def test_no_figure_is_withdrawn_twice(packets, fund):
    assert len(withdrawn(packets, fund)) == len(declared(packets, fund))


def test_doubled_filings_are_withdrawn_and_the_real_inflow_is_not(packets):
    cascade = withdrawn(packets, "cascade-private-capital")
    assert {day for column, day in cascade if column == "net_assets_usd"} == {"2022-09-30", "2025-12-31"}
    cliffwater = withdrawn(packets, "cliffwater-corporate-lending")
    days = {cell[1] for cell in cliffwater if cell[0] == "net_assets_usd"}
    assert days == {"2022-09-30", "2024-09-30", "2025-12-31"}


def test_a_unit_split_is_no_error(packets):
    """8.02 to 2.06 a unit is a split of the units: the months between returned 2.8 %."""
    assert "partners-group-private-equity" not in FUNDS
    nav = {
        row["as_of"]: row["nav_per_share_usd"]
        for row in packets.fund("partners-group-private-equity", "balance_sheet.csv")
    }
    assert (nav["2024-06-30"], nav["2024-09-30"]) == ("8.02", "2.06")
