"""Lines over time, each named at its end; the fund heavy, what stands beside it dashed, peers thin and grey.

Belongs here: the picture and the table of a line chart. Does not: which series it has (`prudent/memo/charted`).
"""

from dataclasses import dataclass

from prudent.memo.chart_kinds import LineChart, Series
from prudent.memo.charts.axes import Axis, growth_axis, spread, value_axis, year_axis, year_of
from prudent.memo.charts.items import (
    ACCENT,
    DASHES,
    FAINT,
    QUIET,
    RULE,
    SMALL,
    SOLID,
    TEXT,
    Dash,
    Item,
    Line,
    Picture,
    Rule,
    Words,
)
from prudent.memo.charts.lettering import width_of, wrapped
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.format import date_text, value_text
from prudent.memo.prose import plain
from prudent.model.measured import Unit

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 700.0, 62.0, 454.0, 16.0, 256.0
"""The paper, and the four sides of the plot on it, in pixels."""
_FOOT, _LABELS, _LEADING, _GAP = 26.0, 470.0, 14.0, 4.0
"""Room for the years; where labels start; from one line of a label to the next; between two labels."""
_ORDER = {"peer": 0, "beside": 1, "fund": 2}


@dataclass(frozen=True, slots=True)
class _Label:
    """The words at a line's end, where the line ends, and the value that they start with."""

    wanted: float
    value: str
    lines: tuple[str, ...]
    role: str

    @property
    def height(self) -> float:
        return len(self.lines) * _LEADING + _GAP


def picture(chart: LineChart) -> Picture:
    """The lines, their axes and their names."""
    values = (*(point.y for line in chart.series for point in line.points), chart.base)
    is_growth = chart.unit is Unit.USD
    up = growth_axis(values, chart.base, _BOTTOM, _TOP) if is_growth else value_axis(values, _BOTTOM, _TOP)
    across = year_axis(tuple(point.x for line in chart.series for point in line.points), _LEFT, _RIGHT)
    labels = _labels(chart, up)
    foot = max([_BOTTOM + _FOOT, *(middle + label.height / 2 for label, middle in labels)])
    items = (*_grid(chart, across, up), *_lines(chart, across, up), *_ends(labels))
    return Picture(_WIDTH, foot, items)


def _grid(chart: LineChart, across: Axis, up: Axis) -> list[Item]:
    items: list[Item] = []
    for tick in up.ticks:
        is_base = tick == chart.base
        items.append(Rule(_LEFT, up.at(tick), _RIGHT, up.at(tick), QUIET if is_base else RULE, is_grid=True))
        items.append(Words(_tick_text(tick, chart.unit, up), _LEFT - 8, up.at(tick), "right"))
    for tick in across.ticks:
        items.append(Rule(across.at(tick), _BOTTOM, across.at(tick), _BOTTOM + 5))
        items.append(Words(f"{tick:.0f}", across.at(tick), _BOTTOM + 15, "center"))
    if not across.ticks:  # less than a year, with no new year in it
        items += _first_and_last(chart)
    return items


def _first_and_last(chart: LineChart) -> list[Item]:
    days = [point.x for line in chart.series for point in line.points]
    return [
        Words(date_text(min(days)), _LEFT, _BOTTOM + 15),
        Words(date_text(max(days)), _RIGHT, _BOTTOM + 15, "right"),
    ]


def _tick_text(tick: float, unit: Unit, up: Axis) -> str:
    if unit is Unit.USD:
        return value_text(tick, unit)
    return value_text(tick, unit, aligned=any(round(other * 100, 9) % 1 for other in up.ticks))


def _lines(chart: LineChart, across: Axis, up: Axis) -> list[Item]:
    items: list[Item] = []
    beside = 0
    for line in sorted(chart.series, key=lambda line: _ORDER[line.role]):  # the fund is drawn last, on top
        points = tuple((across.at(year_of(point.x)), up.at(point.y)) for point in line.points)
        colour, width, dash = _look(line, beside)
        items.append(Line(points, colour, width, dash))
        beside += line.role == "beside"
    return items


def _look(line: Series, beside: int) -> tuple[str, float, Dash]:
    if line.role == "fund":
        return ACCENT, 2.6, SOLID
    return (FAINT, 1.0, SOLID) if line.role == "peer" else (TEXT, 1.5, DASHES[beside % len(DASHES)])


def _labels(chart: LineChart, up: Axis) -> list[tuple[_Label, float]]:
    """Labels from the top down, each with its middle."""
    labels = sorted((_label(line, chart, up) for line in chart.series), key=lambda item: (item.wanted, item.lines))
    heights = tuple(label.height for label in labels)
    middles = spread(tuple(label.wanted for label in labels), heights, 2, max(_BOTTOM + 16, sum(heights) + 2))
    return list(zip(labels, middles, strict=True))


def _label(line: Series, chart: LineChart, up: Axis) -> _Label:
    is_fund = line.role == "fund"
    value = value_text(line.shown(chart.shown), chart.unit, aligned=True)
    size = SMALL if line.role == "peer" else SMALL + 1
    room = _WIDTH - _LABELS - _value_room(chart)
    lines = wrapped(line.label, room, 1 if line.role == "peer" else 2, size, is_bold=is_fund)
    return _Label(up.at(line.points[-1].y), value, lines, line.role)


def _value_room(chart: LineChart) -> float:
    values = (value_text(line.shown(chart.shown), chart.unit, aligned=True) for line in chart.series)
    return max(width_of(value, SMALL + 1, is_bold=True) for value in values) + 8


def _ends(labels: list[tuple[_Label, float]]) -> list[Item]:
    items: list[Item] = []
    room = max(width_of(label.value, SMALL + 1, is_bold=True) for label, _ in labels) + 8
    for label, middle in labels:
        is_fund = label.role == "fund"
        size = SMALL if label.role == "peer" else SMALL + 1
        colour = QUIET if label.role == "peer" else None
        first = middle - (len(label.lines) - 1) * _LEADING / 2
        items.append(Rule(_RIGHT + 2, label.wanted, _LABELS - 3, first, RULE))
        items.append(Words(label.value, _LABELS + room - 8, first, "right", is_fund, size, colour))
        items += [
            Words(text, _LABELS + room, first + place * _LEADING, "left", is_fund, size, colour)
            for place, text in enumerate(label.lines)
        ]
    return items


def table(chart: LineChart) -> MemoTable:
    """One row a date, one column a line; a line without a value at a date has an empty cell."""
    days = sorted({point.x for line in chart.series for point in line.points})
    values = [{point.x: point.y for point in line.points} for line in chart.series]
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns("Date"), *number_columns(*(plain(line.label) for line in chart.series))),
        rows=tuple(
            (date_text(day), *("" if day not in of else value_text(of[day], chart.unit, aligned=True) for of in values))
            for day in days
        ),
    )
