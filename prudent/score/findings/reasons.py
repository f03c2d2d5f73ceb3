"""The reasons on both sides, and what would change the recommendation: the few that a page has room for.

Belongs here: which answers are reasons, and that none is said twice or on both sides. Does not: the verdict
(`recommendation.py`), nor how a number is held against a threshold (`margins.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, CheckResult, Finding, OwnFinding, Proposal
from prudent.model.measured import Measure
from prudent.model.questions import Check, Checks, Concern, MeasureCheck
from prudent.score.findings.margins import Margin, nearest
from prudent.score.findings.propose import in_sentence

#: Page one has room for three reasons a side; the chapters hold the rest.
REASONS = 3
MISSING = "⟨missing_n⟩"
"""The figure of how many things are missing; the memo adds it, with the questions it counts."""

Measured = Callable[[str], Measure | None]
"""The candidate's measure of a name; None where nothing was measured."""


def unmeasured(_measure: str) -> None:
    """For advice without measures."""


def name_of(finding: Proposal) -> str:
    """What a finding is about, inside a sentence: the factor, or the title of a committee's own."""
    if isinstance(finding, Finding):
        return finding.factor.value
    return finding.title if isinstance(finding, OwnFinding) else ""


def with_outcome(findings: tuple[Proposal, ...], outcome: CheckOutcome) -> list[CheckResult]:
    """All answers of that outcome, in the order of the findings."""
    return [result for finding in findings for result in finding.checks if result.outcome is outcome]


def reasons_for(findings: tuple[Proposal, ...], policy: Checks, concerns: tuple[Concern, ...]) -> tuple[str, ...]:
    """What is met and speaks for the fund: not that evidence is at hand, nor a number that gives cause to fear.

    Args:
        findings: with the answers.
        policy: the questions, which know what each answer is about.
        concerns: what the evidence bears out against the fund.
    """
    feared, asked = {concern.measure for concern in concerns}, policy.by_id
    met = [result for result in with_outcome(findings, CheckOutcome.MET) if result.speaks_for]
    told = [result.answer for result in met if not feared & _measures(asked.get(result.check))]
    return tuple(dict.fromkeys(told))[:REASONS]


@dataclass(frozen=True, slots=True)
class _Against:
    """A reason, and what it is about: one that is about the same is the same reason again."""

    about: frozenset[str]
    text: str


def reasons_against(
    findings: tuple[Proposal, ...], policy: Checks, concerns: tuple[Concern, ...], measured: Measured = unmeasured
) -> tuple[str, ...]:
    """What is not met, then what the evidence gives cause to fear, then what is missing, because a gap is a reason.

    Args:
        findings: with the answers.
        policy: the questions.
        concerns: the gravest first.
        measured: the candidate's measures; two that are one number of the same cells are one reason.
    """
    said: list[str] = []
    known: set[str] = set()
    for reason in (*_not_met(findings, policy, measured), *_feared(concerns, measured), *_missing(findings, policy)):
        if not reason.about & known and reason.text not in said:
            said.append(reason.text)
            known |= reason.about
    return tuple(said[:REASONS])


def _not_met(findings: tuple[Proposal, ...], policy: Checks, measured: Measured) -> Iterator[_Against]:
    for result in with_outcome(findings, CheckOutcome.NOT_MET):
        measures = _measures(policy.by_id.get(result.check))
        numbers = (_number(measured(name)) for name in measures)
        yield _Against(frozenset((*measures, *filter(None, numbers), *_bars(result))), result.answer)


def _bars(result: CheckResult) -> Iterator[str]:
    """What bars the routes of an answer: two questions that one document bars are barred for one reason."""
    for route in result.routes:
        yield from (item.answer for item in route.items if item.outcome is CheckOutcome.NOT_MET)


def _feared(concerns: tuple[Concern, ...], measured: Measured) -> Iterator[_Against]:
    for concern in concerns:
        number = _number(measured(concern.measure))
        yield _Against(frozenset(filter(None, (concern.measure, number))), concern.sentence)


def _number(measure: Measure | None) -> str:
    """The same for two measures that are one number, such as the worst fill up to a date and the worst known."""
    if measure is None or measure.value is None:
        return ""
    return " ".join((repr(measure.value), *measure.evidence))


def _missing(findings: tuple[Proposal, ...], policy: Checks) -> Iterator[_Against]:
    """One reason a factor, so that a long list of gaps does not crowd out the others."""
    asked = policy.by_id
    for finding in findings:
        items = [asked[r.check].item for r in finding.checks if r.outcome is CheckOutcome.NOT_IN_EVIDENCE]
        if items:
            more = f" and {counted(len(items) - 1)} more" if len(items) > 1 else ""
            name = name_of(finding)
            yield _Against(
                frozenset(), f"{name[:1].upper()}{name[1:]}: not in evidence: {in_sentence(items[0])}{more}."
            )


def _measures(check: Check | None) -> set[str]:
    """The measures that can answer a question; none for one that documents or routes answer."""
    if not isinstance(check, MeasureCheck):
        return set()
    return {name for name in (check.measure, check.else_measure) if name is not None}


def would_change(findings: tuple[Proposal, ...], policy: Checks, margins: tuple[Margin, ...]) -> tuple[str, ...]:
    """What is missed, what is missing, and the met threshold that is nearest to be missed.

    Args:
        findings: with the answers.
        policy: the questions.
        margins: how far each number is from where its answer turns.
    """
    checks = policy.by_id
    missed = [checks[r.check] for r in with_outcome(findings, CheckOutcome.NOT_MET) if r.check in checks]
    said = [_missed(check, margins) for check in missed if isinstance(check, MeasureCheck)]
    margin = nearest(tuple(item for item in margins if item.short_is is CheckOutcome.NOT_MET)) or nearest(margins)
    turned = () if margin is None else (f"the other way, {turning(margin)}",)
    return (*said, *_found(findings, policy), *turned)


def _found(findings: tuple[Proposal, ...], policy: Checks) -> tuple[str, ...]:
    """What is missing: by name where it is little, else how much; the memo lists it."""
    missing = [policy.by_id[result.check].item for result in with_outcome(findings, CheckOutcome.NOT_IN_EVIDENCE)]
    if len(missing) <= REASONS:
        return tuple(f"{in_sentence(item)}, in evidence" for item in missing)
    return (f"evidence on the {MISSING} missing things",)


def join(words: list[str]) -> str:
    """Words as a list inside a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _missed(check: MeasureCheck, margins: tuple[Margin, ...]) -> str:
    margin = next((item for item in margins if item.check == check.id), None)
    if margin is None:
        return check.change or check.item
    wanted = check.change or f"{in_sentence(check.item)} of {side(margin)} ⟨needed_{margin.figure}⟩"
    return f"{wanted}, now ⟨{margin.value_figure}⟩"


def side(margin: Margin) -> str:
    """On which side of its threshold a measure has to lie, in words."""
    words = {("at_least", False): "at least", ("at_least", True): "more than", ("at_most", False): "at most"}
    return words.get((margin.test, margin.is_strict), "less than")


def turning(margin: Margin) -> str:
    """What would turn a met answer, as part of a sentence, with the numbers."""
    reaching = {
        ("at_least", False): "below",
        ("at_least", True): "to",
        ("at_most", False): "above",
        ("at_most", True): "to",
    }[(margin.test, margin.is_strict)]
    moved = "fell" if margin.test == "at_least" else "rose"
    status = "not supported" if margin.short_is is CheckOutcome.NOT_MET else "insufficient evidence"
    now = f"now ⟨{margin.value_figure}⟩"
    return f"{in_sentence(margin.item)}, {now}: {status} if it {moved} {reaching} ⟨needed_{margin.figure}⟩"
