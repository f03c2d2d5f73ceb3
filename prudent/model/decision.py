"""A committee's decision on one memo or one review, in its own words. Nothing here has a default that decides anything.

Belongs here: what a decision holds and what makes one whole. Does not: whether it may be recorded now
(`prudent/decide`), which depends on the plan's quorum, the current memo and what was decided before.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from prudent.model.finding import Factor, FindingStatus
from prudent.model.ids import Line
from prudent.model.value import Value

#: Words of a committee: several lines, as they were spoken.
Words = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Outcome(StrEnum):
    """What a committee can decide. The first four are about a memo, the others about a review as well."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve with conditions"
    DEFER = "defer"
    DECLINE = "decline"
    MONITOR = "continue to monitor"
    WATCH = "put on watch"
    PROBATION = "put on probation"
    SUSPEND = "suspend new money"
    BEGIN_REMOVAL = "begin removal"
    REMOVE = "record as removed"


class Reliance(StrEnum):
    """Whose judgement a determination rests on."""

    OWN = "own judgement"
    ADVISER = "3(21) advice"
    MANAGER = "3(38) delegation"


class Determination(Value):
    """What the committee determines on one factor."""

    factor: Factor
    status: FindingStatus
    because: Words
    reliance: Reliance
    relied_on: Line | None = None
    """Which adviser or manager; None for own judgement."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.reliance is Reliance.OWN) == (self.relied_on is not None):
            raise ValueError(f"{self.factor.value}: name the adviser or manager relied on, and none for own judgement")
        return self


class Recusal(Value):
    """A member who took no part, and why."""

    member: Line
    reason: Words


class Votes(Value):
    """Names, so that the count can be checked."""

    votes_for: tuple[Line, ...]
    votes_against: tuple[Line, ...]
    abstained: tuple[Line, ...]
    recused: tuple[Recusal, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = (*self.votes_for, *self.votes_against, *self.abstained, *(item.member for item in self.recused))
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"{twice[0]} is named more than once among the votes, abstentions and recusals")
        return self

    @property
    def present(self) -> tuple[str, ...]:
        """Who counts for the quorum: those who voted or abstained. Who is recused does not."""
        return (*self.votes_for, *self.votes_against, *self.abstained)


class Asked(Value):
    """A question that was asked, and the answer that was given."""

    question: Words
    answer: Words


class Condition(Value):
    """What must happen, who sees to it, and by when."""

    text: Words
    owner: Line
    due: date


class Dissent(Value):
    """A member's dissent, verbatim."""

    member: Line
    words: Words


#: What admits a fund.
_ADMITS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})
#: What the committee itself does not find in a fund's favour.
_SHORT = frozenset({FindingStatus.NOT_SUPPORTED, FindingStatus.INSUFFICIENT_EVIDENCE})


class Decision(Value):
    """One decision, as the minutes have it."""

    decided_on: date
    outcome: Outcome
    determinations: tuple[Determination, ...]
    """One for each factor, in the rule's order, for a decision on a memo; none is needed on a review."""
    votes: Votes
    attendees: tuple[Line, ...] = Field(min_length=1)
    questions: tuple[Asked, ...]
    rationale: Words
    dissent: tuple[Dissent, ...]
    conditions: tuple[Condition, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        factors = tuple(item.factor for item in self.determinations)
        if factors not in ((), tuple(Factor)):
            raise ValueError("a decision determines each of the six factors once, in the rule's order")
        if absent := [name for name in self.votes.present if name not in self.attendees]:
            raise ValueError(f"{absent[0]} voted or abstained but is not among the attendees")
        if (self.outcome is Outcome.APPROVE_WITH_CONDITIONS) != bool(self.conditions):
            raise ValueError(f"the outcome is {self.outcome.value!r} with {len(self.conditions)} conditions named")
        return self

    @property
    def despite(self) -> tuple[Determination, ...]:
        """Own determinations against which the fund was admitted all the same. Allowed: the rationale says why."""
        short = tuple(item for item in self.determinations if item.status in _SHORT)
        return short if self.outcome in _ADMITS else ()
