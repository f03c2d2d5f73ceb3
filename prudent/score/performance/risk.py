"""Risk of a return series: volatility and Sharpe ratio, and what is refused for every measure of spread.

Belongs here: the definitions on reported returns, on both sides of the mean. Does not: risk on one side (`downside.py`,
`tails.py`), falls (`drawdown.py`), what undoes smoothing (`smoothing.py`).
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of, locator, locators, month_words
from prudent.score.panel import Floats, deviation, mean, ratio
from prudent.score.performance.returns import KIND_WORDS, RETURNS_USED, WINDOW_REFUSALS, of_window
from prudent.score.series import LEAST_BILL, MOST_BILL, RISK_FREE_COLUMN

LEAST_OBSERVATIONS = 12
"""Under twelve observations no spread and no ratio is given: its own error would be larger than what it says."""

SAME, LEAST_SAME = 1e-6, 1e-12
"""Returns that differ by less than a millionth of the largest of them are the same, and so are those that differ by
less than 1e-12. Documents print returns to a hundredth of a per cent, so real ones differ by more than that or not at
all; a spread under it is made by division and by floats, and a ratio to it is a large number that says nothing."""


def same(low: Floats, high: Floats) -> Floats:
    """How far returns may lie apart and still be the same: `SAME` of the largest by size, `LEAST_SAME` at least.

    Args:
        low: smallest return of each series, a fraction.
        high: largest.

    Returns:
        A fraction, to hold a range or a deviation against; NaN where a return is missing. What is made of two series,
        such as an excess, is held against the bound of the series and not its own: its noise is theirs.
    """
    return np.maximum(SAME * np.maximum(np.abs(low), np.abs(high)), LEAST_SAME)


def volatility(returns: Floats, periods_per_year: float) -> Floats:
    """Annualised volatility: sample standard deviation (n − 1) times the root of the periods in a year.

    Args:
        returns: period returns as fractions, of one frequency.
        periods_per_year: 12 or 4.

    Returns:
        A fraction a year; NaN for one observation. The root rule holds for returns without autocorrelation (Lo 2002).
    """
    return deviation(returns) * np.sqrt(periods_per_year)


def sharpe_ratio(excess: Floats, periods_per_year: float) -> Floats:
    """Sharpe ratio as of 1994: mean over standard deviation of the EXCESS returns, times the root of periods in a year.

    Args:
        excess: period return less the same period's risk-free return, fractions.
        periods_per_year: 12 or 4.

    Returns:
        A ratio; NaN where the excess does not vary. Sharpe 1994 divides by the sample standard deviation of the excess,
        not of the return. The root rule overstates it under positive autocorrelation (Lo 2002), so the unsmoothed
        figure stands beside it.
    """
    return ratio(mean(excess), deviation(excess)) * np.sqrt(periods_per_year)


FREQUENCY = pl.col("frequency").fill_null("monthly or quarterly")
ROOT = pl.col("frequency").replace_strict({"monthly": "12", "quarterly": "4"}, default="the periods in a year")

COUNT_REFUSALS = (
    *WINDOW_REFUSALS,
    Refuse(
        pl.col("frequency") == "annual",
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"{{}} in evidence; at least {LEAST_OBSERVATIONS} monthly or quarterly returns are needed.",
            count_of(pl.col("n"), "annual return is", "annual returns are"),
        ),
    ),
    Refuse(
        pl.col("n") < LEAST_OBSERVATIONS,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"Needs at least {LEAST_OBSERVATIONS} observations; {{}} in evidence.",
            count_of(pl.col("n"), "is", "are"),
        ),
    ),
)
"""Refused for every statistic of periods: annual returns, and too few."""

SPREAD_REFUSALS = (
    *COUNT_REFUSALS,
    Refuse(
        pl.col("low") <= -1,
        RefusalCode.OUT_OF_RANGE,
        pl.lit("A return in evidence is -100 %; the series ends with it and its spread is no measure of risk."),
    ),
    Refuse(
        pl.col("high") - pl.col("low") <= pl.col("same"),
        RefusalCode.NO_VARIATION,
        pl.format("All {} returns are the same, {} %.", pl.col("n"), (pl.col("low") * 100).round(4)),
    ),
)
"""Refused for every measure of spread: too few, annual, a total loss, or no variation."""

_IS_MISSING = pl.col("months_missing") > 0

BILLS_MISSING = Refuse(
    _IS_MISSING | pl.col("excess_range").is_nan(),
    pl.when(_IS_MISSING)
    .then(pl.lit(RefusalCode.NOT_EVIDENCED.value))
    .otherwise(pl.lit(RefusalCode.OUT_OF_RANGE.value)),
    pl.when(_IS_MISSING)
    .then(
        pl.format(
            "The risk-free rate of {} is not in evidence, the first {}.",
            count_of(pl.col("months_missing"), "month of the window", "months of the window"),
            month_words(pl.col("first_missing")),
        )
    )
    .otherwise(
        pl.lit(
            f"A risk-free rate in evidence is not between {LEAST_BILL * 100:g} and {MOST_BILL * 100:g} % a year, as "
            "that of a bill is."
        )
    ),
)
"""Refused for what rests on the bills: a month without a rate, or a rate that no bill has."""

SHARPE_REFUSALS = (
    *SPREAD_REFUSALS,
    BILLS_MISSING,
    Refuse(
        pl.col("excess_range") <= pl.col("same"),
        RefusalCode.NO_VARIATION,
        pl.format("All {} excess returns are the same.", pl.col("n")),
    ),
)

RATES_USED = locator(
    pl.col("rate_owner"), pl.col("rate_file"), pl.col("rate_first_row"), pl.col("rate_last_row"), RISK_FREE_COLUMN
)

SHARPE_EVIDENCE = locators(*RETURNS_USED, RATES_USED)
"""The returns and the risk-free rates."""

BILL_WORDS = (
    "Bill rates are quotes on discount, turned into effective yields: price 1 - d 91/360, yield (1/price)^(365/91) "
    "- 1, a month by its twelfth root (US Treasury)."
)

SHARPE_METHOD = pl.format(
    "Mean over sample standard deviation of {} returns in excess of the period's own three-month bill return, times "
    f"the root of {{}} (Sharpe 1994). {BILL_WORDS} The root rule assumes no autocorrelation (Lo 2002).",
    FREQUENCY,
    ROOT,
)


def risk_answers() -> tuple[Answer, ...]:
    """Volatility and Sharpe ratio on reported returns, over a frame with one row a fund and window."""
    spread = pl.format(
        "Sample standard deviation (n-1) of {} total returns {}, times the root of {}.", FREQUENCY, KIND_WORDS, ROOT
    )
    yearly, ratio, factor = Unit.FRACTION_PER_YEAR, Unit.RATIO, Factor.PERFORMANCE
    return (
        of_window(factor, "volatility", yearly, pl.col("volatility"), spread, refusals=SPREAD_REFUSALS),
        of_window(
            factor,
            "sharpe_ratio",
            ratio,
            pl.col("sharpe"),
            SHARPE_METHOD,
            refusals=SHARPE_REFUSALS,
            evidence=SHARPE_EVIDENCE,
        ),
    )
