"""Answers the conditions of patterns and gates from the evidence: it holds, it does not, or it cannot be told.

Belongs here: one function a kind of condition. Does not: what follows from the answers (`patterns.py`,
`prudent/score/scorecard/gates.py`).
"""

from dataclasses import dataclass

from prudent.model.conditions import (
    BenchmarkCondition,
    CheckCondition,
    CoverageCondition,
    MeasureCondition,
    PatternCondition,
    TermCondition,
)
from prudent.model.finding import CheckOutcome, Proposal
from prudent.model.patterns import PatternOutcome, PatternResult
from prudent.model.questions import reaches, slack
from prudent.score.findings.subject import Subject


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a condition."""

    holds: bool | None
    """None when the evidence does not say."""
    evidence: tuple[str, ...] = ()
    said: str = ""
    """The document's own words, where a document answers."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a gate can ask besides the evidence: findings, patterns, and the scorecard's coverage."""

    findings: tuple[Proposal, ...]
    patterns: tuple[PatternResult, ...]
    coverage_frac: float


UNTOLD = Told(None)


def told(condition: MeasureCondition | TermCondition | BenchmarkCondition, subject: Subject) -> Told:
    """Whether a condition on the evidence holds."""
    match condition:
        case MeasureCondition():
            return _measured(condition, subject)
        case TermCondition():
            return _documented(condition, subject)
        case BenchmarkCondition():
            return _compared(condition, subject)


def told_by(condition: CheckCondition | PatternCondition | CoverageCondition, grounds: Grounds) -> Told:
    """Whether a condition on what was found so far holds."""
    match condition:
        case CheckCondition():
            return _checked(condition, grounds)
        case PatternCondition():
            return _matched(condition, grounds)
        case CoverageCondition():
            near = slack(condition.threshold)
            is_covered = grounds.coverage_frac >= condition.threshold - near
            return Told(is_covered if condition.test == "at_least" else not is_covered)


def _measured(condition: MeasureCondition, subject: Subject) -> Told:
    value = subject.evidence.compared(condition.measure, condition.compare)
    if not isinstance(value, float | int):
        return UNTOLD
    evidence = subject.evidence.measure(condition.measure).evidence
    return Told(reaches(value, condition.test, condition.threshold), evidence)


def _documented(condition: TermCondition, subject: Subject) -> Told:
    document = subject.document(condition.term)
    if document is None:
        return UNTOLD
    if condition.says:
        holds = document.word in {word.casefold() for word in condition.says}
    elif condition.holds_word:
        holds = any(word.casefold() in document.word for word in condition.holds_word)
    else:
        holds = not document.is_denial
    return Told(holds, (document.locator,), f"“{document.value}”, as of {document.as_of}")


def _compared(condition: BenchmarkCondition, subject: Subject) -> Told:
    chosen = subject.benchmark
    if chosen is None or chosen.independence is None:
        return UNTOLD
    is_enough = chosen.independence >= condition.score
    return Told(is_enough if condition.test == "at_least" else not is_enough)


def _checked(condition: CheckCondition, grounds: Grounds) -> Told:
    found = next((r for f in grounds.findings for r in f.checks if r.check == condition.check), None)
    if found is None or found.outcome in {CheckOutcome.NOT_IN_EVIDENCE, CheckOutcome.NOT_APPLICABLE}:
        return UNTOLD
    return Told(found.outcome is condition.outcome, found.evidence)


def _matched(condition: PatternCondition, grounds: Grounds) -> Told:
    found = next((result for result in grounds.patterns if result.pattern == condition.pattern), None)
    if found is None or found.outcome not in {PatternOutcome.TRIGGERED, PatternOutcome.NOT_TRIGGERED}:
        return UNTOLD
    return Told(found.outcome.value == condition.outcome, found.evidence)
