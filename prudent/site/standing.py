"""Where a fund stands with a plan's committee, as far as the store says.

Belongs here: what the pages ask of a record of decisions. Does not: reading such a record (`ledgered`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

AWAITING = "awaiting the committee's decision"


@dataclass(frozen=True, slots=True)
class Owed:
    """A condition of a decision: what, by whom, by when."""

    text: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a committee, as it was recorded."""

    number: int
    taken_on: date
    as_of: date
    """Of the memo or review that was decided on."""
    issue: int | None
    """Of a memo; None for a review."""
    words: str
    """What was decided, in the record's words."""
    state: str
    """Where the fund stands since."""
    votes: str = ""
    """How many voted how, and the quorum. Who did is in the record."""
    conditions: tuple[Owed, ...] = ()

    @property
    def on(self) -> str:
        """What was decided on."""
        return f"review as of {self.as_of}" if self.issue is None else f"{self.as_of}, issue {self.issue}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last quarterly review: what it set off, and where its pages lie."""

    quarter: str
    page: str
    """In the store."""
    found: tuple[str, ...]
    """What it recorded of the watch list's triggers, in words and figures."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one fund stands with one plan's committee."""

    state: str
    watched: bool
    """Whether it is on the watch list, or further."""
    decisions: tuple[Decision, ...]
    """Oldest first; none where none is recorded."""
    since: date | None = None
    """Day on which it was recorded that it stands so; None where nothing is."""
    anew: date | None = None
    """Quarter's end by which its strategy changed, where it counts as selected from scratch."""
    review: Reviewed | None = None
    problem: str = ""
    """Why the record is not shown; empty where it is."""


class Decided(Protocol):
    """A record of decisions."""

    def standing(self, plan: str, fund: str) -> Standing:
        """Where the fund stands with the plan's committee."""
        ...
