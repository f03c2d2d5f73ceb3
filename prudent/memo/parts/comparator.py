"""The comparator's return over the window of one of the fund's: for participant disclosure, which gives both.

Belongs here: chaining the comparator's months. Does not: measures of the pair, which are made on other windows
(`prudent/score/benchmark`).
"""

from dataclasses import dataclass

import polars as pl

from prudent.model.case import Case
from prudent.model.ids import BenchmarkId
from prudent.model.period import Window
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.composite import COMPOSITE_FILE, with_composites
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.series import BENCHMARK_COLUMN, month_index
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Chained:
    """A return over a window, a year from twelve months on, and the rows that it is chained from."""

    return_frac: float
    months: int
    evidence: tuple[str, ...]
    """Empty for a mixture, whose months stand in the files of its parts."""


def chained(case: Case, core: CoreTables, benchmark: BenchmarkId, window: Window) -> Chained | None:
    """The comparator over whole months; None where one of them is missing or is no return."""
    first, last = month_index(window.start), month_index(window.end)
    monthly = with_composites(monthly_benchmarks(core.benchmark_returns), case.policy.benchmarks)
    rows = monthly.filter(pl.col("benchmark") == benchmark, pl.col("month").is_between(first, last)).sort("month")
    count = last - first + 1
    if rows.height != count or not rows.get_column("rate_frac").is_finite().all():
        return None
    growth = float((1 + rows.get_column("rate_frac")).product())
    years = count / MONTHS_IN_YEAR
    return Chained(growth ** (1 / years) - 1 if years >= 1 else growth - 1, count, _places(benchmark, rows))


def _places(benchmark: BenchmarkId, rows: pl.DataFrame) -> tuple[str, ...]:
    """One locator a file, from the first to the last row that is used."""
    files = rows.filter(pl.col("file") != COMPOSITE_FILE).group_by("file", maintain_order=True)
    spans = files.agg(first=pl.col("row").min(), last=pl.col("row").max())
    return tuple(f"{benchmark}/{file}:{first}-{last}:{BENCHMARK_COLUMN}" for file, first, last in spans.iter_rows())
