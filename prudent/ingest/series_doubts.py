"""What is doubted of a declared series: periods that are missing, and values that are too large or small for its unit.

Belongs here: which declarations the dates refute, and what is told of the rest. Does not: reading dates and values
(`series_dates.py`, `series_cells.py`) and their way to rows (`return_series.py`). No value is changed, and none is put
in.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from prudent.errors import DataBad
from prudent.ingest.files import SourceFile
from prudent.ingest.series_cells import SeriesCell
from prudent.model.delivery import SeriesShape
from prudent.model.packet import Noticed
from prudent.model.period import Frequency, months_before

_WHOLE = Decimal(100)
"""Per cent."""
_LARGE = {Frequency.MONTHLY: Decimal(20), Frequency.QUARTERLY: Decimal(35), Frequency.ANNUAL: Decimal(70)}
"""Per cent. Half of all normal moves are within 0.67 of their deviation, so a typical month of 20 % is a volatility of
some 100 % a year, more than that of any fund; the others grow with the square root of time. A month of 0.5 % in per
cent, declared as a fraction, is 50 %."""
_SMALL = {Frequency.MONTHLY: Decimal("0.05"), Frequency.QUARTERLY: Decimal("0.15"), Frequency.ANNUAL: Decimal("0.6")}
"""Per cent. 0.6 % a year, earned evenly, is what cash pays when rates are near zero, and no fund here is cash. A month
of 2 % written as a fraction, declared in per cent, is 0.02 %."""
_FEWEST_SMALL = 3
"""Values: a first month or two of a fund that is not yet invested are as small and right."""
_NEVER_LARGE = Decimal("0.5")
"""Per cent. A series of some length that never moves so much is either near to cash or was written in fractions."""
_FEWEST_NEVER_LARGE = 6
"""Values: in fewer, a quiet fund may not have moved half a per cent."""
_SPANS = {3: ("a quarter", "quarterly"), 12: ("a year", "annual")}
_SHOWN_GAPS = 12
_LONGEST_GAP = 1_200
"""Months between two values of one series: no fund is a hundred years old, and a wrong century would list thousands."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of the series, in per cent or dollars, and the period's last day that it is filed under."""

    cell: SeriesCell
    period_end: date
    value: Decimal


def gaps(source: SourceFile, shape: SeriesShape, points: tuple[Point, ...]) -> list[Noticed]:
    """Periods that are missing between the first and the last, told and never filled.

    Raises:
        DataBad: a period stands twice, or the dates are not those of the declared frequency.
    """
    step = Frequency(shape.frequency).months
    apart = [_months(second.period_end) - _months(first.period_end) for first, second in pairwise(points)]
    for months, (first, second) in zip(apart, pairwise(points), strict=True):
        where = f"{first.cell.date_place} and {second.cell.date_place}"
        if not months:
            why = f"{where} both speak of {first.period_end}; keep one"
        elif months % step or months > _LONGEST_GAP:
            why = f"{where} are {months} months apart, which {_series(shape)}, as declared, has nowhere"
        else:
            continue
        raise DataBad(f"{source.name}: {why}.", file=source.path)
    _check_steps(source, shape, apart, step)
    missing = [
        months_before(second.period_end, back)
        for months, (_, second) in zip(apart, pairwise(points), strict=True)
        for back in range(months - step, 0, -step)
    ]
    if not missing:
        return []
    listed = ", ".join(str(day) for day in missing[:_SHOWN_GAPS])
    more = f" and {len(missing) - _SHOWN_GAPS} more" if len(missing) > _SHOWN_GAPS else ""
    what = f"begins a series that has no value for {listed}{more}; nothing is put in their place"
    return [_notice(source, points[0].cell, what)]


def _check_steps(source: SourceFile, shape: SeriesShape, apart: list[int], step: int) -> None:
    """Refuse a frequency that no two dates bear out. Dates that are mixed may have gaps, and two alone may be one."""
    if not apart or min(apart) <= step:
        return
    if len(set(apart)) == 1 and apart[0] in _SPANS:
        span, frequency = _SPANS[apart[0]]
        why = f"declared {shape.frequency}, but the dates are {span} apart; declare {frequency}"
    elif len(apart) > 1:
        why = (
            f"no two values are as near to each other as in {_series(shape)}, as declared; declare the frequency that "
            "it has"
        )
    else:
        return
    raise DataBad(f"{source.name}: {why}.", file=source.path)


def sizes(source: SourceFile, shape: SeriesShape, points: tuple[Point, ...]) -> list[Noticed]:
    """Returns that look as if the unit were declared wrongly: the typical one first, else single ones."""
    if shape.content != "returns" or not any(point.value for point in points):
        return []
    largest = max(points, key=lambda point: abs(point.value))
    # A month without a move says nothing of the unit; funds that are valued each quarter have two of three.
    typical = median(abs(point.value) for point in points if point.value)
    frequency = Frequency(shape.frequency)
    unit = "as the declared fraction" if shape.unit == "fraction" else "as declared in per cent"
    if typical > _LARGE[frequency] or (typical < _SMALL[frequency] and len(points) >= _FEWEST_SMALL):
        what = f"is the largest of {len(points)} returns; {unit}, a typical {frequency} return is {_short(typical)} %"
        return [_notice(source, largest.cell, f"{what}; {_question(shape, large=typical > _LARGE[frequency])}")]
    if shape.unit == "fraction":
        what = "more than 100 % as the declared fraction; is it per cent?"
        beyond = (point for point in points if abs(point.value) > _WHOLE)
        return [_notice(source, point.cell, f"is {point.cell.value}, {what}") for point in beyond]
    if len(points) >= _FEWEST_NEVER_LARGE and abs(largest.value) < _NEVER_LARGE:
        what = f"is {largest.cell.value}, the largest value of a series declared in per cent; is it a fraction?"
        return [_notice(source, largest.cell, what)]
    return []


def _question(shape: SeriesShape, *, large: bool) -> str:
    if large and shape.unit == "fraction":
        return "is the series in per cent?"
    if not large and shape.unit == "per_cent":
        return "is the series in fractions?"
    return "is the unit declared as it is?"


def _short(value: Decimal) -> str:
    """For a sentence: three digits tell how large it is."""
    return f"{Decimal(f'{value:.3g}'):f}"


def _series(shape: SeriesShape) -> str:
    return f"{'an' if shape.frequency == 'annual' else 'a'} {shape.frequency} series"


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _notice(source: SourceFile, cell: SeriesCell, what: str) -> Noticed:
    return Noticed(file=source.name.rpartition("/")[2], place=cell.value_place, what=what)
