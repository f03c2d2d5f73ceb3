"""A review's words for a page: sentences, cells and lists, the same in every format.

Belongs here: what is said, and how much of it fits two pages. Does not: layout and escaping (the templates). Text from
outside stays plain here and is made safe where it is printed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prudent.memo.first.names import clipped
from prudent.memo.format import date_text, rule_text, status_text
from prudent.model.finding import CheckOutcome, Factor
from prudent.review.delta import Cause, Delta
from prudent.review.document import FindingChange, Review
from prudent.review.numbers import Scale
from prudent.review.rows import CAUSES, NONE, Group, groups

LINES = 4
"""Lines of a list on the first page; the rest are counted there and stand in `review.json`."""
_CHECKS = 2
_OWN, _OWN_TITLE = 3, 28
"""Factors that the committee added: the first page has room for so many, with so many characters of each title."""
_LONG = 160
"""Characters of one line of a list."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Staff's proposal on one factor."""

    factor: str
    before: str
    now: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """All that the pages of a review print."""

    review: Review
    record: str
    """SHA-256 of `review.json`."""
    summary: str
    facts: tuple[tuple[str, str], ...]
    """State, recommendation, score, what it is compared with, the next review: a name and words each."""
    findings: tuple[FindingRow, ...]
    fired: tuple[str, ...]
    not_known: str
    """Triggers that could not be answered."""
    late: tuple[str, ...]
    conditions: tuple[str, ...]
    groups: tuple[Group, ...]
    causes: str
    """How the causes were told apart, or why not."""
    rule: str


def printed(review: Review, record: str) -> Printed:
    """The words of a review."""
    unknown = [item.title for item in review.watched if item.found == "not in evidence"]
    conditions = (f"{item.text} ({item.owner}, due {date_text(item.due)})" for item in review.standing.conditions)
    return Printed(
        review=review,
        record=record,
        summary=summary(review),
        facts=_facts(review),
        findings=tuple(_finding(item) for item in review.findings[: len(Factor) + _OWN]),
        fired=_lines(f"{_title(review, item.trigger, item.said)}" for item in review.fired),
        not_known=clipped("; ".join(unknown), 2 * _LONG) if unknown else "",
        late=_lines(review.late),
        conditions=_lines(conditions),
        groups=groups(review),
        causes=_causes(review),
        rule=rule_text(review.rule.citation, review.rule.status, review.rule.status_as_of),
    )


def summary(review: Review) -> str:
    """What moved, in a sentence or two."""
    compared = review.compared
    if compared is None:
        return "A first review: nothing that stood before is in the store."
    when = f"the {compared.kind} as of {date_text(compared.as_of)}"
    if review.walk.why_not and not any(delta.steps.before for delta in review.measures):
        return f"Not compared with {when}: {review.walk.why_not}"
    if review.unchanged:
        return f"Nothing that is looked at changed since {when}."
    moved = [delta for delta in review.measures if delta.is_changed]
    said = f"{len(moved)} of {len(review.measures)} measures changed since {when}{_by_cause(moved)}"
    findings = [item for item in review.findings if item.is_changed]
    return f"{said}; {_counted(len(findings), 'finding')} changed."


def _by_cause(moved: list[Delta]) -> str:
    counted = Counter(cause for delta in moved for cause in delta.causes)
    words = {Cause.FUND: "with the fund", Cause.DATA: "with the data", Cause.METHOD: "with our method"}
    told = [f"{counted[cause]} {words[cause]}" for cause in CAUSES if counted[cause]]
    return f" ({', '.join(told)})" if told else ""


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _facts(review: Review) -> tuple[tuple[str, str], ...]:
    standing, advised, compared = review.standing, review.advised, review.compared
    state = (
        standing.after.value
        if standing.after is standing.before
        else f"{standing.before.value} → {standing.after.value}"
    )
    anew = "; to be selected from scratch, on a new full memo" if standing.selected_anew else ""
    was = (
        ""
        if advised.before is None
        else ", as before"
        if advised.before is advised.now
        else f", was {advised.before.value}"
    )
    scores = [_score(score) for score in (advised.score_before_frac, advised.score_now_frac)]
    beside = (
        "a first review"
        if compared is None
        else f"{compared.kind} as of {date_text(compared.as_of)}, record {compared.record[:12]}"
    )
    return (
        ("State", f"{state}{anew}"),
        ("Staff recommend", f"{advised.now.value}{was}"),
        ("Score", f"{scores[1]}, was {scores[0]}" if compared else scores[1]),
        ("Compared with", beside),
        ("Next review", date_text(standing.next_review)),
    )


def _score(score: float | None) -> str:
    return "not scored" if score is None else f"{Scale(2, 0).number(Scale(2, 0).rounded(score))} of 100"


def _finding(item: FindingChange) -> FindingRow:
    answers = [f"{clipped(one.question, _LONG // 2)} {_answer(one.before)} → {_answer(one.now)}" for one in item.checks]
    more = len(answers) - _CHECKS
    return FindingRow(
        factor=clipped(str(item.factor), _OWN_TITLE),
        before=NONE if item.before is None else status_text(item.before),
        now=status_text(item.now),
        answers=(*answers[:_CHECKS], *([f"and {more} more"] if more > 0 else [])),
    )


def _answer(outcome: CheckOutcome | None) -> str:
    return "not asked" if outcome is None else outcome.value.replace("_", " ")


def _title(review: Review, trigger: str, said: str) -> str:
    found = next((item for item in review.watched if item.said == said), None)
    return f"{found.title if found else trigger}: {said}"


def _lines(items: Iterable[str]) -> tuple[str, ...]:
    """The first lines of a list, each cut where it is very long, and how many more there are."""
    lines = [clipped(item, _LONG) for item in items]
    more = len(lines) - LINES
    return (*lines[:LINES], *([f"and {more} more, in review.json"] if more > 0 else []))


def _causes(review: Review) -> str:
    walk = review.walk
    if walk.why_not:
        return f"Causes are not told apart. {walk.why_not}"
    if walk.method_differs is None:
        return "There is nothing to compare with."
    told = (
        "Fund: what is new at today's date. Data: today's files at the date of before, so what was restated, corrected "
        "or late. Our method: the data of before, by today's code and policy. The parts sum to the change: what method "
        "and data do only together is counted with the data, and what either does only at the new date with the fund. "
        "Changes of a per cent are in points."
    )
    same = [
        *([] if walk.method_differs else ["code and policy are the same as before"]),
        *([] if walk.data_differs else ["all files are the same as before"]),
    ]
    return f"{told} {_sentence(' and '.join(same))}" if same else told


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
