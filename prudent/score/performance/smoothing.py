"""What smoothing hides: autocorrelation of the returns, and risk after Geltner's unsmoothing.

Belongs here: estimators for a smoothed series. Does not: risk on returns as reported (`risk.py`). Both are printed.
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse
from prudent.score.panel import Floats, mean, ratio
from prudent.score.performance.returns import KIND_WORDS, of_window
from prudent.score.performance.risk import (
    BILL_WORDS,
    FREQUENCY,
    ROOT,
    SHARPE_EVIDENCE,
    SHARPE_METHOD,
    SHARPE_REFUSALS,
    SPREAD_REFUSALS,
)


def autocorrelation(returns: Floats, lag: int) -> Floats:
    """Autocorrelation by the sample ACF: Σ(r_t − m)(r_{t−lag} − m) / Σ(r_t − m)², m of the whole sample.

    Args:
        returns: period returns as fractions, in the order of time, without a gap.
        lag: in periods, at least 1.

    Returns:
        A ratio in (−1, 1); NaN where the returns do not vary or there are no more than `lag`. Not Pearson's correlation
        of the two shifted series, which has its own means and variances and differs in short samples (0.467 and 0.483
        in one published case). Box & Jenkins 1970.
    """
    away = returns - mean(returns)[..., None]
    if returns.shape[-1] <= lag:
        return np.full(returns.shape[:-1], np.nan)
    return ratio(np.sum(away[..., lag:] * away[..., :-lag], axis=-1), np.sum(away * away, axis=-1))


def unsmoothed(returns: Floats, rho: Floats) -> Floats:
    """Geltner's returns r*_t = (r_t − ρ r_{t−1}) / (1 − ρ), from the second period on.

    Args:
        returns: reported period returns as fractions, in the order of time, without a gap.
        rho: lag-1 autocorrelation of the same returns; under 1.

    Returns:
        Fractions, one period fewer than were given. The mean is kept up to the ends of the sample, and ρ → 0 is the
        identity. Geltner 1991, 1993.
    """
    rho = np.asarray(rho)[..., None]
    return (returns[..., 1:] - rho * returns[..., :-1]) / (1 - rho)


_NO_SMOOTHING = Refuse(
    pl.col("rho") <= 0,
    RefusalCode.NO_SMOOTHING_FOUND,
    pl.format(
        "The lag-1 autocorrelation is {}, not above zero: there is nothing to undo and the reported figure stands.",
        pl.col("rho").round(3),
    ),
)

_GELTNER = "r* = (r - ρ r₋₁)/(1 - ρ) with the sample lag-1 autocorrelation ρ (Geltner 1991, 1993); the first drops out."


_MENDED_SHARPE = pl.format(
    "Sharpe 1994 on {} unsmoothed returns less the period's own three-month bill return, times the root of {}; "
    f"{_GELTNER} {BILL_WORDS}",
    FREQUENCY,
    ROOT,
)

_P = Factor.PERFORMANCE


def smoothing_answers() -> tuple[Answer, ...]:
    """Autocorrelation and unsmoothed risk, over a frame with one row a fund and window."""
    acf = pl.format(
        "Sample ACF at lag 1 of {} total returns {}: mean and variance of the whole sample (Box & Jenkins 1970).",
        FREQUENCY,
        KIND_WORDS,
    )
    spread = pl.format(f"Volatility (n-1, times the root of {{}}) of {{}} returns after {_GELTNER}", ROOT, FREQUENCY)
    return (
        of_window(_P, "autocorrelation_lag1", Unit.RATIO, pl.col("rho"), acf, refusals=SPREAD_REFUSALS),
        of_window(
            _P,
            "volatility_unsmoothed",
            Unit.FRACTION_PER_YEAR,
            pl.col("volatility_unsmoothed"),
            spread,
            refusals=(*SPREAD_REFUSALS, _NO_SMOOTHING),
            n=pl.col("n") - 1,
        ),
        _unsmoothed_sharpe(),
        _sharpe_after_unsmoothing(),
    )


def _unsmoothed_sharpe() -> Answer:
    return of_window(
        _P,
        "sharpe_ratio_unsmoothed",
        Unit.RATIO,
        pl.col("sharpe_unsmoothed"),
        _MENDED_SHARPE,
        refusals=(*SHARPE_REFUSALS, _NO_SMOOTHING),
        n=pl.col("n") - 1,
        evidence=SHARPE_EVIDENCE,
    )


def _sharpe_after_unsmoothing() -> Answer:
    """The unsmoothed ratio where smoothing is found, else the reported one: one figure that every fund can have."""
    is_smoothed = pl.col("rho") > 0
    as_reported = pl.format(
        "As reported, because ρ is {} and there is no smoothing to undo. {}", pl.col("rho").round(3), SHARPE_METHOD
    )
    return of_window(
        _P,
        "sharpe_ratio_after_unsmoothing",
        Unit.RATIO,
        pl.when(is_smoothed).then(pl.col("sharpe_unsmoothed")).otherwise(pl.col("sharpe")),
        pl.when(pl.col("rho") <= 0).then(as_reported).otherwise(_MENDED_SHARPE),
        refusals=SHARPE_REFUSALS,
        n=pl.when(is_smoothed).then(pl.col("n") - 1).otherwise(pl.col("n")),
        evidence=SHARPE_EVIDENCE,
    )
