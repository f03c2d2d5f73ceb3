"""Data rules for the risk-free rate."""

import polars as pl

from expectations import engine as gxe
from expectations.owners import risk_free
from expectations.rule import Rule
from expectations.suites.dated import ends_with_month, fresh
from expectations.suites.opening import Opening, opening
from expectations.views import Series, rows, steps
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_market__risk_free"

LEAST_RATE, MOST_RATE = -0.01, 0.20
"""The bill has been between 0 and 8 % a year since 1990 and below 17 % ever; 5.25 is per cent taken as a fraction."""

_ROWS = rows("market_risk_free")

RULES: tuple[Rule, ...] = (
    *opening(Opening("market_risk_free", "risk-free", _ROWS, risk_free, "The series that the policy names")),
    ends_with_month("risk-free-ends-with-month", "market_risk_free", "month_end", _ROWS),
    Rule(
        id="risk-free-rate-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The rate lies between −1 % and 20 % a year.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="annual_rate_frac", min_value=LEAST_RATE, max_value=MOST_RATE
        ),
        view=_ROWS,
    ),
    Rule(
        id="risk-free-no-gap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The months follow each other without gap.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A="months_apart", column_B="months_expected", ignore_row_if="either_value_is_missing"
        ),
        view=steps(Series("market_risk_free", months=pl.lit(1))),
    ),
    fresh(FreshItem.RISK_FREE, "month"),
)
