"""Two values a row on one axis from zero: a hollow circle, a filled diamond, and the rule between them.

Belongs here: the picture and the table of a pair chart.
"""

from prudent.memo.chart_kinds import Pair, PairChart
from prudent.memo.charts.axes import Axis
from prudent.memo.charts.items import ACCENT, QUIET, SMALL, TEXT, Item, Mark, Picture, Rule, Words
from prudent.memo.charts.lettering import width_of
from prudent.memo.charts.rows import NAMES, WIDTH, named, ruled, zero_axis
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.prose import plain

_LEFT, _RIGHT, _HEAD, _ROW = NAMES + 16, 520.0, 30.0, 30.0
_FIRST, _SECOND, _RATIO = 585.0, 640.0, WIDTH
"""Where the columns of the two values and of their ratio end."""


def picture(chart: PairChart) -> Picture:
    """One row a pair, in the order given."""
    values = tuple(value for row in chart.rows for value in (row.first, row.second, row.tick) if value is not None) or (
        1.0,
    )
    across = zero_axis(values, _LEFT, _RIGHT)
    bottom = _HEAD + _ROW * len(chart.rows)
    items = [*_legend(chart), *ruled(across, chart.unit, _HEAD, bottom)]
    for place, row in enumerate(chart.rows):
        items += _row(row, chart, across, _HEAD + _ROW * (place + 0.5))
    return Picture(WIDTH, bottom + 22, tuple(items))


def _legend(chart: PairChart) -> list[Item]:
    items: list[Item] = []
    x = _LEFT
    for is_fund, said in ((False, chart.first), (True, chart.second)):
        items += [Mark(x + 5, 9, is_fund), Words(said, x + 15, 9, size=SMALL)]
        x += 15 + width_of(said, SMALL) + 16
    if chart.tick:
        items += [Rule(x + 5, 3, x + 5, 15, TEXT, 1.6), Words(chart.tick, x + 12, 9, size=SMALL)]
    items += [Mark(_FIRST - 16, 9), Mark(_SECOND - 16, 9, is_fund=True)]
    if chart.ratio:
        items.append(Words(chart.ratio, _RATIO, 9, "right", size=SMALL))
    return items


def _row(row: Pair, chart: PairChart, across: Axis, middle: float) -> list[Item]:
    items = named(row.label, middle, is_bold=row.emphasis)
    if row.first is not None and row.second is not None:
        ends = across.at(row.first), middle, across.at(row.second), middle
        items.append(Rule(*ends, ACCENT if row.emphasis else QUIET, 2.4 if row.emphasis else 1.2))
    if row.tick is not None:
        items.append(Rule(across.at(row.tick), middle - 7, across.at(row.tick), middle + 7, TEXT, 1.6))
    items += [
        Mark(across.at(value), middle, is_fund, 80 if is_fund else 60)
        for value, is_fund in ((row.first, False), (row.second, True))
        if value is not None
    ]
    if row.first is None and row.second is None:
        return [*items, Words(chart.absent, _LEFT + 6, middle, size=SMALL)]
    cells = ((row.first, _FIRST), (row.second, _SECOND))
    items += [Words(chart.text(value), at, middle, "right", row.emphasis, SMALL) for value, at in cells]
    if said := chart.ratio_text(row):
        items.append(Words(said, _RATIO, middle, "right", row.emphasis, SMALL))
    return items


def table(chart: PairChart) -> MemoTable:
    """One row a pair."""
    heads = [chart.first, chart.second, *([chart.tick] if chart.tick else []), *([chart.ratio] if chart.ratio else [])]
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns(""), *number_columns(*heads)),
        rows=tuple(_cells(row, chart) for row in chart.rows),
    )


def _cells(row: Pair, chart: PairChart) -> tuple[str, ...]:
    tick = (chart.text(row.tick),) if chart.tick else ()
    ratio = (chart.ratio_text(row) or "–",) if chart.ratio else ()
    return (plain(row.label), chart.text(row.first), chart.text(row.second), *tick, *ratio)
