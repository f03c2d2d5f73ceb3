"""The challenge list: what an opponent's counsel would ask, each question with what the evidence answers.

Belongs here: which questions are asked, the strongest first, at most twelve. Does not: how each is answered
(`answers.py`, `doubts.py`). A question that the evidence gives no cause for is not asked.
"""

from collections.abc import Iterator
from itertools import islice

from prudent.memo.document import Challenge
from prudent.memo.figures import FigureBook
from prudent.memo.parts import answers, doubts
from prudent.memo.parts.against import failed_rules
from prudent.memo.parts.on_file import OnFile
from prudent.model.case import Case
from prudent.model.validation import RuleResult
from prudent.score.score import Score

MOST = 12
"""A list that nobody reads to its end answers nothing."""


def challenges(
    case: Case,
    results: tuple[RuleResult, ...],
    score: Score,
    on_file: OnFile,
    book: FigureBook,
    *,
    refuted: tuple[str, ...],
    drift: str,
) -> tuple[Challenge, ...]:
    """The questions with their answers.

    Args:
        case: the question and the policy.
        results: what validation found.
        score: answers, concerns, patterns, margins.
        on_file: the fund's terms.
        book: takes the figures.
        refuted: sentences on terms that the fund's own offers refute.
        drift: what becomes of the sleeve when everything else falls; empty where shares are dealt each day.
    """
    asked = _asked(case, results, score, on_file, book, refuted, drift)
    made = tuple(islice((Challenge(question=q, answer=a) for q, a in asked if a), MOST))
    book.ensure(item.answer for item in made)
    return made


def _asked(
    case: Case,
    results: tuple[RuleResult, ...],
    score: Score,
    on_file: OnFile,
    book: FigureBook,
    refuted: tuple[str, ...],
    drift: str,
) -> Iterator[tuple[str, str]]:
    yield from answers.patterns(score)
    yield from (
        ("Why believe the fund's word on repurchases, when its own offers say otherwise?", said) for said in refuted
    )
    yield from answers.own_offers(case, score, book)
    yield from answers.answered_no(score)
    who_prices = "Who sets the price at which savers come and go, and who outside of the manager checks it?"
    yield who_prices, answers.pricing(score, on_file, book, is_daily=not drift)
    yield "How can a fee that nobody states be found appropriate?", answers.unstated_fee(book)
    yield "Why should a saver pay this for it?", answers.cost(case, book)
    yield "Why this fund, and none of those that it is compared with?", answers.others(case, score, book)
    yield "Is the calm of its returns real?", doubts.smoothing(case, book)
    yield "What did similar funds pay when many holders asked at once?", answers.peers_offers(score)
    yield "What becomes of savers near retirement when everything else falls and the sleeve cannot be sold?", drift
    yield "How can the committee determine what it has no evidence on?", doubts.missing(score)
    yield "Who gains if this fund is chosen?", doubts.conflicts()
    yield from answers.other_concerns(score)
    yield "Is it held against the right comparator?", doubts.comparators(case, book, is_daily=not drift)
    yield "How little would turn an answer?", doubts.margin(score)
    yield "Who held these figures against their documents?", doubts.unchecked(case, failed_rules(case, results))
