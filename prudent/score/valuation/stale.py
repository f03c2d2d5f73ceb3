"""Signs of prices that are not made anew: returns that are zero, that repeat, that keep one side of their median.

Belongs here: tests on the returns as reported. Does not: autocorrelation and what undoes it
(`prudent/score/performance/smoothing.py`), and the age of marks (`marks.py`).
"""

from dataclasses import replace

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse
from prudent.score.panel import MONTHS_IN_YEAR, Floats, Panel, Whole, ratio
from prudent.score.performance.returns import WINDOW_REFUSALS, of_window

LEAST_ON_A_SIDE = 10
"""Under ten months above or below the median the number of runs is not near a normal distribution (Siegel 1956)."""


def stale_share(returns: Floats) -> Floats:
    """Share of returns that are zero or equal to the one before, of all n; a fraction in [0, 1].

    Args:
        returns: period returns as fractions, in the order of time, without a gap. The first counts only when zero.
    """
    is_stale = returns == 0
    is_stale[..., 1:] |= returns[..., 1:] == returns[..., :-1]
    return np.asarray(np.mean(is_stale, axis=-1))


def longest_repeat(returns: Floats) -> Whole:
    """Most periods in a row with one and the same return; 1 where no return repeats, 0 without returns.

    Args:
        returns: period returns as fractions, in the order of time, without a gap.
    """
    n = returns.shape[-1]
    if n == 0:
        return np.zeros(returns.shape[:-1], np.int64)
    is_new = np.ones(returns.shape, np.bool_)
    is_new[..., 1:] = returns[..., 1:] != returns[..., :-1]
    places: Whole = np.arange(n, dtype=np.int64)
    begun = np.maximum.accumulate(np.where(is_new, places, 0), axis=-1)
    return np.asarray(np.max(places - begun, axis=-1) + 1, np.int64)


def sides_of_median(returns: Floats) -> Whole:
    """+1 above the series' own median, −1 below it, 0 on it; of the shape of the returns."""
    return np.sign(returns - np.median(returns, axis=-1, keepdims=True)).astype(np.int64)


def smaller_side(sides: Whole) -> Whole:
    """The smaller of the numbers of periods above and below the median."""
    return np.minimum(np.sum(sides > 0, axis=-1), np.sum(sides < 0, axis=-1))


def runs_z(sides: Whole) -> Floats:
    """Wald and Wolfowitz's runs test: how far the number of runs lies from that of a series without order.

    z = (R − μ) / σ with R runs of periods on one side of the median, μ = 2·a·b/(a + b) + 1 and
    σ² = (μ − 1)(μ − 2)/(a + b − 1), a and b the numbers above and below. Periods on the median are left out;
    there is no correction for continuity.

    Args:
        sides: as `sides_of_median` gives them, in the order of time, without a gap.

    Returns:
        Standard deviations: below zero there are fewer runs than chance makes, as in smoothed or trending series; ±1.96
        is passed by chance once in twenty. NaN without a period on each side. Wald & Wolfowitz 1940.
    """
    places: Whole = np.arange(sides.shape[-1], dtype=np.int64)
    counted = sides != 0
    last = np.maximum.accumulate(np.where(counted, places, -1), axis=-1)
    before = np.concatenate([np.full((*sides.shape[:-1], 1), -1), last[..., :-1]], axis=-1)
    side_before = np.take_along_axis(sides, np.maximum(before, 0), axis=-1)
    begins = counted & ((before < 0) | (side_before != sides))
    runs = np.sum(begins, axis=-1).astype(np.float64)
    above, below = (np.sum(on, axis=-1).astype(np.float64) for on in (sides > 0, sides < 0))
    expected = ratio(2 * above * below, above + below) + 1
    spread = np.sqrt(np.maximum(ratio((expected - 1) * (expected - 2), above + below - 1), 0))
    return ratio(runs - expected, spread)


def stale_statistics(panel: Panel) -> dict[str, Floats | Whole]:
    """The numbers of this module for one block. Only three years of months are asked for; other blocks are left out.

    Returns:
        stale_share, longest_repeat, smaller_side_n and runs_z, one for each series; NaN or 0 where not asked.
    """
    returns = panel.returns
    if returns.shape[-1] != 3 * MONTHS_IN_YEAR or panel.periods_per_year != MONTHS_IN_YEAR:
        unknown, none = np.full(returns.shape[0], np.nan), np.zeros(returns.shape[0], np.int64)
        return {"stale_share": unknown, "longest_repeat": none, "smaller_side_n": none, "runs_z": unknown}
    sides = sides_of_median(returns)
    return {
        "stale_share": stale_share(returns),
        "longest_repeat": longest_repeat(returns),
        "smaller_side_n": smaller_side(sides),
        "runs_z": runs_z(sides),
    }


_MONTHLY = Refuse(
    pl.col("frequency") != "monthly",
    RefusalCode.NOT_APPLICABLE,
    pl.format("Only monthly returns are looked at; those in evidence are {}.", pl.col("frequency")),
)

_ONE_SIDED = Refuse(
    pl.col("smaller_side_n") < LEAST_ON_A_SIDE,
    RefusalCode.TOO_FEW_OBSERVATIONS,
    pl.format(
        f"Needs at least {LEAST_ON_A_SIDE} months above and as many below the median; the smaller side has {{}}.",
        pl.col("smaller_side_n"),
    ),
)


def stale_answers() -> tuple[Answer, ...]:
    """`zero_return_share`, `longest_repeat` and `runs_test_z`, over the three-year windows of all funds."""
    share = (
        "Share of the monthly returns of three years that are zero or equal to the month before, as received. Returns "
        "rounded to two decimals repeat by chance too."
    )
    repeat = "Most months in a row with one and the same return, of three years, as received; 1 where none repeats."
    runs = (
        "Runs of months above or below the median of three years against the number that chance makes, in standard "
        "deviations; below zero there are fewer, as in smoothed series (Wald & Wolfowitz 1940)."
    )
    return (
        _of_three_years("zero_return_share", Unit.FRACTION, "stale_share", share),
        _of_three_years("longest_repeat", Unit.MONTHS, "longest_repeat", repeat),
        _of_three_years("runs_test_z", Unit.RATIO, "runs_z", runs, _ONE_SIDED),
    )


def _of_three_years(measure: str, unit: Unit, column: str, method: str, *more: Refuse) -> Answer:
    answer = of_window(
        Factor.VALUATION, "", unit, pl.col(column), pl.lit(method), refusals=(*WINDOW_REFUSALS, _MONTHLY, *more)
    )
    return replace(answer, measure=measure)
