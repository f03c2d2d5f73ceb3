"""The exact Gaussian likelihood of a moving average x_t = ε_t + b₁ε_{t−1} + … + b_qε_{t−q}.

Belongs here: the algebra of b, for any series. Does not: what b says of smoothing, and the search for it
(`moving_average.py`).
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from prudent.score.panel import Floats


def coefficients(partial: Floats) -> Floats:
    """b₁ … b_q of an invertible moving average from partial coefficients in (−1, 1), in any order of q.

    Args:
        partial: one for each lag. Every invertible moving average has its own and no other is reached, so that no root
            needs to be reflected afterwards. Barndorff-Nielsen & Schou 1973; Monahan 1984.
    """
    found = np.empty(0)
    for each in partial:
        found = np.append(found + each * found[::-1], each)
    return found


def misfit(away: Floats, b: Floats) -> float:
    """Minus twice the exact log-likelihood an observation, without its constants: log(S/n) + log|I + Z'Z| / n.

    Args:
        away: returns less their mean.
        b: coefficients of an invertible moving average.

    S is the sum of squares of all innovations, those before the first return too, at their best; Z is what the latter
    add to the former. Newbold 1974.
    """
    found = innovations(away, b)
    return float(np.log(found.squares / away.size) + np.log(found.determinant) / away.size)


@dataclass(frozen=True, slots=True)
class Innovations:
    """ε_t of a moving average, the sum of squares with those before the start, and |I + Z'Z|."""

    values: Floats
    squares: float
    determinant: float


def innovations(away: Floats, b: Floats) -> Innovations:
    """Innovations of a series, with those before its start at their likeliest.

    Args:
        away: returns less their mean, of one fund.
        b: coefficients of an invertible moving average.
    """
    order = b.size
    driven = np.zeros((order + 1, away.size))
    driven[0] = away
    for lag in range(order):  # what an innovation of 1, so many periods before that of the start, takes from a return
        driven[lag + 1, : order - lag] = -b[lag:]
    passed = _recursion(b, driven)
    plain, added = passed[0], passed[1:]
    products = np.sum(added[:, None, :] * added[None, :, :], axis=-1) + np.eye(order)
    before = cast("Floats", np.linalg.solve(products, -np.sum(added * plain, axis=-1)))
    values = plain + np.sum(before[:, None] * added, axis=0)
    squares = float(np.sum(values * values) + np.sum(before * before))
    return Innovations(values, squares, float(np.linalg.det(products)))


def _recursion(b: Floats, driven: Floats) -> Floats:
    """y_t = x_t − b₁y_{t−1} − … along the last axis, in compiled code."""
    from scipy.signal import lfilter  # noqa: PLC0415 -- heavy  # pyright: ignore[reportUnknownVariableType] -- untyped

    return cast("Floats", lfilter([1.0], np.append(1.0, b), driven, axis=-1))


def coefficient_covariance(b: Floats, n: int) -> Floats:
    """Asymptotic covariance of the fitted coefficients, (LL' − UU') / n.

    Args:
        b: coefficients of an invertible moving average.
        n: observations.

    Returns:
        q × q. L and U are lower triangular, their columns 1, b₁ … b_{q−1} and b_q … b₁ shifted down: the inverse of the
        autocovariance of an autoregression with the same polynomial. Siddiqui 1958; Box & Jenkins 1970.
    """
    order = b.size
    down = np.subtract.outer(np.arange(order), np.arange(order))
    ahead, behind = (np.where(down >= 0, column[down], 0.0) for column in (np.append(1.0, b[:-1]), b[::-1]))
    return (_times_itself(ahead) - _times_itself(behind)) / n


def _times_itself(matrix: Floats) -> Floats:
    """AA', added up in one order on every machine."""
    return np.asarray(np.sum(matrix[:, None, :] * matrix[None, :, :], axis=-1))
