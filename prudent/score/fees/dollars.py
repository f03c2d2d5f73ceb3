"""What a fee costs in dollars over the years.

Belongs here: from a rate to dollars. Does not: which rate a fund has (`printed.py`), and the cheapest alternative
(`alternatives.py`).
"""

import numpy as np

from prudent.score.fees.printed import STAKE_USD
from prudent.score.panel import Floats

EXAMPLE_GROWTH = 0.05
"""What the SEC's expense example assumes."""
EXAMPLE_YEARS = (1, 3, 5, 10)
"""The years that it prints."""


def _is_fee(rate: Floats | float) -> Floats:
    """The rate where it is one, in [0, 1]; NaN where it is not."""
    given = np.asarray(rate, np.float64)
    return np.where((given >= 0) & (given <= 1), given, np.nan)


def balance_usd(rate: Floats | float, growth: float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """What a stake grows to when the fee is taken from the balance at the end of each year.

    Args:
        rate: fee a year, a fraction of the balance in [0, 1].
        growth: before the fee, a fraction a year, over −1.
        years: how many, at least one.
        stake_usd: dollars at the start, $10,000 unless said otherwise.

    Returns:
        stake · ((1 + growth)(1 − rate))^years, dollars; NaN where the rate is none.
    """
    return stake_usd * np.power((1 + growth) * (1 - _is_fee(rate)), years)


def cost_usd(rate: Floats | float, growth: float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """What the fee costs: the balance without it less the balance with it, which counts what the fee would have earned.

    Args:
        rate: see `balance_usd`, and so with the next three.
        growth: before the fee; 0 is the fee of a year on a balance held constant.
        years: how many.
        stake_usd: dollars at the start.

    Returns:
        Dollars, not discounted. 1 % of $10,000 at 5 % costs $105 in a year and $1,557.52 in ten.
    """
    return balance_usd(0.0, growth, years, stake_usd) - balance_usd(rate, growth, years, stake_usd)


def paid_usd(rate: Floats | float, growth: float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """What is paid in fees over the years, added up without what it would have earned.

    Args:
        rate: see `balance_usd`, and so with the next three.
        growth: before the fee.
        years: how many.
        stake_usd: dollars at the start.

    Returns:
        Dollars: the rate times the balance before the fee at the end of each year. It is at most `cost_usd` where the
        growth is not negative; 1 % of $10,000 at 5 % pays $105 in a year and $1,257.72 in ten.
    """
    fee = _is_fee(rate)[..., None]
    kept = np.power((1 + growth) * (1 - fee), np.arange(years))
    return np.asarray(np.sum(stake_usd * kept * (1 + growth) * fee, axis=-1))


def expense_example_usd(rate: Floats | float, years: int, stake_usd: float = STAKE_USD) -> Floats:
    """The SEC's expense example: fees paid in so many years on an investment that returns 5 % a year.

    Args:
        rate: total annual expenses, a fraction of average net assets in [0, 1].
        years: 1, 3, 5 or 10 in the form.
        stake_usd: dollars at the start; $10,000 in Form N-1A, $1,000 in Form N-2.

    Returns:
        Dollars paid: the fee of a year is the rate times the average of the balances at its start and end, and the
        balance grows by 5 % less the rate; NaN where the rate is none. 1 % of $10,000 prints 102, 318, 552 and 1,225 in
        prospectuses.
    """
    fee = _is_fee(rate)
    grown = 1 + EXAMPLE_GROWTH - fee
    starts = np.power(grown[..., None], np.arange(years))
    return np.asarray(stake_usd * fee * np.sum(starts * (1 + grown[..., None]) / 2, axis=-1))
