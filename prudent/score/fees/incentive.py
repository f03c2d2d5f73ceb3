"""What a manager takes of profits: hurdle, catch-up, loss recovery, and the part on capital gains.

Belongs here: the arithmetic of one agreement, period by period. Does not: which agreement a fund has (`printed.py`); a
share of profits is no rate on assets, and becomes one only at a stated income.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats


@dataclass(frozen=True, slots=True)
class Incentive:
    """Terms of a fee on income."""

    rate: float
    """Share of income over the hurdle that the manager takes, a fraction in [0, 1)."""
    hurdle: float
    """Income of a period up to which nothing is taken, as a fraction of net assets."""
    catch_up: float = 1.0
    """Share of the income over the hurdle that the manager takes until it has `rate` of all; 1 is in full, 0 none."""


def catch_up_end(terms: Incentive) -> float | Refusal:
    """Income at which the catch-up ends: c·h / (c − p), which is h / (1 − p) for a full catch-up.

    Args:
        terms: rate p, hurdle h, catch-up share c.

    Returns:
        A fraction of net assets a period: 1.25 % and 12.5 % give 1.428571 %. The hurdle itself without a catch-up.
        Refused where the catch-up share is not over the rate, because it would never end.
    """
    if terms.catch_up == 0:
        return terms.hurdle
    if terms.catch_up <= terms.rate:
        reason = f"A catch-up of {terms.catch_up:g} never reaches {terms.rate:g} of all income."
        return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=reason)
    return terms.catch_up * terms.hurdle / (terms.catch_up - terms.rate)


def quarterly_income_fee(income: Floats, rate: float, hurdle: float, catch_up: float = 1.0) -> Floats | Refusal:
    """`income_fee` from plain numbers, for one who types them in."""
    return income_fee(income, Incentive(rate, hurdle, catch_up))


def income_fee(income: Floats, terms: Incentive) -> Floats | Refusal:
    """Fee on the income of each period before the fee.

    Nothing up to the hurdle; of what lies between the hurdle and the end of the catch-up the catch-up share; beyond it
    the rate of all income. Without a catch-up the rate of what lies over the hurdle (a hard hurdle).

    Args:
        income: pre-incentive income of each period, as a fraction of net assets.
        terms: of the same period; an annual hurdle is to be divided before.

    Returns:
        A fraction of net assets for each period, not under zero. As in prospectuses of non-traded BDCs: at a hurdle of
        1.25 % a quarter and 12.5 % in full catch-up, an income of 1.35 % pays 0.10 % and one of 2 % pays 0.25 %.
    """
    end = catch_up_end(terms)
    if isinstance(end, Refusal):
        return end
    earned = np.asarray(income, np.float64)
    over = np.maximum(earned - terms.hurdle, 0)
    if terms.catch_up == 0:
        return terms.rate * over
    return np.where(earned >= end, terms.rate * earned, terms.catch_up * over)


def total_return_fee(profits: Floats, rate: float, hurdle: float = 0.0) -> Floats:
    """Fee on total return with a loss-recovery account: losses are made good before anything is taken again.

    Args:
        profits: profit or loss of each period in dollars, before the fee, in the order of time.
        rate: share of profits taken, a fraction.
        hurdle: dollars of profit a period up to which nothing is taken.

    Returns:
        Dollars for each period. A loss goes into the account; a profit first empties it, and only the rest counts.
    """
    account = 0.0
    fees: list[float] = []
    for profit in np.asarray(profits, np.float64):
        recovered = min(account, max(float(profit), 0.0))
        account += max(-float(profit), 0.0) - recovered
        fees.append(rate * max(float(profit) - recovered - hurdle, 0.0))
    return np.array(fees)


def capital_gains_fee(realised: Floats, unrealised_losses: Floats, rate: float) -> Floats:
    """Fee on capital gains since the start: the rate of realised gains less realised and unrealised losses, less paid.

    Args:
        realised: realised gains less realised losses of each year, dollars.
        unrealised_losses: unrealised losses at the end of each year, dollars, not negative; gains that are not realised
            do not count (Investment Advisers Act, section 205(b)(3)).
        rate: share of gains taken, a fraction; the Act allows 20 %.

    Returns:
        Dollars for each year, not under zero: what was paid is never paid back, and counts against what comes.
    """
    base = np.cumsum(realised) - np.asarray(unrealised_losses, np.float64)
    due = rate * np.maximum(base, 0)
    ever = np.maximum.accumulate(np.concatenate([[0.0], due]))
    return np.array([after - before for before, after in pairwise(ever)])
