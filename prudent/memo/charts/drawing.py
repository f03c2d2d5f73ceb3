"""The drawing of a picture's items to SVG.

Belongs here: every call of altair and vl-convert, and the typeface. Does not: what a chart says or where things stand.
The specification is written once, with altair: six layers, one a kind of stroke, without scales, axes or automatic
layout. A chart fills its data in. So a chart costs milliseconds, and no font of the machine moves anything.
"""

# ruff: noqa: PLC0415 -- altair and vl-convert are loaded when the first chart is drawn

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from prudent.memo.charts.items import LAYERS, Picture, Row

if TYPE_CHECKING:
    import altair as alt

FONT: Final = "Libertinus Serif, Charter, Sitka Text, Cambria, Noto Serif, serif"
"""The first travels with Typst; the others stand in for it in a browser."""

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
