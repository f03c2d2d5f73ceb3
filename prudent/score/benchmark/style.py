"""Returns-based style: the mixture of public proxies that moved most like the fund (Sharpe 1992).

Belongs here: the fit, of one series. Does not: which proxies it is given and how it is printed (`style_answers.py`).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats

LEAST_MONTHS = 24
"""Under two years of months a mixture of four or five proxies fits noise; Sharpe 1992 fits sixty. Our choice."""

LEAST_PROXIES = 2
"""Of one proxy there is nothing to mix: its weight is 1 whatever the fund did."""

SAME = 1e-12
"""A variance under this share of the others is rounding, and means that the series does not vary."""

ALIKE = 1e-9
"""Singular values under this share of the largest are rounding, and mean that proxies can stand for each other."""


@dataclass(frozen=True, slots=True)
class Style:
    """The mixture and how well it fits."""

    weights: tuple[float, ...]
    """One for each proxy, at least 0; they sum to 1."""
    r_squared: float
    """1 less the variance of what the mixture leaves over the fund's; under 0 where even a flat line fits better."""
    n: int


def style(returns: Floats, proxies: Floats) -> Style | Refusal:
    """Weights that make the variance of the fund's return less the mixture's least.

    The weights are at least 0 and sum to 1, so that the mixture could be held. Because they sum to 1, what is left is
    the mixture of the differences between fund and proxies, and the weights are those of the point of a convex hull
    that lies nearest to zero. Non-negative least squares finds it: a row of ones is added with a target of 1, and the
    weights are scaled to sum to 1, which changes nothing about where the least lies.

    Args:
        returns: n period returns of the fund as fractions, without a gap.
        proxies: proxies × n, total returns of the same periods.

    Returns:
        Weights in the order of the proxies, R² and n. Refused: other lengths than n (`window_not_covered`), fewer than
        two proxies (`not_applicable`), under 24 observations or no more than proxies (`too_few_observations`), a value
        that is not finite or a return of -100 % or less (`out_of_range`), a fund that does not vary (`no_variation`),
        proxies that can stand for each other (`not_unique`). Sharpe 1992, Asset Allocation: Management Style and
        Performance Measurement.
    """
    refused = _refused(returns, proxies)
    if refused is not None:
        return refused
    apart = (proxies - returns).T
    differences = apart - apart.mean(axis=0)
    scale = float(np.sqrt(np.max(np.sum(differences * differences, axis=0)))) or 1.0
    found = _non_negative(np.vstack([differences / scale, np.ones(len(proxies))]))
    weights = found / found.sum()
    left = np.sum(weights[:, None] * differences.T, axis=0)
    own = returns - returns.mean()
    r_squared = 1 - float(np.sum(left * left)) / float(np.sum(own * own))
    return Style(tuple(float(weight) for weight in weights), r_squared, returns.size)


def _non_negative(rows: Floats) -> Floats:
    """Non-negative least squares of the rows on zeros and a last one (Lawson & Hanson 1974)."""
    from scipy.optimize import (  # noqa: PLC0415 -- heavy, and loaded only where a style is asked for
        nnls,  # pyright: ignore[reportUnknownVariableType] -- scipy says no types
    )

    target = np.zeros(len(rows))
    target[-1] = 1.0
    return np.asarray(nnls(rows, target)[0], dtype=np.float64)


def _refused(returns: Floats, proxies: Floats) -> Refusal | None:
    if proxies.shape != (len(proxies), returns.size):
        return Refusal(
            code=RefusalCode.WINDOW_NOT_COVERED, reason="Fund and proxies do not have the same number of periods."
        )
    if len(proxies) < LEAST_PROXIES:
        return Refusal(code=RefusalCode.NOT_APPLICABLE, reason="A style is a mixture of at least two proxies.")
    if returns.size < max(LEAST_MONTHS, len(proxies) + 1):
        needed = max(LEAST_MONTHS, len(proxies) + 1)
        return Refusal(
            code=RefusalCode.TOO_FEW_OBSERVATIONS,
            reason=f"A style needs at least {needed} observations; there are {returns.size}.",
        )
    if not (np.isfinite(returns).all() and np.isfinite(proxies).all()) or min(returns.min(), proxies.min()) <= -1:
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="A return is not a finite number, or is -100 % or less.")
    return _without_shape(returns, proxies)


def _without_shape(returns: Floats, proxies: Floats) -> Refusal | None:
    centred = proxies - proxies.mean(axis=1, keepdims=True)
    own = returns - returns.mean()
    spread = float(np.max(np.sum(centred * centred, axis=1)))
    if float(np.sum(own * own)) <= SAME * max(spread, float(np.sum(returns * returns))):
        return Refusal(code=RefusalCode.NO_VARIATION, reason="All returns of the fund are the same.")
    if _stand_for_each_other((centred / (np.sqrt(spread) or 1.0)).tobytes(), len(proxies)):
        return Refusal(
            code=RefusalCode.NOT_UNIQUE,
            reason="Two proxies, or mixtures of them, had the same returns: no one set of weights is the answer.",
        )
    return None


@lru_cache(maxsize=64)
def _stand_for_each_other(cells: bytes, count: int) -> bool:
    """Whether weights could be moved between proxies without changing the mixture. Many funds ask it of the same."""
    centred = np.frombuffer(cells).reshape(count, -1)
    mixtures = np.vstack([centred.T, np.ones(count)])
    return int(np.linalg.matrix_rank(mixtures, rtol=ALIKE)) < count
