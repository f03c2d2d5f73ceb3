"""Falls from an earlier peak: how deep, from when to when.

Belongs here: the path of wealth and what lies under its peak. Does not: spread (`risk.py`).
"""

import numpy as np

from prudent.score.panel import Floats, Whole


def falls(returns: Floats) -> Floats:
    """How far wealth stands under its earlier peak at the end of each period, the start counted as a peak.

    Args:
        returns: period returns as fractions, not under −1, in the order of time.

    Returns:
        A fraction in [−1, 0] for each period; zero at a peak. Without the start a first loss is missed (Bacon 2008).
    """
    wealth = np.cumprod(1 + returns, axis=-1)
    return wealth / np.maximum(np.maximum.accumulate(wealth, axis=-1), 1) - 1


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
    places: Whole = np.arange(1, fallen.shape[-1] + 1, dtype=np.int64)
    is_peak = (fallen == 0) & (places < trough_place(fallen)[..., None])
    return np.asarray(np.max(np.where(is_peak, places, 0), axis=-1))
