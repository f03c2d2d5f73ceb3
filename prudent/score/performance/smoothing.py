"""Undoing smoothing: Geltner's filter, and the one of Okunev and White for several lags.

Belongs here: filters made from autocorrelations. Does not: the moving average found by likelihood
(`moving_average.py`), and the measures after unsmoothing (`unsmoothed_risk.py`).
"""

import numpy as np

from prudent.score.panel import Floats, mean
from prudent.score.performance.autocorrelation import autocorrelations

LAGS_REMOVED = 2
"""Okunev-White takes out lags 1 and 2: of months the rest of the quarter in which an appraisal is renewed."""


def unsmoothed(returns: Floats, rho: Floats) -> Floats:
    """Geltner's returns r*_t = (r_t − ρ r_{t−1}) / (1 − ρ), from the second period on.

    Args:
        returns: reported period returns as fractions, in the order of time, without a gap.
        rho: lag-1 autocorrelation of the same returns; under 1.

    Returns:
        Fractions, one period fewer than were given. The mean is kept up to the ends of the sample, and ρ → 0 is the
        identity. Geltner 1991, 1993.
    """
    return _less_lag(returns, np.asarray(rho), 1)


def okunev_white(returns: Floats, lags: int = LAGS_REMOVED) -> Floats:
    """Returns freed of autocorrelation lag by lag: r_m,t = (r_{m−1},t − c_m r_{m−1},t−m) / (1 − c_m), m = 1 … `lags`.

    Args:
        returns: reported period returns as fractions, in the order of time, without a gap.
        lags: how many lags are taken out, each once, the first first.

    Returns:
        Fractions, 1 + 2 + … + `lags` periods fewer than were given, moved so that their mean is that of the reported
        returns. NaN where a lag has no real coefficient (`okunev_white_coefficient`) or too few are left.

        Taking out a lag brings back a little of those before it: for θ = 0.5, 0.3, 0.2 lag 1 comes back to 0.01. A
        smoothing that is a moving average is overdone (that one's deviation by a third in long samples), because lags
        past the last stay in, negative; the likelihood's figure stands beside it. Okunev & White 2003.
    """
    mended = returns
    for lag in range(1, lags + 1):
        mended = _less_lag(mended, okunev_white_coefficient(autocorrelations(mended, (lag, 2 * lag))), lag)
    return mended + (mean(returns) - mean(mended))[..., None]


def okunev_white_coefficient(rho: Floats) -> Floats:
    """The root c, |c| ≤ 1, of a_m c² − (1 + a_2m) c + a_m = 0: r_t − c r_{t−m} has no autocorrelation at lag m.

    Args:
        rho: the autocorrelations at lags m and 2m along the last axis, a_m and a_2m.

    Returns:
        A ratio in [−1, 1], 0 where a_m is; NaN where no real number does it, 2|a_m| > 1 + a_2m. The roots are
        reciprocal, so one of them is always inside. Written so that nothing is divided by a_m. Okunev & White 2003.
    """
    first, second = rho[..., 0], 1 + rho[..., 1]
    inside = second * second - 4 * first * first
    root = np.sqrt(np.where(inside >= 0, inside, np.nan))
    return np.asarray(2 * first / (second + root))


def _less_lag(returns: Floats, share: Floats, lag: int) -> Floats:
    """(r_t − c r_{t−lag}) / (1 − c); NaN where c is 1, for then nothing of the period itself is left."""
    kept = np.where(share == 1, np.nan, 1 - share)[..., None]
    if returns.shape[-1] <= lag:
        return returns[..., :0]
    return (returns[..., lag:] - share[..., None] * returns[..., :-lag]) / kept
