"""Strokes, words and lines of a chart, as Vega-Lite layers, and the drawing of them to SVG.

Belongs here: every call of altair and vl-convert, the typeface and the two colours. Does not: what a chart says or
where things stand (`charts`). Automatic layout is off, so that no font of the machine moves anything and the bytes
repeat.
"""

import json
from dataclasses import dataclass
from typing import Final, Literal

import altair as alt
import vl_convert

FONT: Final = "Libertinus Serif, Charter, Sitka Text, Cambria, Noto Serif, serif"
"""The first travels with Typst; the others stand in for it in a browser."""
ACCENT: Final = "#1f4e79"
QUIET: Final = "#6b6b6b"
TEXT: Final = "#333333"
RULE: Final = "#d9d9d9"
SOLID: Final = (1, 0)
DASHES: Final = (SOLID, (6, 3), (2, 2), (8, 3, 2, 3))

Layer = alt.Chart | alt.LayerChart


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's size and the room around it, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis as drawn: ends, ticks, and the d3 format of its labels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    form: str
    log: bool = False


def words(
    lines: tuple[str, ...],
    x: float,
    y: float,
    *,
    align: Literal["left", "center", "right"] = "left",
    bold: bool = False,
    leading: int = 15,
) -> Layer:
    """Lines of text, the first at x, y in pixels. Bold text is the fund's, in the accent colour."""
    mark = _layer(()).mark_text(
        text=list(lines),
        align=align,
        baseline="middle",
        color=ACCENT if bold else TEXT,
        fontSize=12.5,
        fontWeight="bold" if bold else "normal",
        lineHeight=leading,
        limit=0,
    )
    return mark.encode(x=alt.value(x), y=alt.value(y))


def stroke(
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str = QUIET,
    width: float = 1.0,
    dash: tuple[int, ...] = SOLID,
) -> Layer:
    """A straight line between two points in pixels."""
    mark = _layer(()).mark_rule(color=colour, strokeDash=list(dash), strokeWidth=width)
    (x, y), (x2, y2) = start, end
    return mark.encode(x=alt.value(x), x2=alt.value(x2), y=alt.value(y), y2=alt.value(y2))


def dot(x: float, y: float, *, emphasis: bool) -> Layer:
    """A filled diamond for the fund, a hollow circle for a peer."""
    mark = _layer(()).mark_point(
        shape="diamond" if emphasis else "circle",
        size=130 if emphasis else 60,
        fill=ACCENT if emphasis else "#ffffff",
        stroke=ACCENT if emphasis else QUIET,
        strokeWidth=1.4,
        opacity=1,
    )
    return mark.encode(x=alt.value(x), y=alt.value(y))


def line(
    points: tuple[tuple[float, float], ...], across: Scale, up: Scale, *, emphasis: bool, dash: tuple[int, ...]
) -> Layer:
    """A line through points in the axes' own values."""
    mark = _layer(points).mark_line(
        color=ACCENT if emphasis else QUIET,
        strokeWidth=2.6 if emphasis else 1.3,
        strokeDash=list(dash),
    )
    return mark.encode(x=_along(across), y=_upward(up))


def drawn(layers: list[Layer], frame: Frame) -> str:
    """The layers as one SVG, the first at the bottom."""
    chart = alt.layer(*layers).properties(width=frame.width, height=frame.height, autosize="none")
    spec = chart.to_dict()
    spec["padding"] = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
    spec["config"] = {"font": FONT, "aria": False, "view": {"stroke": None}}
    return vl_convert.vegalite_to_svg(json.dumps(spec, sort_keys=True))


def _layer(points: tuple[tuple[float, float], ...]) -> alt.Chart:
    rows = [{"x": x, "y": y} for x, y in points] or [{}]
    return alt.Chart(alt.InlineData(values=rows))


def _axis(scale: Scale, *, grid: bool) -> alt.Axis:
    return alt.Axis(
        values=list(scale.ticks),
        format=scale.form,
        title=None,
        grid=grid,
        gridColor=RULE,
        domain=not grid,
        domainColor=QUIET,
        ticks=not grid,
        tickColor=QUIET,
        labelColor=TEXT,
        labelFontSize=12,
        labelPadding=8 if grid else 4,
        labelBound=False,
        labelFlush=False,
        labelLimit=0,
        labelOverlap=False,
    )


def _along(scale: Scale) -> alt.X:
    ends = alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False)
    return alt.X("x:Q", scale=ends, axis=_axis(scale, grid=False))


def _upward(scale: Scale) -> alt.Y:
    kind = "log" if scale.log else "linear"
    ends = alt.Scale(domain=[scale.low, scale.high], nice=False, zero=False, type=kind)
    return alt.Y("y:Q", scale=ends, axis=_axis(scale, grid=True))
