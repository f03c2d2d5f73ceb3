"""Data rules for the fair-value hierarchy."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__fair_value"
_LEVELS = ["level1_usd", "level2_usd", "level3_usd", "nav_expedient_usd"]


def _totals(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    levels = [pl.col(name).cast(pl.Float64) for name in _LEVELS]
    known = pl.any_horizontal(level.is_not_null() for level in levels)
    return frame.with_columns(
        pl.min_horizontal(levels).alias("smallest_level_usd"),
        pl.when(known).then(pl.sum_horizontal(levels)).alias("fair_value_usd"),
    )


_ROWS = rows("fund_fair_value", _totals)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_fair_value", "fair-value", _ROWS)),
    Rule(
        id="fair-value-level-not-negative",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="No level is below zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="smallest_level_usd", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="fair-value-above-zero",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The levels and what stands at net asset value are above zero together.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="fair_value_usd", min_value=0, strict_min=True),
        view=_ROWS,
    ),
    Rule(
        id="fair-value-expedient-given",
        table=_TABLE,
        severity=Severity.WARNING,
        description="What stands at net asset value, outside the hierarchy, is given: 0 where there is none.",
        expectation=gxe.ExpectColumnValuesToNotBeNull(column="nav_expedient_usd"),
        view=_ROWS,
    ),
    fresh(FreshItem.FAIR_VALUE, "fair-value table"),
)
