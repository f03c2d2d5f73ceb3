"""Data rules for the composition of funds' portfolios."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__exposure"
_SHARES = [column.name for column in CoreTables.spec("fund_exposure").columns if column.name.endswith("share_frac")]
_KINDS = [f"{kind}_share_frac" for kind in ("debt", "equity", "fund", "structured", "other")]
_PARTS = [*_SHARES, "level3_share_of_covered_frac", "level3_coverage_frac", "pik_share_of_debt_frac"]

ROUNDING = 0.02
"""Five shares of four decimals sum to 1 within a thousandth; kinds left out make up to two hundredths."""
MOST_GAIN = 5.0
"""Unrealised gain as a share of value cannot fall below −1, and five times the value is an error of units."""


def _sums(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """Add the sum of the five kinds, the extremes of all shares, and the coverage that a Level 3 share needs."""
    complete = pl.all_horizontal(pl.col(_KINDS).is_not_null())
    return frame.with_columns(
        pl.when(complete).then(pl.sum_horizontal(_KINDS)).alias("kinds_sum_frac"),
        pl.min_horizontal(_PARTS).alias("smallest_share_frac"),
        pl.max_horizontal(_PARTS).alias("largest_share_frac"),
        pl.when(pl.col("level3_share_of_covered_frac").is_not_null())
        .then(pl.col("level3_coverage_frac").fill_null(0))
        .alias("coverage_behind_level3_frac"),
    )


_ROWS = rows("fund_exposure", _sums)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_exposure", "exposure", _ROWS)),
    Rule(
        id="exposure-share-not-negative",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="No share is below zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="smallest_share_frac", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="exposure-share-not-above-one",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="No share is above 1.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="largest_share_frac", max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="exposure-kinds-sum-to-one",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Debt, equity, funds, structured products and the rest sum to 1 within 0.02.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="kinds_sum_frac", min_value=1 - ROUNDING, max_value=1 + ROUNDING
        ),
        view=_ROWS,
    ),
    Rule(
        id="exposure-level3-has-denominator",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Where a Level 3 share is given, the share of fair value that it speaks of is given and not 0.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="coverage_behind_level3_frac", min_value=0, strict_min=True, max_value=1
        ),
        view=_ROWS,
    ),
    Rule(
        id="exposure-value-above-zero",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The fair value of all holdings is above zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="total_fair_value_usd", min_value=0, strict_min=True),
        view=_ROWS,
    ),
    Rule(
        id="exposure-gain-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The unrealised gain is not below −1 and not above 5 times fair value.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="unrealized_gain_frac", min_value=-1, max_value=MOST_GAIN),
        view=_ROWS,
    ),
    fresh(FreshItem.EXPOSURE, "portfolio"),
)
