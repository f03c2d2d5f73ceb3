"""Data rules for the results of operations."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__results"

LEAST_DAYS, MOST_DAYS = 27, 371
"""A month to a year of 53 weeks: the periods of which funds report."""


def _periods(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    income, kind, net = (
        pl.col(f"{name}_usd").cast(pl.Float64)
        for name in ("investment_income", "interest_in_kind", "net_investment_income")
    )
    return frame.with_columns(
        ((pl.col("as_of") - pl.col("period_start")).dt.total_days() + 1).alias("days_of_period"),
        (income - kind).alias("income_in_cash_usd"),
        (income - net).alias("expenses_usd"),
    )


_ROWS = rows("fund_results", _periods)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_results", "results", _ROWS)),
    Rule(
        id="results-period-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description=f"A period has {LEAST_DAYS} to {MOST_DAYS} days.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="days_of_period", min_value=LEAST_DAYS, max_value=MOST_DAYS
        ),
        view=_ROWS,
    ),
    Rule(
        id="results-in-kind-within-income",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="Interest in kind is no more than total investment income.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="income_in_cash_usd", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="results-expenses-not-negative",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Net investment income is no more than total investment income.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="expenses_usd", min_value=0),
        view=_ROWS,
    ),
    fresh(FreshItem.RESULTS, "result"),
)
