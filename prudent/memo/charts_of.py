"""The data of the charts: growth of $10,000 and one measure across peers. How they are drawn is `charts.py`."""

from datetime import date

import polars as pl

from prudent.memo.exhibits import Bar, GrowthChart, PeerChart, Point, Series
from prudent.memo.format import date_text, window_text
from prudent.model.case import Case
from prudent.model.fund import Fund
from prudent.model.measured import Measure
from prudent.model.period import months_before
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.composite import with_composites
from prudent.score.benchmark.considered import chosen_of, considered
from prudent.score.score import Score
from prudent.score.series import month_last, periods
from prudent.tables.core import CoreTables

START_USD = 10_000


def growth_chart(case: Case, core: CoreTables, score: Score) -> GrowthChart | None:
    """The fund and its chosen benchmark from the first month in evidence; None when the fund has no gapless series."""
    measure = score.evidence(case).measure("return_since_start")
    if measure.window is None or measure.value is None:
        return None
    start, end = months_before(measure.window.start, 1), measure.window.end
    span = f"{date_text(start)} to {date_text(end)}"
    fund = _growth(_own_returns(case, core), start, end)
    lines = [Series(label=case.candidate.legal_name, emphasis=True, points=fund)]
    if (chosen := chosen_of(considered(score.benchmark_log, case.candidate.fund))) is not None:
        months = with_composites(monthly_benchmarks(core.benchmark_returns), case.policy.benchmarks)
        owned = months.filter(pl.col("benchmark") == chosen.benchmark).with_columns(
            period_end=month_last(pl.col("month")), return_frac=pl.col("rate_frac")
        )
        points = _growth(owned, start, end)
        if points[-1].x == end:
            lines.append(Series(label=chosen.name, emphasis=False, points=points))
    final = [f"${round(line.points[-1].y):,} in {line.label}" for line in lines]
    return GrowthChart(
        id="growth",
        title=f"$10,000 became {' and '.join(final)}",
        subtitle=(f"{span}, {len(fund) - 1} observations; total return, distributions reinvested, after fund fees"),
        alt=f"Line chart of the growth of $10,000 from {span}: {'; '.join(final)}.",
        series=tuple(lines),
    )


def _own_returns(case: Case, core: CoreTables) -> pl.DataFrame:
    """The very series that the measures are of: the shortest periods, at net asset value before market price."""
    funds = pl.DataFrame({"fund": [case.candidate.fund]})
    rows = periods(core.fund_returns, funds, case.request.as_of).filter("is_finest")
    return rows.with_columns(period_end=month_last(pl.col("month")))


def _growth(returns: pl.DataFrame, start: date, end: date) -> tuple[Point, ...]:
    inside = returns.filter(pl.col("period_end") > start, pl.col("period_end") <= end).sort("period_end")
    level = START_USD * (1 + inside["return_frac"]).cum_prod()
    pairs = zip(inside["period_end"].to_list(), level.to_list(), strict=True)
    return (Point(x=start, y=float(START_USD)), *(Point(x=day, y=value) for day, value in pairs))


def peer_chart(measure: str, title: str, case: Case, funds: tuple[Fund, ...], score: Score) -> PeerChart | None:
    """One measure of every fund; None when no fund has it."""
    evidence = score.evidence(case)
    found = [(fund, evidence.of(fund.fund).measure(measure)) for fund in funds]
    if all(value.value is None for _, value in found):
        return None
    comparison = evidence.comparison(measure)
    own = evidence.measure(measure)
    return PeerChart(
        id=f"peers-{measure.replace('_', '-')}",
        title=_message(title, case, own, comparison.place),
        subtitle=_subtitle(own, found, (case.candidate.fund, *comparison.peers)),
        alt=(
            f"{title} of {sum(value.value is not None for _, value in found)} funds; "
            f"{case.candidate.legal_name} is marked."
        ),
        unit=next(value.unit for _, value in found if value.value is not None),
        bars=tuple(
            Bar(label=fund.legal_name, emphasis=fund == case.candidate, value=value.value) for fund, value in found
        ),
        median=comparison.peer_median,
    )


def _message(title: str, case: Case, own: Measure, place: str | None) -> str:
    if own.value is None:
        return f"{title}: not in evidence for {case.candidate.legal_name}"
    if place is None:
        return f"{title}: no peer has it in evidence on the same basis"
    return f"{title}: {place}" if "alike" in place else f"{title}: {place}, where 1 is best"


def _subtitle(own: Measure, found: list[tuple[Fund, Measure]], alike: tuple[str, ...]) -> str:
    n = sum(value.value is not None for _, value in found)
    unlike = sum(value.value is not None and fund.fund not in alike for fund, value in found)
    when = "latest figure in evidence" if own.window is None else window_text(own.window)
    apart = f"; {unlike} of them on another basis or on one that is not known" if unlike and own.value else ""
    return f"{when}; n = {n} funds{apart}"
