"""What is printed of the distribution of a series: its shape, its bad end, its best and worst period.

Belongs here: refusals and methods. Does not: the definitions (`tails.py`).
"""

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse
from prudent.score.performance.returns import KIND_WORDS, of_window
from prudent.score.performance.risk import COUNT_REFUSALS, FREQUENCY, SPREAD_REFUSALS

LEAST_IN_TAIL = 20
"""One observation in twenty is worse than the value at risk at 95 %: of fewer, none is, and the smallest return would
stand for a tail that was never seen."""

_TAIL_REFUSALS = (
    *SPREAD_REFUSALS,
    Refuse(
        pl.col("n") < LEAST_IN_TAIL,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"Needs at least {LEAST_IN_TAIL} observations, of which one in twenty is the tail; {{}} are in evidence.",
            pl.col("n"),
        ),
    ),
)

_NO_DISTRIBUTION = Refuse(
    ~pl.col("cornish_fisher_holds"),
    RefusalCode.OUT_OF_RANGE,
    pl.format(
        "With skewness {} and kurtosis {} the Cornish-Fisher quantiles do not rise throughout, so they are no "
        "distribution (Maillard 2012); the historical figure stands, where it is given.",
        pl.col("skewness").round(2),
        pl.col("kurtosis").round(2),
    ),
)


def _over_everything(column: str) -> Refuse:
    return Refuse(
        pl.col(column) < -1,
        RefusalCode.OUT_OF_RANGE,
        pl.lit("The expansion gives a loss of more than everything."),
    )


_SIGN = "The return of one period, so a loss is below zero."
_QUANTILE = "The 5 % quantile, linear between the two returns next to (n-1) x 0.05 (Hyndman & Fan 1996, definition 7)"
_AVERAGE = "Mean of the worst 5 % of the periods, the last of them counted in part (Acerbi & Tasche 2002)"
_EXPANDED = "with the sample's own mean, deviation, skewness and kurtosis (population moments)"


def tails_answers() -> tuple[Answer, ...]:
    """Shape, tail and extremes on each window."""
    return (*_tail(), *_expanded_tail(), *_shape(), *_extremes())


def _of(stem: str, unit: Unit, method: str, refusals: tuple[Refuse, ...]) -> Answer:
    """The column of that name, with the frequency and kind of its returns said."""
    said = pl.format(f"{method} Of {{}} total returns {{}}.", FREQUENCY, KIND_WORDS)
    return of_window(Factor.PERFORMANCE, stem, unit, pl.col(stem), said, refusals=refusals)


def _tail() -> tuple[Answer, ...]:
    return (
        _of("value_at_risk_95", Unit.FRACTION, f"{_QUANTILE}. {_SIGN}", _TAIL_REFUSALS),
        _of("expected_shortfall_95", Unit.FRACTION, f"{_AVERAGE}. {_SIGN}", _TAIL_REFUSALS),
    )


def _expanded_tail() -> tuple[Answer, ...]:
    """The same by the Cornish-Fisher expansion."""
    quantile = f"Cornish-Fisher quantile at 5 % {_EXPANDED} (Favre & Galeano 2002). {_SIGN}"
    average = f"Mean of the Cornish-Fisher distribution under its 5 % quantile, {_EXPANDED} (Maillard 2012). {_SIGN}"
    return tuple(
        _of(stem, Unit.FRACTION, method, (*SPREAD_REFUSALS, _NO_DISTRIBUTION, _over_everything(stem)))
        for stem, method in (
            ("value_at_risk_95_cornish_fisher", quantile),
            ("expected_shortfall_95_cornish_fisher", average),
        )
    )


def _shape() -> tuple[Answer, ...]:
    skew = (
        "Third central moment over the second to the power 3/2, both divided by n; below zero, losses are the long "
        "tail."
    )
    heavy = (
        "Fourth central moment over the square of the second, both divided by n; not in excess: normal returns have 3."
    )
    return (
        _of("skewness", Unit.RATIO, skew, SPREAD_REFUSALS),
        _of("kurtosis", Unit.RATIO, heavy, SPREAD_REFUSALS),
    )


def _extremes() -> tuple[Answer, ...]:
    share = "Share of the periods with a return over zero; a return of zero is no gain."
    return (
        _of("best_period", Unit.FRACTION, "Largest return of one period.", COUNT_REFUSALS),
        _of("worst_period", Unit.FRACTION, "Smallest return of one period.", COUNT_REFUSALS),
        _of("share_of_positive_periods", Unit.FRACTION, share, COUNT_REFUSALS),
    )
