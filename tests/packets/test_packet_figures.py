"""The figures of the packets: some by hand, all by their counts and sums, and row by row where the facts are at hand.

The facts that the packets were written from may lie beside the project, as `shared/facts`. They need not: the counts
and sums below were taken from them once, and hold everywhere.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

FACTS = Path(__file__).parents[3] / "shared" / "facts"

BY_HAND = [
    ("apollo-diversified-credit", "returns.csv", {"period_end": "2025-12-31"}, "return_pct", "1.58"),
    ("apollo-diversified-credit", "balance_sheet.csv", {"as_of": "2025-12-31"}, "net_assets_usd", "1626086462.76"),
    ("apollo-diversified-credit", "balance_sheet.csv", {"as_of": "2025-12-31"}, "borrowings_usd", "711823463.32"),
    ("partners-group-private-equity", "returns.csv", {"period_end": "2022-07-31"}, "return_pct", "1.95"),
    ("partners-group-private-equity", "balance_sheet.csv", {"as_of": "2025-12-31"}, "net_assets_usd", "15882116573.93"),
    ("partners-group-private-equity", "exposure.csv", {}, "unrealized_gain_frac", "0.3154"),
    ("cliffwater-corporate-lending", "balance_sheet.csv", {"as_of": "2025-12-31"}, "net_assets_usd", "62982913471.67"),
    ("cliffwater-corporate-lending", "terms.csv", {"term": "early_repurchase_window"}, "value", "none"),
    ("blackstone-private-credit", "fees.csv", {"share_class": "S", "component": "servicing"}, "rate_pct", "0.85"),
    ("blackstone-private-credit", "fees.csv", {"share_class": "I", "component": "total"}, "rate_pct", "7.07"),
    ("blackstone-private-credit", "terms.csv", {"term": "repurchase_was_limited"}, "value", "no"),
    ("blackstone-reit", "terms.csv", {"term": "repurchase_was_limited"}, "value", "yes"),
    ("apollo-debt-solutions", "tenders.csv", {}, "accepted_pct", "45.0"),
    ("hps-corporate-lending", "balance_sheet.csv", {"as_of": "2025-12-31"}, "nav_per_share_usd", "1000.0"),
    ("ishares-bitcoin-trust", "returns.csv", {"period_end": "2024-02-29"}, "return_pct", "45.7613"),
    ("ishares-bitcoin-trust", "fees.csv", {"basis": "sponsor_fee"}, "rate_pct", "0.25"),
    ("ishares-bitcoin-trust", "terms.csv", {"term": "coins_held"}, "value", "796092.2007"),
    ("ares-private-markets", "fees.csv", {"basis": "contract"}, "base", "managed_assets"),
]


@pytest.mark.parametrize("cell", BY_HAND, ids=lambda cell: f"{cell[0]}-{cell[3]}")
def test_cell_by_hand(packets, cell):
    fund, file, where, column, expected = cell
    rows = [row for row in packets.fund(fund, file) if where.items() <= row.items()]
    assert [row[column] for row in rows] == [expected]


def sums(rows, column, **where):
    values = [Decimal(row[column]) for row in rows if row[column] and where.items() <= row.items()]
    return len(values), sum(values)


RETURN_TOTALS = [
    ("monthly", "total_net", 546, "321.0104"),
    ("quarterly", "total_net", 39, "109.9384"),
    ("annual", "total_net", 47, "523.57"),
    ("monthly", "total_market", 556, "1560.7031"),
]


@pytest.mark.parametrize(("frequency", "kind", "count", "total"), RETURN_TOTALS)
def test_count_and_sum_of_returns(packets, frequency, kind, count, total):
    rows = packets.of_all_funds("returns.csv")
    assert sums(rows, "return_pct", frequency=frequency, kind=kind) == (count, Decimal(total))


BALANCE_TOTALS = [
    ("nport-b1", "total_assets_usd", 183, "1192940693580.60"),
    ("nport-b1", "net_assets_usd", 183, "893520062400.98"),
    ("nport-b1", "borrowings_usd", 183, "99337489614.28"),
    ("nport-b1", "nav_per_share_usd", 183, "3202.12"),
    ("10-k-10-q-facts", "total_assets_usd", 41, "1180281928000"),
    ("10-k-10-q-facts", "total_liabilities_usd", 41, "541468468000"),
    ("10-k-10-q-facts", "net_assets_usd", 32, "593060736000"),
    ("nav-month-ends", "nav_per_share_usd", 37, "524.7926"),
]


@pytest.mark.parametrize(("source", "column", "count", "total"), BALANCE_TOTALS)
def test_count_and_sum_of_balance_sheets(packets, source, column, count, total):
    rows = packets.of_all_funds("balance_sheet.csv")
    assert sums(rows, column, source=source) == (count, Decimal(total))


def test_count_and_sum_of_ratios_holdings_and_series(packets):
    fees, holdings = packets.of_all_funds("fees.csv"), packets.of_all_funds("holdings.csv")
    assert sums(fees, "rate_pct", source="nport-b1", component="management") == (181, Decimal("243.78"))
    assert sums(fees, "rate_pct", source="nport-b1", component="total") == (180, Decimal("507.54"))
    assert sums(holdings, "fair_value_usd") == (80, Decimal(26897554630))
    assert sums(packets.of_all_benchmarks(), "return_frac") == (3171, Decimal("18.167418"))
    rates = packets.rows(packets.root / "benchmarks" / "us-treasury-bill-3m" / "packet" / "rates.csv")
    assert sums(rates, "annual_rate_pct") == (149, Decimal("280.38"))


@pytest.mark.parametrize("fund", ["blackstone-private-credit", "cliffwater-corporate-lending"])
def test_parts_of_a_fee_table_add_up_to_the_printed_total(packets, fund):
    table = [row for row in packets.fund(fund, "fees.csv") if row["basis"] == "fee_table"]
    for share_class in sorted({row["share_class"] for row in table}):
        rates = {row["component"]: Decimal(row["rate_pct"]) for row in table if row["share_class"] == share_class}
        assert rates.pop("total") == sum(rates.values()), share_class


def received(file, *columns):
    """Rows of a facts file in the given columns, without those whose last column is empty; None without the facts."""
    if not FACTS.is_dir():
        return None
    with (FACTS / file).open(encoding="utf-8", newline="") as text:
        rows = [tuple(row[name].strip() for name in columns) for row in csv.DictReader(text)]
    return sorted(row for row in rows if row[-1])


def written(rows, *columns, **where):
    found = [tuple(row[name] for name in columns) for row in rows if where.items() <= row.items()]
    return sorted(row for row in found if row[-1])


ROW_BY_ROW = [
    ("monthly_returns.csv", ("fund", "month_end", "total_return_pct"), "returns.csv",
     ("fund", "period_end", "return_pct"), {"source": "nport-b5"}, 546),
    ("bdc_quarters.csv", ("fund", "report_date", "quarterly_return_pct"), "returns.csv",
     ("fund", "period_end", "return_pct"), {"frequency": "quarterly"}, 39),
    ("annual_returns.csv", ("fund", "fiscal_year_end", "total_return_pct"), "returns.csv",
     ("fund", "period_end", "return_pct"), {"frequency": "annual"}, 47),
    ("quarters.csv", ("fund", "report_date", "total_assets_usd", "borrowings_usd", "nav_per_share_usd",
                      "net_assets_usd"), "balance_sheet.csv",
     ("fund", "as_of", "total_assets_usd", "borrowings_usd", "nav_per_share_usd", "net_assets_usd"),
     {"source": "nport-b1"}, 183),
    ("bdc_quarters.csv", ("fund", "report_date", "net_assets", "borrowings", "nav_per_share", "shares_outstanding",
                          "unfunded_commitments", "asset_coverage_ratio", "total_liabilities", "total_assets"),
     "balance_sheet.csv",
     ("fund", "as_of", "net_assets_usd", "borrowings_usd", "nav_per_share_usd", "shares_outstanding",
      "unfunded_commitments_usd", "asset_coverage_ratio", "total_liabilities_usd", "total_assets_usd"),
     {"source": "10-k-10-q-facts"}, 41),
    ("quarters.csv", ("fund", "report_date", "expense_ratio_pct"), "fees.csv", ("fund", "as_of", "rate_pct"),
     {"source": "nport-b1", "component": "total"}, 180),
    ("top_holdings.csv", ("fund", "as_of", "rank", "issuer", "share_of_portfolio", "fair_value_usd"), "holdings.csv",
     ("fund", "as_of", "rank", "issuer", "share_of_portfolio_frac", "fair_value_usd"), {}, 80),
    ("exposure.csv", ("fund", "as_of", "positions", "share_debt", "share_equity", "share_fund", "share_structured",
                      "share_other", "level3_share_of_covered", "level3_coverage", "top10_share", "floating_share",
                      "pik_share_of_debt_fv", "unrealized_gl_pct", "total_fv_usd"), "exposure.csv",
     ("fund", "as_of", "positions", "debt_share_frac", "equity_share_frac", "fund_share_frac", "structured_share_frac",
      "other_share_frac", "level3_share_of_covered_frac", "level3_coverage_frac", "top10_share_frac",
      "floating_rate_share_frac", "pik_share_of_debt_frac", "unrealized_gain_frac", "total_fair_value_usd"), {}, 17),
]  # fmt: skip


@pytest.mark.parametrize("case", ROW_BY_ROW, ids=lambda case: f"{case[0]}-{case[2]}")
def test_rows_are_those_received(packets, case):
    """Row by row where the facts are at hand; elsewhere the number of rows must do, with the sums above."""
    facts_file, theirs, file, ours, where, count = case
    found = written(packets.of_all_funds(file), *ours, **where)
    assert len(found) == count
    facts = received(facts_file, *theirs)
    if facts is not None:
        assert found == facts


def test_proxies_are_those_received(packets):
    ours = written(packets.of_all_benchmarks(), "benchmark", "period_end", "return_frac")
    assert len(ours) == 21 * 151
    theirs = received("benchmark_monthly_returns.csv", "ticker", "month_end", "total_return_frac")
    if theirs is not None:
        names = {row[0] for row in ours}
        assert ours == sorted((t.lower(), day, value) for t, day, value in theirs if t.lower() in names)
