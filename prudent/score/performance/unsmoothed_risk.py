"""Volatility and Sharpe ratio after unsmoothing, each beside the reported figure.

Belongs here: the measures that the filters of `smoothing.py` lead to. Does not: the filters, and what a likelihood
finds (`moving_average_answers.py`).
"""

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of
from prudent.score.performance.returns import of_window
from prudent.score.performance.risk import (
    BILL_WORDS,
    FREQUENCY,
    LEAST_OBSERVATIONS,
    ROOT,
    SHARPE_EVIDENCE,
    SHARPE_METHOD,
    SHARPE_REFUSALS,
    SPREAD_REFUSALS,
)
from prudent.score.performance.smoothing import LAGS_REMOVED

NO_SMOOTHING = Refuse(
    pl.col("rho1") <= 0,
    RefusalCode.NO_SMOOTHING_FOUND,
    pl.format(
        "The lag-1 autocorrelation is {}, not above zero: no lag of one period was found, which {} returns can miss, "
        "and which says nothing of longer lags. The figure as reported is kept.",
        pl.col("rho1").round(3),
        pl.col("n"),
    ),
)

_NOT_REMOVABLE = Refuse(
    pl.col("volatility_okunev_white").is_nan(),
    RefusalCode.OUT_OF_RANGE,
    pl.format(
        "No real coefficient takes the autocorrelation out at lags 1 to {} (at lags 1 and 2 it is {} and {}).",
        LAGS_REMOVED,
        pl.col("rho1").round(3),
        pl.col("rho2").round(3),
    ),
)

_DROPPED = LAGS_REMOVED * (LAGS_REMOVED + 1) // 2
"""Periods that Okunev and White's filter uses up: 1 + 2."""

_FEW_LEFT = Refuse(
    pl.col("n") < LEAST_OBSERVATIONS + _DROPPED,
    RefusalCode.TOO_FEW_OBSERVATIONS,
    pl.format(
        f"Needs at least {LEAST_OBSERVATIONS} observations after the first {_DROPPED} have dropped out; {{}} left.",
        count_of(pl.col("n") - _DROPPED, "is", "are"),
    ),
)

_GELTNER = "r* = (r - ρ r₋₁)/(1 - ρ) with the sample lag-1 autocorrelation ρ (Geltner 1991, 1993); the first drops out."

_OKUNEV_WHITE = (
    "r* = (r - c r₋ₘ)/(1 - c) at lag 1 and then at lag 2, c such that no autocorrelation is left at that lag, the mean "
    "as reported (Okunev & White 2003); the first three drop out."
)

_P = Factor.PERFORMANCE


def unsmoothed_risk_answers() -> tuple[Answer, ...]:
    """Risk after Geltner's and after Okunev and White's filter, over a frame with one row a fund and window."""
    removable = (_FEW_LEFT, NO_SMOOTHING, _NOT_REMOVABLE)
    return (
        _volatility("unsmoothed", _GELTNER, 1, (NO_SMOOTHING,)),
        _sharpe("unsmoothed", _GELTNER, 1, (NO_SMOOTHING,)),
        _volatility("okunev_white", _OKUNEV_WHITE, _DROPPED, removable),
        _sharpe("okunev_white", _OKUNEV_WHITE, _DROPPED, removable),
        _sharpe_after_unsmoothing(),
    )


def _volatility(how: str, words: str, dropped: int, refusals: tuple[Refuse, ...]) -> Answer:
    return of_window(
        _P,
        f"volatility_{how}",
        Unit.FRACTION_PER_YEAR,
        pl.col(f"volatility_{how}"),
        pl.format(f"Volatility (n-1, times the root of {{}}) of {{}} returns after {words}", ROOT, FREQUENCY),
        refusals=(*SPREAD_REFUSALS, *refusals),
        n=(pl.col("n") - dropped).clip(lower_bound=0),
    )


def _sharpe(how: str, words: str, dropped: int, refusals: tuple[Refuse, ...]) -> Answer:
    return of_window(
        _P,
        f"sharpe_ratio_{how}",
        Unit.RATIO,
        pl.col(f"sharpe_{how}"),
        sharpe_words(words),
        refusals=(*SHARPE_REFUSALS, *refusals),
        n=(pl.col("n") - dropped).clip(lower_bound=0),
        evidence=SHARPE_EVIDENCE,
    )


def sharpe_words(words: str) -> pl.Expr:
    """How the method of a Sharpe ratio on unsmoothed returns reads."""
    return pl.format(
        "Sharpe 1994 on {} unsmoothed returns less the period's own three-month bill return, times the root of {}; "
        f"{words} {BILL_WORDS}",
        FREQUENCY,
        ROOT,
    )


def _sharpe_after_unsmoothing() -> Answer:
    """Geltner's ratio where smoothing is found, else the reported one: one figure that every fund can have."""
    is_smoothed = pl.col("rho1") > 0
    as_reported = pl.format(
        "As reported, because ρ is {} and no lag of one period was found, which {} returns can miss. {}",
        pl.col("rho1").round(3),
        pl.col("n"),
        SHARPE_METHOD,
    )
    return of_window(
        _P,
        "sharpe_ratio_after_unsmoothing",
        Unit.RATIO,
        pl.when(is_smoothed).then(pl.col("sharpe_unsmoothed")).otherwise(pl.col("sharpe")),
        pl.when(pl.col("rho1") <= 0).then(as_reported).otherwise(sharpe_words(_GELTNER)),
        refusals=SHARPE_REFUSALS,
        n=pl.when(is_smoothed).then(pl.col("n") - 1).otherwise(pl.col("n")),
        evidence=SHARPE_EVIDENCE,
    )
