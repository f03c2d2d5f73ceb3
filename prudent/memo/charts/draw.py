"""From a chart to its SVG and to the table behind it. Each kind has a module of its own.

Belongs here: which module draws which kind, and the words that a drawing carries for those who do not see it.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from markupsafe import escape

from prudent.memo.chart_kinds import Chart, FanChart, LineChart, PairChart, RangeChart, StackChart, StripChart
from prudent.memo.charts import fan, lines, pairs, ranges, stacks, strips
from prudent.memo.charts.drawing import drawn
from prudent.memo.charts.items import Picture
from prudent.memo.exhibits import MemoTable
from prudent.memo.links import visible


def chart_svg(chart: Chart) -> str:
    """One SVG of fixed size with a `<title>` and a `<desc>`; the same bytes for the same chart on any machine."""
    return drawn_once(cast("Hashable", chart))  # frozen models hash by what they hold, which no type checker sees


@lru_cache(maxsize=32)  # the charts of one memo are drawn once for all of its formats
def drawn_once(chart: Chart) -> str:
    """The same, kept for the next who asks for the same chart."""
    return _described(drawn(picture_of(chart)), chart)


def picture_of(chart: Chart) -> Picture:
    """What is drawn, in pixels."""
    match chart:
        case LineChart():
            return lines.picture(chart)
        case FanChart():
            return fan.picture(chart)
        case PairChart():
            return pairs.picture(chart)
        case StripChart():
            return strips.picture(chart)
        case StackChart():
            return stacks.picture(chart)
        case RangeChart():
            return ranges.picture(chart)


def chart_table(chart: Chart) -> MemoTable:
    """The data behind a chart, printed as the memo prints figures. Its cells name no figure of the memo."""
    match chart:
        case LineChart():
            return lines.table(chart)
        case FanChart():
            return fan.table(chart)
        case PairChart():
            return pairs.table(chart)
        case StripChart():
            return strips.table(chart)
        case StackChart():
            return stacks.table(chart)
        case RangeChart():
            return ranges.table(chart)


def _described(svg: str, chart: Chart) -> str:
    """Give the drawing its role and its words. Ids are the chart's own, so that many charts can share a page."""
    start = svg.index("<svg") + len("<svg")
    end = svg.index(">", start) + 1
    name = escape(chart.id)
    described = (
        f'<title id="chart-{name}-title">{escape(visible(chart.name))}</title>'
        f'<desc id="chart-{name}-desc">{escape(visible(chart.alt))}</desc>'
    )
    role = f' role="img" aria-labelledby="chart-{name}-title chart-{name}-desc"'
    return f"{svg[:start]}{role}{svg[start:end]}{described}{svg[end:]}"
