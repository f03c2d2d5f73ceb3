"""What staff recommend, from the findings alone. The committee decides; the score has no say."""

from dataclasses import dataclass

from prudent.model.finding import CheckOutcome, CheckResult, Factor, Finding, FindingStatus
from prudent.model.questions import Checks, Concern, MeasureCheck
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.verdict import Verdict
from prudent.score.findings.propose import in_sentence

#: Page one has room for three reasons a side; the chapters hold the rest.
REASONS = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation with its reasons. Sentences hold ⟨figures⟩."""

    verdict: Verdict
    headline: str
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    would_change: tuple[str, ...]


def advise(
    findings: tuple[Finding, ...], policy: Checks, concerns: tuple[Concern, ...], results: tuple[RuleResult, ...]
) -> Advice:
    """Weigh the findings.

    Anything that is not in evidence defers; else a factor that is not supported declines; else a failed data rule or
    nothing at all stands between the fund and approval, with or without conditions.
    """
    insufficient = [f.factor for f in findings if f.status is FindingStatus.INSUFFICIENT_EVIDENCE]
    against = [f.factor for f in findings if f.status is FindingStatus.NOT_SUPPORTED]
    missing = _with_outcome(findings, CheckOutcome.NOT_IN_EVIDENCE)
    doubts = [r for r in results if r.outcome is Outcome.FAILED and r.severity is not Severity.INFO]
    unasked = [f.factor for f in findings if f.status is FindingStatus.NOT_APPLICABLE]
    verdict = _verdict(missing=bool(missing or unasked), against=bool(against), doubts=bool(doubts))
    if unasked and not missing:
        headline = f"no question of the policy applies to {_join(unasked)}."
    else:
        headline = _headline(verdict, insufficient, against, _missing_of(findings, insufficient), len(doubts))
    return Advice(
        verdict=verdict,
        headline=headline,
        reasons_for=_reasons_for(findings, policy),
        reasons_against=_reasons_against(findings, policy, concerns),
        would_change=_would_change(findings, policy),
    )


def _verdict(*, missing: bool, against: bool, doubts: bool) -> Verdict:
    if missing:
        return Verdict.DEFER
    if against:
        return Verdict.DECLINE
    return Verdict.APPROVE_WITH_CONDITIONS if doubts else Verdict.APPROVE


def _headline(verdict: Verdict, insufficient: list[Factor], against: list[Factor], missing: int, doubts: int) -> str:
    count = f"{missing} things are" if missing != 1 else "one thing is"
    if verdict is Verdict.DEFER and insufficient:
        tail = f", and the evidence does not support {_join(against)}" if against else ""
        return f"{count} missing before the committee can determine {_join(insufficient)}{tail}."
    if verdict is Verdict.DEFER:
        return f"{count} missing, and the evidence does not support {_join(against)}."
    if verdict is Verdict.DECLINE:
        return f"the evidence does not support {_join(against)}."
    if verdict is Verdict.APPROVE_WITH_CONDITIONS:
        failed = "one data rule" if doubts == 1 else f"{doubts} data rules"
        return f"all six factors are supported; {failed} failed, to be answered first."
    return "all six factors are supported by evidence on file."


def _missing_of(findings: tuple[Finding, ...], factors: list[Factor]) -> int:
    """What is missing for these factors; for none, what is missing in all."""
    counted = [finding for finding in findings if finding.factor in factors] or list(findings)
    return len(_with_outcome(tuple(counted), CheckOutcome.NOT_IN_EVIDENCE))


def _join(factors: list[Factor]) -> str:
    names = [factor.value for factor in factors]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_outcome(findings: tuple[Finding, ...], outcome: CheckOutcome) -> list[CheckResult]:
    return [result for finding in findings for result in finding.checks if result.outcome is outcome]


def _reasons_for(findings: tuple[Finding, ...], policy: Checks) -> tuple[str, ...]:
    """What is met and speaks for the fund; that evidence is at hand does not."""
    speaking = policy.speaking
    return tuple(r.answer for r in _with_outcome(findings, CheckOutcome.MET) if r.check in speaking)[:REASONS]


def _reasons_against(findings: tuple[Finding, ...], policy: Checks, concerns: tuple[Concern, ...]) -> tuple[str, ...]:
    """What is not met, then what the evidence gives cause to fear, then what is missing, because a gap is a reason."""
    asked = policy.by_id
    said = [result.answer for result in _with_outcome(findings, CheckOutcome.NOT_MET)]
    said += [concern.sentence for concern in concerns]
    for finding in findings:
        missing = [asked[r.check].item for r in finding.checks if r.outcome is CheckOutcome.NOT_IN_EVIDENCE]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            said.append(f"{finding.factor.value.capitalize()}: not in evidence: {in_sentence(missing[0])}{more}.")
    return tuple(said[:REASONS])


def _would_change(findings: tuple[Finding, ...], policy: Checks) -> tuple[str, ...]:
    """The thresholds that are missed, then the first of what is missing, as conditions."""
    checks = policy.by_id
    missed = [checks[result.check] for result in _with_outcome(findings, CheckOutcome.NOT_MET)]
    said = [check.change or check.item for check in missed if isinstance(check, MeasureCheck)]
    missing = [checks[result.check].item for result in _with_outcome(findings, CheckOutcome.NOT_IN_EVIDENCE)]
    said += [f"{in_sentence(item)}, in evidence" for item in missing[:REASONS]]
    if len(missing) > REASONS:
        said.append(f"and {len(missing) - REASONS} more items listed as missing")
    return tuple(said)
