"""Data rules for the returns of public proxies."""

import polars as pl

from expectations import engine as gxe
from expectations.owners import chosen_benchmark
from expectations.rule import Rule
from expectations.suites.opening import Opening, opening
from expectations.views import Series, age, rows, steps
from prudent.model.validation import Severity

_TABLE = "core_benchmark__returns"

MOST_RETURN = 3.0
"""As for funds: more is an error of units."""
USUAL_MONTH = 0.60
"""Bitcoin proxies move by 45 % in a month, and listed private-credit lenders fell by 38 % in one: both are real."""
FRESH_DAYS = 100
"""As for funds, so that both end in the same quarter."""

_ROWS = rows("benchmark_returns")

RULES: tuple[Rule, ...] = (
    *opening(
        Opening("benchmark_returns", "benchmark", _ROWS, chosen_benchmark, "The benchmark that the policy chooses")
    ),
    Rule(
        id="benchmark-period-ends-with-month",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="period_end is the last day of a month.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A="period_end", column_B="month_end_of_date", ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
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
    Rule(
        id="benchmark-fresh",
        table=_TABLE,
        severity=Severity.WARNING,
        description=f"The last month is not older than {FRESH_DAYS} days at the as-of date.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_old", min_value=0, max_value=FRESH_DAYS),
        view=age("benchmark_returns"),
    ),
)
