"""How a fund moves with its benchmark: beta, Jensen's alpha, R², and what it keeps of rises and falls.

Belongs here: regressions on the benchmark and captures. Does not: differences to it (`relative.py`).
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, locators
from prudent.score.benchmark.relative import AGAINST, BENCH_USED, BENCHMARK_REFUSALS, CHOSEN
from prudent.score.panel import Floats, Whole, mean, ratio
from prudent.score.performance.returns import RETURNS_USED, of_window
from prudent.score.performance.risk import (
    BILL_WORDS,
    FREQUENCY,
    LEAST_OBSERVATIONS,
    RATES_USED,
    ROOT,
    SHARPE_REFUSALS,
    SPREAD_REFUSALS,
)

LEAST_RISES_OR_FALLS = LEAST_OBSERVATIONS
"""Periods in which the benchmark rose, or fell. A capture is a ratio of two means over these alone, and needs as many
of them as every other ratio here. Over six months with small falls a fund whose prices lag showed a capture of -1.6:
that is the mean of six months of income, and no answer to a fall."""


def beta(excess: Floats, benchmark_excess: Floats) -> Floats:
    """Slope of the fund's excess returns on the benchmark's: Σ(x − x̄)(y − ȳ) / Σ(x − x̄)².

    Args:
        excess: period return of the fund less the same period's risk-free return, fractions.
        benchmark_excess: of the benchmark, on the same periods.

    Returns:
        A ratio; NaN where the benchmark's excess does not vary. Least squares (Sharpe 1964; Jensen 1968).
    """
    own, other = _away(excess), _away(benchmark_excess)
    return ratio(mean(own * other), mean(other * other))


def jensen_alpha(excess: Floats, benchmark_excess: Floats, periods_per_year: float) -> Floats:
    """Intercept of the same line, times the periods in a year: (ȳ − β x̄) · periods (Jensen 1968).

    Args:
        excess: as for `beta`.
        benchmark_excess: as for `beta`.
        periods_per_year: 12 or 4.

    Returns:
        A fraction a year, annualised as arithmetic means are and not compounded; NaN where beta is.
    """
    return (mean(excess) - beta(excess, benchmark_excess) * mean(benchmark_excess)) * periods_per_year


def r_squared(excess: Floats, benchmark_excess: Floats) -> Floats:
    """Share of the variance of the fund's excess returns that the same line explains: the squared correlation.

    Args:
        excess: as for `beta`.
        benchmark_excess: as for `beta`.

    Returns:
        A fraction in [0, 1]; NaN where one of the two does not vary.
    """
    own, other = _away(excess), _away(benchmark_excess)
    shared = mean(own * other)
    return np.clip(ratio(shared * shared, mean(own * own) * mean(other * other)), 0, 1)


def up_capture(returns: Floats, benchmark: Floats) -> Floats:
    """Geometric mean return of the fund over that of the benchmark, in the periods in which the benchmark rose.

    Args:
        returns: period returns of the fund as fractions.
        benchmark: of the benchmark, on the same periods. A return of zero is neither a rise nor a fall.

    Returns:
        A ratio, 1 for the benchmark itself; NaN where it never rose, or a return of either is missing. Means of one
        period, not annualised (Bacon 2008).
    """
    return _capture(returns, benchmark, benchmark > 0)


def down_capture(returns: Floats, benchmark: Floats) -> Floats:
    """The same in the periods in which the benchmark fell; a small or negative ratio is good for the holder.

    Args:
        returns: as for `up_capture`.
        benchmark: as for `up_capture`.
    """
    return _capture(returns, benchmark, benchmark < 0)


def rises(benchmark: Floats) -> Whole:
    """Count of the periods in which the benchmark rose."""
    return np.asarray(np.count_nonzero(benchmark > 0, axis=-1))


def declines(benchmark: Floats) -> Whole:
    """Count of the periods in which the benchmark fell."""
    return np.asarray(np.count_nonzero(benchmark < 0, axis=-1))


def _capture(returns: Floats, benchmark: Floats, counted: NDArray[np.bool_]) -> Floats:
    number = np.count_nonzero(counted, axis=-1)
    power = 1 / np.where(number > 0, number, np.nan)
    # what is not counted is multiplied to a return of zero, and a missing one stays missing
    own, other = (np.prod(1 + each * counted, axis=-1) ** power - 1 for each in (returns, benchmark))
    return ratio(own, other)


def _away(values: Floats) -> Floats:
    return values - mean(values)[..., None]


_BOTH_VARY = (
    Refuse(
        pl.col("bench_excess_range") <= pl.col("bench_same"),
        RefusalCode.NO_VARIATION,
        pl.lit("All excess returns of the benchmark are the same."),
    ),
)

_LINE = pl.format(
    "least squares of {} returns on those of {} in the same periods, both less the three-month bill's (Jensen 1968). "
    f"{BILL_WORDS}",
    FREQUENCY,
    AGAINST,
)


def market_line_answers() -> tuple[Answer, ...]:
    """Beta, alpha, R² and captures, over a frame with one row a fund and window that the benchmark covers."""
    alpha = pl.format("Intercept times {}, as arithmetic means are annualised: {}", ROOT, _LINE)
    return (
        _on_line("beta", Unit.RATIO, pl.format("Slope: {}", _LINE)),
        _on_line("jensen_alpha", Unit.FRACTION_PER_YEAR, alpha),
        _on_line("r_squared", Unit.FRACTION, pl.format("Share of the variance explained: {}", _LINE)),
        _captured("up_capture", "rose", "rises_n"),
        _captured("down_capture", "fell", "declines_n"),
    )


def _on_line(stem: str, unit: Unit, method: pl.Expr) -> Answer:
    refusals = (*CHOSEN, *SHARPE_REFUSALS, *BENCHMARK_REFUSALS, *_BOTH_VARY)
    evidence = locators(*RETURNS_USED, RATES_USED, BENCH_USED)
    return of_window(Factor.BENCHMARK, stem, unit, pl.col(stem), method, refusals=refusals, evidence=evidence)


def _captured(stem: str, moved: str, count: str) -> Answer:
    few = Refuse(
        pl.col(count) < LEAST_RISES_OR_FALLS,
        RefusalCode.TOO_FEW_OBSERVATIONS,
        pl.format(
            f"{{}} {moved} in {{}} of the {{}} periods; at least {LEAST_RISES_OR_FALLS} are needed.",
            AGAINST,
            pl.col(count),
            pl.col("n"),
        ),
    )
    method = pl.format(
        f"Geometric mean of {{}} returns over that of {{}}, in the periods in which that {moved}; not annualised "
        "(Bacon 2008).",
        FREQUENCY,
        AGAINST,
    )
    refusals = (*CHOSEN, *SPREAD_REFUSALS, *BENCHMARK_REFUSALS, few)
    evidence = locators(*RETURNS_USED, BENCH_USED)
    return of_window(
        Factor.BENCHMARK,
        stem,
        Unit.RATIO,
        pl.col(stem),
        method,
        refusals=refusals,
        n=pl.col(count),
        evidence=evidence,
    )
