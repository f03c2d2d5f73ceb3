"""Data rules for the largest holdings of funds."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule, View
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__holdings"

ROUNDING = 0.001
"""Shares are printed to a hundredth of a per cent; twenty of them, each half a step off, make a thousandth."""


def _portfolios(inputs: Inputs) -> pl.DataFrame:
    """One row a fund and date: sum of shares, number of holdings, highest rank, and the file's first row."""
    dated = inputs.core.fund_holdings.drop_nulls(["owner", "as_of"])
    grouped = dated.sort("owner", "as_of", "rank").group_by("owner", "as_of", maintain_order=True)
    return grouped.agg(
        pl.when(pl.col("share_of_portfolio_frac").count() > 0)
        .then(pl.col("share_of_portfolio_frac").sum())
        .alias("share_sum_frac"),
        pl.col("rank").n_unique().cast(pl.Int64).alias("ranks"),
        pl.col("rank").max().alias("highest_rank"),
        pl.col("file").first(),
        pl.col("row").min(),
    )


def _below(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """Add the fair value of the holding ranked just before."""
    before = pl.col("fair_value_usd").shift(1).over("owner", "as_of", order_by="rank")
    return frame.with_columns(before.alias("fair_value_before_usd"))


_ROWS = rows("fund_holdings", _below)
_PORTFOLIOS = View("fund_holdings portfolios", _portfolios)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_holdings", "holdings", _ROWS)),
    Rule(
        id="holdings-value-not-negative",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The fair value of a holding is not below zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="fair_value_usd", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="holdings-share-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A holding's share of the portfolio lies between 0 and 1.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="share_of_portfolio_frac", min_value=0, max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="holdings-shares-sum",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The shares of one portfolio sum to no more than 1.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="share_sum_frac", min_value=0, max_value=1 + ROUNDING),
        view=_PORTFOLIOS,
    ),
    Rule(
        id="holdings-ranks-complete",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The ranks of one portfolio are 1, 2, 3 … without a hole.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A="ranks", column_B="highest_rank", ignore_row_if="either_value_is_missing"
        ),
        view=_PORTFOLIOS,
    ),
    Rule(
        id="holdings-in-order",
        table=_TABLE,
        severity=Severity.WARNING,
        description="No holding is larger than the one ranked before it.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="fair_value_before_usd",
            column_B="fair_value_usd",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        view=_ROWS,
    ),
    fresh(FreshItem.HOLDINGS, "list of holdings"),
)
