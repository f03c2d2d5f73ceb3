"""What staff recommend, from the findings alone. The committee decides; the score has no say."""

from dataclasses import dataclass

from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, Finding, FindingStatus, OwnFinding, Proposal
from prudent.model.questions import Checks, Concern
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.verdict import Verdict
from prudent.score.findings.margins import Margin
from prudent.score.findings.reasons import (
    MISSING,
    Measured,
    join,
    name_of,
    reasons_against,
    reasons_for,
    unmeasured,
    with_outcome,
    would_change,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation with its reasons. Sentences hold ⟨figures⟩."""

    verdict: Verdict
    headline: str
    reasons_for: tuple[str, ...]
    """At most three; fewer where the evidence carries fewer."""
    reasons_against: tuple[str, ...]
    would_change: tuple[str, ...]


def advise(
    findings: tuple[Finding, ...],
    policy: Checks,
    concerns: tuple[Concern, ...],
    results: tuple[RuleResult, ...],
    own: tuple[OwnFinding, ...] = (),
    margins: tuple[Margin, ...] = (),
    measured: Measured = unmeasured,
) -> Advice:
    """Weigh the findings.

    Anything that is not in evidence defers; else a factor that is not supported declines; else a failed data rule, a
    warning or nothing at all stands between the fund and approval, with or without conditions.

    Args:
        findings: on the six factors.
        policy: the questions.
        concerns: what the evidence gives cause to fear.
        results: what the rules found in the candidate's data.
        own: on the factors that the committee added, weighed as the six are.
        margins: how far each number is from where its answer turns.
        measured: the candidate's measures.
    """
    found: tuple[Proposal, ...] = (*findings, *own)
    failed = sum(r.outcome is Outcome.FAILED and r.severity is not Severity.INFO for r in results)
    warned = sum(len(result.warnings) for finding in found for result in finding.checks)
    verdict, headline = _proposed(found, failed, warned)
    return Advice(
        verdict=verdict,
        headline=headline,
        reasons_for=reasons_for(found, policy, concerns),
        reasons_against=reasons_against(found, policy, concerns, measured),
        would_change=would_change(found, policy, margins),
    )


def _proposed(found: tuple[Proposal, ...], failed: int, warned: int) -> tuple[Verdict, str]:
    missing = len(with_outcome(found, CheckOutcome.NOT_IN_EVIDENCE))
    against, unasked = _named(found, FindingStatus.NOT_SUPPORTED), _named(found, FindingStatus.NOT_APPLICABLE)
    if missing:
        return Verdict.DEFER, _deferred(missing, _named(found, FindingStatus.INSUFFICIENT_EVIDENCE), against)
    if unasked:
        return Verdict.DEFER, f"no question of the policy applies to {join(unasked)}."
    if against:
        return Verdict.DECLINE, f"the evidence does not support {join(against)}."
    if failed or warned:
        said = f"all six factors are supported; {_doubts(failed, warned)}, to be answered first."
        return Verdict.APPROVE_WITH_CONDITIONS, said
    return Verdict.APPROVE, "all six factors are supported by evidence on file."


def _deferred(missing: int, insufficient: list[str], against: list[str]) -> str:
    """How much is missing in all, as the list of what is missing counts it; then what follows for the factors."""
    count = f"{MISSING} things are missing" if missing != 1 else "one thing is missing"
    undetermined = f"{join(insufficient)} cannot be determined yet" if insufficient else ""
    unsupported = f"the evidence does not support {join(against)}" if against else ""
    return f"{count}: {', and '.join(part for part in (undetermined, unsupported) if part)}."


def _named(findings: tuple[Proposal, ...], status: FindingStatus) -> list[str]:
    return [name_of(finding) for finding in findings if finding.status is status]


def _doubts(failed: int, warned: int) -> str:
    rules = "one data rule failed" if failed == 1 else f"{counted(failed)} data rules failed"
    warnings = "one warning stands" if warned == 1 else f"{counted(warned)} warnings stand"
    return " and ".join(words for words, count in ((rules, failed), (warnings, warned)) if count)
