"""The stress fan: steps that rise at each payment, one line a scenario, named at its end.

Belongs here: the picture and the table of a fan. Between two payments nothing is drawn as paid.
"""

from prudent.memo.chart_kinds import FanChart, Scenario
from prudent.memo.charts.axes import Axis, spread
from prudent.memo.charts.items import (
    ACCENT,
    DASHES,
    QUIET,
    RULE,
    SMALL,
    SOLID,
    TEXT,
    Item,
    Line,
    Mark,
    Picture,
    Rule,
    Words,
)
from prudent.memo.charts.lettering import wrapped
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.format import value_text
from prudent.memo.prose import plain
from prudent.model.measured import Unit

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 700.0, 62.0, 440.0, 16.0, 236.0
"""The paper, and the four sides of the plot on it, in pixels."""
_LABELS, _SHARE, _LEADING = 458.0, 46.0, 14.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def picture(chart: FanChart) -> Picture:
    """The steps, from nothing to all of what is asked for, whatever is paid: the axis does not flatter."""
    across = Axis(0, max(chart.days), tuple(map(float, chart.days)), _LEFT, _RIGHT)
    up = Axis(0, 1, _TICKS, _BOTTOM, _TOP)
    items: list[Item] = []
    for tick in up.ticks:
        items.append(Rule(_LEFT, up.at(tick), _RIGHT, up.at(tick), QUIET if tick == 0 else RULE, is_grid=True))
        items.append(Words(value_text(tick, Unit.FRACTION), _LEFT - 8, up.at(tick), "right"))
    for day in chart.days:
        items.append(Rule(across.at(day), _BOTTOM, across.at(day), _BOTTOM + 5))
        items.append(Words(f"{day}", across.at(day), _BOTTOM + 16, "center"))
    items.append(Words("days", _LEFT - 8, _BOTTOM + 16, "right"))
    for place, scenario in enumerate(chart.scenarios):
        items += _steps(scenario, place, chart, across, up)
    return Picture(_WIDTH, _BOTTOM + 30, (*items, *_ends(chart, up)))


def _steps(scenario: Scenario, place: int, chart: FanChart, across: Axis, up: Axis) -> list[Item]:
    points = [(across.at(0), up.at(0))]
    for step in scenario.steps:
        if step.day <= max(chart.days):
            points += [(across.at(step.day), points[-1][1]), (across.at(step.day), up.at(step.share))]
    points.append((_RIGHT, points[-1][1]))
    first = place == 0
    dash = SOLID if first else DASHES[(place - 1) % len(DASHES)]
    line = Line(tuple(points), ACCENT if first else TEXT, 2.6 if first else 1.4, dash)
    return [line, *([Mark(_RIGHT, points[-1][1], is_fund=True)] if first else [])]


def _ends(chart: FanChart, up: Axis) -> list[Item]:
    """Share paid by the last day, and the scenario's name; the first one's are bold."""
    said = [
        (up.at(item.paid_by(max(chart.days))), place, wrapped(item.label, _WIDTH - _LABELS - _SHARE - 6, 2, SMALL))
        for place, item in enumerate(chart.scenarios)
    ]
    said.sort()
    heights = tuple(len(lines) * _LEADING + 4 for _, _, lines in said)
    middles = spread(tuple(wanted for wanted, _, _ in said), heights, 2, max(_BOTTOM + 16, sum(heights) + 2))
    items: list[Item] = []
    for (wanted, place, lines), middle in zip(said, middles, strict=True):
        top = middle - (len(lines) - 1) * _LEADING / 2
        paid = value_text(chart.scenarios[place].paid_by(max(chart.days)), Unit.FRACTION, aligned=True)
        items.append(Rule(_RIGHT + 6, wanted, _LABELS - 4, top, RULE))
        items.append(Words(paid, _LABELS + _SHARE, top, "right", place == 0, SMALL))
        items += [
            Words(text, _LABELS + _SHARE + 6, top + row * _LEADING, "left", place == 0, SMALL)
            for row, text in enumerate(lines)
        ]
    return items


def table(chart: FanChart) -> MemoTable:
    """One row a scenario, one column a day."""
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns("Scenario"), *number_columns(*(f"Day {day}" for day in chart.days))),
        rows=tuple(
            (plain(item.label), *(value_text(item.paid_by(day), Unit.FRACTION, aligned=True) for day in chart.days))
            for item in chart.scenarios
        ),
    )
