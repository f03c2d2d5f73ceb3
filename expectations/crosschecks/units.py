"""Net asset value a share that halves or doubles beyond the return: another unit, and no gain or loss."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from expectations.views import month_number
from prudent.model.validation import Severity
from prudent.validate.chain import chained
from prudent.validate.places import pair_of

HALVED, DOUBLED = 0.5, 2.0
"""Distributions take a few per cent of a share's value a quarter. Only a split or a merger of shares halves or doubles
it beyond the return."""


def _splits(inputs: Inputs) -> pl.DataFrame:
    """One row for each two neighbouring values a share that returns tile: their ratio beyond the return."""
    valued = (
        inputs.core.fund_balance_sheet.drop_nulls(["as_of", "nav_per_share_usd"])
        .filter(pl.col("nav_per_share_usd") > 0)
        .sort("owner", "as_of")
        .with_columns(
            pl.col("nav_per_share_usd").cast(pl.Float64).alias("nav"), month_number(pl.col("as_of")).alias("last_month")
        )
    )
    before = {
        "nav": "nav_before",
        "last_month": "after_month",
        "as_of": "as_of_before",
        "row": "row_before",
        "places": "places_before",
    }
    pairs = valued.with_columns(pl.col(column).shift(1).over("owner").alias(name) for column, name in before.items())
    known = chained(inputs.core.fund_returns, pairs.drop_nulls("nav_before")).drop_nulls("chained_frac")
    ratio = pl.col("nav") / pl.col("nav_before") / (1 + pl.col("chained_frac"))
    told = pl.format(
        "{}: a share is worth {} on {} and {} on {}, with a return of {} between; unit split suspected",
        pair_of("core_fund__balance_sheet", "nav_per_share_usd"),
        "nav_before", "as_of_before", "nav", "as_of", per_cent("chained_frac"),
    )  # fmt: skip
    return known.with_columns(ratio.alias("value_beyond_return"), told.alias("told"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="share-value-follows-return",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="The value of a share does not halve or double beyond the return; where it does, units were split.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="value_beyond_return", min_value=HALVED, max_value=DOUBLED
        ),
        view=View("share value against return", _splits),
    ),
)
