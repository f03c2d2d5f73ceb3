"""The case against in a paragraph, as its author would open it, and which failing patterns are not ruled out.

Belongs here: the opening. Does not: the questions (`challenges.py`), the findings (`against.py`).
"""

from collections.abc import Iterator

from prudent.memo.document import Section
from prudent.memo.figures import FigureBook
from prudent.memo.parts.doubts import missing
from prudent.memo.parts.words import joined
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.fund import Wrapper
from prudent.model.patterns import PatternOutcome, PatternResult
from prudent.score.score import Score


def case_against(case: Case, score: Score, book: FigureBook, *, is_daily: bool) -> Section:
    """Cost, leaving, evidence; then the patterns."""
    opening = " ".join(part for part in (_cost(book), _leaving(case, is_daily=is_daily), missing(score)) if part)
    said = tuple(part for part in (opening, " ".join(_patterns(score))) if part)
    return Section(id="case-against", title="The case against", paragraphs=said, tables=())


def _cost(book: FigureBook) -> str:
    dollars, fee = book.measure("usd_per_10000_a_year"), book.measure("all_in_fee")
    if book.value("usd_per_10000_a_year") is None:
        return f"What it costs is {fee}, so that it is worth it cannot be shown."
    return f"It costs {dollars} a year for each $10,000, before the default's own fee."


def _leaving(case: Case, *, is_daily: bool) -> str:
    wrapper = case.candidate.wrapper
    if wrapper is Wrapper.ETP_GRANTOR_TRUST:
        return "What it holds earns nothing: all of its return is a change of price, and its fee is sold out of it."
    if is_daily:
        return "It can be sold each day, at a price that nobody has promised."
    who = "A saver who leaves, and the plan if it must move, depend on"
    if wrapper is Wrapper.COLLECTIVE_TRUST:
        return f"{who} notice and gates that the trustee may use when others leave too."
    if wrapper is Wrapper.PRIVATE_FUND:
        return f"{who} what the fund itself chooses to return, and when."
    return f"{who} offers that can be cut short or stopped."


def _patterns(score: Score) -> Iterator[str]:
    """The four ways of choosing that the proposal itself describes as failing, by what was found."""
    if not score.patterns:
        return
    by_outcome = {outcome: [p for p in score.patterns if p.outcome is outcome] for outcome in PatternOutcome}
    hit, open_ = by_outcome[PatternOutcome.TRIGGERED], by_outcome[PatternOutcome.NOT_IN_EVIDENCE]
    of_all = counted(len(score.patterns))
    triggered = counted(len(hit)) if hit else "none"
    yield f"Of the {of_all} patterns that the proposal describes as failing, triggered: {triggered}."
    if hit:
        yield f"{_titles(hit)}."
    if open_:
        yield f"Not ruled out: {_titles(open_)}."
    for outcome, words in (
        (PatternOutcome.NOT_TRIGGERED, "Ruled out"),
        (PatternOutcome.NOT_APPLICABLE, "Not applicable"),
    ):
        if by_outcome[outcome]:
            yield f"{words}: {counted(len(by_outcome[outcome]))}."


def _titles(patterns: list[PatternResult]) -> str:
    return joined([f"{item.title[:1].lower()}{item.title[1:]}" for item in patterns])
