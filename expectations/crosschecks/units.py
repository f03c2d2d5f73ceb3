"""Net asset value a share against returns, and against net assets and the number of shares."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.chain import chained
from expectations.crosschecks.words import per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from expectations.views import month_number
from prudent.model.validation import Severity

HALVED, DOUBLED = 0.5, 2.0
"""Distributions take a few per cent of a share's value a quarter. Only a split or a merger of shares halves or doubles
it beyond the return."""
CLOSE = 0.02
"""Classes of one fund differ by a few per cent at most in value a share; most funds keep them within two."""
TEN_TIMES = 10.0
"""Another unit: a value per $1,000 of face, or a placeholder, stands where a share's value belongs."""


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
    before = {"nav": "nav_before", "last_month": "after_month", "as_of": "as_of_before", "row": "row_before"}
    pairs = valued.with_columns(pl.col(column).shift(1).over("owner").alias(name) for column, name in before.items())
    known = chained(inputs.core.fund_returns, pairs.drop_nulls("nav_before")).drop_nulls("chained_frac")
    ratio = pl.col("nav") / pl.col("nav_before") / (1 + pl.col("chained_frac"))
    told = pl.format(
        "{} rows {} and {}: a share is worth {} on {} and {} on {}, with a return of {} between; unit split suspected",
        "file", "row_before", "row", "nav_before", "as_of_before", "nav", "as_of", per_cent("chained_frac"),
    )  # fmt: skip
    return known.with_columns(ratio.alias("value_beyond_return"), told.alias("told"))


def _shares(inputs: Inputs) -> pl.DataFrame:
    """One row a balance sheet with net assets, shares and value a share: the value over what it must be."""
    given = inputs.core.fund_balance_sheet.drop_nulls(["net_assets_usd", "shares_outstanding", "nav_per_share_usd"])
    computed = pl.col("net_assets_usd").cast(pl.Float64) / pl.col("shares_outstanding").cast(pl.Float64)
    above_zero = given.filter((pl.col("shares_outstanding") > 0) & (pl.col("net_assets_usd") > 0))
    priced = above_zero.with_columns(
        computed.alias("computed"), pl.col("nav_per_share_usd").cast(pl.Float64).alias("nav")
    )
    told = pl.format(
        "{} row {} ({}): a share is given as {}, and net assets over shares outstanding make {}",
        "file", "row", "as_of", "nav", pl.col("computed").round(4),
    )  # fmt: skip
    return priced.with_columns((pl.col("nav") / pl.col("computed")).alias("value_ratio"), told.alias("told"))


_SHARES = View("values a share", _shares)

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
    Rule(
        id="share-value-is-net-assets-by-shares",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="The value of a share is net assets over shares outstanding, within 2 %.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="value_ratio", min_value=1 - CLOSE, max_value=1 + CLOSE),
        view=_SHARES,
    ),
    Rule(
        id="share-value-in-dollars",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="The value of a share is not ten times net assets over shares outstanding, nor a tenth of it.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="value_ratio", min_value=1 / TEN_TIMES, max_value=TEN_TIMES
        ),
        view=_SHARES,
    ),
)
