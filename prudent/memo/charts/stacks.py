"""Bars of parts that add up: each part a shade, in the order of the legend, with its value inside where it fits.

Belongs here: the picture and the table of a stack chart.
"""

from prudent.memo.chart_kinds import Stack, StackChart
from prudent.memo.charts.axes import Axis
from prudent.memo.charts.items import PAPER, QUIET, SMALL, TEXT, Box, Item, Picture, Words
from prudent.memo.charts.lettering import width_of
from prudent.memo.charts.rows import NAMES, WIDTH, named, ruled, zero_axis
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.format import value_text
from prudent.memo.prose import plain

_LEFT, _RIGHT, _ROW, _LEGEND_ROW = NAMES + 16, 590.0, 30.0, 18.0
_SHADES = ("#1f4e79", "#8ba6bf", "#d5dfe8", "#5f5f5f", "#b5b5b5", "#f2f2f2")
"""Dark beside light, so that a grey printer keeps neighbours apart."""
_INSIDE = (PAPER, TEXT, TEXT, PAPER, TEXT, TEXT)
_TALL, _LOW = 10.0, 6.5
"""Half the height of the fund's bar, and of another's."""


def picture(chart: StackChart) -> Picture:
    """One row a bar, in the order given."""
    totals = tuple(row.total or 0.0 for row in chart.rows)
    across = (
        zero_axis(totals, _LEFT, _RIGHT)
        if chart.whole is None
        else Axis(0, chart.whole, tuple(chart.whole * part / 4 for part in range(5)), _LEFT, _RIGHT)
    )
    legend, head = _legend(chart)
    bottom = head + _ROW * len(chart.rows)
    items = [*legend, *ruled(across, chart.unit, head, bottom)]
    for place, row in enumerate(chart.rows):
        items += _row(row, chart, across, head + _ROW * (place + 0.5))
    return Picture(WIDTH, bottom + 22, tuple(items))


def _legend(chart: StackChart) -> tuple[list[Item], float]:
    """Shades and what they are, in as many lines as that takes, and where the rows start."""
    items: list[Item] = []
    x, middle = _LEFT, 9.0
    for place, part in enumerate(chart.parts):
        room = 17 + width_of(part, SMALL) + 14
        if x > _LEFT and x + room > WIDTH:
            x, middle = _LEFT, middle + _LEGEND_ROW
        items.append(Box(x, middle - 5, x + 12, middle + 5, _SHADES[place % len(_SHADES)], QUIET))
        items.append(Words(part, x + 17, middle, size=SMALL))
        x += room
    return items, middle + 14


def _row(row: Stack, chart: StackChart, across: Axis, middle: float) -> list[Item]:
    items = named(row.label, middle, is_bold=row.emphasis)
    if row.total is None:
        return [*items, Words("not in evidence", _LEFT + 6, middle, size=SMALL)]
    half = _TALL if row.emphasis else _LOW
    reached = 0.0
    for place, part in enumerate(row.parts):
        if not part:
            continue
        start, end = across.at(reached), across.at(reached + part)
        reached += part
        items.append(Box(start, middle - half, end, middle + half, _SHADES[place % len(_SHADES)], QUIET))
        said = value_text(round(part, 6), chart.unit)
        if sum(1 for other in row.parts if other) > 1 and width_of(said, SMALL) + 6 < end - start:
            colour = _INSIDE[place % len(_INSIDE)]
            items.append(Words(said, (start + end) / 2, middle, "center", row.emphasis, SMALL, colour))
    if chart.whole is None:
        items.append(Words(value_text(row.total, chart.unit), WIDTH, middle, "right", row.emphasis))
    if row.note:
        items.append(Words(row.note, WIDTH, middle + (0 if chart.whole is not None else 12), "right", size=SMALL - 1))
    return items


def table(chart: StackChart) -> MemoTable:
    """One row a bar, one column a part, and the sum where the bars are not shares of a whole."""
    has_total = chart.whole is None and len(chart.parts) > 1
    has_note = any(row.note for row in chart.rows)
    heads = (*chart.parts, *(("Together",) if has_total else ()))
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns(""), *number_columns(*heads), *(text_columns("Note") if has_note else ())),
        rows=tuple(
            (
                plain(row.label),
                *("–" if part is None else value_text(part, chart.unit, aligned=True) for part in row.parts),
                *((_total(row, chart),) if has_total else ()),
                *((plain(row.note),) if has_note else ()),
            )
            for row in chart.rows
        ),
    )


def _total(row: Stack, chart: StackChart) -> str:
    return "not in evidence" if row.total is None else value_text(row.total, chart.unit)
