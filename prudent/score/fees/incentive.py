"""What a manager takes of profits: hurdle, catch-up, loss recovery, high-water mark, and the part on capital gains.

Belongs here: the arithmetic of one agreement, period by period. Does not: what the documents say of a fund's agreement
(`incentive_answers.py`). A share of profits is no rate on assets, and becomes one only at a stated income.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.panel import Floats, ratio


@dataclass(frozen=True, slots=True)
class Incentive:
    """Terms of a fee on income."""

    rate: float
    """Share of income over the hurdle that the manager takes, a fraction in [0, 1)."""
    hurdle: float = 0.0
    """Income of a period up to which nothing is taken: a fraction of net assets, or dollars where profits are."""
    catch_up: float = 1.0
    """Share of the income over the hurdle that the manager takes until it has `rate` of all; 1 is in full, 0 none."""


def _wrong(terms: Incentive) -> Refusal | None:
    """Why the terms mean nothing; None when they do."""
    if not 0 <= terms.rate < 1:
        return _refused(f"An incentive rate of {terms.rate:g} is no share of profits from 0 to under 1.")
    if not (np.isfinite(terms.hurdle) and terms.hurdle >= 0):
        return _refused(f"A hurdle of {terms.hurdle:g} is not zero or more.")
    if not 0 <= terms.catch_up <= 1:
        return _refused(f"A catch-up of {terms.catch_up:g} is no share from 0 to 1.")
    if 0 < terms.catch_up <= terms.rate:
        return _refused(f"A catch-up of {terms.catch_up:g} never reaches {terms.rate:g} of all income.")
    return None


def _refused(reason: str) -> Refusal:
    return Refusal(code=RefusalCode.OUT_OF_RANGE, reason=reason)


def _numbers(*each: Floats | Sequence[float]) -> tuple[Floats, ...] | Refusal:
    """The series as numbers of one length; refused where one is none, for all after it rests on it."""
    series = tuple(np.asarray(values, np.float64) for values in each)
    if len({values.shape for values in series}) > 1:
        return _refused("The series are not of one length.")
    place = next((int(np.argmin(np.isfinite(v))) for v in series if not np.isfinite(v).all()), None)
    if place is not None:
        return _refused(f"Period {place + 1} is no number, and every later one rests on it.")
    return series


def catch_up_end(terms: Incentive) -> float | Refusal:
    """Income at which the catch-up ends: c·h / (c − p), which is h / (1 − p) for a full catch-up.

    Args:
        terms: rate p, hurdle h, catch-up share c.

    Returns:
        A fraction of net assets a period: 1.25 % and 12.5 % give 1.428571 %. The hurdle itself without a catch-up.
        Refused where a term is out of its range, or the catch-up share is not over the rate: it would never end.
    """
    wrong = _wrong(terms)
    if wrong is not None:
        return wrong
    return terms.hurdle if terms.catch_up == 0 else terms.catch_up * terms.hurdle / (terms.catch_up - terms.rate)


def income_fee(income: Floats | float, terms: Incentive) -> Floats | Refusal:
    """Fee on the income of each period before the fee.

    Nothing up to the hurdle; of what lies between the hurdle and the end of the catch-up the catch-up share; beyond it
    the rate of all income. Without a catch-up the rate of what lies over the hurdle (a hard hurdle).

    Args:
        income: pre-incentive income of each period, as a fraction of net assets; each period stands alone.
        terms: of the same period; an annual hurdle is to be divided before.

    Returns:
        A fraction of net assets for each period, not under zero; NaN where the income is no finite number. As in
        prospectuses of non-traded BDCs: at a hurdle of 1.25 % a quarter and 12.5 % in full catch-up, an income of
        1.35 % pays 0.10 % and one of 2 % pays 0.25 %. Refused as `catch_up_end` is.
    """
    end = catch_up_end(terms)
    if isinstance(end, Refusal):
        return end
    given = np.asarray(income, np.float64)
    earned = np.where(np.isfinite(given), given, np.nan)
    over = np.maximum(earned - terms.hurdle, 0)
    if terms.catch_up == 0:
        return terms.rate * over
    return np.where(earned >= end, np.maximum(terms.rate * earned, 0), terms.catch_up * over)


def effective_rate(income: Floats | float, terms: Incentive) -> Floats | Refusal:
    """The share of all income that the fee takes: from nothing at the hurdle to the rate where the catch-up ends.

    Args:
        income: see `income_fee`, and so with the next.
        terms: of the same period.

    Returns:
        A fraction for each period; NaN where there is no income. Refused as `income_fee` is.
    """
    fee = income_fee(income, terms)
    if isinstance(fee, Refusal):
        return fee
    earned = np.asarray(income, np.float64)
    return ratio(fee, np.where(earned > 0, earned, 0))


def total_return_fee(profits: Floats, rate: float, hurdle: float = 0.0, catch_up: float = 0.0) -> Floats | Refusal:
    """Fee on total return with a loss-recovery account: losses are made good before anything is taken again.

    Args:
        profits: profit or loss of each period in dollars, before the fee, in the order of time.
        rate: share of profits taken, a fraction.
        hurdle: dollars of profit a period up to which nothing is taken.
        catch_up: as in `Incentive`; without one the rate of what lies over the hurdle.

    Returns:
        Dollars for each period. A loss goes into the account (carried forward without end); a profit first empties it,
        and only the rest counts, against the hurdle. Refused as `income_fee` is, and where a profit is no number.
    """
    series = _numbers(profits)
    if isinstance(series, Refusal):
        return series
    account, counted = 0.0, list[float]()
    for profit in series[0].tolist():
        recovered = min(account, max(profit, 0.0))
        account += max(-profit, 0.0) - recovered
        counted.append(max(profit, 0.0) - recovered)
    return income_fee(np.array(counted), Incentive(rate, hurdle, catch_up))


def high_water_fee(returns: Floats, rate: float) -> Floats | Refusal:
    """Fee on what a share is worth over the highest value that it had after fees.

    Args:
        returns: return of each period before the fee, fractions, in the order of time; the mark starts at the start.
        rate: share of the rise taken, a fraction.

    Returns:
        The fee of each period as a fraction of the value at the start. Refused where the rate is no share of profits,
        and where a return is no number or under −100 %.
    """
    wrong, series = _wrong(Incentive(rate)), _numbers(returns)
    if wrong is not None:
        return wrong
    if isinstance(series, Refusal):
        return series
    if bool((series[0] < -1).any()):
        return _refused("A return under -100 % is no return.")
    value, mark, fees = 1.0, 1.0, list[float]()
    for change in series[0].tolist():
        value *= 1 + change
        fees.append(rate * max(value - mark, 0.0))
        value -= fees[-1]
        mark = max(mark, value)
    return np.array(fees)


def capital_gains_fee(realised: Floats, unrealised_losses: Floats, rate: float) -> Floats | Refusal:
    """Fee on capital gains since the start: the rate of realised gains less realised and unrealised losses, less paid.

    Args:
        realised: realised gains less realised losses of each year, dollars.
        unrealised_losses: unrealised losses at the end of each year, dollars, not negative; gains that are not realised
            do not count (Investment Advisers Act, section 205(b)(3)).
        rate: share of gains taken, a fraction; the Act allows 20 %.

    Returns:
        Dollars for each year, not under zero: what was paid is never paid back, and counts against what comes. Refused
        where the rate is no share of profits, or a figure is no number or a loss is written as a negative one.
    """
    wrong, series = _wrong(Incentive(rate)), _numbers(realised, unrealised_losses)
    if wrong is not None:
        return wrong
    if isinstance(series, Refusal):
        return series
    gains, losses = series
    if bool((losses < 0).any()):
        return _refused("Unrealised losses are written as figures of zero or more.")
    due = rate * np.maximum(np.cumsum(gains) - losses, 0)
    ever = np.maximum.accumulate(np.concatenate([[0.0], due]))
    return np.array([after - before for before, after in pairwise(ever)])
