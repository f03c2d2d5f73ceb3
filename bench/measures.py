"""Times the measures of return series: the whole pass, its floor, its growth, its memory, and the rivals'.

Each figure is the best of a few runs after a warm-up, in one process and one run, so that the ratios compare like with
like. Peak memory is that of a process of its own.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import polars as pl

from bench.rivals import RIVALS, Rival, run, series
from bench.series import MONTHS, observations
from prudent.score.statistics import statistics

FUNDS = 10_000
REPEATS = 5
#: Rivals are timed on fewer funds: they take them one by one, so their time grows in proportion.
RIVALS_FUNDS = 100


@dataclass(frozen=True, slots=True)
class Timing:
    """What was timed, on so many funds, and the best of the runs."""

    name: str
    funds: int
    seconds: float
    measures: int

    @property
    def ms_per_fund(self) -> float:
        """Milliseconds for one fund."""
        return self.seconds / self.funds * 1000


def best_of(repeats: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of so many runs, after one to warm up."""
    work()
    times: list[float] = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def whole(funds: int) -> Timing:
    """Every statistic of every fund, without likelihood fits."""
    rows = observations(funds)
    width = statistics(rows.head(MONTHS)).width
    return Timing("Prudent, the whole set", funds, best_of(REPEATS, lambda: statistics(rows)), width)


def floor(funds: int) -> Timing:
    """A bare aggregation of the same columns by polars: what reading and grouping them costs at least."""
    rows = observations(funds)
    columns = ("return_frac", "rate_frac", "benchmark_frac")
    each = [
        getattr(pl.col(name), what)().alias(f"{name}_{what}")
        for name in columns
        for what in ("mean", "std", "min", "max")
    ]
    return Timing(
        "polars, mean, deviation, minimum and maximum of three columns",
        funds,
        best_of(REPEATS, lambda: rows.group_by("fund", "window").agg(each)),
        len(each),
    )


def rival(library: Rival) -> Timing:
    """A library on the measures that it shares with us."""
    rows = observations(RIVALS_FUNDS)
    returns = rows["return_frac"].to_numpy().reshape(RIVALS_FUNDS, MONTHS)
    funds, market = series(returns, rows["benchmark_frac"].head(MONTHS).to_numpy())
    seconds = best_of(2, lambda: run(library, funds, market))
    return Timing(library.name, RIVALS_FUNDS, seconds, len(library.measures))


def rivals() -> list[Timing]:
    """All rivals."""
    return [rival(library) for library in RIVALS]


def peak_memory_gb(funds: int) -> float:
    """Most memory of a process that makes the rows and measures them."""
    program = f"import bench.measures as b; b.statistics(b.observations({funds})); print(b.own_peak_gb())"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(found.stdout)


def own_peak_gb() -> float:
    """Most memory that this process has held, in GB of 10⁹ bytes; Linux counts in KiB, macOS in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def same_numbers(funds: int = 20) -> float:
    """Largest difference of a fund measured alone and among others: it must be zero."""
    rows = observations(funds)
    together = statistics(rows).drop("fund", "window").select(pl.selectors.float())
    alone = pl.concat([statistics(part) for part in rows.partition_by("fund", maintain_order=True)]).select(
        together.columns
    )
    return float(np.nanmax(np.abs(together.to_numpy() - alone.to_numpy())))
