"""The fund against the benchmark that the policy chose for its asset class, on the same periods.

Belongs here: differences to the benchmark, and correlation. Does not: the choice of the benchmark, which is
`policy/benchmarks.yml`; pairing the two series and their overlap (`beside.py`); regressions (`market_line.py`).
"""

import numpy as np
import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of, locator, locators
from prudent.score.panel import Floats, deviation, mean, ratio
from prudent.score.performance.returns import RETURNS_USED, WINDOW_REFUSALS, of_window
from prudent.score.performance.risk import FREQUENCY, ROOT, SPREAD_REFUSALS, volatility
from prudent.score.series import BENCHMARK_COLUMN, LEAST_RETURN, MOST_RETURN

_B = Factor.BENCHMARK


def tracking_error(returns: Floats, benchmark: Floats, periods_per_year: float) -> Floats:
    """Sample standard deviation (n − 1) of the differences of return, times the root of the periods in a year.

    Args:
        returns: period returns of the fund as fractions.
        benchmark: of the benchmark, on the same periods.
        periods_per_year: 12 or 4.

    Returns:
        A fraction a year. Grinold & Kahn 1999.
    """
    return volatility(returns - benchmark, periods_per_year)


def information_ratio(returns: Floats, benchmark: Floats, periods_per_year: float) -> Floats:
    """Mean over sample standard deviation (n − 1) of the differences of return, times the root of periods in a year.

    Args:
        returns: period returns of the fund as fractions.
        benchmark: of the benchmark, on the same periods.
        periods_per_year: 12 or 4.

    Returns:
        A ratio; NaN where the differences do not vary. Arithmetic (Goodwin 1998), as the Sharpe ratio is: not the
        difference of the compound returns over the tracking error.
    """
    active = returns - benchmark
    return ratio(mean(active), deviation(active)) * np.sqrt(periods_per_year)


def correlation(returns: Floats, benchmark: Floats) -> Floats:
    """Pearson's correlation of the returns of the same periods, in [−1, 1]; NaN where one of the two does not vary."""
    own, other = returns - mean(returns)[..., None], benchmark - mean(benchmark)[..., None]
    spread = np.sqrt(np.sum(own * own, axis=-1) * np.sum(other * other, axis=-1))
    return np.clip(ratio(np.sum(own * other, axis=-1), spread), -1, 1)


BENCH_USED = locator(
    pl.col("benchmark"), pl.col("bench_file"), pl.col("bench_first_row"), pl.col("bench_last_row"), BENCHMARK_COLUMN
)

CHOSEN = (
    Refuse(
        pl.col("benchmark").is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.format("The policy chooses no benchmark for {}.", pl.col("asset_class").str.replace_all("_", " ")),
    ),
    Refuse(
        pl.col("benchmark_n").is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.format("No return of the chosen benchmark {} is in evidence.", pl.col("benchmark")),
    ),
)


BENCHMARK_REFUSALS = (
    Refuse(
        pl.col("overlap_n") < pl.col("n"),
        RefusalCode.WINDOW_NOT_COVERED,
        pl.format(
            "Needs the benchmark {} for all {} periods of the window; {} in evidence.",
            pl.col("benchmark"),
            pl.col("n"),
            count_of(pl.col("overlap_n"), "is", "are"),
        ),
    ),
    Refuse(
        ~pl.col("bench_finite"),
        RefusalCode.OUT_OF_RANGE,
        pl.format(
            f"A return of the benchmark {{}} is not a number between {LEAST_RETURN * 100:g} and {MOST_RETURN * 100:g} "
            "%, as that of a month is.",
            pl.col("benchmark"),
        ),
    ),
)
"""Refused for every comparison on a window: the benchmark does not cover it, or has no numbers."""

_FLAT = Refuse(
    pl.col("bench_range") <= pl.col("bench_same"),
    RefusalCode.NO_VARIATION,
    pl.lit("All returns of the benchmark are the same."),
)

_IS_LEVEL = pl.col("active_range").is_finite() & (pl.col("active_range") <= pl.max_horizontal("same", "bench_same"))
"""The differences of return do not vary: what is left of their spread is made by floats."""
_IS_IDENTICAL = _IS_LEVEL & (pl.col("active_size") <= pl.max_horizontal("same", "bench_same"))

_SAME_AS_IT = Refuse(
    _IS_LEVEL,
    RefusalCode.NO_VARIATION,
    pl.when(_IS_IDENTICAL)
    .then(pl.lit("All returns are those of the benchmark."))
    .otherwise(pl.lit("All returns differ from those of the benchmark by the same.")),
)

AGAINST = pl.col("benchmark").fill_null("the benchmark")


def relative_answers() -> tuple[Answer, ...]:
    """Measures of the fund and its benchmark, over a frame with one row a fund and window."""
    spread = (*CHOSEN, *SPREAD_REFUSALS, *BENCHMARK_REFUSALS)
    excess = pl.col("annual_return") - pl.col("bench_annual_return")
    pearson = pl.format("Pearson's correlation of {} returns with {} on the same periods.", FREQUENCY, AGAINST)
    less = pl.format("Annualised return of the fund less that of {} on the same months (GIPS Standards 2020).", AGAINST)
    error = pl.format(
        "Sample standard deviation (n-1) of {} returns less those of {}, times the root of {} (Grinold & Kahn 1999).{}",
        FREQUENCY,
        AGAINST,
        ROOT,
        pl.when(_IS_IDENTICAL).then(pl.lit(" The two series are identical.")).otherwise(pl.lit("")),
    )
    spread_of_active = pl.when(_IS_LEVEL).then(0.0).otherwise(pl.col("tracking_error"))
    active = pl.format(
        "Mean over sample standard deviation (n-1) of {} returns less those of {}, times the root of {} "
        "(Goodwin 1998).",
        FREQUENCY,
        AGAINST,
        ROOT,
    )
    yearly, chained = Unit.FRACTION_PER_YEAR, (*CHOSEN, *WINDOW_REFUSALS, *BENCHMARK_REFUSALS)
    return (
        _beside_it("correlation_with_benchmark", Unit.RATIO, pl.col("correlation"), pearson, (*spread, _FLAT)),
        _beside_it("excess_return_over_benchmark", yearly, excess, less, chained),
        _beside_it("tracking_error", yearly, spread_of_active, error, spread),
        _beside_it("information_ratio", Unit.RATIO, pl.col("information_ratio"), active, (*spread, _SAME_AS_IT)),
    )


def _beside_it(stem: str, unit: Unit, value: pl.Expr, method: pl.Expr, refusals: tuple[Refuse, ...]) -> Answer:
    evidence = locators(*RETURNS_USED, BENCH_USED)
    return of_window(_B, stem, unit, value, method, refusals=refusals, evidence=evidence)
