"""What charts are made from, in one value.

Belongs here: the shorthand that all charts use. Does not: what any of them shows.
"""

from dataclasses import dataclass
from datetime import date

from prudent.memo.figures import FigureBook
from prudent.memo.prose import plain
from prudent.model.case import Case
from prudent.model.fund import Fund
from prudent.model.measured import Measure, Unit
from prudent.score.score import Score
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Sources:
    """The case, its tables, the score, the funds that are compared (the candidate first), and the memo's figures."""

    case: Case
    core: CoreTables
    score: Score
    funds: tuple[Fund, ...]
    book: FigureBook

    @property
    def fund(self) -> Fund:
        """The candidate."""
        return self.case.candidate

    @property
    def peers(self) -> tuple[Fund, ...]:
        """The others."""
        return tuple(fund for fund in self.funds if fund != self.fund)

    @property
    def as_of(self) -> date:
        """The date of the question."""
        return self.case.request.as_of

    @property
    def name(self) -> str:
        """The candidate's name, inside prose."""
        return plain(self.fund.legal_name)

    def measure(self, name: str, fund: Fund | None = None) -> Measure:
        """A measure of the candidate, or of another fund."""
        return self.score.evidence(self.case).of((fund or self.fund).fund).measure(name)

    def value(self, name: str, fund: Fund | None = None) -> float | None:
        """Its value; None where it is refused."""
        return self.measure(name, fund).value

    def count(self, key: str, said: str, number: int, evidence: tuple[str, ...]) -> str:
        """A count as a figure."""
        return self.book.add(key, said, Unit.COUNT, float(number), "count", evidence)


def sources_of(case: Case, core: CoreTables, score: Score, book: FigureBook) -> Sources:
    """The same with all funds of the case but those whose data failed a critical rule."""
    out = {item.fund for item in score.peers_out}
    return Sources(case, core, score, tuple(fund for fund in case.funds if fund.fund not in out), book)
