"""Where facts and figures stand on their sheets, so that a formula can point to them.

Belongs here: rows of the sheets Facts and Figures, and the cells that a locator names. Does not: what is made of them
(`recipes`), and how the sheets look (`facts_sheet`, `figures_sheet`).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from prudent.memo.document import Memo, MemoFact
from prudent.memo.prose import Figure
from prudent.memo.sheets.terms import Cell, Span
from prudent.model.measured import Unit

FACTS: Final = "Facts"
FIGURES: Final = "Figures"
VALUE_COLUMN: Final = {FACTS: "D", FIGURES: "C"}
AS_OF_COLUMN: Final = "C"
"""Of the sheet Facts."""
FIRST_ROW: Final = 2
"""Under the row of heads, as a spreadsheet counts."""
_WORDS: Final = (Unit.TEXT.value, Unit.DATE.value)


@dataclass(frozen=True, slots=True)
class Run:
    """Facts of one column of one file, one under another on their sheet; none where the memo holds none."""

    facts: tuple[MemoFact, ...]
    first: int
    """Row of the first."""
    field: str
    """What all of them say, such as `returns/monthly/total_net/return_frac`; empty where they differ."""
    span: Span | None
    """Their cells, where all of them are numbers."""
    cell: Cell | None
    """The one cell, where there is one and it is a number."""


NONE: Final = Run((), 0, "", None, None)


def _run(facts: tuple[MemoFact, ...], first: int) -> Run:
    said = {fact.field for fact in facts}
    numbers = tuple(number for fact in facts if (number := fact_number(fact)) is not None)
    span = Span(FACTS, VALUE_COLUMN[FACTS], first, numbers) if len(numbers) == len(facts) else None
    cell = span.cell(0) if span is not None and len(facts) == 1 else None
    return Run(facts, first, said.pop() if len(said) == 1 else "", span, cell)


@dataclass(slots=True)
class _Column:
    """The rows of one column of one file that the memo holds facts of, and where each stands among all facts."""

    rows: list[int] = field(default_factory=list[int])
    indices: list[int] = field(default_factory=list[int])


def fact_number(fact: MemoFact) -> float | None:
    """A fact's value as a number; of a term, whose unit stands in its name, where it is written as one."""
    if fact.unit in _WORDS and not fact.field.startswith("terms/"):
        return None
    try:
        number = Decimal(fact.value)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None


class Places:
    """Facts and figures of one memo by where they stand."""

    def __init__(self, memo: Memo, notes: dict[str, int]) -> None:
        """`notes`: the number of each figure's note, in which order figures stand on their sheet."""
        self.notes = notes
        self.figures = {figure.name: figure for figure in memo.figures}
        self.facts = memo.facts
        self.candidate = memo.subject.fund
        self.peers = frozenset(entry.fund for entry in memo.peers) - {self.candidate}
        self._columns: dict[tuple[str, str], _Column] = defaultdict(_Column)
        for index, fact in enumerate(memo.facts):
            file, row, column = fact.locator.rsplit(":", 2)
            there = self._columns[file, column]
            there.rows.append(int(row))
            there.indices.append(index)
        self._runs: dict[str, Run] = {}

    def run(self, locator: str) -> Run:
        """The facts that a locator names; none where they do not stand one under another."""
        if locator not in self._runs:
            self._runs[locator] = self._found(locator)
        return self._runs[locator]

    def _found(self, locator: str) -> Run:
        file, rows, column = locator.rsplit(":", 2)
        first, _, last = rows.partition("-")
        there = self._columns.get((file, column))
        if there is None or there.rows != sorted(there.rows):
            return NONE
        found = there.indices[bisect_left(there.rows, int(first)) : bisect_right(there.rows, int(last or first))]
        if not found or found[-1] - found[0] + 1 != len(found):
            return NONE
        return _run(self.facts[found[0] : found[-1] + 1], found[0] + FIRST_ROW)

    def runs(self, figure: Figure) -> tuple[Run, ...]:
        """What a figure rests on, one run for each of its locators."""
        return tuple(self.run(locator) for locator in figure.evidence)

    def row(self, name: str) -> int:
        """A figure's row on its sheet."""
        return self.notes[name] - 1 + FIRST_ROW

    def figure(self, name: str) -> Cell | None:
        """The cell of a figure that is a number; None for any other."""
        figure = self.figures.get(name)
        if figure is None or figure.value is None:
            return None
        return Cell(FIGURES, VALUE_COLUMN[FIGURES], self.row(name), figure.value)
