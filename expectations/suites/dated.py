"""Rules on dates that several suites share: periods end with a month, and the last row is not too old."""

from expectations import engine as gxe
from expectations.rule import Rule, View
from expectations.views import age
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables


def ends_with_month(rule: str, field: str, column: str, view: View) -> Rule:
    """The column's days are last days of months."""
    return Rule(
        id=rule,
        table=CoreTables.spec(field).table,
        severity=Severity.CRITICAL,
        description=f"{column} is the last day of a month.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A=column, column_B="month_end_of_date", ignore_row_if="either_value_is_missing"
        ),
        view=view,
    )


def fresh(rule: str, field: str, description: str, most_days: int) -> Rule:
    """The last row up to the as-of date is at most so many days old then."""
    return Rule(
        id=rule,
        table=CoreTables.spec(field).table,
        severity=Severity.WARNING,
        description=description,
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_old", min_value=0, max_value=most_days),
        view=age(field),
    )
