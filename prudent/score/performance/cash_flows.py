"""What investors paid into a vehicle and got back: rate of return and multiples.

Belongs here: one row of flows against itself. Does not: flows against a public market (`market_equivalent.py`), which
flows a vehicle has and which of its values ends them (`vehicle.py`), time-weighted returns (`returns.py`).
Each function solves one problem and gives a number or the reason why there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats, Whole
from prudent.score.performance.roots import LEAST_RATE, MOST_RATE, Brackets, brackets, sign_changes, solved, value

DAYS_IN_YEAR = 365
"""Act/365, as spreadsheets count (Microsoft, XIRR). A leap year is a little longer than one year."""

_CANCELLED = 1e-12
"""Flows of one day that sum to less than this part of their size cancel: what is left is the rounding of floats."""

_NEAR = 1e-12
"""How near to the solution, in ln(1 + r), the compiled solver must come; else it is searched between its bounds."""

_DAY_ZERO = date(1970, 1, 1)
_LAST_DAY = (date.max - _DAY_ZERO).days


@dataclass(frozen=True, slots=True)
class Multiples:
    """Parts of what was paid in: what came back, what is left, and both. TVPI = DPI + RVPI."""

    dpi: float
    rvpi: float
    tvpi: float


def multiples(contributions: Floats, distributions: Floats, net_asset_value: float) -> Multiples | Refusal:
    """Distributions, residual value and total value over what was paid in.

    Every distribution counts, one that may be called back too, and every contribution counts, one that pays back
    such a distribution too; nothing is netted, on one day neither. Netting would lower both and raise the multiple.

    Args:
        contributions: amounts paid in, USD, none below zero, in any order.
        distributions: amounts paid out, USD, none below zero, in any order.
        net_asset_value: what is left at the end, USD, not below zero.

    Returns:
        Multiples of what was paid in. Refused `one_signed` when nothing was paid in, `out_of_range` for an amount that
        is below zero or no number. GIPS Standards 2020, 5.A.4; ILPA Reporting Template.
    """
    if refusal := unusable(contributions, distributions, np.array([net_asset_value])):
        return refusal
    paid = np.sum(np.sort(contributions))
    if paid == 0:
        return Refusal(code=RefusalCode.ONE_SIGNED, reason="Nothing was paid in.")
    dpi, rvpi = float(np.sum(np.sort(distributions)) / paid), float(net_asset_value / paid)
    return Multiples(dpi, rvpi, dpi + rvpi)


def unusable(*amounts: Floats) -> Refusal | None:
    """Refuses amounts that are below zero or no numbers; None when all are usable."""
    every = np.concatenate([np.ravel(each) for each in amounts])
    if not np.all(np.isfinite(every)):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="An amount is not a finite number.")
    if np.any(every < 0):
        return Refusal(
            code=RefusalCode.OUT_OF_RANGE,
            reason="An amount is below zero; whether it is paid in or out is said by its kind, not by its sign.",
        )
    return None


def xirr(dates: Sequence[date], flows: Floats) -> float | Refusal:
    """Internal rate of return a year: the r for which Σ CF (1 + r)^(−days/365) = 0, days since the first flow.

    Args:
        dates: day of each flow, in any order; several flows may have one day.
        flows: amounts, paid in below zero, paid out and the value at the end above.

    Returns:
        A fraction a year, also for less than a year. Refused `one_signed` when all is paid in or all paid out,
        `not_unique` when several rates solve it, `out_of_range` when none between −99.9999 % and a million does, or
        an amount is no number. Microsoft, XIRR; day count Act/365.
    """
    first = min(dates, default=_DAY_ZERO)
    return _rate(np.array([(day - first).days for day in dates], np.int64), flows)


def irr(flows: Floats) -> float | Refusal:
    """Internal rate of return a period: the r for which Σ CF_t (1 + r)^(−t) = 0, t counted from 0.

    Args:
        flows: one amount a period, paid in below zero, paid out and the value at the end above.

    Returns:
        A fraction a period; refused as `xirr` is.
    """
    return _rate(np.arange(flows.size, dtype=np.int64) * DAYS_IN_YEAR, flows)


def _rate(days: Whole, flows: Floats) -> float | Refusal:
    if days.size != flows.size or not np.all(np.isfinite(flows)):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="Each flow needs a day and a finite amount.")
    days, flows = netted(days, flows)
    if not np.any(flows < 0) or not np.any(flows > 0):
        side = "all paid in" if np.any(flows < 0) else "all paid out" if np.any(flows > 0) else "none, or cancel"
        return Refusal(code=RefusalCode.ONE_SIGNED, reason=f"The flows are {side}: they have no rate of return.")
    years = days / DAYS_IN_YEAR
    found = brackets(years, flows)
    if found.low.size != 1 or found.undecided or found.over:
        return _not_one(found, years, flows)
    return float(np.expm1(_solved(found, 0, days, flows)))


def netted(days: Whole, flows: Floats) -> tuple[Whole, Floats]:
    """Flows by day, those of one day added up and those that cancel left out; sizes as parts of the largest.

    A rate of return is the same before and after: here netting changes nothing.
    """
    order = np.lexsort((flows, days))
    days, flows = days[order] - days.min(initial=0), flows[order] / max(np.max(np.abs(flows), initial=0), 1e-300)
    starts = np.flatnonzero(np.diff(days, prepend=-1))
    if not starts.size:
        return days, flows
    sums, sizes = np.add.reduceat(flows, starts), np.add.reduceat(np.abs(flows), starts)
    left = np.abs(sums) > _CANCELLED * sizes
    kept: Whole = days[starts][left]
    return kept - kept.min(initial=kept.max(initial=0)), sums[left]


def _not_one(found: Brackets, years: Floats, flows: Floats) -> Refusal:
    """Why there is no one rate: several solve the flows, or none in the range."""
    if not found.low.size and not found.undecided:
        return Refusal(
            code=RefusalCode.OUT_OF_RANGE,
            reason=f"No rate between {LEAST_RATE * 100:.4f} % and {MOST_RATE * 100:,.0f} % solves these flows.",
        )
    days = np.round(years * DAYS_IN_YEAR).astype(np.int64)
    rates = [float(np.expm1(_solved(found, place, days, flows))) for place in range(found.low.size)]
    listed = ", ".join(f"{rate * 100:.2f} %" for rate in rates)
    many = f"{len(rates)} rates solve them ({listed})" if len(rates) > 1 else "more than one rate solves them"
    return Refusal(
        code=RefusalCode.NOT_UNIQUE,
        reason=f"The flows change sign {sign_changes(flows)} times and {many}, so none of them is the answer.",
    )


def _solved(found: Brackets, place: int, days: Whole, flows: Floats) -> float:
    """The one ln(1 + r) between two bounds: the compiled solver's, where it lies there, else searched there."""
    low, high, years = float(found.low[place]), float(found.high[place]), days / DAYS_IN_YEAR
    given = _compiled(days, flows)
    if low <= given <= high:
        before, after = value(np.array([given - _NEAR, given + _NEAR]), years, flows)
        if (before < 0) != (after < 0):
            return given
    return solved(low, high, years, flows)


def _compiled(days: Whole, flows: Floats) -> float:
    """ln(1 + r) as pyxirr solves it; NaN where it gives none. It may be one of several, so it is never taken alone."""
    from pyxirr import xirr as solve  # noqa: PLC0415  (loaded by those who have cash flows)

    if days[-1] > _LAST_DAY:
        return float("nan")
    given = solve([_DAY_ZERO + timedelta(days=int(day)) for day in days], flows, silent=True)
    return float(np.log1p(given)) if given is not None and -1 < given < MOST_RATE else float("nan")


def mirr(flows: Floats, finance_rate: float, reinvest_rate: float) -> float | Refusal:
    """Modified internal rate of return a period: what is paid out is reinvested, what is paid in is financed.

    (Σ paid out (1 + reinvest)^(n − t) / Σ paid in (1 + finance)^(−t))^(1/n) − 1, t = 0 … n. It is always unique, and
    says as much about the two rates as about the flows.

    Args:
        flows: one amount a period, paid in below zero.
        finance_rate: fraction a period, above −1.
        reinvest_rate: fraction a period, above −1.

    Returns:
        A fraction a period. Refused `one_signed` as `xirr` is, `out_of_range` for rates or amounts that are no numbers.
    """
    from pyxirr import mirr as solve  # noqa: PLC0415  (loaded by those who have cash flows)

    if not np.all(np.isfinite([*flows, finance_rate, reinvest_rate])) or min(finance_rate, reinvest_rate) <= -1:
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="An amount or a rate has no meaning.")
    if not np.any(flows < 0) or not np.any(flows > 0):
        return Refusal(code=RefusalCode.ONE_SIGNED, reason="The flows are all paid in or all paid out.")
    found = solve(flows, finance_rate, reinvest_rate)
    if found is None or not np.isfinite(found):
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason="The flows give no finite rate.")
    return float(found)
