"""What a data rule is: an expectation, the frame it judges, what its failure means, and what it says in plain words.

Belongs here: the frozen shapes that rules are declared in. Does not: any rule (`suites/`, `crosschecks/`), nor how one
is evaluated (`engine.py`, `validate.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from expectations.engine import RowWise
from prudent.model.case import Case
from prudent.model.fund import Fund
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a rule may look at."""

    case: Case
    core: CoreTables
    candidates: tuple[Fund, ...] | None = None
    """The funds that are asked about, where several questions are looked at together; None for the case's own."""

    @property
    def asked(self) -> tuple[Fund, ...]:
        """The funds that are asked about."""
        return self.case.funds[:1] if self.candidates is None else self.candidates


@dataclass(frozen=True, slots=True)
class View:
    """The frame that a rule judges, for all owners at once.

    `build` gives a frame with the column `owner`, the columns that the rule judges, and either `told` (one row as a
    clause, for the failure's sentence) or `file` and `row` (where the row stands as received).
    """

    name: str
    build: Callable[[Inputs], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Rule:
    """One published rule. `table` is a core table, or `crosscheck` for what holds between tables."""

    id: str
    table: str
    severity: Severity
    description: str
    expectation: RowWise
    view: View


CROSSCHECK = "crosscheck"
