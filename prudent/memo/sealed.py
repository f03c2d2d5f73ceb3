"""The committee's decision inside a sealed memo, and the one line that page one says of it.

Belongs here: what of the ledger's entry a sealed memo holds. Does not: the decision page (`outline/decided.py`), nor
what may be recorded (`prudent/decide`). A sealed memo is the memo that was decided on with this field filled in and
nothing else: take it out again, and the bytes are those whose record the entry names.
"""

from datetime import datetime
from typing import Self

from prudent.memo.format import date_text
from prudent.model.ids import Line, Sha256
from prudent.model.ledger import Decided, Entry, Signature
from prudent.model.value import Value


class Sealed(Value):
    """An entry of the ledger, as the decision page prints it."""

    key: str
    """Where the entry lies in the store."""
    entry: int
    """Its number."""
    sha256: Sha256
    """Of the entry's file."""
    previous: Sha256 | None
    recorded_at: datetime
    recorded_by: Line
    signature: Signature | None
    decided: Decided

    @classmethod
    def of(cls, entry: Entry, key: str, sha256: Sha256) -> Self:
        """What a sealed memo holds of an entry.

        Raises:
            TypeError: the entry holds no decision; that is a bug.
        """
        if not isinstance(entry.body, Decided):
            raise TypeError(f"entry {entry.number} holds no decision")
        return cls(
            key=key,
            entry=entry.number,
            sha256=sha256,
            previous=entry.previous,
            recorded_at=entry.recorded_at,
            recorded_by=entry.recorded_by,
            signature=entry.signature,
            decided=entry.body,
        )

    @property
    def counted(self) -> str:
        """The votes, counted."""
        votes = self.decided.decision.votes
        said = f"{len(votes.votes_for)} for, {len(votes.votes_against)} against, {len(votes.abstained)} abstained"
        return f"{said}, {len(votes.recused)} recused" if votes.recused else said

    @property
    def line(self) -> str:
        """What page one says after the word Decided: one line."""
        decision = self.decided.decision
        votes = f"{len(decision.votes.votes_for)} for, {len(decision.votes.votes_against)} against"
        return f"{decision.outcome.value}, {date_text(decision.decided_on)}; {votes}; entry {self.entry}"
