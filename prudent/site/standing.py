"""Where a fund stands with a plan's committee, as far as the store says.

Belongs here: what the pages ask of a record of decisions. Does not: such a record. There is none yet, so every fund
awaits its committee's decision; a reader of a ledger takes the place of `NoneRecorded` and nothing else changes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

AWAITING = "awaiting the committee's decision"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a committee, as it was recorded."""

    number: int
    taken_on: date
    as_of: date
    """Of the memo that was decided on."""
    issue: int
    words: str
    """What was decided, in the record's words."""
    state: str
    """Where the fund stands since."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one fund stands with one plan's committee."""

    state: str
    watched: bool
    """Whether it is on the watch list."""
    decisions: tuple[Decision, ...]
    """Oldest first; none where none is recorded."""


class Decided(Protocol):
    """A record of decisions."""

    def standing(self, plan: str, fund: str) -> Standing:
        """Where the fund stands with the plan's committee."""
        ...


class NoneRecorded:
    """The record of a store that keeps no decisions."""

    def standing(self, plan: str, fund: str) -> Standing:  # noqa: ARG002 - every fund stands alike
        """Every fund awaits its decision."""
        return Standing(AWAITING, watched=False, decisions=())
