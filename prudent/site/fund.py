"""A fund's own page: its latest memo with each plan, its figures, and what became of them over time.

Belongs here: one page a fund. Does not: other funds, which it is set beside in `compare`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from prudent.site.catalogue import Candidate, Catalogue
from prudent.site.compare import group_path
from prudent.site.inputs import of_candidate
from prudent.site.measures import MEASURES, Compared
from prudent.site.sheet import Setting, Sheet
from prudent.site.told import Told, written
from prudent.site.trend import Mark, trend_svg


@dataclass(frozen=True, slots=True)
class OverTime:
    """One measure over the dates of a fund's memos."""

    measure: Compared
    cells: tuple[Told | None, ...]
    """One for each date; None where the memo does not print it."""
    texts: tuple[str, ...]
    """What stands in each cell."""

    drawing: Markup | None
    """A small line, where two dates or more have a number."""


@dataclass(frozen=True, slots=True)
class Part:
    """A fund before one plan's committee, with what its page prints beside the memo."""

    one: Candidate
    compare: str
    """Path of the page on which the fund is set beside others."""
    history: tuple[OverTime, ...]
    """Empty for a fund with memos of one date."""


def fund_path(fund: str) -> str:
    """Where a fund's page lies in the room."""
    return f"funds/{fund}.html"


def sheets(catalogue: Catalogue, setting: Setting) -> Iterator[Sheet]:
    """One page for each fund."""
    for fund, candidacies in catalogue.funds.items():
        path = fund_path(fund)
        inputs = tuple(text for one in candidacies for text in of_candidate(one))
        yield Sheet(path, inputs, partial(_page, setting, path, candidacies))


def _page(setting: Setting, path: str, candidacies: tuple[Candidate, ...]) -> bytes:
    newest = max(candidacies, key=lambda one: (one.memo.as_of, one.memo.known_at))
    parts = tuple(Part(one, group_path(one.plan, one.memo.as_of), _history(one)) for one in candidacies)
    return setting.page("fund.html.j2", path, {"memo": newest.memo, "parts": parts, "measures": MEASURES})


def _history(one: Candidate) -> tuple[OverTime, ...]:
    if len(one.dates) < 2:  # noqa: PLR2004 - a line needs two points
        return ()
    rows = ((measure, tuple(at.memo.figure(measure.name) for at in one.dates)) for measure in MEASURES if measure.trend)
    days = tuple(at.memo.as_of for at in one.dates)
    return tuple(
        OverTime(measure, cells, written(cells), _drawing(measure, cells, days))
        for measure, cells in rows
        if any(cells)
    )


def _drawing(measure: Compared, cells: tuple[Told | None, ...], days: tuple[date, ...]) -> Markup | None:
    values = (None if cell is None else cell.value for cell in cells)
    marks = tuple(Mark(*each) for each in zip(days, written(cells), values, strict=True))
    return trend_svg(measure.label, marks) if sum(mark.value is not None for mark in marks) > 1 else None
