"""Sums of one file, what is missing, what a derived figure rests on, places and digits of a sentence. By hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from reconciliation_builders import CASE, book, core, shown

from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.memo.reconciled import reconciled
from prudent.model.reconciliation import ReconciledItem, Reconciliation
from prudent.tables.core import CoreTables
from prudent.tables.spec import table
from prudent.validate.reconcile import reconcile

POLICY = read_model(Files(Path(__file__).parents[3]), "policy/reconciliation.yml", Reconciliation)
DAY = date(2025, 12, 31)
ONE, OTHER = "ab" * 32, "cd" * 32
LEVELS = {"as_of": DAY, "level1_usd": 10, "level2_usd": 20, "level3_usd": 70, "nav_expedient_usd": 0}
EXPOSURE = {"as_of": DAY, "total_fair_value_usd": 100, "level3_share_of_covered_frac": 0.7, "top10_share_frac": 1.0}
TEN = [{"as_of": DAY, "rank": rank, "fair_value_usd": 10, "share_of_portfolio_frac": 0.1} for rank in range(1, 11)]
SUMS = [
    ReconciledItem.LEVELS_TO_FAIR_VALUE,
    ReconciledItem.LEVEL3_TO_SHARE,
    ReconciledItem.HOLDINGS_TO_SHARES,
    ReconciledItem.TOP_TEN_TO_SHARE,
]


def portfolio(first=ONE, second=ONE, **exposure):
    """A portfolio whose levels and holdings are of the first file and whose totals are of the second."""
    return core(
        fund_fair_value=[LEVELS | {"file_sha256": first}],
        fund_holdings=[row | {"file_sha256": first} for row in TEN],
        fund_exposure=[EXPOSURE | {"file_sha256": second} | exposure],
    )


def row_of(item, tables):
    (row,) = reconcile(tables, POLICY, ()).filter(pl.col("item") == item.value).to_dicts()
    return row


@pytest.mark.parametrize("item", SUMS)
def test_two_sums_of_one_file_are_no_agreement_and_of_two_files_they_are(item):
    assert row_of(item, portfolio())["outcome"] == "same_source"
    assert row_of(item, portfolio())["sentence"].endswith(
        "both are sums made from one file, so neither checks the other"
    )
    assert row_of(item, portfolio(second=OTHER))["outcome"] == "agrees"


def test_sums_of_one_file_that_lie_apart_are_a_break_all_the_same():
    row = row_of(ReconciledItem.LEVEL3_TO_SHARE, portfolio(level3_share_of_covered_frac=0.8))
    assert row["outcome"] == "breaks"


def fact(locator, sha256, standing="used"):
    words = dict.fromkeys(table("core_fund__facts").polars_schema)
    return words | {"fund": "fund-a", "used_at": locator, "document_sha256": sha256, "standing": standing}


def test_a_cell_that_another_file_fills_is_of_that_file():
    facts = [
        fact("fund-a/exposure.csv:2:level3_share_of_covered_frac", OTHER),
        fact("fund-a/exposure.csv:2:total_fair_value_usd", OTHER, "confirms"),
    ]
    told = pl.DataFrame(facts, schema=table("core_fund__facts").polars_schema)
    tables = replace(portfolio(), fund_facts=told)
    assert row_of(ReconciledItem.LEVEL3_TO_SHARE, tables)["outcome"] == "agrees"
    assert row_of(ReconciledItem.HOLDINGS_TO_SHARES, tables)["outcome"] == "same_source"


def test_the_memo_counts_sums_of_one_file_apart_and_says_so():
    figures = book()
    section = reconciled(CASE, portfolio(), figures)
    assert tuple(shown(text, figures) for text in section.paragraphs) == (
        (
            "Totals held against independent totals: 2. In agreement: 0. Broken: 0. With one side only in evidence, so "
            "that nothing is shown: 2. Not counted, because both sides are sums made here from one file, which cannot "
            "disagree: 4. Agreement with another figure of the same packet is no check of the filing."
        ),
    )
    row = tuple(shown(cell, figures) for cell in section.tables[0].rows[2])
    assert row == ("Fair-value levels, and holdings", "–", "–", "–", "1", "–")


def test_what_stands_at_net_asset_value_is_not_zero_where_it_is_not_given():
    tables = core(fund_fair_value=[LEVELS | {"nav_expedient_usd": None}], fund_exposure=[EXPOSURE])
    row = row_of(ReconciledItem.LEVELS_TO_FAIR_VALUE, tables)
    assert (row["left"], row["right"], row["outcome"]) == (None, 100.0, "one_side_missing")


def test_net_assets_that_are_derived_are_cited_with_what_they_are_derived_from():
    sheet = {"as_of": DAY, "borrowings_usd": 900, "asset_coverage_ratio": 2.0}
    parts = {"total_assets_usd": 1000, "total_liabilities_usd": 100}
    derived = row_of(ReconciledItem.COVERAGE_TO_BORROWINGS, core(fund_balance_sheet=[sheet | parts]))
    assert derived["left"] == 900
    assert [place.rpartition(":")[2] for place in derived["evidence"]] == [
        "asset_coverage_ratio", "total_assets_usd", "total_liabilities_usd", "borrowings_usd",
    ]  # fmt: skip
    given = row_of(
        ReconciledItem.COVERAGE_TO_BORROWINGS, core(fund_balance_sheet=[sheet | parts | {"net_assets_usd": 900}])
    )
    assert [place.rpartition(":")[2] for place in given["evidence"]] == [
        "asset_coverage_ratio", "net_assets_usd", "borrowings_usd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (
            (25960000, 1000000, 25040000),
            "liabilities 24960000.0, net assets 25040000.0; the difference is -80000.0, and at most 50080.0 is allowed",
        ),
        # 0.2 % is 2.0 million, to one decimal the difference as well
        (
            (1002010000, 0, 1000000000),
            "1002.01 million, net assets 1000.0 million; the difference is 2.01 million, and at most 2.0 million is allowed",
        ),
    ],
)
def test_a_break_has_digits_enough_to_be_seen(sheet, says):
    names = ("total_assets_usd", "total_liabilities_usd", "net_assets_usd")
    tables = core(fund_balance_sheet=[{"as_of": DAY} | dict(zip(names, sheet, strict=True))])
    row = row_of(ReconciledItem.BALANCE_IDENTITY, tables)
    assert row["outcome"] == "breaks"
    assert row["sentence"].endswith(says)


def placed(field, **cells):
    """A row's `places`: those of the columns that are named, empty for the rest."""
    return [cells.get(column.name, "") for column in CoreTables.spec(field).columns]


def test_a_row_of_several_sources_is_told_by_the_places_of_its_cells():
    places = placed(
        "fund_balance_sheet",
        as_of="np.xml //day",
        total_assets_usd="np.xml //assets",
        total_liabilities_usd="np.xml //liabilities",
        net_assets_usd="balance_sheet.csv row 9, column net_assets_usd",
    )
    sheet = {
        "as_of": DAY,
        "total_assets_usd": 400,
        "total_liabilities_usd": 150,
        "net_assets_usd": 251,
        "places": places,
    }
    row = row_of(
        ReconciledItem.BALANCE_IDENTITY, core(fund_balance_sheet=[sheet | {"file": "merged-balance_sheet.csv"}])
    )
    assert row["sentence"].startswith(
        "np.xml //assets and np.xml //liabilities and balance_sheet.csv row 9, column net_assets_usd (2025-12-31): "
    )


def test_a_page_is_told_with_the_row_that_cites_it():
    sheet = {"as_of": DAY, "total_assets_usd": 400, "total_liabilities_usd": 150, "net_assets_usd": 251}
    places = placed("fund_balance_sheet", **dict.fromkeys(sheet, "page 3"))
    row = row_of(ReconciledItem.BALANCE_IDENTITY, core(fund_balance_sheet=[sheet | {"places": places}]))
    assert row["sentence"].startswith("balance_sheet.csv row 2, page 3 (2025-12-31): ")


def test_a_span_of_rows_is_told_from_its_first_place_to_its_last():
    holdings = [
        row
        | {"file": "merged-holdings.csv", "places": placed("fund_holdings", fair_value_usd=f"np.xml //item[{number}]")}
        for number, row in enumerate(TEN, start=1)
    ]
    tables = core(fund_holdings=holdings, fund_exposure=[EXPOSURE | {"total_fair_value_usd": 200}])
    assert row_of(ReconciledItem.HOLDINGS_TO_SHARES, tables)["sentence"].startswith(
        "np.xml //item[1] to np.xml //item[10] (2025-12-31): "
    )


def test_a_pair_of_rows_is_told_by_both_places():
    days = (date(2025, 9, 30), DAY)
    sheets = [
        {"as_of": day, "nav_per_share_usd": value, "file": "merged-balance_sheet.csv"}
        | {"places": placed("fund_balance_sheet", nav_per_share_usd=f"{day.year}-{day.month}.xml //nav")}
        for day, value in zip(days, (100, 90), strict=True)
    ]
    (row,) = (
        reconcile(core(fund_balance_sheet=sheets), POLICY, ())
        .filter(pl.col("item") == ReconciledItem.NAV_TO_RETURN.value)
        .to_dicts()
    )
    assert row["sentence"].startswith("2025-9.xml //nav and 2025-12.xml //nav (2025-12-31): ")
