"""What is open on a factor: questions without evidence, warnings, patterns nobody rules out, each with whom to ask.

Belongs here: the list of one chapter. Does not: the answers that there are (the table of what was asked), nor the count
of what is missing (`page_one.py`).
"""

from collections.abc import Iterator, Mapping

from prudent.memo.parts.words import opened
from prudent.model.finding import CheckOutcome, CheckResult, Finding, RouteResult
from prudent.model.patterns import PatternOutcome
from prudent.model.questions import Check
from prudent.score.score import Score

_SILENT = "No document in the packet says it."
"""An answer that says no more than that the item is missing."""


def open_questions(finding: Finding, asked: Mapping[str, Check], score: Score) -> tuple[str, ...]:
    """One entry for each thing that is open.

    Args:
        finding: on the factor.
        asked: the policy's questions by id.
        score: the patterns.
    """
    return tuple(dict.fromkeys((*_missing(finding, asked), *_warned(finding), *_patterns(finding, score))))


def _missing(finding: Finding, asked: Mapping[str, Check]) -> Iterator[str]:
    told: set[str] = set()
    for check in finding.checks:
        if check.outcome is CheckOutcome.NOT_IN_EVIDENCE:
            lacking = " ".join(_lacking(check, told))
            yield " ".join(part for part in (f"{asked[check.check].item}.", lacking, check.what_to_ask) if part)


def _lacking(check: CheckResult, told: set[str]) -> Iterator[str]:
    """What is known nevertheless, or what each route lacks; a route that was told before is not told again."""
    if not check.routes:
        if check.answer != _SILENT:
            yield check.answer
        return
    for route in check.routes:
        said = _route(route)
        yield f"{route.title}: as above." if said in told else said
        told.add(said)


def _route(route: RouteResult) -> str:
    missing = [item.item for item in route.items if item.outcome is CheckOutcome.NOT_IN_EVIDENCE]
    barred = [item.answer for item in route.items if item.outcome is CheckOutcome.NOT_MET]
    said = "; ".join(item[:1].lower() + item[1:] for item in missing)
    parts = [f"{route.title} lacks {said}." if missing else f"{route.title}.", *barred]
    return " ".join(parts)


def _warned(finding: Finding) -> Iterator[str]:
    for check in finding.checks:
        yield from (f"To be answered: {opened(warning)}" for warning in check.warnings)


def _patterns(finding: Finding, score: Score) -> Iterator[str]:
    """A pattern that fails and that nothing rules out is a question to ask, and no finding."""
    for item in score.patterns:
        if item.factor is finding.factor and item.outcome is PatternOutcome.NOT_IN_EVIDENCE:
            ask = f" {item.what_to_ask}" if item.what_to_ask else ""
            yield f"Not ruled out, a pattern that the proposal describes as failing: {item.title}.{ask}"
