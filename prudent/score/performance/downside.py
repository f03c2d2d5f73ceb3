"""Risk counted on one side: what lies under a target, and what lies over it for each unit under it.

Belongs here: the definitions against a target, and what is printed of them against the bills. Does not: spread on both
sides (`risk.py`), quantiles (`tails.py`).
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse
from prudent.score.panel import Floats, mean, ratio
from prudent.score.performance.returns import KIND_WORDS, of_window
from prudent.score.performance.risk import (
    BILL_WORDS,
    BILLS_MISSING,
    FREQUENCY,
    ROOT,
    SHARPE_EVIDENCE,
    SHARPE_REFUSALS,
    SPREAD_REFUSALS,
)


def downside_deviation(returns: Floats, target: Floats | float, periods_per_year: float) -> Floats:
    """Target downside deviation, annualised: √(Σ min(0, r_t − target_t)² / n), times the root of the periods in a year.

    Args:
        returns: period returns as fractions, of one frequency.
        target: minimum acceptable return of one period; one number, or one for each period, such as the bills' returns.
        periods_per_year: 12 or 4; 1 gives it for one period.

    Returns:
        A fraction, zero where no return falls short; NaN where one is missing. The squares are divided by ALL n and not
        by the count of those that fall short (Sortino & van der Meer 1991; Rollinger & Hoffman 2013).
    """
    short = np.minimum(returns - np.asarray(target), 0)
    return np.sqrt(mean(short * short) * periods_per_year)


def sortino_ratio(returns: Floats, target: Floats | float, periods_per_year: float) -> Floats:
    """Mean return over the target, divided by the target downside deviation, times the root of the periods in a year.

    Args:
        returns: period returns as fractions, of one frequency.
        target: as for `downside_deviation`, and the same in numerator and denominator.
        periods_per_year: 12 or 4; 1 gives it for one period.

    Returns:
        A ratio; NaN where no return falls short. Sortino & van der Meer 1991; Kappa of order 2 (Kaplan & Knowles 2004).
    """
    short = downside_deviation(returns, target, 1)
    return ratio(mean(returns - np.asarray(target)), short) * np.sqrt(periods_per_year)


def omega_ratio(returns: Floats, target: Floats | float) -> Floats:
    """Sum of what lies over the target, divided by the sum of what lies under it (Keating & Shadwick 2002).

    Args:
        returns: period returns as fractions, of one frequency.
        target: as for `downside_deviation`.

    Returns:
        A ratio not under 0, one where the mean is the target; NaN where no return falls short. Not annualised.
    """
    over = returns - np.asarray(target)
    return ratio(mean(np.maximum(over, 0)), mean(np.maximum(-over, 0)))


def omega_sharpe_ratio(returns: Floats, target: Floats | float) -> Floats:
    """Mean return over the target, divided by the mean shortfall over all n: Omega less one (Bacon 2008)."""
    return omega_ratio(returns, target) - 1


def bernardo_ledoit_ratio(returns: Floats) -> Floats:
    """Sum of the gains over the sum of the losses: Omega at a target of zero (Bernardo & Ledoit 2000)."""
    return omega_ratio(returns, 0.0)


NO_SHORTFALL = Refuse(
    pl.col("downside_deviation") <= pl.col("same"),
    RefusalCode.NOT_APPLICABLE,
    pl.format(
        "None of the {} returns in evidence is under that of the bill, so there is no shortfall to divide by.",
        pl.col("n"),
    ),
)

_TARGET = "the target is the three-month bill's return of the same period"


def downside_answers() -> tuple[Answer, ...]:
    """`downside_deviation_<window>`, `sortino_ratio_<window>`, `omega_ratio_<window>`, all against the bills."""
    deviation = pl.format(
        f"Root of the mean squared shortfall of {{}} total returns {{}}, over all n, times the root of {{}}; {_TARGET} "
        f"(Sortino & van der Meer 1991). {BILL_WORDS}",
        FREQUENCY,
        KIND_WORDS,
        ROOT,
    )
    sortino = pl.format(
        f"Mean of {{}} returns over the target, divided by the root of the mean squared shortfall over all n, times "
        f"the root of {{}}; {_TARGET} (Sortino & van der Meer 1991). {BILL_WORDS}",
        FREQUENCY,
        ROOT,
    )
    omega = pl.format(
        f"Sum of what {{}} returns lie over the target, divided by the sum of what they lie under it; {_TARGET} "
        f"(Keating & Shadwick 2002). {BILL_WORDS}",
        FREQUENCY,
    )
    divided = (*SHARPE_REFUSALS, NO_SHORTFALL)
    return (
        _against_bills("downside_deviation", Unit.FRACTION_PER_YEAR, deviation, (*SPREAD_REFUSALS, BILLS_MISSING)),
        _against_bills("sortino_ratio", Unit.RATIO, sortino, divided),
        _against_bills("omega_ratio", Unit.RATIO, omega, divided),
    )


def _against_bills(stem: str, unit: Unit, method: pl.Expr, refusals: tuple[Refuse, ...]) -> Answer:
    return of_window(Factor.PERFORMANCE, stem, unit, pl.col(stem), method, refusals=refusals, evidence=SHARPE_EVIDENCE)
