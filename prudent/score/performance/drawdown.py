"""Falls from an earlier peak: how deep, from when to when, when the peak was reached again, and ratios to them.

Belongs here: the path of wealth and what lies under its peak, as numbers. Does not: what is printed of it
(`drawdown_answers.py`), and spread (`risk.py`).
"""

import numpy as np

from prudent.score.panel import Floats, Whole, mean, ratio

AT_PEAK = 1e-12
"""Wealth nearer to its peak than this part of it stands at the peak: the rest is the rounding of floats."""


def falls(returns: Floats) -> Floats:
    """How far wealth stands under its earlier peak at the end of each period, the start counted as a peak.

    Args:
        returns: period returns as fractions, not under −1, in the order of time.

    Returns:
        A fraction in [−1, 0] for each period; zero at a peak. Without the start a first loss is missed (Bacon 2008).
        NaN from a missing return on.
    """
    wealth = np.cumprod(1 + returns, axis=-1)
    fallen = wealth / np.maximum(np.maximum.accumulate(wealth, axis=-1), 1) - 1
    fallen[fallen >= -AT_PEAK] = 0
    return fallen


def max_drawdown(fallen: Floats) -> Floats:
    """Largest fall from an earlier peak, the start counted as one: min over t of W_t / max(1, W_1 … W_t) − 1.

    Args:
        fallen: as `falls` gives them.

    Returns:
        A fraction in [−1, 0]; unchanged when prices are scaled (Bacon 2008).
    """
    return np.asarray(np.min(fallen, axis=-1))


def trough_place(fallen: Floats) -> Whole:
    """Place of the period at whose end the largest fall is reached, counted from 1; the first one of equals."""
    return np.asarray(np.argmin(fallen, axis=-1) + 1)


def peak_place(fallen: Floats) -> Whole:
    """Place of the period at whose end the last peak before the trough stands, counted from 1; 0 is the start.

    Args:
        fallen: as `falls` gives them.
    """
    is_peak = (fallen == 0) & (_places(fallen) < trough_place(fallen)[..., None])
    latest = fallen.shape[-1] - np.argmax(is_peak[..., ::-1], axis=-1)
    return np.where(np.any(is_peak, axis=-1), latest, 0)


def recovery_place(fallen: Floats) -> Whole:
    """Place of the first period after the trough at whose end wealth stands at its old peak again; 0: not recovered.

    Args:
        fallen: as `falls` gives them.
    """
    is_back = (fallen == 0) & (_places(fallen) > trough_place(fallen)[..., None])
    return np.where(np.any(is_back, axis=-1), np.argmax(is_back, axis=-1) + 1, 0)


def pain_index(fallen: Floats) -> Floats:
    """Mean depth under the earlier peak over ALL periods, those at a peak with zero: Σ|D_t| / n.

    Args:
        fallen: as `falls` gives them.

    Returns:
        A fraction in [0, 1], a depth and so above zero; not annualised (Becker 2006, in Bacon 2008).
    """
    return -mean(fallen) + 0.0


def ulcer_index(fallen: Floats) -> Floats:
    """Root of the mean squared depth under the earlier peak over ALL periods: √(ΣD_t² / n).

    Args:
        fallen: as `falls` gives them.

    Returns:
        A fraction in [0, 1], not under the pain index; not annualised, not in per cent (Martin & McCann 1989).
    """
    return np.sqrt(mean(fallen * fallen))


def calmar_ratio(annual_return: Floats, deepest: Floats) -> Floats:
    """Annualised compound return over the depth of the largest fall, both of the same window (Young 1991).

    Args:
        annual_return: as `returns.annualised` gives it; no risk-free return is taken off.
        deepest: as `max_drawdown` gives it.

    Returns:
        A ratio; NaN where there is no fall. Young's window is 36 months; ours is the window that the name states.
    """
    return ratio(annual_return, -deepest)


def martin_ratio(annual_return: Floats, ulcer: Floats, annual_risk_free: Floats | float = 0.0) -> Floats:
    """Annualised compound return less that of the bills, over the ulcer index (Martin & McCann 1989).

    Args:
        annual_return: as `returns.annualised` gives it.
        ulcer: as `ulcer_index` gives it.
        annual_risk_free: the bills' own annualised compound return on the same window. Publications with zero state it.

    Returns:
        A ratio; NaN where there is no fall.
    """
    return ratio(annual_return - annual_risk_free, ulcer)


def _places(fallen: Floats) -> Whole:
    """1 to n."""
    return np.arange(1, fallen.shape[-1] + 1, dtype=np.int64)
