"""The sleeve before and after everything else falls, at the weight that is asked.

Belongs here: what the chart shows and says. Does not: how far it drifts (`prudent/score/liquidity/sleeve.py`), nor the
table of all weights.
"""

import polars as pl

from prudent.memo.chart_kinds import Chart, Pair, PairChart
from prudent.memo.charted.sources import Sources, sources_of
from prudent.memo.figures import FigureBook
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.measured import Unit
from prudent.score.score import Score
from prudent.tables.core import CoreTables

_DUST = 1e-9
"""What binary fractions add to a weight that a policy writes in decimals."""


def menu_charts(case: Case, core: CoreTables, score: Score, book: FigureBook) -> tuple[Chart, ...]:
    """The sleeve's drift; nothing where the policy lays out no sleeve of the weight that is asked."""
    chart = drift_chart(sources_of(case, core, score, book))
    return () if chart is None else (chart,)


def drift_chart(sources: Sources) -> PairChart | None:
    """One row a fall of the policy, in its order."""
    asked = sources.case.plan.sleeve.weight_frac
    rows = sources.score.drift.filter((pl.col("weight_frac") - asked).abs() < _DUST)
    after = dict(rows.select("fall", "weight_after_frac").iter_rows())
    falls = [fall for fall in sources.case.policy.stress.falls if fall.id in after]
    if not falls:
        return None
    return PairChart(
        id="sleeve-drift",
        name="Weight of the sleeve before and after a fall",
        title=_title(sources, max(after.values())),
        subtitle=(
            "Share of the default that the sleeve is, before everything else falls and after; the falls are "
            "assumptions of the policy, and nothing is sold"
        ),
        unit=Unit.FRACTION,
        first="Before",
        second="After",
        rows=tuple(Pair(label=fall.title, first=asked, second=after[fall.id]) for fall in falls),
    )


def _title(sources: Sources, largest: float) -> str:
    book = sources.book
    asked = book.plan("sleeve_weight_frac", "Sleeve weight asked", Unit.FRACTION)
    cited = (*book.plan_evidence("sleeve_weight_frac"), policy_place("stress", "falls"))
    method = "the sleeve over the host, each after its fall"
    most = book.add("charted_drift", "Largest weight of the sleeve after a fall", Unit.FRACTION, largest, method, cited)
    return f"A sleeve of {asked} becomes up to {most} of the default when everything else falls"
