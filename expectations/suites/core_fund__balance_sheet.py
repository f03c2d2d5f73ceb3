"""Data rules for the balance sheets of funds. What holds between its figures and other tables is a crosscheck."""

import polars as pl

from expectations import engine as gxe
from expectations.owners import funds_that_repurchase
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import Series, rows, share_given, steps
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__balance_sheet"
_FIGURES = (
    "total_assets_usd",
    "total_liabilities_usd",
    "net_assets_usd",
    "borrowings_usd",
    "nav_per_share_usd",
    "shares_outstanding",
    "unfunded_commitments_usd",
)

MOST_DAYS_BEFORE_MONTH_END = 4
"""A balance sheet may be struck on the last business day: Good Friday made it 28 March in 2024, three days early."""
LEAST_COVERAGE = 1.5
"""The 1940 Act asks a BDC for 150 % and others for 200 % or 300 %. A figure below is a breach or an error."""
MOST_COVERAGE = 100.0
"""Above this the ratio was most likely printed in per cent or in dollars per $1,000 of debt."""


def _smallest(frame: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    """Add the smallest figure of each row and how long before the month's end the sheet was struck.

    A trust that is dealt in each day publishes its balance sheet each day, so its dates are not asked about.
    """
    periodic = pl.col("owner").is_in(list(funds_that_repurchase(inputs)))
    days = (pl.col("month_end_of_date") - pl.col("as_of")).dt.total_days()
    return frame.with_columns(
        pl.min_horizontal(pl.col(_FIGURES).cast(pl.Float64)).alias("smallest_figure"),
        pl.when(periodic).then(days).alias("days_before_month_end"),
    )


_ROWS = rows("fund_balance_sheet", _smallest)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_balance_sheet", "balance-sheet", _ROWS)),
    Rule(
        id="balance-sheet-near-month-end",
        table=_TABLE,
        severity=Severity.WARNING,
        description=f"Dated at most {MOST_DAYS_BEFORE_MONTH_END} days before a month ends, but for daily-dealt trusts.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="days_before_month_end", min_value=0, max_value=MOST_DAYS_BEFORE_MONTH_END
        ),
        view=_ROWS,
    ),
    Rule(
        id="balance-sheet-nothing-negative",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="No figure of the balance sheet is below zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="smallest_figure", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="balance-sheet-net-within-total",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="Net assets are not above total assets.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="total_assets_usd",
            column_B="net_assets_usd",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        view=_ROWS,
    ),
    Rule(
        id="balance-sheet-borrowings-within-total",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="Borrowings are not above total assets.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="total_assets_usd",
            column_B="borrowings_usd",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        view=_ROWS,
    ),
    Rule(
        id="balance-sheet-coverage-possible",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The asset coverage ratio lies between 1.5 and 100.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="asset_coverage_ratio", min_value=LEAST_COVERAGE, max_value=MOST_COVERAGE
        ),
        view=_ROWS,
    ),
    Rule(
        id="balance-sheet-net-assets-mostly-given",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Net assets are given in at least half of the rows.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="share_given", min_value=0.5, max_value=1),
        view=share_given("fund_balance_sheet", "net_assets_usd"),
    ),
    Rule(
        id="balance-sheet-no-gap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Balance sheets follow each other at the fund's usual distance, mostly three months.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="months_expected",
            column_B="months_apart",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        view=steps(Series("fund_balance_sheet")),
    ),
    fresh(FreshItem.BALANCE_SHEET, "balance sheet"),
)
