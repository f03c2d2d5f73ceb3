"""The one pass over all return series: every statistic of every fund and window.

Belongs here: which function is applied to which series. Does not: the functions; they are in the factors' modules.
"""

import numpy as np
import polars as pl

from prudent.score.benchmark.relative import correlation, tracking_error
from prudent.score.panel import EMPTY, KEY, Floats, Panel, Whole, panels
from prudent.score.performance.drawdown import falls, max_drawdown, peak_place, trough_place
from prudent.score.performance.returns import growth
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.smoothing import autocorrelation, unsmoothed
from prudent.score.valuation.levels import stale_share

_RETURN, _RATE, _BENCH = pl.col("return_frac"), pl.col("rate_frac"), pl.col("benchmark_frac")


def statistics(observations: pl.DataFrame) -> pl.DataFrame:
    """One row for each fund and window that is tiled; what is refused is decided where they are answered.

    Args:
        observations: sorted by fund, window, month, with the bill's and the benchmark's return of each period
            (`prudent.score.benchmark.beside`).

    Returns:
        fund, window and the statistics. One that has no number is NaN.
    """
    rows = observations.group_by(*KEY, maintain_order=True).agg(
        n=pl.len().cast(pl.Int64),
        file=pl.col("file").first(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
        all_finite=_RETURN.is_finite().all(),
        low=_RETURN.min(),
        high=_RETURN.max(),
        lost_before_end=(_RETURN.slice(0, pl.len() - 1) <= -1).any(),
        excess_range=(_RETURN - _RATE).max() - (_RETURN - _RATE).min(),
        rate_owner=pl.col("rate_owner").first(),
        rate_file=pl.col("rate_file").drop_nulls().first(),
        rate_first_row=pl.col("rate_first_row").min(),
        rate_last_row=pl.col("rate_last_row").max(),
        months_missing=pl.col("months_missing").sum(),
        first_missing=pl.col("first_missing").min(),
        overlap_n=_BENCH.count().cast(pl.Int64),
        bench_finite=_BENCH.is_finite().all(),
        bench_range=_BENCH.max() - _BENCH.min(),
        bench_file=pl.col("bench_file").drop_nulls().first(),
        bench_first_row=pl.col("bench_first_row").min(),
        bench_last_row=pl.col("bench_last_row").max(),
    )
    return rows.join(_measured(tuple(panels(observations)) or (EMPTY,)), on=KEY, how="left", maintain_order="left")


def _measured(blocks: tuple[Panel, ...]) -> pl.DataFrame:
    """The numbers of all blocks, one row for each series."""
    each = [measure(panel) for panel in blocks]
    key = pl.concat([panel.key for panel in blocks])
    return key.with_columns(pl.Series(name, np.concatenate([columns[name] for columns in each])) for name in each[0])


def measure(panel: Panel) -> dict[str, Floats | Whole]:
    """The numbers of one block, by name: one for each of its series. One that is refused later may have any number."""
    with np.errstate(all="ignore"):
        return {**_performance(panel), **_benchmark(panel)}


def _performance(panel: Panel) -> dict[str, Floats | Whole]:
    returns, per_year = panel.returns, panel.periods_per_year
    fallen, rho = falls(returns), autocorrelation(returns, 1)
    mended = unsmoothed(returns, rho)
    return {
        "growth": growth(returns),
        "volatility": volatility(returns, per_year),
        "sharpe": sharpe_ratio(panel.excess, per_year),
        "drawdown": max_drawdown(fallen),
        "peak_place": peak_place(fallen),
        "trough_place": trough_place(fallen),
        "rho": rho,
        "volatility_unsmoothed": volatility(mended, per_year),
        "sharpe_unsmoothed": sharpe_ratio(mended - panel.bills[..., 1:], per_year),
        "stale_share": stale_share(returns),
    }


def _benchmark(panel: Panel) -> dict[str, Floats | Whole]:
    returns, benchmark = panel.returns, panel.benchmark
    return {
        "bench_growth": growth(benchmark),
        "correlation": correlation(returns, benchmark),
        "tracking_error": tracking_error(returns, benchmark, panel.periods_per_year),
    }
