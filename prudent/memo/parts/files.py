"""What is said of files: what readers noticed in the candidate's, and which figures were withdrawn, alike together.

Belongs here: grouping. Does not: what is noticed (`prudent/ingest`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from prudent.ingest.questionnaire_form import slots
from prudent.memo.parts.on_file import means_something
from prudent.memo.prose import plain
from prudent.model.case import Case, Withdrawn
from prudent.model.packet import Noticed

_UNANSWERED = re.compile(r"\d+ questions? (?:is|are) not answered on (?P<factor>[a-z]+): (?P<terms>[a-z0-9_, ]+)")
"""How a questionnaire's reader says which questions are open; terms, each one slot."""
_NUMBERS = re.compile(r"[$]?\d[\d.,-]*(?: (?:billion|million))?")
_SHOWN = 3
"""Places of one file that are named where the same was noticed at many."""


def noticed(case: Case) -> tuple[str, ...]:
    """What readers saw in the candidate's files that is no error: one line for the same thing in one file."""
    fund = case.candidate.fund
    own = [item for item in case.noticed if item.owner in {"", fund}]
    unanswered = [item for item in own if _UNANSWERED.fullmatch(item.what)]
    others = [item for item in own if item not in unanswered]
    return (*_others(others), *_unanswered(case, unanswered))


def _others(items: Iterable[Noticed]) -> Iterator[str]:
    places: dict[tuple[str, str], list[str]] = {}
    for item in items:
        places.setdefault((item.file, item.what), []).append(item.place)
    for (file, what), found in places.items():
        given = [place for place in found if place]
        more = f" and {len(given) - _SHOWN} more places" if len(given) > _SHOWN else ""
        where = "".join(f", {plain(place)}" for place in given[:_SHOWN])
        yield f"{plain(file)}{where}{more}: {plain(what)}"


def _unanswered(case: Case, items: list[Noticed]) -> Iterator[str]:
    """Per file a count and the slots' ids; a question that means nothing for this kind of fund is not counted."""
    by_file: dict[str, list[str]] = {}
    for item in items:
        found = _UNANSWERED.fullmatch(item.what)
        terms = found["terms"].split(", ") if found else []
        by_file.setdefault(item.file, []).extend(terms)
    for file, terms in by_file.items():
        asked = [term for term in terms if means_something(term, case.candidate, case.policy)]
        if asked:
            count = "1 question is" if len(asked) == 1 else f"{len(asked)} questions are"
            yield f"{plain(file)}: {count} not answered: {', '.join(_ids().get(term, term) for term in asked)}."


@cache
def _ids() -> dict[str, str]:
    return {slot.term: slot.id for slot in slots()}


def withdrawn(case: Case) -> tuple[str, ...]:
    """Figures as received that declared corrections withdrew, by fund and reason, the candidate's own first.

    The candidate's are given as received, each with its place; of a peer's only the columns are counted. Reasons that
    differ in their numbers alone are one reason, told once.
    """
    by_reason: dict[tuple[str, str], list[Withdrawn]] = {}
    for item in sorted(case.withdrawn, key=lambda item: item.fund != case.candidate.fund):
        by_reason.setdefault((item.fund, _NUMBERS.sub("#", item.correction.reason)), []).append(item)
    return tuple(_withdrawn(case, items) for items in by_reason.values())


def _withdrawn(case: Case, items: list[Withdrawn]) -> str:
    fund, reasons = items[0].fund, dict.fromkeys(item.correction.reason for item in items)
    told = _own(items) if fund == case.candidate.fund else _counted(items)
    alike = "" if len(reasons) == 1 else f" ({len(reasons) - 1} more alike, in {fund}/corrections.yml)"
    return f"{plain(case.name_of(fund))}: {told}. {plain(next(iter(reasons)))}{alike}"


def _own(items: list[Withdrawn]) -> str:
    return "; ".join(f"{plain(item.value_as_received)} at {item.locator.split('/', 1)[1]}" for item in items)


def _counted(items: list[Withdrawn]) -> str:
    columns = Counter(f"{item.correction.file} {item.correction.column}" for item in items)
    return "; ".join(f"{name}, {'1 figure' if count == 1 else f'{count} figures'}" for name, count in columns.items())
