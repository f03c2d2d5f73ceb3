"""Which charts each chapter has.

Belongs here: the choice. Does not: what a chart shows (the modules beside this one).
"""

from collections.abc import Callable, Iterable

from prudent.memo.chart_kinds import Chart
from prudent.memo.charted.fees import fee_ladder
from prudent.memo.charted.liquidity import liquidity_charts
from prudent.memo.charted.performance import performance_charts
from prudent.memo.charted.portfolio import composition_chart, level_chart
from prudent.memo.charted.sources import Sources
from prudent.model.finding import Factor

_CHARTS: dict[Factor, Callable[[Sources], Iterable[Chart | None]]] = {
    Factor.PERFORMANCE: performance_charts,
    Factor.FEES: lambda sources: (fee_ladder(sources),),
    Factor.LIQUIDITY: liquidity_charts,
    Factor.VALUATION: lambda sources: (level_chart(sources),),
    Factor.BENCHMARK: lambda _: (),
    Factor.COMPLEXITY: lambda sources: (composition_chart(sources),),
}


def chapter_charts(factor: Factor, sources: Sources) -> tuple[Chart, ...]:
    """The charts of one chapter; one without evidence is not there."""
    return tuple(chart for chart in _CHARTS[factor](sources) if chart is not None)
