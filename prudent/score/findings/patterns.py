"""The four patterns that fail, asked of the evidence: triggered, not triggered, not in evidence, not applicable.

Belongs here: how the answers to a pattern's conditions become its outcome. Does not: the patterns, which are
`policy/patterns.yml`.
"""

from prudent.model.finding import CheckOutcome, CheckResult
from prudent.model.patterns import Pattern, PatternOutcome, PatternResult, Patterns
from prudent.score.findings.conditions import Told, told
from prudent.score.findings.subject import Subject


def matched(subject: Subject, policy: Patterns) -> tuple[PatternResult, ...]:
    """Every pattern of the policy, in its order.

    One condition that holds triggers a pattern, whatever else clears it. Without any, one that clears it is enough.
    Where neither can be told it is not in evidence, which is no answer in the fund's favour.
    """
    return tuple(_matched(pattern, subject) for pattern in policy.patterns)


def as_check(result: PatternResult) -> CheckResult:
    """A triggered pattern as an answer to its factor, so that the factor is not supported."""
    return CheckResult(
        speaks_for=False,
        check=result.pattern,
        question=f"Is this pattern, which fails, absent: {result.title[:1].lower()}{result.title[1:]}?",
        outcome=CheckOutcome.NOT_MET,
        answer=result.answer,
        threshold="not triggered",
        source=result.source,
        evidence=result.evidence,
    )


def triggered(results: tuple[PatternResult, ...]) -> tuple[PatternResult, ...]:
    """Those that the evidence triggers."""
    return tuple(result for result in results if result.outcome is PatternOutcome.TRIGGERED)


def _matched(pattern: Pattern, subject: Subject) -> PatternResult:
    if not pattern.applies_to(subject.fund):
        return _result(pattern, PatternOutcome.NOT_APPLICABLE, "Does not apply to this kind of fund.")
    if subject.host is not None and subject.host not in pattern.hosts:
        kind = subject.host.value.replace("_", " ")
        return _result(pattern, PatternOutcome.NOT_APPLICABLE, f"The sleeve would stand in a {kind} default.")
    if hit := _first(tuple(told(condition, subject) for condition in pattern.triggered_when)):
        return _result(pattern, PatternOutcome.TRIGGERED, _said(pattern.triggered, hit), hit.evidence)
    if hit := _first(tuple(told(condition, subject) for condition in pattern.cleared_when)):
        return _result(pattern, PatternOutcome.NOT_TRIGGERED, _said(pattern.cleared, hit), hit.evidence)
    return _result(pattern, PatternOutcome.NOT_IN_EVIDENCE, "No document in the packet says it.")


def _first(answers: tuple[Told, ...]) -> Told | None:
    return next((answer for answer in answers if answer.holds), None)


def _said(sentence: str, hit: Told) -> str:
    return f"{sentence} On file: {hit.said}." if hit.said else sentence


def _result(pattern: Pattern, outcome: PatternOutcome, answer: str, evidence: tuple[str, ...] = ()) -> PatternResult:
    missing = outcome is PatternOutcome.NOT_IN_EVIDENCE
    return PatternResult(
        pattern=pattern.id,
        factor=pattern.factor,
        title=pattern.title,
        outcome=outcome,
        answer=answer,
        evidence=evidence,
        source=f"{pattern.source} (since {pattern.since})",
        what_to_ask=pattern.what_to_ask if missing else None,
    )
