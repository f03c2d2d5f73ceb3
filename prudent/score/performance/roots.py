"""Every rate that solves a row of cash flows, so that one of several is never taken for the answer.

Belongs here: how many rates there are and between which bounds each lies. Does not: what the flows mean
(`cash_flows.py`). A rate r is searched as g = ln(1 + r), in which the value of the flows is Σ CF e^(−g t).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prudent.score.panel import Floats

LEAST_RATE, MOST_RATE = -0.999999, 1e6
"""Rates a year that are searched. Under the first nothing is left, over the second no figure of a fund is meant."""

Yes = NDArray[np.bool_]

_CELLS, _HALVINGS = 64, 24
"""The range is cut into 64 parts; a part that is not decided is halved, down to 3e-8 of ln(1 + r)."""

_ROUNDING = 1e-12
"""Sums of floats that differ by less, as a part of their size, are not told apart."""


@dataclass(frozen=True, slots=True)
class Brackets:
    """Parts of ln(1 + r), each of which holds exactly one solution, and what is known of others."""

    low: Floats
    high: Floats
    undecided: bool
    """Whether the value comes somewhere so near to zero that two solutions cannot be told from none."""
    over: bool
    """Whether there is one over the range, where the value has the sign of the first flow in the end. One under it, at
    a loss of more than 99.9999 % a year, is told by no one and does not count."""


def sign_changes(flows: Floats) -> int:
    """How often flows in the order of time change their sign, zeros left out.

    Descartes' rule, which holds for any real times: there are at most so many solutions, and as many up to an even
    number. One change is exactly one solution.
    """
    signs = np.sign(flows[flows != 0])
    return int(np.sum(signs[1:] != signs[:-1]))


def brackets(years: Floats, flows: Floats) -> Brackets:
    """Bounds around each solution of Σ CF (1 + r)^(−t) = 0 between `LEAST_RATE` and `MOST_RATE`.

    No solution is missed between the points of a grid: a part is left out only where the value in its middle is further
    from zero than its slope can take it, and holds at most one where the slope has one sign. What neither decides is
    halved. Norstrom's criterion (1972), one change of sign of the running sum, is not used: it speaks of rates above
    zero only.

    Args:
        years: times of the flows in years since the first, ascending.
        flows: amounts, paid in below zero, paid out above, none of them zero.
    """
    edges: Floats = np.linspace(np.log1p(LEAST_RATE), np.log1p(MOST_RATE), _CELLS + 1, dtype=np.float64)
    low: Floats = edges[:-1]
    high: Floats = edges[1:]
    found: list[Floats] = []
    for _ in range(_HALVINGS):
        is_open, steady = _undecided(low, high, years, flows)
        low, high, steady = low[is_open], high[is_open], steady[is_open]
        crossed = steady & ((value(low, years, flows) < 0) != (value(high, years, flows) < 0))
        found.append(np.stack([low[crossed], high[crossed]]))
        middle = (low[~steady] + high[~steady]) / 2
        low, high = np.concatenate([low[~steady], middle]), np.concatenate([middle, high[~steady]])
    bounds = np.concatenate(found, axis=1)
    bounds = bounds[:, np.argsort(bounds[0])]
    over = bool(np.sign(value(edges[-1:], years, flows))[0] != np.sign(flows[0]))
    return Brackets(bounds[0], bounds[1], low.size > 0, over)


def value(growth: Floats, years: Floats, flows: Floats) -> Floats:
    """Value of the flows at each ln(1 + r), scaled so that it does not overflow: its sign is what counts."""
    rates = np.atleast_1d(growth)[:, None]
    return np.asarray(np.sum(flows * np.exp(-rates * years - _scale(rates, years)), axis=-1))


def solved(low: float, high: float, years: Floats, flows: Floats) -> float:
    """The one solution between two bounds, as ln(1 + r), by Brent's method in compiled code."""
    from scipy import optimize  # noqa: PLC0415  (half a second, paid by those who have cash flows)

    def of(growth: float) -> float:
        return float(value(np.array([growth]), years, flows)[0])

    # scipy states no types
    return float(optimize.brentq(of, low, high, xtol=1e-15))  # pyright: ignore[reportArgumentType, reportUnknownMemberType]


def _undecided(low: Floats, high: Floats, years: Floats, flows: Floats) -> tuple[Yes, Yes]:
    """Whether the value may be zero between `low` and `high`, and whether its slope certainly is not.

    The slope is the difference of two sums that each fall as the rate rises, so it lies between what their ends make.
    The value lies no further from that in the middle than the steepest slope takes it.
    """
    scale = _scale(low[:, None], years)
    middle = (low[:, None] + high[:, None]) / 2
    worth = np.exp(-middle * years - scale)
    most, least = (np.exp(-end[:, None] * years - scale) for end in (low, high))
    rise, fall = np.maximum(-flows * years, 0), np.maximum(flows * years, 0)
    flattest = np.sum(rise * least, axis=-1) - np.sum(fall * most, axis=-1)
    steepest = np.sum(rise * most, axis=-1) - np.sum(fall * least, axis=-1)
    noise = _ROUNDING * np.sum((rise + fall) * most, axis=-1)
    reach = (high - low) / 2 * np.maximum(np.abs(flattest), np.abs(steepest))
    doubt = reach + _ROUNDING * np.sum(np.abs(flows) * most, axis=-1)
    return np.abs(np.sum(flows * worth, axis=-1)) <= doubt, (flattest > noise) | (steepest < -noise)


def _scale(rates: Floats, years: Floats) -> Floats:
    """The largest exponent of a row, so that the largest term is one."""
    return np.maximum(-rates * years[-1], 0)
