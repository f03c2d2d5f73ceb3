"""The rules that every suite opens with: rows, required cells, origin, key, dates.

They come first because an empty frame and a column of nulls pass every other rule.
"""

from dataclasses import dataclass

from expectations import engine as gxe
from expectations.rule import Rule, View
from expectations.views import Owners, census, nobody
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

MOST_ROWS = 3000
"""A monthly series that began in 1940, when registered funds did, has about 1,000 rows; three kinds of it 3,000."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening rules of one table need to know."""

    field: str
    prefix: str
    rows: View
    required_of: Owners = nobody
    required_words: str = ""
    """Who must have rows, for the description; empty when nobody must."""

    @property
    def table(self) -> str:
        """Name of the core table."""
        return CoreTables.spec(self.field).table


def opening(of: Opening) -> tuple[Rule, ...]:
    """Rows, required cells, origin, key, dates: in this order."""
    return (_row_count(of), *_required_cells(of), _origin(of), _key(of), _not_after_known(of))


def _row_count(of: Opening) -> Rule:
    must = f"{of.required_words} has at least one row, and no owner" if of.required_words else "No owner"
    return Rule(
        id=f"{of.prefix}-row-count",
        table=of.table,
        severity=Severity.WARNING,
        description=f"{must} has more than {MOST_ROWS:,} rows.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="row_count", min_value=1, max_value=MOST_ROWS),
        view=census(of.field, of.required_of),
    )


def _required_cells(of: Opening) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=f"{of.prefix}-{column.name.replace('_', '-')}-given",
            table=of.table,
            severity=Severity.CRITICAL,
            description=f"{column.name} is given in every row.",
            expectation=gxe.ExpectColumnValuesToNotBeNull(column=column.name),
            view=of.rows,
        )
        for column in CoreTables.spec(of.field).columns
        if column.required
    )


def _origin(of: Opening) -> Rule:
    return Rule(
        id=f"{of.prefix}-origin-given",
        table=of.table,
        severity=Severity.CRITICAL,
        description="Every row says its document, file, row, hash, day known, extractor and grade.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="empty_origin_cells", min_value=0, max_value=0),
        view=of.rows,
    )


def _key(of: Opening) -> Rule:
    key = CoreTables.spec(of.field).key
    return Rule(
        id=f"{of.prefix}-key-unique",
        table=of.table,
        severity=Severity.CRITICAL,
        description=f"No two rows share {', '.join(key)}.",
        expectation=gxe.ExpectCompoundColumnsToBeUnique(column_list=list(key), ignore_row_if="any_value_is_missing"),
        view=of.rows,
    )


def _not_after_known(of: Opening) -> Rule:
    day = CoreTables.spec(of.field).date_column or ""
    return Rule(
        id=f"{of.prefix}-not-after-known",
        table=of.table,
        severity=Severity.CRITICAL,
        description=f"{day} is not after the day on which the packet was received.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="known_at", column_B=day, or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=of.rows,
    )
