"""How the data rules came out, counted by table.

Belongs here: the count. Does not: the rules (`expectations`), and how a count is printed (the outline, the pages).
"""

from collections import Counter
from dataclasses import dataclass

from prudent.model.validation import Outcome, RuleResult

_ORDER = (Outcome.PASSED, Outcome.FAILED, Outcome.BROKE, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class TableCount:
    """How the rules of one table came out."""

    table: str
    passed: int
    failed: int
    broke: int
    not_applicable: int


def table_counts(results: tuple[RuleResult, ...]) -> tuple[TableCount, ...]:
    """Outcomes per table, tables in the order in which they first come."""
    counted = Counter((result.table, result.outcome) for result in results)
    tables = dict.fromkeys(result.table for result in results)
    return tuple(TableCount(table, *(counted[table, outcome] for outcome in _ORDER)) for table in tables)
