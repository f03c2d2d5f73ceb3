"""What staff recommend, from the findings alone. The committee decides; the score has no say."""

from dataclasses import dataclass

from prudent.model.finding import CheckOutcome, CheckResult, Finding, FindingStatus, OwnFinding, Proposal
from prudent.model.questions import Checks, Concern, MeasureCheck
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.verdict import Verdict
from prudent.score.findings.margins import Margin, nearest
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
    findings: tuple[Finding, ...],
    policy: Checks,
    concerns: tuple[Concern, ...],
    results: tuple[RuleResult, ...],
    own: tuple[OwnFinding, ...] = (),
    margins: tuple[Margin, ...] = (),
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
    """
    found: tuple[Proposal, ...] = (*findings, *own)
    insufficient = _named(found, FindingStatus.INSUFFICIENT_EVIDENCE)
    against = _named(found, FindingStatus.NOT_SUPPORTED)
    unasked = _named(found, FindingStatus.NOT_APPLICABLE)
    missing = _with_outcome(found, CheckOutcome.NOT_IN_EVIDENCE)
    failed = sum(r.outcome is Outcome.FAILED and r.severity is not Severity.INFO for r in results)
    warned = sum(len(result.warnings) for finding in found for result in finding.checks)
    verdict = _verdict(missing=bool(missing or unasked), against=bool(against), doubts=bool(failed or warned))
    if unasked and not missing:
        headline = f"no question of the policy applies to {_join(unasked)}."
    else:
        headline = _headline(verdict, insufficient, against, _missing_of(found, insufficient), _doubts(failed, warned))
    return Advice(
        verdict=verdict,
        headline=headline,
        reasons_for=_reasons_for(found),
        reasons_against=_reasons_against(found, policy, concerns),
        would_change=_would_change(found, policy, margins),
    )


def name_of(finding: Proposal) -> str:
    """What a finding is about, inside a sentence: the factor, or the title of a committee's own."""
    if isinstance(finding, Finding):
        return finding.factor.value
    return finding.title if isinstance(finding, OwnFinding) else ""


def _named(findings: tuple[Proposal, ...], status: FindingStatus) -> list[str]:
    return [name_of(finding) for finding in findings if finding.status is status]


def _verdict(*, missing: bool, against: bool, doubts: bool) -> Verdict:
    if missing:
        return Verdict.DEFER
    if against:
        return Verdict.DECLINE
    return Verdict.APPROVE_WITH_CONDITIONS if doubts else Verdict.APPROVE


def _headline(verdict: Verdict, insufficient: list[str], against: list[str], missing: int, doubts: str) -> str:
    count = f"{missing} things are" if missing != 1 else "one thing is"
    if verdict is Verdict.DEFER and insufficient:
        tail = f", and the evidence does not support {_join(against)}" if against else ""
        return f"{count} missing before the committee can determine {_join(insufficient)}{tail}."
    if verdict is Verdict.DEFER:
        return f"{count} missing, and the evidence does not support {_join(against)}."
    if verdict is Verdict.DECLINE:
        return f"the evidence does not support {_join(against)}."
    if verdict is Verdict.APPROVE_WITH_CONDITIONS:
        return f"all six factors are supported; {doubts}, to be answered first."
    return "all six factors are supported by evidence on file."


def _doubts(failed: int, warned: int) -> str:
    rules = "one data rule failed" if failed == 1 else f"{failed} data rules failed"
    warnings = "one warning stands" if warned == 1 else f"{warned} warnings stand"
    return " and ".join(words for words, count in ((rules, failed), (warnings, warned)) if count)


def _missing_of(findings: tuple[Proposal, ...], names: list[str]) -> int:
    """What is missing for these factors; for none, what is missing in all."""
    counted = [finding for finding in findings if name_of(finding) in names] or list(findings)
    return len(_with_outcome(tuple(counted), CheckOutcome.NOT_IN_EVIDENCE))


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_outcome(findings: tuple[Proposal, ...], outcome: CheckOutcome) -> list[CheckResult]:
    return [result for finding in findings for result in finding.checks if result.outcome is outcome]


def _reasons_for(findings: tuple[Proposal, ...]) -> tuple[str, ...]:
    """What is met and speaks for the fund; that evidence is at hand does not."""
    return tuple(result.answer for result in _with_outcome(findings, CheckOutcome.MET) if result.speaks_for)[:REASONS]


def _reasons_against(findings: tuple[Proposal, ...], policy: Checks, concerns: tuple[Concern, ...]) -> tuple[str, ...]:
    """What is not met, then what the evidence gives cause to fear, then what is missing, because a gap is a reason."""
    asked = policy.by_id
    said = [result.answer for result in _with_outcome(findings, CheckOutcome.NOT_MET)]
    said += [concern.sentence for concern in concerns]
    for finding in findings:
        missing = [asked[r.check].item for r in finding.checks if r.outcome is CheckOutcome.NOT_IN_EVIDENCE]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            name = name_of(finding)
            said.append(f"{name[:1].upper()}{name[1:]}: not in evidence: {in_sentence(missing[0])}{more}.")
    return tuple(said[:REASONS])


def _would_change(findings: tuple[Proposal, ...], policy: Checks, margins: tuple[Margin, ...]) -> tuple[str, ...]:
    """What is missed, the first of what is missing, and the met threshold that is nearest to be missed."""
    checks = policy.by_id
    missed = [checks[r.check] for r in _with_outcome(findings, CheckOutcome.NOT_MET) if r.check in checks]
    said = [_missed(check, margins) for check in missed if isinstance(check, MeasureCheck)]
    missing = [checks[result.check].item for result in _with_outcome(findings, CheckOutcome.NOT_IN_EVIDENCE)]
    said += [f"{in_sentence(item)}, in evidence" for item in missing[:REASONS]]
    if len(missing) > REASONS:
        said.append(f"and {len(missing) - REASONS} more items listed as missing")
    margin = nearest(margins)
    return (*said, f"the other way, {turning(margin)}") if margin is not None else tuple(said)


def _missed(check: MeasureCheck, margins: tuple[Margin, ...]) -> str:
    margin = next((item for item in margins if item.check == check.id), None)
    if margin is None:
        return check.change or check.item
    wanted = check.change or f"{in_sentence(check.item)} of {side(margin)} ⟨needed_{margin.figure}⟩"
    return f"{wanted} (⟨distance_{margin.figure}⟩ away)"


def side(margin: Margin) -> str:
    """On which side of its threshold a measure has to lie, in words."""
    words = {("at_least", False): "at least", ("at_least", True): "more than", ("at_most", False): "at most"}
    return words.get((margin.test, margin.is_strict), "less than")


def turning(margin: Margin) -> str:
    """What would turn a met answer, as part of a sentence, with the number."""
    reaching = {
        ("at_least", False): "below",
        ("at_least", True): "to",
        ("at_most", False): "above",
        ("at_most", True): "to",
    }[(margin.test, margin.is_strict)]
    moved = "fell" if margin.test == "at_least" else "rose"
    status = "not supported" if margin.short_is is CheckOutcome.NOT_MET else "insufficient evidence"
    return f"{in_sentence(margin.item)}: {status} if it {moved} {reaching} ⟨needed_{margin.figure}⟩"
