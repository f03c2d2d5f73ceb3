"""One row a measure: peers as hollow circles, their median as an upright stroke, the fund as a diamond.

Belongs here: the picture and the table of a strip chart. Each row has a scale of its own, whose two ends are printed.
"""

from prudent.memo.chart_kinds import Strip, StripChart
from prudent.memo.charts.axes import Axis
from prudent.memo.charts.items import QUIET, RULE, SIZE, SMALL, TEXT, Item, Mark, Picture, Rule, Words
from prudent.memo.charts.lettering import width_of
from prudent.memo.charts.rows import WIDTH, named
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.format import is_split, value_text
from prudent.memo.prose import plain

_NAMES, _LOWEST, _LEFT, _RIGHT, _HIGHEST = 196.0, 252.0, 268.0, 430.0, 446.0
_OWN, _MEDIAN, _PLACE = 562.0, 628.0, WIDTH
"""Where the columns stand: names and the lowest end, the highest starts, the others end."""
_HEAD, _ROW, _TALLER = 38.0, 28.0, 38.0
"""Height of the heads, of a row, and of a row whose name takes two lines."""


def picture(chart: StripChart) -> Picture:
    """One row a measure, in the order given, under heads and a legend of the marks."""
    items, top = _heads(), _HEAD
    for row in chart.rows:
        height = _ROW if _is_short(row) else _TALLER
        items += _row(row, top + height / 2)
        top += height
    return Picture(WIDTH, top + 4, tuple(items))


def _is_short(row: Strip) -> bool:
    return width_of(row.label, SIZE - 0.5) <= _NAMES


def _heads() -> list[Item]:
    legend: list[Item] = [
        Mark(_LEFT - 10, 8),
        Words("a peer", _LEFT, 8, size=SMALL),
        Rule(_LEFT + 48, 2, _LEFT + 48, 14, TEXT, 1.6),
        Words("peers' median", _LEFT + 54, 8, size=SMALL),
        Mark(_LEFT + 142, 8, is_fund=True, size=90),
        Words("this fund", _LEFT + 152, 8, size=SMALL),
    ]
    heads = (("lowest", _LOWEST), ("this fund", _OWN), ("median", _MEDIAN), ("place", _PLACE))
    said = [Words(head, x, 27, "right", size=SMALL, colour=QUIET) for head, x in heads]
    return [*legend, *said, Words("highest", _HIGHEST, 27, size=SMALL, colour=QUIET)]


def _row(row: Strip, middle: float) -> list[Item]:
    values = [peer.value for peer in row.peers] + ([] if row.own is None else [row.own])
    low, high = min(values), max(values)
    across = Axis(low, high, (), _LEFT, _RIGHT) if high > low else Axis(low - 1, low + 1, (), _LEFT, _RIGHT)
    items = named(row.label, middle - 5, room=_NAMES)
    below = middle + (8 if _is_short(row) else 14)
    items.append(Words(f"{row.better} is better", _NAMES, below, "right", size=SMALL - 1.5, colour=QUIET))
    items.append(Rule(_LEFT, middle, _RIGHT, middle, RULE))
    ends = [(_text(low, row), _LOWEST, "right"), (_text(high, row), _HIGHEST, "left")]
    items += [Words(said, x, middle, "right" if side == "right" else "left", size=SMALL) for said, x, side in ends]
    items += [Mark(across.at(peer.value), middle) for peer in row.peers]
    if row.median is not None:
        items.append(Rule(across.at(row.median), middle - 9, across.at(row.median), middle + 9, TEXT, 1.6))
    if row.own is not None:
        items.append(Mark(across.at(row.own), middle, is_fund=True, size=110))
    cells = ((_cell(row.own, row), _OWN, True), (_cell(row.median, row), _MEDIAN, False), (row.place, _PLACE, True))
    return [*items, *(Words(said, x, middle, "right", bold, SMALL) for said, x, bold in cells)]


def _cell(value: float | None, row: Strip) -> str:
    return "–" if value is None else _text(value, row)


def _text(value: float, row: Strip) -> str:
    values = (row.own, row.median, *(peer.value for peer in row.peers))
    return value_text(value, row.unit, aligned=any(is_split(other, row.unit) for other in values))


def table(chart: StripChart) -> MemoTable:
    """One row a measure, one column a fund; a fund that is not compared on a measure has an empty cell."""
    peers = tuple(dict.fromkeys(peer.label for row in chart.rows for peer in row.peers))
    heads = (plain(chart.fund), *(plain(peer) for peer in peers), "Peers' median", "Place")
    return MemoTable(
        id=f"{chart.id}-data",
        title=chart.name,
        columns=(*text_columns("Measure", "Better"), *number_columns(*heads)),
        rows=tuple(_cells(row, peers) for row in chart.rows),
    )


def _cells(row: Strip, peers: tuple[str, ...]) -> tuple[str, ...]:
    known = {peer.label: peer.value for peer in row.peers}
    own = "not in evidence" if row.own is None else _text(row.own, row)
    return (
        plain(row.label),
        row.better,
        own,
        *("" if peer not in known else _text(known[peer], row) for peer in peers),
        _cell(row.median, row),
        row.place,
    )
