"""Boxes, rules, lines, marks and words at places in pixels, and the drawing of them to SVG.

Belongs here: every call of altair and vl-convert, the typeface and the colours. Does not: what a chart says or where
things stand. The specification is written once, with altair: six layers, one a kind of stroke, without scales, axes or
automatic layout. A chart fills its data in. So a chart costs milliseconds, and no font of the machine moves anything.
"""

# ruff: noqa: PLC0415 -- altair and vl-convert are loaded when the first chart is drawn

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from prudent.memo.links import drawable

if TYPE_CHECKING:
    import altair as alt

FONT: Final = "Libertinus Serif, Charter, Sitka Text, Cambria, Noto Serif, serif"
"""The first travels with Typst; the others stand in for it in a browser."""
ACCENT: Final = "#1f4e79"
QUIET: Final = "#6b6b6b"
FAINT: Final = "#a3a3a3"
TEXT: Final = "#333333"
RULE: Final = "#d9d9d9"
PAPER: Final = "#ffffff"
SOLID: Final = (1, 0)
DASHES: Final = ((6, 3), (2, 2), (8, 3, 2, 3), (12, 3), (4, 2, 1, 2))
SIZE: Final = 12.5
SMALL: Final = 11.0
_MIDDLE: Final = 0.32
"""Of a letter's size, from the middle of a line down to its baseline."""

Dash = tuple[int, ...]
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle between two corners."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str = ACCENT
    edge: str = PAPER

    layer = "boxes"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        corners = {"x": _px(self.x), "y": _px(self.y), "x2": _px(self.x2), "y2": _px(self.y2)}
        return ({**corners, "fill": self.fill, "edge": self.edge},)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = QUIET
    width: float = 1.0
    dash: Dash = SOLID
    is_grid: bool = False
    """Beneath everything else."""

    @property
    def layer(self) -> str:
        """The grid's, or that of the rules."""
        return "grid" if self.is_grid else "rules"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        ends = {"x": _px(self.x), "y": _px(self.y), "x2": _px(self.x2), "y2": _px(self.y2)}
        return ({**ends, "colour": self.colour, "width": self.width, "dash": self.dash},)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str = QUIET
    width: float = 1.0
    dash: Dash = SOLID

    layer = "lines"

    def rows(self) -> tuple[Row, ...]:
        """One row a point, in order."""
        look = {"colour": self.colour, "width": self.width, "dash": self.dash}
        return tuple({"order": order, "x": _px(x), "y": _px(y), **look} for order, (x, y) in enumerate(self.points))


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled diamond for the fund, a hollow circle for another."""

    x: float
    y: float
    is_fund: bool = False
    size: float = 60

    layer = "marks"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer."""
        look = (
            {"shape": "diamond", "fill": ACCENT, "edge": ACCENT}
            if self.is_fund
            else {"shape": "circle", "fill": PAPER, "edge": QUIET}
        )
        return ({"x": _px(self.x), "y": _px(self.y), "size": self.size, **look},)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its middle at x, y. Bold text is the fund's, in the accent colour unless told otherwise."""

    text: str
    x: float
    y: float
    align: Literal["left", "center", "right"] = "left"
    is_bold: bool = False
    size: float = SIZE
    colour: str | None = None

    layer = "words"

    def rows(self) -> tuple[Row, ...]:
        """The rows of its layer. The size is written below zero: see `_MEASURED`."""
        look = {"align": self.align, "weight": "bold" if self.is_bold else "normal", "size": -self.size}
        colour = self.colour or (ACCENT if self.is_bold else TEXT)
        return (
            {
                "text": drawable(self.text),
                "x": _px(self.x),
                "y": _px(self.y + _MIDDLE * self.size),
                "colour": colour,
                **look,
            },
        )


Item = Box | Rule | Line | Mark | Words
LAYERS: Final = ("grid", "boxes", "lines", "rules", "marks", "words")
"""From the bottom to the top."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and the size of the paper in pixels. Of one layer the later items stand on top."""

    width: float
    height: float
    items: tuple[Item, ...]


_MEASURED = re.compile(r'(<text [^>]*?font-size=")-')
"""vl-convert measures each text with the fonts of the machine, at 0.6 ms a text, although nothing here depends on it.
A text whose size is below zero it does not measure; the minus is taken off when the drawing is done."""


def drawn(picture: Picture) -> str:
    """The picture as one SVG."""
    import vl_convert

    rows: dict[str, list[Row]] = {name: [] for name in LAYERS}
    for place, item in enumerate(picture.items):
        rows[item.layer] += [{**row, "item": place} for row in item.rows()]
    spec = {
        **_specification(),
        "width": picture.width,
        "height": picture.height,
        "data": [{"name": name, "values": values} for name, values in rows.items()],
    }
    return _MEASURED.sub(r"\1", vl_convert.vega_to_svg(json.dumps(spec)))


def _px(value: float) -> float:
    """Hundredths of a pixel: what a logarithm's last digit says on one machine and not on another is not drawn."""
    return round(value, 2) + 0.0


@cache
def _specification() -> Row:
    """The six layers as Vega: written with altair and compiled once."""
    import altair as alt
    import vl_convert

    whole = alt.layer(
        _stroked(_layer("grid").mark_rule(), has_end=True),
        _filled(_layer("boxes").mark_rect(strokeWidth=1.2)).encode(x2="x2:Q", y2="y2:Q"),
        _stroked(_layer("lines").mark_line(strokeJoin="round")).encode(order="order:Q", detail="item:N"),
        _stroked(_layer("rules").mark_rule(), has_end=True),
        _filled(_layer("marks").mark_point(opacity=1, strokeWidth=1.4)).encode(
            shape=alt.Shape("shape:N", scale=None, legend=None), size=alt.Size("size:Q", scale=None, legend=None)
        ),
        _layer("words")
        .mark_text(
            baseline="alphabetic", limit=0, align=alt.ExprRef("datum.align"), fontWeight=alt.ExprRef("datum.weight")
        )
        .encode(
            text=alt.Text("text:N"),
            color=alt.Color("colour:N", scale=None, legend=None),
            size=alt.Size("size:Q", scale=None, legend=None),
        ),
    ).properties(width=1, height=1, padding=0, autosize="none")
    settled = {**whole.to_dict(validate=False), "config": {"font": FONT, "aria": False, "view": {"stroke": None}}}
    return vl_convert.vegalite_to_vega(json.dumps(settled))


def _layer(name: str) -> "alt.Chart":
    """A layer of its own data, at places in pixels: every channel is a field as it stands, without scale or axis."""
    import altair as alt

    chart = alt.Chart(alt.NamedData(name=name))
    return chart.encode(x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None))


def _stroked(chart: "alt.Chart", *, has_end: bool = False) -> "alt.Chart":
    import altair as alt

    drawn_so = chart.encode(
        stroke=alt.Stroke("colour:N", scale=None, legend=None),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None, legend=None),
    )
    return drawn_so.encode(x2="x2:Q", y2="y2:Q") if has_end else drawn_so


def _filled(chart: "alt.Chart") -> "alt.Chart":
    import altair as alt

    return chart.encode(
        fill=alt.Fill("fill:N", scale=None, legend=None), stroke=alt.Stroke("edge:N", scale=None, legend=None)
    )
