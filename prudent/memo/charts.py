"""The two charts, as SVG text that both formats embed.

Belongs here: what is drawn and where. Does not: the title and the subtitle, which the page sets as text above the
chart, and the strokes themselves (`drawing`). Importing this imports altair, so only the memo stage does.
"""

import math
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import escape
from pydantic import TypeAdapter

from prudent.memo import drawing
from prudent.memo.drawing import Layer
from prudent.memo.exhibits import Bar, Chart, GrowthChart, PeerChart, Series
from prudent.memo.format import is_split, value_text
from prudent.memo.links import visible
from prudent.model.measured import Unit

_CHART: TypeAdapter[Chart] = TypeAdapter(Chart)
_START = 10_000.0
_LINE = 15  # pixels from one line of a label to the next
_ROW = 30  # pixels of a peer's row
_PLOT = 250  # pixels of the longest value
_VALUES = 345  # pixels at which the column of values ends
_NOTES = 465  # pixels at which the column of notes ends
_LOG_FROM = 4  # highest over lowest, from which equal steps are equal growth


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear or log axis: its ends, its ticks, and how long it is in pixels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    pixels: int
    log: bool = False

    def at(self, value: float) -> float:
        """Pixels from the low end."""
        place = math.log if self.log else float
        return (place(value) - place(self.low)) / (place(self.high) - place(self.low)) * self.pixels


@dataclass(frozen=True, slots=True)
class EndLabel:
    """The words at a line's end, and the pixel, from the top, that their middle should have."""

    wanted: float
    lines: tuple[str, ...]
    emphasis: bool


def chart_svg(chart: Chart) -> str:
    """One SVG of fixed size with a `<title>` and a `<desc>`; the same bytes for the same chart.

    A growth chart without a point, and a peer chart without a bar, are drawn as the words `not in evidence`.
    """
    return _svg(chart.model_dump_json())


@lru_cache(maxsize=32)  # a memo's charts are drawn once for all of its formats
def _svg(written: str) -> str:
    chart = _CHART.validate_json(written)
    if isinstance(chart, PeerChart):
        body = _peers(chart) if chart.bars else _nothing()
    else:
        series = tuple(series for series in chart.series if series.points)
        body = _growth(series) if series else _nothing()
    return _described(body, chart)


def nice_ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Round steps of 1, 2 or 5 times a power of ten that cover low to high, about `wanted` of them."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(index * step for index in range(first, last + 1))


def spread(wanted: tuple[float, ...], heights: tuple[float, ...], limit: float) -> tuple[float, ...]:
    """Middles for labels of those heights, in ascending order, so that none overlaps and none passes the limit.

    Each label is pushed down as little as it must be, then all are pushed up from the limit.
    """
    placed: list[float] = []
    edge = -math.inf
    for want, height in zip(wanted, heights, strict=True):
        placed.append(max(want, edge + height / 2))
        edge = placed[-1] + height / 2
    edge = limit
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], edge - heights[index] / 2)
        edge = placed[index] - heights[index] / 2
    return tuple(placed)


def _year(day: date) -> float:
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def _dollar_axis(series: tuple[Series, ...]) -> Axis:
    values = [point.y for line in series for point in line.points] + [_START]
    low, high = min(values), max(values)
    log = low > 0 and high / low > _LOG_FROM
    ticks = nice_ticks(low, high)
    if log:  # each step is a doubling
        exponents = range(math.floor(math.log2(low / _START)), math.ceil(math.log2(high / _START)) + 1)
        ticks = tuple(_START * 2.0**exponent for exponent in exponents)
    return Axis(ticks[0], ticks[-1], ticks, 240, log)


def _year_axis(series: tuple[Series, ...]) -> Axis:
    years = [_year(point.x) for line in series for point in line.points]
    low, high = min(years), max(years)
    step = max(1, math.ceil((high - low) / 9))
    ticks = tuple(float(year) for year in range(math.ceil(low - 1e-9), math.floor(high) + 1, step))
    return Axis(low, max(high, low + 1 / 12), ticks, 450)


def _growth(series: tuple[Series, ...]) -> str:
    years, dollars = _year_axis(series), _dollar_axis(series)
    across = drawing.Scale(years.low, years.high, years.ticks, "d")
    up = drawing.Scale(dollars.low, dollars.high, dollars.ticks, "$,.0f", dollars.log)
    start = dollars.pixels - dollars.at(_START)
    layers = [drawing.stroke((0, start), (years.pixels, start))]
    quiet = 0
    for line in sorted(series, key=lambda line: line.emphasis):  # the fund is drawn last, on top
        points = tuple((_year(point.x), point.y) for point in line.points)
        dash = drawing.SOLID if line.emphasis else drawing.DASHES[quiet % len(drawing.DASHES)]
        layers.append(drawing.line(points, across, up, emphasis=line.emphasis, dash=dash))
        quiet += not line.emphasis
    layers += _end_labels(series, years, dollars)
    return drawing.drawn(layers, drawing.Frame(years.pixels, dollars.pixels, left=62, right=188, top=14, bottom=26))


def _end_labels(series: tuple[Series, ...], years: Axis, dollars: Axis) -> list[Layer]:
    labels: list[EndLabel] = []
    for line in series:
        last = line.points[-1].y
        lines = (*_wrapped(line.label, 27), value_text(last, Unit.USD))
        labels.append(EndLabel(dollars.pixels - dollars.at(last), lines, line.emphasis))
    labels.sort(key=lambda label: (label.wanted, label.lines))
    heights = tuple(float(len(label.lines) * _LINE + 6) for label in labels)
    middles = spread(tuple(label.wanted for label in labels), heights, dollars.pixels + 24.0)
    return [
        drawing.words(label.lines, years.pixels + 10, middle - (len(label.lines) - 1) * _LINE / 2, bold=label.emphasis)
        for label, middle in zip(labels, middles, strict=True)
    ]


def _peer_order(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    known = sorted((bar for bar in bars if bar.value is not None), key=lambda bar: (-(bar.value or 0), bar.label))
    return (*known, *sorted((bar for bar in bars if bar.value is None), key=lambda bar: bar.label))


def _peers(chart: PeerChart) -> str:
    known = [0.0] + [bar.value for bar in chart.bars if bar.value is not None]  # a length starts at zero
    known += [] if chart.median is None else [chart.median]
    across = Axis(min(known), max(known) if max(known) > min(known) else min(known) + 1, (), _PLOT)
    height = _ROW * len(chart.bars)
    aligned = any(is_split(bar.value, chart.unit) for bar in chart.bars)
    layers = [drawing.stroke((across.at(0), 0), (across.at(0), height), drawing.RULE)]
    for index, bar in enumerate(_peer_order(chart.bars)):
        layers += _peer_row(bar, chart.unit, across, index * _ROW + _ROW / 2, aligned=aligned)
    if chart.median is not None:
        place = across.at(chart.median)
        layers.append(drawing.stroke((place, -6), (place, height), dash=(4, 3)))
        layers.append(drawing.words((f"median {value_text(chart.median, chart.unit)}",), place, -14, align="center"))
    return drawing.drawn(layers, drawing.Frame(across.pixels, height, left=235, right=215, top=28, bottom=8))


def _peer_row(bar: Bar, unit: Unit, across: Axis, middle: float, *, aligned: bool) -> list[Layer]:
    zero, leading = across.at(0), _LINE - 2
    name = _wrapped(bar.label, 36)
    top = middle - (len(name) - 1) * leading / 2
    layers = [drawing.words(name, -12, top, align="right", bold=bar.emphasis, leading=leading)]
    if bar.value is None:
        layers.append(drawing.words(("not in evidence",), _VALUES, middle, align="right"))
    else:
        place = across.at(bar.value)
        colour, width = (drawing.ACCENT, 3.0) if bar.emphasis else (drawing.QUIET, 1.2)
        layers.append(drawing.stroke((zero, middle), (place, middle), colour, width))
        layers.append(drawing.dot(place, middle, emphasis=bar.emphasis))
        shown = (value_text(bar.value, unit, aligned=aligned),)
        layers.append(drawing.words(shown, _VALUES, middle, align="right", bold=bar.emphasis))
    if bar.note:
        note = _wrapped(bar.note, 20)
        top = middle - (len(note) - 1) * leading / 2
        layers.append(drawing.words(note, _NOTES, top, align="right", leading=leading))
    return layers


def _nothing() -> str:
    return drawing.drawn(
        [drawing.words(("not in evidence",), 0, 20)], drawing.Frame(638, 40, left=62, right=0, top=0, bottom=0)
    )


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """One line, or two of about the same length; what does not fit ends in an ellipsis."""
    whole = visible(text)
    lines = textwrap.wrap(whole, width, max_lines=2, placeholder=" …") or [""]
    for narrower in range(width - 1, len(whole) // 2, -1):
        tried = textwrap.wrap(whole, narrower)
        if len(lines) == 1 or len(tried) != len(lines):
            break
        lines = tried
    return tuple(lines)


def _described(svg: str, chart: GrowthChart | PeerChart) -> str:
    """Give the drawing its role and its words. Ids are the chart's own, so that many charts can share a page."""
    start = svg.index("<svg") + len("<svg")
    end = svg.index(">", start) + 1
    name = escape(chart.id)
    described = (
        f'<title id="chart-{name}-title">{escape(visible(chart.title))}</title>'
        f'<desc id="chart-{name}-desc">{escape(visible(chart.alt))}</desc>'
    )
    role = f' role="img" aria-labelledby="chart-{name}-title chart-{name}-desc"'
    return f"{svg[:start]}{role}{svg[start:end]}{described}{svg[end:]}"
