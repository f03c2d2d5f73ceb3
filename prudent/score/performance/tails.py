"""The shape of a series' distribution and its bad end: skewness, kurtosis, value at risk, expected shortfall.

Belongs here: moments and quantiles of one period's returns. Does not: what is printed of them (`tails_answers.py`),
paths over time (`drawdown.py`), targets (`downside.py`).

Sign: value at risk and expected shortfall are returns of one period, so a loss is under zero, as a drawdown is.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from prudent.score.panel import Floats, Whole, mean, ratio

TAIL = 0.05
"""The share of periods that is worse than the value at risk at 95 %."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Population moments (divided by n) of each series; skewness and kurtosis NaN where the returns do not vary."""

    mean: Floats
    deviation: Floats
    skewness: Floats
    kurtosis: Floats
    """Not in excess: 3 for normal returns."""


def moments(returns: Floats) -> Moments:
    """Mean, deviation, skewness m₃/m₂^(3/2) and kurtosis m₄/m₂², with central moments m_k = Σ(r − m)^k / n.

    Args:
        returns: period returns as fractions, of one frequency, in any order.

    Returns:
        The estimators that the standard error of a Sharpe ratio takes (Mertens 2002; Bailey & López de Prado 2012), not
        those of a spreadsheet, which are corrected for small samples. NaN where a return is missing.
    """
    average = mean(returns)
    away = returns - average[..., None]
    square = away * away
    second = mean(square)
    return Moments(
        mean=average,
        deviation=np.sqrt(second),
        skewness=ratio(mean(square * away), second * np.sqrt(second)),
        kurtosis=ratio(mean(square * square), second * second),
    )


def skewness(returns: Floats) -> Floats:
    """Population skewness of each series, see `moments`; under zero, the long tail is that of losses."""
    return moments(returns).skewness


def kurtosis(returns: Floats) -> Floats:
    """Population kurtosis of each series, not in excess, see `moments`; 3 for normal returns."""
    return moments(returns).kurtosis


def value_at_risk(returns: Floats, share: float = TAIL) -> Floats:
    """Historical value at risk: the `share` quantile of the returns, linear between the two next to (n − 1)·share.

    Args:
        returns: period returns as fractions, of one frequency, in any order.
        share: of periods that are worse; 0.05 is the value at risk at 95 %.

    Returns:
        A fraction, the return of one period; a loss is under zero. Definition 7 of Hyndman & Fan 1996.
    """
    ordered = np.sort(returns, axis=-1)
    place = (ordered.shape[-1] - 1) * share
    low = int(place)
    under, over = ordered[..., low], ordered[..., min(low + 1, ordered.shape[-1] - 1)]
    return np.asarray(under + (place - low) * (over - under))


def expected_shortfall(returns: Floats, share: float = TAIL) -> Floats:
    """Historical expected shortfall: the mean of the worst n·share returns, the last of them counted in part.

    Args:
        returns: period returns as fractions, of one frequency, in any order.
        share: of periods that are averaged; 0.05 is the expected shortfall at 95 %.

    Returns:
        A fraction, the return of one period; never over the value at risk at the same share. Acerbi & Tasche 2002.
    """
    ordered = np.sort(returns, axis=-1)
    count = ordered.shape[-1] * share
    whole = int(count)
    worst = np.sum(ordered[..., :whole], axis=-1) + (count - whole) * ordered[..., whole]
    return np.asarray(worst / count)


def cornish_fisher_holds(shape: Moments) -> NDArray[np.bool_]:
    """Whether the Cornish-Fisher quantiles rise throughout: outside of that they are no distribution (Maillard 2012).

    The expansion z + (z²−1)S/6 + (z³−3z)K/24 − (2z³−5z)S²/36, with K the kurtosis less 3, has the derivative
    a z² + (S/3) z + c with a = K/8 − S²/6 and c = 1 − K/8 + 5S²/36, nowhere under zero where a ≥ 0 and S²/9 ≤ 4ac.
    """
    square, heavy = shape.skewness * shape.skewness, (shape.kurtosis - 3) / 8
    leading = heavy - square / 6
    return (leading >= 0) & (square / 9 <= 4 * leading * (1 - heavy + square * 5 / 36))


def cornish_fisher_value_at_risk(shape: Moments, share: float = TAIL) -> Floats:
    """Value at risk of the Cornish-Fisher expansion with the sample's own skewness and kurtosis (Favre & Galeano 2002).

    Args:
        shape: as `moments` gives them.
        share: of periods that are worse.

    Returns:
        A fraction, the return of one period; NaN where `cornish_fisher_holds` does not.
    """
    z = NormalDist().inv_cdf(share)
    skew, heavy = shape.skewness, shape.kurtosis - 3
    quantile = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * heavy / 24 - (2 * z**3 - 5 * z) * skew * skew / 36
    return np.where(cornish_fisher_holds(shape), shape.mean + shape.deviation * quantile, np.nan)


def cornish_fisher_expected_shortfall(shape: Moments, share: float = TAIL) -> Floats:
    """Mean of the Cornish-Fisher expansion under its `share` quantile, in closed form (Maillard 2012).

    Args:
        shape: as `moments` gives them.
        share: of periods that are averaged.

    Returns:
        A fraction, the return of one period; NaN where `cornish_fisher_holds` does not.
    """
    z = NormalDist().inv_cdf(share)
    skew, heavy = shape.skewness, shape.kurtosis - 3
    factor = 1 + z * skew / 6 + (z**2 - 1) * heavy / 24 - (2 * z**2 - 1) * skew * skew / 36
    worst = -NormalDist().pdf(z) / share * factor
    return np.where(cornish_fisher_holds(shape), shape.mean + shape.deviation * worst, np.nan)


def best_period(returns: Floats) -> Floats:
    """Largest return of one period."""
    return np.asarray(np.max(returns, axis=-1))


def worst_period(returns: Floats) -> Floats:
    """Smallest return of one period."""
    return np.asarray(np.min(returns, axis=-1))


def positive_periods(returns: Floats) -> Whole:
    """Count of periods with a return over zero; a return of zero is no gain."""
    return np.asarray(np.count_nonzero(returns > 0, axis=-1))
