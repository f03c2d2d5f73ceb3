"""Measures of return series on drawn months: which measures can be drawn, and what they are on each draw.

Belongs here: one function for each stem that can be drawn. Does not: the draws (`blocks.py`) and the scores made of
them (`uncertainty.py`). Everything else on the scorecard stays as it was measured.

Smoothing is undone before the draw and not after it. Where two blocks join, a month follows one that it never followed,
so the autocorrelation of drawn returns is a fraction of the one measured, for quarters in blocks of half a year about
half. Estimated there, smoothing would look mild and a smoothed fund would look good. Nor can the measured coefficient
be put on drawn returns: at a join it takes off a period that left nothing in the next, which adds risk in place of
smoothing. So the whole record is unsmoothed once, and the unsmoothed returns are drawn: no lag is asked of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from prudent.score.panel import KEY, MONTHS_IN_YEAR, Floats, Panel, Whole, panels, ratio
from prudent.score.performance.autocorrelation import autocorrelation
from prudent.score.performance.drawdown import falls, max_drawdown
from prudent.score.performance.returns import annualised, growth
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.smoothing import unsmoothed
from prudent.score.scorecard.blocks import drawn_months, drawn_periods

STEMS = (
    "return",
    "volatility",
    "volatility_unsmoothed",
    "sharpe_ratio",
    "sharpe_ratio_unsmoothed",
    "sharpe_ratio_after_unsmoothing",
    "max_drawdown",
)
"""Measures that can be drawn. Any other keeps its value in every draw, and the table says which were drawn."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """One measure of one fund on every draw."""

    fund: str
    measure: str
    n: int
    """Observations of the series."""
    values: Floats
    """One for each draw; NaN where the draw gives no number."""


def stem_and_window(measure: str, windows: Iterable[str]) -> tuple[str, str] | None:
    """`sharpe_ratio_3y` is `sharpe_ratio` on `3y`; None for what cannot be drawn."""
    for window in sorted(windows, key=len, reverse=True):
        stem = measure.removesuffix(f"_{window}")
        if stem != measure and stem in STEMS:
            return stem, window
    return None


def redrawn(
    observations: pl.DataFrame, wanted: frozenset[tuple[str, str, str]], places: Floats, block_months: int
) -> tuple[Redrawn, ...]:
    """The wanted measures on every draw.

    Args:
        observations: sorted by fund, window and month, with the bill of each period; monthly and quarterly series.
        wanted: fund, stem, window of what is to be drawn.
        places: numbers in [0, 1), draws × blocks, as `blocks.uniforms` gives them.
        block_months: length of a block.

    Returns:
        One entry for each wanted measure, by fund and measure. Funds whose series lie on one window are drawn with the
        same months, in whole quarters as soon as one of them is quarterly.
    """
    keys = pl.DataFrame([(f, w) for f, _, w in wanted], schema=dict.fromkeys(KEY, pl.String), orient="row").unique()
    rows = observations.join(keys, on=KEY, how="semi").sort(*KEY, "month")
    made: list[Redrawn] = []
    for (window,), series in rows.group_by("window", maintain_order=True):
        blocks = tuple(panels(series.with_columns(benchmark_frac=pl.lit(None, pl.Float64))))
        steps = [round(MONTHS_IN_YEAR / panel.periods_per_year) for panel in blocks]
        for panel, step in zip(blocks, steps, strict=True):
            months = drawn_months(places, panel.returns.shape[-1] * step, block_months, max(steps))
            made += _of_panel(panel, str(window), drawn_periods(months, step), wanted)
    return tuple(sorted(made, key=lambda item: (item.fund, item.measure)))


def _of_panel(panel: Panel, window: str, periods: Whole, wanted: frozenset[tuple[str, str, str]]) -> list[Redrawn]:
    n = panel.returns.shape[-1]
    with np.errstate(all="ignore"):
        values = on_draws(panel.returns, panel.bills, periods, panel.periods_per_year)
    return [
        Redrawn(fund, f"{stem}_{window}", n, values[stem][row])
        for row, fund in enumerate(panel.key["fund"])
        for stem in STEMS
        if (fund, stem, window) in wanted
    ]


def on_draws(returns: Floats, bills: Floats, periods: Whole, periods_per_year: float) -> dict[str, Floats]:
    """Every measure that can be drawn, by stem, funds × draws: the functions of `performance`, along the last axis.

    Args:
        returns: period returns of the window as fractions, funds × periods in the order of time.
        bills: the risk-free return of the same periods.
        periods: which periods each draw holds, draws × periods, as `drawn_periods` gives them.
        periods_per_year: 12 or 4.

    Returns:
        What is unsmoothed has the smoothing coefficient of the whole record in every draw: its own error is not drawn.
        Geltner's filter gives the record's first period no value, so a draw leaves that period out where it falls on
        it. Return, volatility and Sharpe ratio as reported ask for no lag. The largest fall does hang on the order: a
        fall longer than a block is cut at the joins.
    """
    rho = autocorrelation(returns, 1)
    is_smoothed = (rho > 0)[..., None]
    mended = np.concatenate([np.zeros((*returns.shape[:-1], 1)), unsmoothed(returns, rho)], axis=-1)
    has_value = periods > 0
    # take, not an index: its memory has one order whatever stands beside a fund, and so have the sums
    as_drawn = np.take(returns, periods, axis=-1)
    _, risk = _moments(np.take(mended, periods, axis=-1), has_value)
    gain, doubt = _moments(np.take(mended - bills, periods, axis=-1), has_value)
    sharpe = sharpe_ratio(np.take(returns - bills, periods, axis=-1), periods_per_year)
    mended_sharpe = ratio(gain, doubt) * np.sqrt(periods_per_year)
    months = periods.shape[-1] * round(MONTHS_IN_YEAR / periods_per_year)
    return {
        "return": annualised(growth(as_drawn), months),
        "volatility": volatility(as_drawn, periods_per_year),
        "volatility_unsmoothed": np.where(is_smoothed, risk * np.sqrt(periods_per_year), np.nan),
        "sharpe_ratio": sharpe,
        "sharpe_ratio_unsmoothed": np.where(is_smoothed, mended_sharpe, np.nan),
        "sharpe_ratio_after_unsmoothing": np.where(is_smoothed, mended_sharpe, sharpe),
        "max_drawdown": max_drawdown(falls(as_drawn)),
    }


def _moments(values: Floats, has_value: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Mean and sample standard deviation (n − 1) of what has a value; NaN for the second under two of them."""
    n = np.sum(has_value, axis=-1).astype(np.float64)
    middle = ratio(np.sum(np.where(has_value, values, 0.0), axis=-1), n)
    away = np.where(has_value, values - middle[..., None], 0.0)
    return middle, np.sqrt(ratio(np.sum(away * away, axis=-1), np.maximum(n - 1, 0.0)))
