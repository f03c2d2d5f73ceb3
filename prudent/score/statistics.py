"""The one pass over all return series: every statistic of every fund and window.

Belongs here: which function is applied to which series. Does not: the functions; they are in the factors' modules.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from prudent.score.benchmark.market_line import (
    beta,
    declines,
    down_capture,
    jensen_alpha,
    r_squared,
    rises,
    up_capture,
)
from prudent.score.benchmark.relative import correlation, information_ratio, tracking_error
from prudent.score.panel import EMPTY, KEY, Floats, Panel, Whole, panels, parts
from prudent.score.performance.autocorrelation import PRINTED_LAGS, autocorrelations, ljung_box_lags, ljung_box_p
from prudent.score.performance.downside import downside_deviation, omega_ratio, sortino_ratio
from prudent.score.performance.drawdown import (
    calmar_ratio,
    falls,
    martin_ratio,
    max_drawdown,
    pain_index,
    peak_place,
    recovery_place,
    trough_place,
    ulcer_index,
)
from prudent.score.performance.honest_sharpe_answers import honest_sharpe_statistics
from prudent.score.performance.lump_sum import direct_alpha_lump_sum, ks_pme_lump_sum
from prudent.score.performance.returns import annualised, growth, growth_of_10000
from prudent.score.performance.risk import same, sharpe_ratio, volatility
from prudent.score.performance.smoothing import okunev_white, unsmoothed
from prudent.score.performance.tails import (
    best_period,
    cornish_fisher_expected_shortfall,
    cornish_fisher_holds,
    cornish_fisher_value_at_risk,
    expected_shortfall,
    moments,
    positive_periods,
    value_at_risk,
    worst_period,
)
from prudent.score.valuation.stale import stale_statistics

Columns = dict[str, Floats | Whole | NDArray[np.bool_]]
"""Numbers by name, one for each series of a block."""

_BENCH = pl.col("benchmark_frac")


def statistics(observations: pl.DataFrame) -> pl.DataFrame:
    """One row for each fund and window that is tiled; what is refused is decided where they are answered.

    Args:
        observations: sorted by fund, window, month, with the bill's and the benchmark's return of each period
            (`prudent.score.benchmark.beside`).

    Returns:
        fund, window and the statistics. One that has no number is NaN.
    """
    return pl.concat([_of_part(part) for part in parts(observations)])


def _of_part(observations: pl.DataFrame) -> pl.DataFrame:
    """The same for some of the series."""
    rows = observations.group_by(*KEY, maintain_order=True).agg(
        n=pl.len().cast(pl.Int64),
        file=pl.col("file").first(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
        rate_owner=pl.col("rate_owner").first(),
        rate_file=pl.col("rate_file").drop_nulls().first(),
        rate_first_row=pl.col("rate_first_row").min(),
        rate_last_row=pl.col("rate_last_row").max(),
        months_missing=pl.col("months_missing").sum(),
        first_missing=pl.col("first_missing").min(),
        overlap_n=_BENCH.count().cast(pl.Int64),
        bench_finite=_BENCH.is_finite().all(),
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


def measure(panel: Panel) -> Columns:
    """The numbers of one block, by name: one for each of its series. One that is refused later may have any number."""
    with np.errstate(all="ignore"):
        return {
            **_range(panel),
            **_performance(panel),
            **_smoothing(panel),
            **honest_sharpe_statistics(panel, sharpe_ratio(panel.excess, panel.periods_per_year)),
            **_paths(panel),
            **_downside(panel),
            **_tails(panel),
            **_benchmark(panel),
        }


def _range(panel: Panel) -> Columns:
    """What decides whether a series can be measured at all."""
    returns, benchmark = panel.returns, panel.benchmark
    low, high = np.min(returns, axis=-1), np.max(returns, axis=-1)
    bench_low, bench_high = np.min(benchmark, axis=-1), np.max(benchmark, axis=-1)
    return {
        "all_finite": np.all(np.isfinite(returns), axis=-1),
        "low": low,
        "high": high,
        "same": same(low, high),
        "lost_before_end": np.any(returns[..., :-1] <= -1, axis=-1),
        "excess_range": np.ptp(panel.excess, axis=-1),
        "bench_range": bench_high - bench_low,
        "bench_same": same(bench_low, bench_high),
    }


def _performance(panel: Panel) -> Columns:
    returns, per_year = panel.returns, panel.periods_per_year
    return {
        "volatility": volatility(returns, per_year),
        "sharpe": sharpe_ratio(panel.excess, per_year),
        **stale_statistics(panel),
    }


def _smoothing(panel: Panel) -> Columns:
    """Autocorrelation, and risk after it is undone."""
    returns, per_year = panel.returns, panel.periods_per_year
    lags = ljung_box_lags(n := returns.shape[-1])
    rho = autocorrelations(returns, range(1, max(lags, PRINTED_LAGS) + 1))
    geltner, several = unsmoothed(returns, rho[..., 0]), okunev_white(returns)
    return {
        **{f"rho{lag}": rho[..., lag - 1] for lag in range(1, PRINTED_LAGS + 1)},
        "ljung_box_p": ljung_box_p(rho[..., :lags], n),
        "volatility_unsmoothed": volatility(geltner, per_year),
        "sharpe_unsmoothed": sharpe_ratio(geltner - panel.bills[..., 1:], per_year),
        "volatility_okunev_white": volatility(several, per_year),
        "sharpe_okunev_white": sharpe_ratio(several - panel.bills[..., n - several.shape[-1] :], per_year),
    }


def _paths(panel: Panel) -> Columns:
    """Growth, and falls on the way."""
    total, fallen = growth(panel.returns), falls(panel.returns)
    yearly, bills = annualised(total, panel.months), annualised(growth(panel.bills), panel.months)
    deepest, ulcer = max_drawdown(fallen), ulcer_index(fallen)
    return {
        "annual_return": yearly,
        "growth_of_10000": growth_of_10000(total),
        "drawdown": deepest,
        "peak_place": peak_place(fallen),
        "trough_place": trough_place(fallen),
        "recovery_place": recovery_place(fallen),
        "pain_index": pain_index(fallen),
        "ulcer_index": ulcer,
        "calmar_ratio": calmar_ratio(yearly, deepest),
        "martin_ratio": martin_ratio(yearly, ulcer, bills),
    }


def _downside(panel: Panel) -> Columns:
    """Against the bills."""
    returns, bills, per_year = panel.returns, panel.bills, panel.periods_per_year
    return {
        "downside_deviation": downside_deviation(returns, bills, per_year),
        "sortino_ratio": sortino_ratio(returns, bills, per_year),
        "omega_ratio": omega_ratio(returns, bills),
    }


def _tails(panel: Panel) -> Columns:
    """The distribution of one period's returns."""
    returns = panel.returns
    shape = moments(returns)
    return {
        "skewness": shape.skewness,
        "kurtosis": shape.kurtosis,
        "value_at_risk_95": value_at_risk(returns),
        "expected_shortfall_95": expected_shortfall(returns),
        "value_at_risk_95_cornish_fisher": cornish_fisher_value_at_risk(shape),
        "expected_shortfall_95_cornish_fisher": cornish_fisher_expected_shortfall(shape),
        "cornish_fisher_holds": cornish_fisher_holds(shape),
        "best_period": best_period(returns),
        "worst_period": worst_period(returns),
        "share_of_positive_periods": positive_periods(returns) / returns.shape[-1],
    }


def _benchmark(panel: Panel) -> Columns:
    returns, benchmark, per_year = panel.returns, panel.benchmark, panel.periods_per_year
    excess, other, active = panel.excess, benchmark - panel.bills, returns - benchmark
    active_low, active_high = np.min(active, axis=-1), np.max(active, axis=-1)
    return {
        "bench_annual_return": annualised(growth(benchmark), panel.months),
        **_lump_sum(panel),
        "correlation": correlation(returns, benchmark),
        "tracking_error": tracking_error(returns, benchmark, per_year),
        "information_ratio": information_ratio(returns, benchmark, per_year),
        "active_range": active_high - active_low,
        "active_size": np.maximum(np.abs(active_low), np.abs(active_high)),
        "bench_excess_range": np.ptp(other, axis=-1),
        "beta": beta(excess, other),
        "jensen_alpha": jensen_alpha(excess, other, per_year),
        "r_squared": r_squared(excess, other),
        "up_capture": up_capture(returns, benchmark),
        "down_capture": down_capture(returns, benchmark),
        "rises_n": rises(benchmark),
        "declines_n": declines(benchmark),
    }


def _lump_sum(panel: Panel) -> Columns:
    """One dollar in the fund against one in the benchmark."""
    kept = ks_pme_lump_sum(growth(panel.returns), growth(panel.benchmark))
    return {"ks_pme_lump_sum": kept, "direct_alpha_lump_sum": direct_alpha_lump_sum(kept, panel.months)}
