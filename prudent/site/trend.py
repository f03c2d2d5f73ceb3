"""A small line over time as SVG: from zero, a dot at each date, a gap where a date has no number.

Belongs here: drawing one line. Does not: its data table, which stands beside it on the page. Not drawn with the memo's
charts: a room of hundreds of funds draws thousands, and each has three words.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

WIDTH, HEIGHT = 240, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 72, 14, 10
"""Room at the right for the last value's words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One date: its day, its words, and its value; None is a gap."""

    day: date
    words: str
    value: float | None


def trend_svg(label: str, marks: tuple[Mark, ...]) -> Markup:
    """The line. Two marks or more have a value.

    Args:
        label: what is drawn, for those who do not see it.
        marks: one for each date, in order; they stand as far from each other as their days.
    """
    known = [mark.value for mark in marks if mark.value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    days = (marks[-1].day - marks[0].day).days
    places = [_place((mark.day - marks[0].day).days / days, mark.value, low, high) for mark in marks]
    last = max(index for index, place in enumerate(places) if place is not None)
    at = places[last] or (0.0, 0.0)
    zero = _height(0.0, low, high)
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<line x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}" stroke="#bdbdbd"/>{}{}'
        '<text x="{:.1f}" y="{:.1f}" font-size="13" fill="#1b1b1b">{}</text></svg>'
    ).format(
        f"{label}, from {_first_words(marks)} to {marks[last].words}; the table has every date", WIDTH, HEIGHT, WIDTH,
        HEIGHT, _LEFT, zero, WIDTH - _RIGHT, zero, _lines(places), _dots(places), at[0] + 7, at[1] + 4,
        marks[last].words,
    )  # fmt: skip


def _first_words(marks: tuple[Mark, ...]) -> str:
    return next(mark.words for mark in marks if mark.value is not None)


def _height(value: float, low: float, high: float) -> float:
    """Zero and the largest value span the drawing; where all are zero the line lies on the axis."""
    share = (value - low) / (high - low) if high > low else 0.0
    return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _place(along: float, value: float | None, low: float, high: float) -> tuple[float, float] | None:
    """Where a value stands; `along` is 0 at the first day and 1 at the last."""
    return None if value is None else (_LEFT + along * (WIDTH - _LEFT - _RIGHT), _height(value, low, high))


def _lines(places: list[tuple[float, float] | None]) -> Markup:
    """A stroke between neighbours that both have a value."""
    drawn = Markup("")
    for before, after in pairwise(places):
        if before is not None and after is not None:
            drawn += Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="#1f4e79" stroke-width="2"/>').format(
                *before, *after
            )
    return drawn


def _dots(places: list[tuple[float, float] | None]) -> Markup:
    found = (place for place in places if place is not None)
    return Markup("").join(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="#1f4e79"/>').format(*at) for at in found)
