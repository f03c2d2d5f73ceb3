"""What charts of rows share: names at the left, a legend of marks above, an axis from zero.

Belongs here: the parts that pairs, stacks, strips and ranges have in common.
"""

from prudent.memo.charts.axes import Axis, nice_ticks
from prudent.memo.charts.items import RULE, SIZE, SMALL, Item, Rule, Words
from prudent.memo.charts.lettering import wrapped
from prudent.memo.format import value_text
from prudent.model.measured import Unit

WIDTH, NAMES, LEADING = 700.0, 218.0, 13.0
"""The paper, where names end, and from one line of a name to the next; pixels."""


def named(text: str, middle: float, *, is_bold: bool = False, room: float = NAMES) -> list[Item]:
    """A row's name, right-aligned, in one or two lines about its middle."""
    size = SIZE - 0.5
    lines = wrapped(text, room, 2, size, is_bold=is_bold)
    top = middle - (len(lines) - 1) * LEADING / 2
    return [Words(line, room, top + place * LEADING, "right", is_bold, size) for place, line in enumerate(lines)]


def zero_axis(values: tuple[float, ...], start: float, end: float) -> Axis:
    """An axis that holds zero, with its far end on a tick: a length starts at nothing."""
    ticks = nice_ticks(min(0.0, *values), max(0.0, *values), 4)
    return Axis(ticks[0], ticks[-1], ticks, start, end)


def ruled(axis: Axis, unit: Unit, top: float, bottom: float) -> list[Item]:
    """Faint upright rules at the ticks, with their values below."""
    aligned = any(round(tick * 100, 9) % 1 for tick in axis.ticks)
    items: list[Item] = []
    for tick in axis.ticks:
        items.append(Rule(axis.at(tick), top, axis.at(tick), bottom, RULE, is_grid=True))
        items.append(Words(value_text(tick, unit, aligned=aligned), axis.at(tick), bottom + 11, "center", size=SMALL))
    return items
