"""Return series as they are drawn: periods that tile a window without a gap, the benchmark in the same periods.

Belongs here: which periods are drawn, growth, falls, rolling years. Does not: charts and their words
(`performance.py`). A series with a gap in the window is not drawn at all.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from prudent.memo.chart_kinds import Point
from prudent.memo.charted.sources import Sources
from prudent.model.ids import BenchmarkId
from prudent.model.period import ReturnKind, Window, month_end, months_before
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.composite import with_composites
from prudent.score.benchmark.considered import Considered
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.performance.autocorrelation import autocorrelations
from prudent.score.performance.drawdown import falls
from prudent.score.performance.smoothing import unsmoothed
from prudent.score.series import compounded, month_index, periods

START_USD = 10_000.0


@dataclass(frozen=True, slots=True)
class Path:
    """Returns of periods that follow on each other; `step` months each, the last one ending at `end`."""

    returns: tuple[float, ...]
    step: int
    end: date
    kind: ReturnKind = ReturnKind.TOTAL_NET

    @property
    def days(self) -> tuple[date, ...]:
        """The end of each period, the start before the first one in front."""
        back = range(len(self.returns) * self.step, -1, -self.step)
        return tuple(months_before(self.end, months) for months in back)

    def growth(self) -> tuple[Point, ...]:
        """What $10,000 became, from the start on."""
        levels = START_USD * np.cumprod((1.0, *(1 + rate for rate in self.returns)))
        return _points(self.days, levels.tolist())

    def fallen(self) -> tuple[Point, ...]:
        """How far under its earlier peak the growth stands, from the start on."""
        return _points(self.days, [0.0, *falls(np.array(self.returns)).tolist()])

    def reported(self) -> tuple[Point, ...]:
        """The returns from the second period on: those beside which an unsmoothed one stands."""
        return _points(self.days[2:], list(self.returns[1:]))

    def unsmoothed(self) -> tuple[Point, ...]:
        """The returns with one lag undone, as the measures undo it; from the second period on."""
        rates = np.array(self.returns)
        return _points(self.days[2:], unsmoothed(rates, autocorrelations(rates, (1,))[0]).tolist())

    def rolling_years(self) -> tuple[Point, ...]:
        """The return of the twelve months to each period's end; empty where a period is itself a year."""
        each = MONTHS_IN_YEAR // self.step
        if each < 2:  # noqa: PLR2004 -- one period a year rolls over nothing
            return ()
        levels = np.cumprod((1.0, *(1 + rate for rate in self.returns)))
        return _points(self.days[each:], (levels[each:] / levels[:-each] - 1).tolist())


def _points(days: tuple[date, ...], values: list[float]) -> tuple[Point, ...]:
    return tuple(Point(x=day, y=float(value)) for day, value in zip(days, values, strict=True))


@dataclass(frozen=True, slots=True)
class Paths:
    """The finest series of every fund of the case: the very periods that the measures are of."""

    rows: pl.DataFrame
    monthly: pl.DataFrame

    def of(self, fund: str, window: Window) -> Path | None:
        """A fund's periods in a window; None where they do not tile it."""
        first, last = month_index(window.start), month_index(window.end)
        month, begun = pl.col("month"), pl.col("month") - pl.col("step") + 1
        rows = self.rows.filter((pl.col("fund") == fund) & (begun >= first) & (month <= last)).sort("month")
        if rows.is_empty():
            return None
        step, months = int(rows["step"][0]), rows["month"].to_list()
        if months != list(range(first + step - 1, last + 1, step)) or months[-1] != last:
            return None
        return Path(tuple(rows["return_frac"].to_list()), step, month_end(window.end), ReturnKind(rows["kind"][0]))

    def benchmark(self, benchmark: BenchmarkId, beside: Path) -> Path | None:
        """A benchmark's returns of the same periods; None where a month is missing."""
        last = month_index(beside.end)
        months = range(last - (len(beside.returns) - 1) * beside.step, last + 1, beside.step)
        wanted = pl.DataFrame({"benchmark": benchmark, "step": beside.step, "month": list(months)})
        rates = compounded(wanted, self.monthly.filter(pl.col("benchmark") == benchmark), ["benchmark"])["rate_frac"]
        if rates.null_count() or not rates.is_finite().all():
            return None
        return Path(tuple(rates.to_list()), beside.step, beside.end)


def paths_of(sources: Sources) -> Paths:
    """The series of all funds up to the as-of date, and the monthly returns of all benchmarks."""
    funds = pl.DataFrame({"fund": [fund.fund for fund in sources.funds]})
    rows = periods(sources.core.fund_returns, funds, sources.as_of).filter("is_counted")
    monthly = with_composites(monthly_benchmarks(sources.core.benchmark_returns), sources.case.policy.benchmarks)
    return Paths(rows, monthly)


@dataclass(frozen=True, slots=True)
class Beside:
    """The chosen benchmark on the fund's periods, with what its figures rest on."""

    chosen: Considered
    path: Path
    evidence: tuple[str, ...]


def beside_of(sources: Sources, paths: Paths, own: Path) -> Beside | None:
    """The chosen benchmark; None where none stands, or where it has no return in one of the fund's months."""
    chosen = sources.book.benchmark
    if chosen is None or chosen.benchmark is None or (path := paths.benchmark(chosen.benchmark, own)) is None:
        return None
    together = sources.measure("months_overlapping").evidence
    own_files = f"{sources.fund.fund}/"
    evidence = tuple(locator for locator in together if not locator.startswith(own_files))
    return Beside(chosen, path, evidence) if evidence else None
