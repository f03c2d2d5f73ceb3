"""What the pages show of one memo, in words: figures are written out, and the hundreds that are not shown are gone.

Belongs here: the values between reading and setting. Does not: how they are read (`telling`) or set (`templates/site`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prudent.memo.exhibits import TableColumn
from prudent.memo.format import is_split
from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.measured import Unit
from prudent.model.validation import Outcome
from prudent.model.verdict import Verdict
from prudent.site.stored import StoredQuality


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the six-factor strip."""

    factor: Factor
    status: FindingStatus
    determination: str
    number: str
    grade: Grade | None
    peers: str


@dataclass(frozen=True, slots=True)
class Told:
    """One figure that funds are compared by."""

    name: str
    unit: Unit
    text: str
    """As the memo prints it: the value with its unit, or a few words of refusal."""
    aligned: str
    """The same in a column or row of which another figure has decimals."""
    value: float | None
    reason: str
    """Why there is no number; empty where there is one."""
    n: int | None
    window: str
    as_of: str
    grade: Grade | None

    @property
    def missing(self) -> bool:
        """True where a reason stands in place of a number."""
        return bool(self.reason)

    @property
    def basis(self) -> str:
        """n, and the window or else the day, as far as the figure has them."""
        parts = [] if self.n is None else [f"n {self.n}"]
        return ", ".join([*parts, *([self.window or self.as_of] if self.window or self.as_of else [])])


def written(cells: Sequence[Told | None]) -> tuple[str, ...]:
    """Figures that stand beside each other: per cents have decimals if one has. What is not there is said."""
    split = any(cell is not None and is_split(cell.value, cell.unit) for cell in cells)
    return tuple("not in this memo" if cell is None else cell.aligned if split else cell.text for cell in cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of page one."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class MissingItem:
    """Something that the committee would need, and whom to ask for it."""

    item: str
    factor: str
    """One of the six factors, or another part of the record."""
    ask: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A rule on the fund's own data that failed or broke."""

    outcome: Outcome
    severity: str
    rule: str
    description: str
    detail: str


@dataclass(frozen=True, slots=True)
class PageOneTold:
    """Page one, below its recommendation and its strip."""

    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    would_change: tuple[str, ...]
    cost: tuple[str, ...]
    risk: Table
    leaving: Table
    liquidity: tuple[str, ...]
    marks: tuple[str, ...]
    changes: str
    conflicts: str


@dataclass(frozen=True, slots=True)
class Memo:
    """One memo as the room shows it."""

    fund: str
    legal_name: str
    kind: str
    """Asset class and wrapper, in the field's words."""
    asset_class: str
    manager: str
    other_names: tuple[str, ...]
    plan: str
    plan_name: str
    """A fictional plan is called so."""
    plan_note: str
    as_of: date
    known_at: date
    rule_status: str
    verdict: Verdict
    headline: str
    asked: str
    findings: tuple[Finding, ...]
    page_one: PageOneTold
    quality: StoredQuality
    figures: tuple[Told, ...]
    """In the order of `measures`; a measure that the memo does not print is not there."""
    missing: tuple[MissingItem, ...]
    contradictions: tuple[tuple[str, str], ...]
    """Subject and sentence."""
    concerns: tuple[Concern, ...]

    def figure(self, name: str) -> Told | None:
        """The figure of that name; None where the memo does not print it."""
        return next((figure for figure in self.figures if figure.name == name), None)

    def lacks(self, factor: Factor) -> tuple[MissingItem, ...]:
        """What is missing for a factor."""
        return tuple(item for item in self.missing if item.factor == factor.value)
