"""One period of values and flows: the return that they make, and whether a change of the value of a unit is one.

Belongs here: what turns values into a return. Does not: return series (`returns.py`), cash flows over many periods
(`cash_flows.py`).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats, ratio

LEAST_SPLIT = 1.25
"""Five units for four, the smallest split that is common. A distribution of a fifth of the value looks the same: what
is suspected has to be looked at."""


@dataclass(frozen=True, slots=True)
class ModifiedDietz:
    """A return of one period, with the capital that it was earned on."""

    average_capital: float
    """Value at the start and the flows weighted by time, in the currency of the values."""
    return_frac: float


def modified_dietz(
    value_before: float, value_after: float, flow_days: Floats, flow_amounts: Floats, days_in_period: int
) -> ModifiedDietz | Refusal:
    """Modified Dietz return: (V₁ − V₀ − ΣF) / (V₀ + Σ w F), w = (D − d) / D.

    Args:
        value_before: market value at the start, V₀.
        value_after: at the end, V₁.
        flow_days: the day d of each flow, 1 to D, in any order. A flow comes at the END of its day.
        flow_amounts: paid in over zero, paid out under zero.
        days_in_period: D.

    Returns:
        A fraction, not annualised. Refused (`out_of_range`): a figure that is missing or not finite, a value under
        zero, a day outside the period, an average capital of zero or less, a loss of more than everything. Dietz 1968;
        GIPS Standards 2020.
    """
    days, amounts = np.asarray(flow_days, np.float64), np.asarray(flow_amounts, np.float64)
    if reason := _dietz_fault(value_before, value_after, days, amounts, days_in_period):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=reason)
    capital = value_before + math.fsum((days_in_period - days) / days_in_period * amounts)
    gain = math.fsum((value_after, -value_before, *-amounts))
    if capital <= 0:
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=f"The average capital is {capital:g}, not over zero.")
    if gain < -capital:
        reason = "The loss is larger than the average capital; the period has to be cut at its large flows."
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=reason)
    return ModifiedDietz(capital, gain / capital)


def _dietz_fault(before: float, after: float, days: Floats, amounts: Floats, length: int) -> str | None:
    """What is wrong with the input, in words; None when nothing is."""
    if days.shape != amounts.shape:
        return f"There are {days.size} days for {amounts.size} flows."
    if not np.all(np.isfinite([before, after, *days.ravel(), *amounts.ravel()])):
        return "A value, a day or a flow is not a finite number."
    if before < 0 or after < 0:
        return "A value is under zero."
    if length < 1 or np.any((days < 1) | (days > length)):
        return f"A flow lies outside days 1 to {length}."
    return None


def units_for_one(nav_before: Floats, nav_after: Floats, reported_return: Floats) -> Floats:
    """Units that a holder of one must have at the end, for the reported return to be true: NAV₀ (1 + r) / NAV₁.

    Args:
        nav_before: net asset value of one unit at the start.
        nav_after: at the end.
        reported_return: total return of the period as a fraction.

    Returns:
        One, a little more with distributions; two after a split of two for one; NaN without a value at the end.
    """
    return ratio(np.asarray(nav_before) * (1 + np.asarray(reported_return)), nav_after)


def split_suspected(nav_before: Floats, nav_after: Floats, reported_return: Floats) -> NDArray[np.bool_]:
    """Whether the value of a unit changed so unlike the reported return that units were split or merged.

    Args:
        nav_before: as for `units_for_one`.
        nav_after: as for `units_for_one`.
        reported_return: as for `units_for_one`.

    Returns:
        True where a holder has at least 5/4 or at most 4/5 units for one. False where a figure is missing: nothing
        is suspected without evidence.
    """
    units = units_for_one(nav_before, nav_after, reported_return)
    return (units >= LEAST_SPLIT) | (units <= 1 / LEAST_SPLIT)


def price_return(nav_before: float, nav_after: float, reported_return: float) -> float | Refusal:
    """Change of the value of a unit over one period, distributions left out: NAV₁ / NAV₀ − 1.

    Args:
        nav_before: as for `units_for_one`.
        nav_after: as for `units_for_one`.
        reported_return: as for `units_for_one`.

    Returns:
        A fraction; it is no total return. Refused where a value is not over zero or not finite, the return is under −1
        (`out_of_range`), or a split is suspected (`contradicted`): a split is not a loss.
    """
    figures = (nav_before, nav_after, reported_return)
    if not all(map(math.isfinite, figures)) or nav_before <= 0 or nav_after <= 0 or reported_return < -1:
        return Refusal(
            code=RefusalCode.OUT_OF_RANGE,
            reason="A net asset value is not over zero, or the reported return is not one that a holder can have.",
        )
    if split_suspected(*(np.asarray(figure) for figure in figures)):
        reason = (
            f"The value of a unit went from {nav_before:g} to {nav_after:g} in a period with a reported return of "
            f"{reported_return:.2%}: units were split or merged, or a large distribution was paid."
        )
        return Refusal(code=RefusalCode.CONTRADICTED, reason=reason)
    return nav_after / nav_before - 1
