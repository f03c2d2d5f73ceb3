"""The findings: every question of the policy is asked of the evidence, and the answers propose a status.

A question that is not met makes the factor `not supported`; else one without evidence makes it `insufficient evidence`;
else it is `supported`. The score has no say. Belongs here: how answers become a finding. Does not: how a question is
answered (`ask.py`).
"""

from collections.abc import Callable, Iterable

from prudent.model.fact import Grade
from prudent.model.finding import CheckOutcome, CheckResult, Factor, Finding, FindingStatus, OwnFinding, Proposal
from prudent.model.patterns import PatternResult
from prudent.model.questions import Checks
from prudent.score.findings.ask import ask
from prudent.score.findings.patterns import as_check, triggered
from prudent.score.findings.subject import Subject

#: Words that keep their capital inside a sentence.
_NAMES = ("Sharpe", "Level 3")


def propose(
    subject: Subject, policy: Checks, grade_of: Callable[[str], Grade], patterns: tuple[PatternResult, ...] = ()
) -> tuple[Finding, ...]:
    """Staff's proposals on the six factors, in the rule's order.

    Args:
        subject: the candidate, its measures, comparisons and documents.
        policy: the questions.
        grade_of: the evidence grade at a locator.
        patterns: what was found of the failing patterns; a triggered one makes its factor not supported.
    """
    made: list[Finding] = []
    for factor in Factor:
        fails = tuple(as_check(result) for result in triggered(patterns) if result.factor is factor)
        part = _proposal((*_asked(factor, subject, policy), *fails), policy, grade_of)
        made.append(Finding(factor=factor, **dict(part)))
    return tuple(made)


def propose_own(subject: Subject, policy: Checks, grade_of: Callable[[str], Grade]) -> tuple[OwnFinding, ...]:
    """The same on the factors that the committee added, in the policy's order. They change none of the six."""
    return tuple(
        OwnFinding(
            factor=own.id,
            title=own.title,
            question=f"Consider: {own.consider} Determine: {own.determine}",
            **dict(_proposal(_asked(own.id, subject, policy), policy, grade_of)),
        )
        for own in policy.own_factors
    )


def _asked(factor: str, subject: Subject, policy: Checks) -> tuple[CheckResult, ...]:
    """What is asked of this kind of fund. Questions for other kinds are the policy's business, not the memo's."""
    asked = (check for check in policy.checks if check.factor == factor and check.applies_to(subject.fund))
    return tuple(ask(check, subject) for check in asked)


def _proposal(results: tuple[CheckResult, ...], policy: Checks, grade_of: Callable[[str], Grade]) -> Proposal:
    status = status_of(results)
    return Proposal(
        status=status,
        sentence=_sentence(status, results, policy),
        checks=results,
        grade=Grade.worst([grade_of(locator) for result in results for locator in result.evidence]),
    )


def status_of(results: Iterable[CheckResult]) -> FindingStatus:
    """The status that the answers propose."""
    outcomes = {result.outcome for result in results} - {CheckOutcome.NOT_APPLICABLE}
    if not outcomes:
        return FindingStatus.NOT_APPLICABLE
    if CheckOutcome.NOT_MET in outcomes:
        return FindingStatus.NOT_SUPPORTED
    if CheckOutcome.NOT_IN_EVIDENCE in outcomes:
        return FindingStatus.INSUFFICIENT_EVIDENCE
    return FindingStatus.SUPPORTED


def _sentence(status: FindingStatus, results: tuple[CheckResult, ...], policy: Checks) -> str:
    """What is against the fund; else what speaks for it, before what is merely at hand; then what is missing."""
    if status is FindingStatus.NOT_APPLICABLE:
        return "No question of the policy applies to this kind of fund."
    asked = policy.by_id
    missing = [asked[result.check].item for result in results if result.outcome is CheckOutcome.NOT_IN_EVIDENCE]
    against = [result.answer for result in results if result.outcome is CheckOutcome.NOT_MET]
    met = sorted((r for r in results if r.outcome is CheckOutcome.MET), key=lambda result: not result.speaks_for)
    parts = against or [result.answer for result in met[:1]]
    if missing:
        parts = [*parts, f"Not in evidence: {'; '.join(in_sentence(item) for item in missing)}."]
    return " ".join(parts)


def in_sentence(item: str) -> str:
    """An item as it stands inside a sentence: its first letter small, unless it starts with a name."""
    return item if item.startswith(_NAMES) else item[:1].lower() + item[1:]
