"""Data rules for the returns of public proxies."""

import polars as pl

from expectations import engine as gxe
from expectations.owners import chosen_benchmark
from expectations.rule import Rule
from expectations.suites.dated import ends_with_month, fresh
from expectations.suites.opening import Opening, opening
from expectations.views import Series, rows, steps
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_benchmark__returns"

MOST_RETURN = 3.0
"""As for funds: more is an error of units."""
USUAL_MONTH = 0.60
"""Bitcoin proxies move by 45 % in a month, and listed private-credit lenders fell by 38 % in one: both are real."""

_ROWS = rows("benchmark_returns")

RULES: tuple[Rule, ...] = (
    *opening(
        Opening("benchmark_returns", "benchmark", _ROWS, chosen_benchmark, "The benchmark that the policy chooses")
    ),
    ends_with_month("benchmark-period-ends-with-month", "benchmark_returns", "period_end", _ROWS),
    Rule(
        id="benchmark-return-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A month's return is not below −100 % and not above +300 %.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="return_frac", min_value=-1, max_value=MOST_RETURN),
        view=_ROWS,
    ),
    Rule(
        id="benchmark-return-usual",
        table=_TABLE,
        severity=Severity.WARNING,
        description="A month's return lies within 60 % either way.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="return_frac", min_value=-USUAL_MONTH, max_value=USUAL_MONTH
        ),
        view=_ROWS,
    ),
    Rule(
        id="benchmark-no-gap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The months follow each other without gap.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A="months_apart", column_B="months_expected", ignore_row_if="either_value_is_missing"
        ),
        view=steps(Series("benchmark_returns", months=pl.lit(1))),
    ),
    fresh(FreshItem.BENCHMARK, "month"),
)
