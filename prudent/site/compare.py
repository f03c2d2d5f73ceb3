"""Funds side by side: those of one plan at one date, two to ten of them, and all of them in one table.

Belongs here: the table of all, and the figures as data for the script that sets the chosen ones side by side. Does not:
one fund over time (`fund`). Figures of other plans and dates are never set beside each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from prudent.memo.format import status_text
from prudent.site.catalogue import Catalogue, Group
from prudent.site.inputs import of_issues
from prudent.site.measures import MEASURES, Compared, unit_words
from prudent.site.sheet import Json, Setting, Sheet
from prudent.site.shelf import Shelved
from prudent.site.told import written

PATH = "compare.html"
HEADED = tuple(measure for measure in MEASURES if measure.heading)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table of all funds."""

    measure: Compared
    unit: str
    basis: str
    """What all figures of the column have in common, or that they differ."""
    texts: tuple[str, ...]
    """What stands in the cell of each fund."""


def group_path(plan: str, as_of: date) -> str:
    """Where the comparison of a plan's funds at a date lies in the room."""
    return f"compare/{plan}_{as_of.isoformat()}.html"


def sheets(catalogue: Catalogue, setting: Setting) -> Iterator[Sheet]:
    """A page for each plan and date, and the newest of them once more where the others link to."""
    others = tuple(f"{group.plan} {group.as_of} {len(group.issues)}" for group in catalogue.groups)
    newest = max(catalogue.groups, key=lambda group: (group.as_of, len(group.issues)), default=None)
    pages = [(PATH, newest), *((group_path(group.plan, group.as_of), group) for group in catalogue.groups)]
    for path, group in pages:
        inputs = () if group is None else of_issues(group.issues)
        yield Sheet(path, (*others, *inputs), partial(_page, setting, catalogue.groups, path, group))


def _page(setting: Setting, groups: tuple[Group, ...], path: str, group: Group | None) -> bytes:
    linked = tuple((group_path(one.plan, one.as_of), one) for one in groups)
    values: dict[str, object] = {"group": group, "linked": linked, "heads": () if group is None else _heads(group)}
    return setting.page("compare.html.j2", path, values, None if group is None else {"compare": _data(group)})


def _heads(group: Group) -> tuple[Head, ...]:
    return tuple(_head(measure, group) for measure in HEADED)


def _head(measure: Compared, group: Group) -> Head:
    told = [one.memo.figure(measure.name) for one in group.issues]
    known = [figure for figure in told if figure is not None and not figure.missing]
    bases = {figure.basis for figure in known}
    units = dict.fromkeys(unit_words(figure.unit) for figure in told if figure is not None)
    common = bases.pop() if len(bases) == 1 else "bases differ" if bases else "no figure"
    return Head(measure, " or ".join(units), common, written(told))


class _Words:
    """Texts that many cells share, each kept once."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def at(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))


def _data(group: Group) -> Json:
    words = _Words()
    columns = [written([one.memo.figure(measure.name) for one in group.issues]) for measure in MEASURES]
    funds = [_fund(one, words, [column[place] for column in columns]) for place, one in enumerate(group.issues)]
    return {
        "measures": [[measure.name, measure.label, measure.factor.value] for measure in MEASURES],
        "funds": funds,
        "words": list(words.places),
    }


def _fund(one: Shelved, words: _Words, texts: list[str]) -> Json:
    memo = one.memo
    quality = memo.quality
    return {
        "id": memo.fund,
        "name": memo.legal_name,
        "about": [
            ["Kind", memo.kind],
            ["Recommendation", memo.verdict.value],
            ["Known at", memo.known_at.isoformat()],
            ["Issue", str(one.number)],
            ["Items in evidence", f"{quality.items_in_evidence} of {quality.items_asked}"],
        ],
        "findings": [
            [row.factor.value, status_text(row.status), "no grade" if row.grade is None else f"grade {row.grade.value}"]
            for row in memo.findings
        ],
        "figures": [_cell(one, *each, words) for each in zip(MEASURES, texts, strict=True)],
    }


def _cell(one: Shelved, measure: Compared, text: str, words: _Words) -> Json:
    """Words, n, window, day, unit and the reason where there is no number; None where the memo does not print it."""
    told = one.memo.figure(measure.name)
    if told is None:
        return None
    texts = (text, told.window, told.as_of, unit_words(told.unit), told.reason)
    said, window, day, unit, reason = (words.at(text) for text in texts)
    return [said, told.n, window, day, unit, reason]
