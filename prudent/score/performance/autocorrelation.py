"""Autocorrelation of returns: the sample ACF, and whether it can be chance (Ljung and Box).

Belongs here: the estimators and their measures. Does not: what undoes smoothing (`smoothing.py`, `moving_average.py`).
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.answer import Answer
from prudent.score.panel import Floats, mean, ratio
from prudent.score.performance.returns import KIND_WORDS, of_window
from prudent.score.performance.risk import FREQUENCY, SPREAD_REFUSALS

PRINTED_LAGS = 3
"""Lags that are measures of their own: of months those inside a quarter, at which appraisals are renewed."""

MOST_LAGS, OBSERVATIONS_A_LAG = 10, 5
"""Ljung-Box looks at ten lags, or at one for each five observations where these are fewer: Hyndman and Athanasopoulos,
Forecasting: Principles and Practice, for data without a season."""


def autocorrelation(returns: Floats, lag: int) -> Floats:
    """Autocorrelation by the sample ACF: Σ(r_t − m)(r_{t−lag} − m) / Σ(r_t − m)², m of the whole sample.

    Args:
        returns: period returns as fractions, in the order of time, without a gap.
        lag: in periods, at least 1.

    Returns:
        A ratio in (−1, 1); NaN where the returns do not vary or there are no more than `lag`. Not Pearson's correlation
        of the two shifted series, which has its own means and variances and differs in short samples. Box & Jenkins
        1970.
    """
    return autocorrelations(returns, (lag,))[..., 0]


def autocorrelations(returns: Floats, lags: Sequence[int]) -> Floats:
    """The same at several lags: funds × lags, or one number a lag for one series."""
    away = returns - mean(returns)[..., None]
    squares = np.sum(away * away, axis=-1)
    n, nothing = returns.shape[-1], np.full(returns.shape[:-1], np.nan)
    each = [ratio(np.sum(away[..., lag:] * away[..., :-lag], axis=-1), squares) if n > lag else nothing for lag in lags]
    return np.stack(each, axis=-1)


def ljung_box_lags(n: int) -> int:
    """How many lags the test looks at for n observations: one for each five, at least one and at most ten."""
    return max(1, min(MOST_LAGS, n // OBSERVATIONS_A_LAG))


def ljung_box(rho: Floats, n: int) -> Floats:
    """Ljung-Box Q = n(n + 2) Σ ρ_k² / (n − k) over the lags given.

    Args:
        rho: autocorrelations at lags 1, 2, … along the last axis, by the sample ACF.
        n: observations that they come from.

    Returns:
        A number from 0 up; NaN where an autocorrelation is. Ljung & Box 1978.
    """
    left = np.arange(n - 1, n - 1 - rho.shape[-1], -1, dtype=np.float64)
    return np.asarray(n * (n + 2) * np.sum(rho * rho / left, axis=-1))


def ljung_box_p(rho: Floats, n: int) -> Floats:
    """Chance of a Q as large in returns without autocorrelation: the the tail of χ², a degree of freedom a lag.

    Args:
        rho: as for `ljung_box`.
        n: as for `ljung_box`.

    Returns:
        A probability. χ² holds for many observations; no degree is taken off, for no model was fitted.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 -- heavy

    return np.asarray(chdtrc(rho.shape[-1], ljung_box(rho, n)))


def autocorrelation_answers() -> tuple[Answer, ...]:
    """`autocorrelation_lag1` to `_lag3` and `ljung_box_p`, over a frame with one row a fund and window."""
    return (*(_at(lag) for lag in range(1, PRINTED_LAGS + 1)), _chance())


def _at(lag: int) -> Answer:
    method = pl.format(
        f"Sample ACF at lag {lag} of {{}} total returns {{}}: mean and variance of the whole sample (Box & Jenkins "
        "1970).",
        FREQUENCY,
        KIND_WORDS,
    )
    value = pl.col(f"rho{lag}")
    name = f"autocorrelation_lag{lag}"
    return of_window(Factor.PERFORMANCE, name, Unit.RATIO, value, method, refusals=SPREAD_REFUSALS)


def _chance() -> Answer:
    lags = pl.max_horizontal(pl.lit(1), pl.min_horizontal(pl.lit(MOST_LAGS), pl.col("n") // OBSERVATIONS_A_LAG))
    method = pl.format(
        "Chance of a Ljung-Box Q as large in returns without autocorrelation: sample ACF of {} total returns {} at "
        f"lags 1 to {{}} (a fifth of the observations, at most {MOST_LAGS}), tail of chi-squared (Ljung & Box 1978).",
        FREQUENCY,
        KIND_WORDS,
        lags,
    )
    value = pl.col("ljung_box_p")
    return of_window(Factor.PERFORMANCE, "ljung_box_p", Unit.FRACTION, value, method, refusals=SPREAD_REFUSALS)
