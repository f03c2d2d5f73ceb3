"""Data rules for the marks of single holdings."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__marks"
_KINDS = next(list(column.one_of) for column in CoreTables.spec("fund_marks").columns if column.name == "kind")

LEAST_FIRST_MARK, MOST_FIRST_MARK = 0.2, 5.0
"""Secondaries have been bought at under half of their value; at a fifth, cost and mark are of two units."""
MOST_DAYS_BEHIND = 200
"""A manager's audited year-end statement comes four to six months late; an older mark is stale in itself."""


def _ages(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    cost, mark = pl.col("cost_usd").cast(pl.Float64), pl.col("first_mark_usd").cast(pl.Float64)
    return frame.with_columns(
        (pl.col("as_of") - pl.col("valued_on")).dt.total_days().alias("days_behind"),
        pl.when(cost > 0).then(mark / cost).alias("first_mark_to_cost"),
    )


_ROWS = rows("fund_marks", _ages)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_marks", "marks", _ROWS)),
    Rule(
        id="marks-kind-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="kind is one of the documented ways in which a holding is come by.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=_KINDS),
        view=_ROWS,
    ),
    Rule(
        id="marks-valued-by-the-date",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A mark does not speak of a day after the portfolio's date.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_behind", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="marks-not-stale",
        table=_TABLE,
        severity=Severity.WARNING,
        description=f"A mark is at most {MOST_DAYS_BEHIND} days older than the portfolio's date.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_behind", max_value=MOST_DAYS_BEHIND),
        view=_ROWS,
    ),
    Rule(
        id="marks-bought-by-the-date",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A holding was bought on or before the portfolio's date.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="as_of", column_B="acquired_on", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    Rule(
        id="marks-first-mark-possible",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The first mark is a fifth to five times of the cost.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="first_mark_to_cost", min_value=LEAST_FIRST_MARK, max_value=MOST_FIRST_MARK
        ),
        view=_ROWS,
    ),
    fresh(FreshItem.MARKS, "mark"),
)
