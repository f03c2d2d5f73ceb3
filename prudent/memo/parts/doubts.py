"""Answers on the evidence itself: whether calm is real, what is missing, who checked, whether the comparator is right.

Belongs here: what can be doubted of any fund. Does not: what the evidence shows against this one (`answers.py`).
"""

from prudent.memo.figures import FigureBook
from prudent.memo.parts.words import joined, opened
from prudent.memo.prose import plain, ref
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.delivery import SourceKind
from prudent.model.finding import CheckOutcome, FindingStatus
from prudent.model.fund import Wrapper
from prudent.model.validation import RuleResult
from prudent.score.findings.margins import nearest
from prudent.score.score import Score

_NEAR = 0.2
"""A margin, as a share of the larger of value and threshold, that is worth a question."""


def smoothing(case: Case, book: FigureBook) -> str:
    """Whether the lag that smoothing leaves was found, over three years or over all the evidence."""
    if case.candidate.wrapper is Wrapper.ETP_GRANTOR_TRUST:
        return ""
    for window, words in (("3y", "over three years"), ("since_start", "over all months in evidence")):
        unsmoothed = book.measure(f"sharpe_ratio_unsmoothed_{window}")
        if book.value(f"sharpe_ratio_unsmoothed_{window}") is not None:
            reported = book.measure(f"sharpe_ratio_{window}")
            before, after = book.measure(f"volatility_{window}"), book.measure(f"volatility_unsmoothed_{window}")
            return (
                f"In part it is slow pricing. Volatility {words} is {before} a year as reported and {after} once "
                f"smoothing is undone; the Sharpe ratio is {reported} and {unsmoothed}."
            )
    reported, volatility = book.measure("sharpe_ratio_3y"), book.measure("volatility_3y")
    if book.value("sharpe_ratio_3y") is None:
        return ""
    return (
        f"Its Sharpe ratio of {reported} and volatility of {volatility} are those of model prices. No lag of one "
        "month was found in them, which so few months can miss, and which says nothing of longer lags."
    )


def missing(score: Score) -> str:
    """How many questions have no answer, and on which factors."""
    open_on = [
        finding.factor.value for finding in score.findings if finding.status is FindingStatus.INSUFFICIENT_EVIDENCE
    ]
    checks = [check for finding in score.findings for check in finding.checks]
    asked = [check for check in checks if check.outcome is not CheckOutcome.NOT_APPLICABLE]
    lacking = [check for check in asked if check.outcome is CheckOutcome.NOT_IN_EVIDENCE]
    if not lacking:
        return ""
    rest = f" Staff propose nothing yet on {joined(open_on)}." if open_on else ""
    return f"{opened(counted(len(lacking)))} of {counted(len(asked))} questions of the policy have no evidence.{rest}"


def conflicts() -> str:
    """Interests: nothing is on file, which is no finding that there are none."""
    return (
        "Not in evidence: no declaration of interests by members, staff, adviser, recordkeeper or trustee is on file, "
        "and no screen of parties in interest was run."
    )


def comparators(case: Case, book: FigureBook, *, is_daily: bool) -> str:
    """The benchmark's likeness in figures, and what the peer group leaves out."""
    chosen, group = book.benchmark, case.peer_group
    if chosen is None:
        return "No benchmark was chosen, so nothing is held against a market."
    moved = book.measure("correlation_with_benchmark_3y")
    like = f"Over three years its correlation with {plain(chosen.name)} is {moved}"
    if book.value("correlation_with_benchmark_3y") is None:
        months = book.measure("months_overlapping")
        like = f"Months in common with {plain(chosen.name)}: {months}; correlation over three years: {moved}"
    lacks = "" if group is None or group.survivorship.leans == "not_known" else (
        " The peers are those that exist today; funds that ended are not among them."
    )  # fmt: skip
    priced = "" if is_daily else " It is a fund that a market prices each day; this one is priced by its own marks."
    return f"{like}.{priced}{lacks}"


def margin(score: Score) -> str:
    """The met answer that the least change would turn, where it is near."""
    near = nearest(score.margins)
    if near is None or near.share > _NEAR:
        return ""
    now, turns = ref(near.value_figure), ref(f"needed_{near.figure}")
    return f"Nearest: {near.item}, now {now}; the answer turns at {turns}, {ref(f'distance_{near.figure}')} away."


def unchecked(case: Case, failed: tuple[RuleResult, ...]) -> str:
    """That nobody re-checked the figures, in words that are true of their sources; and the rules that they fail."""
    only = {header.source_kind for header in case.headers} == {SourceKind.TRANSCRIPTION}
    said = (
        "Nobody: every figure was transcribed and none was re-checked against its filing."
        if only
        else "Nobody re-checked them by hand against the documents they are from."
    )
    if not failed:
        return said
    rules = "one rule that they fail" if len(failed) == 1 else f"{counted(min(len(failed), 99))} rules that they fail"
    return f"{said} The list of findings names {rules}."
