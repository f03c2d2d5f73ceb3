"""Return series side by side: one block of funds by periods for each length and frequency.

Belongs here: how rows become blocks, and the arithmetic that every module of measures needs. Does not: measures. Every
function of returns in `prudent/score` takes blocks of this shape, or one series: it works along the last axis, so that
one call measures ten thousand funds and a witness can call the same function with twelve numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Funds × periods, or one series; of the results one number for each fund."""
Whole = NDArray[np.int64]

MONTHS_IN_YEAR = 12
KEY = ("fund", "window")

CELLS = 1 << 16
"""Most returns in one block, 512 KiB: a block and what is made of it stay in a core's cache, and memory does not grow
with the number of funds. From 2^14 to 2^18 the time is the same within a tenth."""


ROWS = 1 << 20
"""About so many observations are measured at a time, 8 MiB a column, so that time grows as the number of funds does."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Series of one length and frequency, in the order of time, without a gap."""

    key: pl.DataFrame
    """fund and window of each row."""
    periods_per_year: float
    returns: Floats
    """Period returns as fractions."""
    bills: Floats
    """The risk-free return of the same period; NaN where it is not in evidence."""
    benchmark: Floats
    """The benchmark's return of the same period; NaN where it is not in evidence."""

    @property
    def excess(self) -> Floats:
        """Returns less the period's own risk-free return."""
        return self.returns - self.bills

    @property
    def months(self) -> float:
        """Calendar months that each series covers."""
        return self.returns.shape[-1] * MONTHS_IN_YEAR / self.periods_per_year


def parts(observations: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The observations in parts of about `ROWS` rows, each series whole; one empty part when there are none."""
    is_first = pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in KEY).fill_null(True)
    starts = observations.select(is_first.arg_true()).to_series().to_numpy()
    near = np.searchsorted(starts, np.arange(0, max(observations.height, 1), ROWS))
    cuts = [*dict.fromkeys(int(starts[place]) for place in near if place < len(starts)), observations.height]
    if len(cuts) == 1:
        yield observations
    for start, end in pairwise(cuts):
        yield observations.slice(start, end - start)


def panels(observations: pl.DataFrame) -> Iterator[Panel]:
    """The observations as blocks, the shortest series first.

    Args:
        observations: sorted by fund, window and month: fund, window, step, return_frac, rate_frac, benchmark_frac. The
            periods of one fund and window follow on each other (`prudent.score.windows`).
    """
    rows = observations.group_by(*KEY, maintain_order=True).agg(n=pl.len().cast(pl.Int64), step=pl.col("step").first())
    starts = rows["n"].cum_sum() - rows["n"]
    series = [numbers(observations[name]) for name in ("return_frac", "rate_frac", "benchmark_frac")]
    for (n, step), block in (
        rows.with_columns(start=starts)
        .sort("n", "step", maintain_order=True)
        .group_by("n", "step", maintain_order=True)
    ):
        length, months = int(str(n)), int(str(step))
        for part in block.iter_slices(max(1, CELLS // length)):
            cells = part["start"].to_numpy()[:, None] + np.arange(length)
            yield Panel(part.select(KEY), MONTHS_IN_YEAR / months, *(values[cells] for values in series))


def numbers(column: pl.Series) -> Floats:
    """A column as floats: NaN where it has no value, so that a missing number is never zero."""
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def ratio(above: Floats, below: Floats) -> Floats:
    """`above / below`; NaN where `below` is zero, for a ratio to nothing is no number and not infinity."""
    over, under = np.broadcast_arrays(np.asarray(above, np.float64), np.asarray(below, np.float64))
    return np.divide(over, under, out=np.full(over.shape, np.nan), where=under != 0)


def mean(values: Floats) -> Floats:
    """Arithmetic mean of each series; NaN without observations."""
    if values.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    return np.asarray(np.mean(values, axis=-1))


def deviation(values: Floats) -> Floats:
    """Sample standard deviation (n − 1) of each series; NaN under two observations."""
    if values.shape[-1] <= 1:
        return np.full(values.shape[:-1], np.nan)
    return np.asarray(np.std(values, axis=-1, ddof=1))


EMPTY = Panel(pl.DataFrame(schema=dict.fromkeys(KEY, pl.String)), MONTHS_IN_YEAR, *(np.empty((0, 1)) for _ in range(3)))
"""No series at all, for the columns that it still has."""
