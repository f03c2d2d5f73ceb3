"""The patterns that fail under the proposal, typed: `policy/patterns.yml`, and what was found of them.

Belongs here: a pattern, what evidence triggers or clears it, its outcome. Does not: how evidence is looked up
(`prudent/score/findings/patterns.py`).
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.conditions import EvidenceCondition
from prudent.model.finding import Factor
from prudent.model.plan import HostKind
from prudent.model.questions import Asked, once
from prudent.model.value import Value


class PatternOutcome(StrEnum):
    TRIGGERED = "triggered"
    NOT_TRIGGERED = "not triggered"
    NOT_IN_EVIDENCE = "not in evidence"
    NOT_APPLICABLE = "not applicable"


class Pattern(Asked):
    """A pattern that fails. One that is triggered makes its factor not supported."""

    factor: Factor
    title: str
    """The pattern, as the rule's text describes it."""
    hosts: Annotated[tuple[HostKind, ...], Field(min_length=1)] = tuple(HostKind)
    """The kinds of default that it can occur in."""
    triggered_when: Annotated[tuple[EvidenceCondition, ...], Field(min_length=1)]
    """Any one triggers it, whatever else clears it."""
    cleared_when: Annotated[tuple[EvidenceCondition, ...], Field(min_length=1)]
    """Else any one clears it; else it is not in evidence."""
    triggered: str
    """The sentence when it is triggered; may name ⟨figures⟩."""
    cleared: str
    what_to_ask: str


class Patterns(Value):
    """`policy/patterns.yml`."""

    version: int
    patterns: tuple[Pattern, ...]

    @model_validator(mode="after")
    def _each_pattern_once(self) -> Self:
        return once(self, "patterns", [pattern.id for pattern in self.patterns])


class PatternResult(Value):
    """What was found of one pattern."""

    pattern: str
    factor: Factor
    title: str
    outcome: PatternOutcome
    answer: str
    """A sentence; `⟨name⟩` stands for a figure of the memo."""
    evidence: tuple[str, ...] = ()
    """Locators."""
    source: str
    what_to_ask: str | None = None
