"""Smoothing as Getmansky, Lo and Makarov see it: reported returns are a moving average of the true ones, by likelihood.

Belongs here: the fit of one series, and what follows from it. Does not: its measures (`moving_average_answers.py`), and
the filters that need no fit (`smoothing.py`).

Reported less its mean is θ₀η_t + θ₁η_{t−1} + … + θ_qη_{t−q}, with Σθ = 1, so that the mean is the true one. That is an
ordinary moving average ε_t + b₁ε_{t−1} + … with b_j = θ_j/θ₀ and ε = θ₀η, which is what is fitted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats
from prudent.score.performance.likelihood import coefficient_covariance, coefficients, innovations, misfit
from prudent.score.performance.risk import same

ORDER = 2
"""Of months: an appraisal that reaches back over a quarter. Getmansky, Lo & Makarov 2004 take it for all funds."""

LEAST_FOR_FIT = 36
"""Observations. Each coefficient's standard error is about 1/√n, so a sixth at three years of months."""

STARTS = (0.0, 0.8, -0.8)
"""Where the search begins, each time, as partial coefficients: no smoothing, strong smoothing and its opposite. The
best end counts: of 840 short simulated series five had a second, lower hill at which one search ended."""

STEEPEST = 1e-5
"""Slope of the likelihood an observation at which the search has not ended at its top."""

EDGE = 0.999
"""Partial coefficients past this lie at the edge of the invertible ones, where the standard errors do not hold."""

LEAST_SUM = 0.1
"""1 + Σb under this: weights that nearly add up to nothing are not made to add up to 1, for the first would
be over ten. How sure they are is another question, asked where they are printed."""

DIGITS = 6
"""Weights are kept to so many: under what the search resolves, over what is printed, so that all machines give
the same."""


@dataclass(frozen=True, slots=True)
class SmoothingFit:
    """A moving average of weights that sum to 1."""

    thetas: Floats
    """θ₀ … θ_q: how much of a period's true return is reported at once, and in each of the periods after it."""
    standard_errors: Floats
    """Of the weights, asymptotic; NaN at the edge of the invertible ones."""
    smoothing_index: float
    """ξ = Σθ², the reported variance over the true one; under 1 where returns are smoothed."""
    unsmoothed: Floats
    """True returns as fractions, one for each reported one, with the reported mean."""


def fit_smoothing(returns: Floats, order: int = ORDER) -> SmoothingFit | Refusal:
    """The smoothing weights of one series by exact Gaussian maximum likelihood on the returns less their mean.

    Args:
        returns: reported period returns as fractions of one fund, in the order of time, without a gap.
        order: q, periods over which a return is spread after its own.

    Returns:
        The fit; weights may lie outside of [0, 1], which says that the model is not one of smoothing (index over 1).
        Refused under `LEAST_FOR_FIT` observations, for returns that are not finite or do not vary, where the search
        does not end at a maximum, and where the weights add up to nothing. Of the moving averages with the same
        likelihood the invertible one is taken. Getmansky, Lo & Makarov 2004; the likelihood is Newbold's 1974.
    """
    if (refusal := _unfit(returns)) is not None:
        return refusal
    away = returns - np.mean(returns)
    partial = _best(away / np.std(away), order)
    if partial is None:
        return Refusal(
            code=RefusalCode.NOT_CONVERGED,
            reason=f"The search for the smoothing weights of {returns.size} returns did not end at a maximum.",
        )
    if 1 + np.sum(coefficients(partial)) <= LEAST_SUM:
        return Refusal(
            code=RefusalCode.OUT_OF_RANGE,
            reason="The weights of the moving average nearly add up to nothing, so they are none of smoothing.",
        )
    return _fit(returns, away, partial)


def _unfit(returns: Floats) -> Refusal | None:
    if returns.size < LEAST_FOR_FIT:
        reason = f"Needs at least {LEAST_FOR_FIT} observations to fit smoothing weights; {returns.size} in evidence."
        return Refusal(code=RefusalCode.TOO_FEW_OBSERVATIONS, reason=reason)
    if not np.all(np.isfinite(returns)):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="A return in evidence is not a finite number.")
    if np.ptp(returns) <= same(returns.min(keepdims=True), returns.max(keepdims=True)):
        return Refusal(code=RefusalCode.NO_VARIATION, reason=f"All {returns.size} returns are the same.")
    return None


def _best(away: Floats, order: int) -> Floats | None:
    """Partial coefficients of the highest likelihood; None where no search ends at the top of its hill."""
    ends = [_search(lambda free: misfit(away, coefficients(np.tanh(free))), start, order) for start in STARTS]
    tops = [end for end in ends if np.all(np.isfinite(end.free)) and end.slope <= STEEPEST]
    return np.tanh(min(tops, key=lambda end: end.misfit).free) if tops else None


@dataclass(frozen=True, slots=True)
class _End:
    """Where a search ended, and how steep it is there."""

    free: Floats
    misfit: float
    slope: float


def _search(of: Callable[[Floats], float], start: float, order: int) -> _End:
    from scipy.optimize import minimize  # noqa: PLC0415 -- heavy  # pyright: ignore[reportUnknownVariableType] -- untyped

    first, least = np.full(order, np.arctanh(start)), {"gtol": STEEPEST / 1000}
    found = cast("Any", minimize(of, first, method="BFGS", jac="3-point", options=least))
    return _End(np.asarray(found.x, np.float64), float(found.fun), float(np.max(np.abs(found.jac))))


def _fit(returns: Floats, away: Floats, partial: Floats) -> SmoothingFit:
    b = coefficients(partial)
    thetas = np.asarray(np.round(np.append(1.0, b) / (1 + np.sum(b)), DIGITS), np.float64)
    true: Floats = innovations(away, thetas[1:] / thetas[0]).values / float(thetas[0])
    at_edge = bool(np.max(np.abs(partial)) > EDGE)
    return SmoothingFit(
        thetas=thetas,
        standard_errors=np.full(thetas.size, np.nan) if at_edge else standard_errors(b, returns.size),
        smoothing_index=float(np.sum(thetas * thetas)),
        unsmoothed=true - np.mean(true) + np.mean(returns),
    )


def standard_errors(b: Floats, n: int) -> Floats:
    """Asymptotic standard errors of the weights θ₀ … θ_q, from those of b by the delta method.

    Args:
        b: coefficients of an invertible moving average.
        n: observations.

    Returns:
        One for each weight. θ_j = b_j / (1 + Σb), b₀ = 1. Getmansky, Lo & Makarov 2004, proposition 4.
    """
    order, whole = b.size, 1 + np.sum(b)
    slopes = np.vstack([np.zeros(order), np.eye(order)]) / whole - np.append(1.0, b)[:, None] / whole**2
    moved = np.sum(slopes[:, :, None] * coefficient_covariance(b, n), axis=1)
    return np.asarray(np.sqrt(np.sum(moved * slopes, axis=-1)))
