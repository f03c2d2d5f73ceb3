"""Scores of 0 to 100: a diamond or a circle where there is one score, a bar where there is a span, ranks beside.

Belongs here: the picture and the table of a range chart.
"""

from prudent.memo.chart_kinds import Range, RangeChart
from prudent.memo.charts.axes import Axis
from prudent.memo.charts.items import QUIET, SMALL, TEXT, Box, Item, Mark, Picture, Rule, Words
from prudent.memo.charts.rows import NAMES, WIDTH, named, ruled
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.prose import plain
from prudent.model.measured import Unit

_LEFT, _RIGHT, _HEAD, _ROW = NAMES + 16, 560.0, 24.0, 25.0
_SCORE, _RANK = 632.0, WIDTH
"""Where the columns of scores and ranks end."""
_SPAN = "#d5dfe8"
_TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)


def picture(chart: RangeChart) -> Picture:
    """One row a vector of weights or a set of draws, in the order given, on the whole axis from 0 to 100."""
    across = Axis(0, 100, _TICKS, _LEFT, _RIGHT)
    bottom = _HEAD + _ROW * len(chart.rows)
    heads = [Words(head, x, 9, "right", size=SMALL, colour=QUIET) for head, x in (("score", _SCORE), ("rank", _RANK))]
    items: list[Item] = [*heads, *ruled(across, Unit.COUNT, _HEAD, bottom)]
    for place, row in enumerate(chart.rows):
        items += _row(row, across, _HEAD + _ROW * (place + 0.5))
    return Picture(WIDTH, bottom + 22, tuple(items))


def _row(row: Range, across: Axis, middle: float) -> list[Item]:
    items = named(row.label, middle, is_bold=row.emphasis)
    if row.low is not None and row.high is not None:
        low, high = across.at(row.low), max(across.at(row.high), across.at(row.low) + 1.5)
        items.append(Box(low, middle - 6, high, middle + 6, _SPAN, QUIET))
    if row.at is not None and row.low is None:
        items.append(Mark(across.at(row.at), middle, is_fund=row.emphasis, size=100 if row.emphasis else 60))
    elif row.at is not None:
        items.append(Rule(across.at(row.at), middle - 8, across.at(row.at), middle + 8, TEXT, 1.6))
    cells = ((row.score, _SCORE), (row.rank, _RANK))
    return [*items, *(Words(said, x, middle, "right", row.emphasis, SMALL) for said, x in cells)]


def table(chart: RangeChart) -> MemoTable:
    """One row a vector of weights or a set of draws."""
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns(""), *number_columns("Score", "Rank")),
        rows=tuple((plain(row.label), row.score, row.rank) for row in chart.rows),
    )
