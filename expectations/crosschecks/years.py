"""Months or quarters linked over a fiscal year against the return that the annual report prints for it."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.chain import chained
from expectations.crosschecks.words import per_cent, place
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from expectations.views import month_number
from prudent.model.validation import Severity

CLOSE = 0.0015
"""Twelve figures rounded to a hundredth of a per cent, and share classes a few basis points apart."""
FAR = 0.02
"""Classes differ by their servicing fee, at most 1 % a year. Two points are another class, fund or year."""


def _years(inputs: Inputs) -> pl.DataFrame:
    """One row a printed year that shorter periods tile. A year that follows another by less is as long as that."""
    returns = inputs.core.fund_returns
    annual = (
        returns.filter((pl.col("frequency") == "annual") & (pl.col("kind") == "total_net"))
        .drop_nulls(["period_end", "return_frac"])
        .sort("owner", "period_end")
        .with_columns(month_number(pl.col("period_end")).alias("last_month"))
    )
    since = pl.col("last_month") - pl.col("last_month").shift(1).over("owner")
    spans = annual.with_columns((pl.col("last_month") - pl.min_horizontal(since, 12)).alias("after_month"))
    years = chained(returns, spans).drop_nulls("chained_frac")
    gaps = years.with_columns((pl.col("chained_frac") - pl.col("return_frac")).abs().alias("gap_frac"))
    told = pl.format(
        "{}: the year to {} is printed as {}, and the shorter periods link to {}",
        place(), "period_end", per_cent("return_frac"), per_cent("chained_frac"),
    )  # fmt: skip
    return gaps.with_columns(told.alias("told"))


_VIEW = View("printed years", _years)

RULES: tuple[Rule, ...] = (
    Rule(
        id="months-link-to-printed-year",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="Months or quarters link to the printed return of their fiscal year within 0.15 percentage points.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="gap_frac", min_value=0, max_value=CLOSE),
        view=_VIEW,
    ),
    Rule(
        id="months-are-of-the-printed-year",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="Months or quarters do not miss the printed return of their fiscal year by 2 percentage points.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="gap_frac", min_value=0, max_value=FAR),
        view=_VIEW,
    ),
)
