"""What a public market would have made of the same flows: public market equivalents (PME).

Belongs here: flows against the levels of a total-return index. Does not: flows alone (`cash_flows.py`), which flows a
vehicle has and which level a day has (`vehicle.py`), a fund that states returns only (`lump_sum.py`).

In all functions contributions, distributions and levels stand side by side, one entry for each date in the order of
time, and the last entry is the end, at which the net asset value stands. Amounts are not below zero and are gross: what
is paid in and out on one date stands in both. Without dates the entries are whole periods apart, and a rate is one a
period; with dates it is one a year, Act/365. Every function refuses `out_of_range` what has no meaning: an amount
below zero, a level that is not above zero, dates that do not follow on each other, lists of different length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats, ratio
from prudent.score.performance.cash_flows import irr, unusable, xirr

Dates = Sequence[date]


@dataclass(frozen=True, slots=True)
class DirectAlpha:
    """The same rate said twice: discrete, as a rate a year compounds, and continuous, ln(1 + discrete)."""

    discrete: float
    continuous: float


@dataclass(frozen=True, slots=True)
class LongNickels:
    """What the flows had left in the index, and their rate of return with it."""

    net_asset_value: float
    irr: float


@dataclass(frozen=True, slots=True)
class PmePlus:
    """The factor λ that the distributions are scaled by, and the rate of return of the scaled flows."""

    scale: float
    irr: float


@dataclass(frozen=True, slots=True)
class ModifiedPme:
    """Value left in the index after each date, and the rate of return of its flows."""

    net_asset_values: Floats
    irr: float


def ks_pme(contributions: Floats, distributions: Floats, levels: Floats, net_asset_value: float) -> float | Refusal:
    """Kaplan and Schoar's ratio: (Σ D_t I_T/I_t + NAV) / Σ C_t I_T/I_t.

    Over 1 the vehicle made more of its flows than the index did. The sums are of gross flows: netting what is paid in
    and out in one period changes the ratio (1.069 becomes 1.103 in a published case).

    Args:
        contributions: paid in, USD.
        distributions: paid out, USD; one that may be called back counts, and so does its calling back.
        levels: total-return index at each date; only their ratios count.
        net_asset_value: USD at the end.

    Returns:
        A ratio. Refused `one_signed` when nothing was paid in. Kaplan & Schoar 2005.
    """
    if refusal := _unfit(contributions, distributions, levels, None, net_asset_value):
        return refusal
    paid, got = _carried(contributions, levels), _carried(distributions, levels)
    if not np.any(paid > 0):
        return Refusal(code=RefusalCode.ONE_SIGNED, reason="Nothing was paid in.")
    return float((np.sum(got) + net_asset_value) / np.sum(paid))


def direct_alpha(
    contributions: Floats,
    distributions: Floats,
    levels: Floats,
    net_asset_value: float,
    dates: Dates | None = None,
) -> DirectAlpha | Refusal:
    """Rate of return of the flows carried to the end by the index: Σ (D_t − C_t) I_T/I_t (1 + α)^(T − t) + NAV = 0.

    Above zero exactly where the Kaplan-Schoar ratio is above one.

    Args:
        contributions: as for `ks_pme`.
        distributions: as for `ks_pme`.
        levels: as for `ks_pme`.
        net_asset_value: as for `ks_pme`.
        dates: day of each entry; None for whole periods.

    Returns:
        A fraction a year, or a period, discrete and continuous (0.1258 and 0.1185 are one rate). Refused as a rate of
        return is (`cash_flows.xirr`). Gredil, Griffiths & Stucke 2014.
    """
    if refusal := _unfit(contributions, distributions, levels, dates, net_asset_value):
        return refusal
    flows = _carried(distributions, levels) - _carried(contributions, levels)
    rate = _rate(flows, net_asset_value, dates)
    return rate if isinstance(rate, Refusal) else DirectAlpha(rate, float(np.log1p(rate)))


def long_nickels(
    contributions: Floats, distributions: Floats, levels: Floats, dates: Dates | None = None
) -> LongNickels | Refusal:
    """Rate of return had every flow gone into the index or come out of it; its end value is Σ (C_t − D_t) I_T/I_t.

    It stands beside the vehicle's own rate of return. A vehicle that far outran the index took out more than the index
    holds: the end value is below zero, and a rate of return to it would mean nothing.

    Args:
        contributions: as for `ks_pme`.
        distributions: as for `ks_pme`.
        levels: as for `ks_pme`.
        dates: day of each entry; None for whole periods.

    Returns:
        The end value in USD and the rate. Refused `out_of_range` when the end value is below zero. Long & Nickels 1996.
    """
    if refusal := _unfit(contributions, distributions, levels, dates):
        return refusal
    left = float(np.sum(_carried(contributions, levels) - _carried(distributions, levels)))
    if left < 0:
        return Refusal(
            code=RefusalCode.OUT_OF_RANGE,
            reason="The distributions are more than the index would have held: its value at the end is below zero.",
        )
    rate = _rate(distributions - contributions, left, dates)
    return rate if isinstance(rate, Refusal) else LongNickels(left, rate)


def pme_plus(
    contributions: Floats,
    distributions: Floats,
    levels: Floats,
    net_asset_value: float,
    dates: Dates | None = None,
) -> PmePlus | Refusal:
    """Rate of return with the distributions scaled so that the index ends with the vehicle's own net asset value.

    λ = (Σ C_t I_T/I_t − NAV) / Σ D_t I_T/I_t.

    Args:
        contributions: as for `ks_pme`.
        distributions: as for `ks_pme`.
        levels: as for `ks_pme`.
        net_asset_value: as for `ks_pme`.
        dates: day of each entry; None for whole periods.

    Returns:
        λ and the rate. Refused `out_of_range` when λ is undefined, because nothing was paid out, or below zero, because
        the value at the end is more than the index made of all that was paid in. Rouvinez & Kubr 2003.
    """
    if refusal := _unfit(contributions, distributions, levels, dates, net_asset_value):
        return refusal
    paid, got = np.sum(_carried(contributions, levels)), np.sum(_carried(distributions, levels))
    if got == 0:
        return _meaningless("Nothing was paid out, so there is nothing that λ could scale.")
    scale = float((paid - net_asset_value) / got)
    if scale < 0:
        return _meaningless(
            "The value at the end is more than the index made of all contributions, so λ is below zero."
        )
    rate = _rate(scale * distributions - contributions, net_asset_value, dates)
    return rate if isinstance(rate, Refusal) else PmePlus(scale, rate)


def modified_pme(
    contributions: Floats,
    distributions: Floats,
    levels: Floats,
    net_asset_values: Floats,
    dates: Dates | None = None,
) -> ModifiedPme | Refusal:
    """Rate of return when the same part of the holding is taken out of the index as was out of the vehicle.

    w_t = D_t / (D_t + NAV_t); before the distribution the index holds H_t = V_{t−1} I_t/I_{t−1} + C_t; it pays w_t H_t
    and keeps V_t = (1 − w_t) H_t. Where a vehicle pays nothing and holds nothing w_t is zero.

    Args:
        contributions: as for `ks_pme`.
        distributions: as for `ks_pme`.
        levels: as for `ks_pme`.
        net_asset_values: the vehicle's value after the flows of each date, USD.
        dates: day of each entry; None for whole periods.

    Returns:
        The values V_t and the rate. Cambridge Associates 2013.
    """
    if refusal := _unfit(contributions, distributions, levels, dates, *net_asset_values):
        return refusal
    if net_asset_values.size != levels.size:
        return _meaningless("Each date needs a net asset value.")
    weights = np.nan_to_num(ratio(distributions, distributions + net_asset_values))
    growths = np.concatenate([[1.0], levels[1:] / levels[:-1]])
    held, paid, values = 0.0, [0.0] * levels.size, [0.0] * levels.size
    for place, (growth, weight) in enumerate(zip(growths, weights, strict=True)):
        held = held * growth + contributions[place]
        paid[place], held = weight * held, (1 - weight) * held
        values[place] = held
    rate = _rate(np.array(paid) - contributions, held, dates)
    return rate if isinstance(rate, Refusal) else ModifiedPme(np.array(values), rate)


def _carried(amounts: Floats, levels: Floats) -> Floats:
    """Amounts carried to the end by the index."""
    return amounts * (levels[-1] / levels)


def _rate(flows: Floats, end: float, dates: Dates | None) -> float | Refusal:
    """Rate of return of flows and a value at the end."""
    whole = np.concatenate([flows[:-1], [flows[-1] + end]])
    return irr(whole) if dates is None else xirr(dates, whole)


def _unfit(
    contributions: Floats, distributions: Floats, levels: Floats, dates: Dates | None, *values: float
) -> Refusal | None:
    """Refuses what has no meaning; None when all entries are fit."""
    sizes = {contributions.size, distributions.size, levels.size, *(() if dates is None else (len(dates),))}
    if len(sizes) != 1 or not levels.size:
        return _meaningless("Each date needs a contribution, a distribution and a level of the index.")
    if not np.all(np.isfinite(levels)) or np.any(levels <= 0):
        return _meaningless("A level of the index is not a number above zero.")
    if dates is not None and any(later <= day for day, later in pairwise(dates)):
        return _meaningless("The dates do not follow on each other.")
    return unusable(contributions, distributions, np.array(values))


def _meaningless(reason: str) -> Refusal:
    return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=reason)
