"""What is printed of falls: depth, dates, months under water, recovery, and the ratios to them.

Belongs here: refusals, methods and words. Does not: the definitions (`drawdown.py`).
"""

from dataclasses import replace

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of, percent
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.performance.returns import EVIDENCE, KIND_WORDS, WINDOW_REFUSALS, of_window
from prudent.score.performance.risk import (
    BILL_WORDS,
    BILLS_MISSING,
    COUNT_REFUSALS,
    FREQUENCY,
    SHARPE_EVIDENCE,
    SPREAD_REFUSALS,
)
from prudent.score.series import month_last

LEAST_PERIODS, LEAST_MONTHS_WITHOUT = 2, MONTHS_IN_YEAR
"""One return is no path. A fall that was seen is told from two on, for a short record must not hide it; that none was
seen is told from a year on: a fall of 0.0 in three months says that a fund is young and not that it is safe. Our
choice, no published rule; a year is the shortest window that is measured."""
_NONE_SEEN = -pl.col("drawdown") <= pl.col("same")

FALL_REFUSALS = (
    *WINDOW_REFUSALS,
    Refuse(
        pl.col("frequency") == "annual",
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            "{} in evidence; falls inside a year are not seen in them, so monthly or quarterly returns are needed.",
            count_of(pl.col("n"), "annual return is", "annual returns are"),
        ),
    ),
    Refuse(
        pl.col("n") < LEAST_PERIODS,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.lit(f"Needs at least {LEAST_PERIODS} observations; 1 is in evidence."),
    ),
    Refuse(
        _NONE_SEEN & (pl.col("n") * pl.col("step") < LEAST_MONTHS_WITHOUT),
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"No fall in {{}}; that there is none is said of at least {LEAST_MONTHS_WITHOUT} months.",
            count_of(pl.col("n") * pl.col("step"), "month", "months"),
        ),
    ),
)
"""Refused for a largest fall: a window that is not covered, years, which hide falls, one return, and no fall in
less than a year."""

_NO_FALL = Refuse(
    _NONE_SEEN,
    RefusalCode.NOT_APPLICABLE,
    pl.format("None of the {} returns in evidence leaves a holder under an earlier peak.", pl.col("n")),
)

SHALLOWEST_FALL = 0.01
"""A largest fall under one per cent is less than what most of these funds earn in two months: a ratio to it says that
the window has no bad time in it, and grows without end as the fall gets smaller. Our choice, no published rule."""

SHALLOWEST_ULCER = 0.005
"""The same for the ulcer index: what a fall of one per cent gives that lasts for a quarter of the window."""

_SHALLOW = Refuse(
    pl.col("drawdown") > -SHALLOWEST_FALL,
    RefusalCode.OUT_OF_RANGE,
    pl.format(
        f"The largest fall is {{}}, under {SHALLOWEST_FALL * 100:g} %: a ratio to so little would say that no bad time "
        "is in evidence, and not what one costs.",
        percent(-pl.col("drawdown"), 3),
    ),
)

_SHALLOW_ON_AVERAGE = Refuse(
    pl.col("ulcer_index") < SHALLOWEST_ULCER,
    RefusalCode.OUT_OF_RANGE,
    pl.format(
        f"The ulcer index is {{}}, under {SHALLOWEST_ULCER * 100:g} %: a ratio to so little would say that no bad time "
        "is in evidence, and not what one costs.",
        percent(pl.col("ulcer_index"), 3),
    ),
)

_UNSEEN = "Falls inside a period are not seen."
_FLATTERED = "Prices that lag make falls shallow and this ratio high."

_PERIODS_TO_RECOVER = pl.col("recovery_place") - pl.col("trough_place")
_IS_RECOVERED = pl.col("recovery_place") > 0


def drawdown_answers() -> tuple[Answer, ...]:
    """The largest fall on each window: depth, dates, length, recovery; pain and ulcer; Calmar and Martin ratio."""
    fall = pl.format(
        f"Largest fall from an earlier peak of {{}} chain-linked total returns {{}}, the start counted as a peak "
        f"(Bacon 2008). {_UNSEEN}",
        FREQUENCY,
        KIND_WORDS,
    )
    return (
        of_window(Factor.PERFORMANCE, "max_drawdown", Unit.FRACTION, pl.col("drawdown"), fall, refusals=FALL_REFUSALS),
        *_times_of_fall(),
        *_depths(),
        *_ratios(),
    )


def _times_of_fall() -> tuple[Answer, ...]:
    """`max_drawdown_<window>_peak`, `_trough`, `_length_months` and `_recovery`."""
    peak = "Month end of the last peak before the largest fall; the start is the end of the month before the first."
    length = (
        "Months under water: from the last peak before the largest fall to the month end at which wealth stands there "
        f"again, or to the end of the window where it does not. {_UNSEEN}"
    )
    recovery = (
        "Months from the low of the largest fall to the first month end at which wealth stands at the earlier peak "
        f"again; where it does not, the months from the low to the end of the window. {_UNSEEN}"
    )
    end = pl.when(_IS_RECOVERED).then(pl.col("recovery_place")).otherwise(pl.col("n"))
    months = (end - pl.col("peak_place")) * pl.col("step")
    return (
        _of_fall("peak", Unit.DATE, peak, text=_month_end_of("peak_place")),
        _of_fall(
            "trough", Unit.DATE, "Month end at which the largest fall is reached.", text=_month_end_of("trough_place")
        ),
        _of_fall("length_months", Unit.MONTHS, length, value=months),
        _of_fall("recovery", Unit.TEXT, recovery, text=recovery_words()),
    )


def recovery_words() -> pl.Expr:
    """`recovered in 7 months`; `not recovered, 9 months after the low`."""
    since = (pl.col("n") - pl.col("trough_place")) * pl.col("step")
    back = count_of(_PERIODS_TO_RECOVER * pl.col("step"), "month", "months")
    return (
        pl.when(_IS_RECOVERED)
        .then(pl.format("recovered in {}", back))
        .when(since == 0)
        .then(pl.lit("not recovered, the low is the end of the window"))
        .otherwise(pl.format("not recovered, {} after the low", count_of(since, "month", "months")))
    )


def _month_end_of(place: str) -> pl.Expr:
    return month_last(pl.col("first_month") - 1 + pl.col(place) * pl.col("step")).cast(pl.String)


def _of_fall(
    what: str, unit: Unit, method: str, *, value: pl.Expr | None = None, text: pl.Expr | None = None
) -> Answer:
    number = pl.lit(None, pl.Float64) if value is None else value
    answer = of_window(
        Factor.PERFORMANCE, "max_drawdown", unit, number, pl.lit(method), refusals=(*FALL_REFUSALS, _NO_FALL)
    )
    measure = pl.format(f"max_drawdown_{{}}_{what}", pl.col("window"))
    return replace(answer, measure=measure, text=answer.text if text is None else text)


def _depths() -> tuple[Answer, ...]:
    """`pain_index_<window>` and `ulcer_index_<window>`."""
    pain = (
        "Mean depth of wealth under its earlier peak at the end of each period, those at a peak with zero, the start "
        f"counted as a peak (Becker 2006, in Bacon 2008). {_UNSEEN}"
    )
    ulcer = (
        "Root of the mean squared depth of wealth under its earlier peak at the end of each period, those at a peak "
        f"with zero, the start counted as a peak (Martin & McCann 1989). {_UNSEEN}"
    )
    return tuple(
        of_window(Factor.PERFORMANCE, stem, Unit.FRACTION, pl.col(stem), pl.lit(method), refusals=COUNT_REFUSALS)
        for stem, method in (("pain_index", pain), ("ulcer_index", ulcer))
    )


def _ratios() -> tuple[Answer, ...]:
    """`calmar_ratio_<window>` and `martin_ratio_<window>`."""
    calmar = (
        "Compound return a year over the depth of the largest fall, both of this window; no risk-free return is taken "
        f"off (Young 1991). {_UNSEEN} {_FLATTERED}"
    )
    martin = (
        "Compound return a year less that of the three-month bills, over the ulcer index, all of this window (Martin & "
        f"McCann 1989). {BILL_WORDS} {_UNSEEN} {_FLATTERED}"
    )
    over_fall = (*SPREAD_REFUSALS, _NO_FALL, _SHALLOW)
    over_ulcer = (*SPREAD_REFUSALS, BILLS_MISSING, _NO_FALL, _SHALLOW_ON_AVERAGE)
    return tuple(
        of_window(
            Factor.PERFORMANCE, stem, Unit.RATIO, pl.col(stem), pl.lit(method), refusals=refusals, evidence=evidence
        )
        for stem, method, refusals, evidence in (
            ("calmar_ratio", calmar, over_fall, EVIDENCE),
            ("martin_ratio", martin, over_ulcer, SHARPE_EVIDENCE),
        )
    )
