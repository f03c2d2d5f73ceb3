"""The fund against the benchmark that the policy chose for its asset class, on the same months.

Belongs here: measures of two series. Does not: the choice of the benchmark, which is `policy/benchmarks.yml`.
"""

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, count_of, locator, locators
from prudent.score.gaps import SINCE_START
from prudent.score.returns import MONTHS_IN_YEAR, RETURNS_USED, WINDOW_REFUSALS, annualised, growth, of_window
from prudent.score.risk import FREQUENCY, ROOT, SAME, SPREAD_REFUSALS, volatility
from prudent.score.series import BENCHMARK_COLUMN, RETURN_COLUMN, compounded, month_first, month_last, month_of
from prudent.score.windows import THREE_YEARS

_FUND, _BENCH = pl.col("return_frac"), pl.col("rate_frac")
_B = Factor.BENCHMARK


def tracking_error(returns: pl.Expr, benchmark: pl.Expr, periods_per_year: pl.Expr) -> pl.Expr:
    """Sample standard deviation (n − 1) of the differences of return, times the root of the periods in a year.

    Args:
        returns: period returns of the fund as fractions.
        benchmark: of the benchmark, on the same periods.
        periods_per_year: 12 or 4.

    Returns:
        A fraction a year. Grinold & Kahn 1999.
    """
    return volatility(returns - benchmark, periods_per_year)


def correlation(returns: pl.Expr, benchmark: pl.Expr) -> pl.Expr:
    """Pearson's correlation of the returns of the same periods, in [−1, 1]."""
    return pl.corr(returns, benchmark)


def benchmark_measures(
    windows: pl.DataFrame, observations: pl.DataFrame, periods: pl.DataFrame, benchmark_returns: pl.DataFrame
) -> pl.DataFrame:
    """All benchmark measures of all funds.

    Args:
        windows: one row for each fund and window with its statistics; `benchmark` is null where the policy chose none.
        observations: the periods that tile each window.
        periods: all periods of the funds.
        benchmark_returns: core_benchmark__returns; chain-linked to the fund's periods.
    """
    monthly = benchmark_returns.select(
        "file", "row", benchmark="owner", month=month_of(pl.col("period_end")), rate_frac="return_frac"
    )
    chosen = windows.select("fund", "benchmark").unique().drop_nulls()
    known = monthly.group_by("benchmark").agg(benchmark_n=pl.len().cast(pl.Int64))
    three = windows.filter(pl.col("window") == THREE_YEARS).join(
        known, on="benchmark", how="left", maintain_order="left"
    )
    since = windows.filter(pl.col("window") == SINCE_START).join(
        known, on="benchmark", how="left", maintain_order="left"
    )
    same = _beside(observations.filter(pl.col("window") == THREE_YEARS), chosen, monthly)
    ever = _beside(periods.filter(pl.col("is_finest")), chosen, monthly)
    return pl.concat(
        [
            answered(three.join(_compare(same), on="fund", how="left", maintain_order="left"), _comparisons()),
            answered(
                since.join(_overlap(ever), on="fund", how="left", maintain_order="left"), (_months_overlapping(),)
            ),
        ]
    )


def _beside(rows: pl.DataFrame, chosen: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """Fund periods with the benchmark's return of the same period; null where a month of it is missing."""
    paired = rows.join(chosen, on="fund")
    wanted = paired.select("benchmark", "step", "month").unique()
    return paired.join(compounded(wanted, monthly, ["benchmark"]), on=["benchmark", "step", "month"]).sort(
        "fund", "month"
    )


def _compare(same: pl.DataFrame) -> pl.DataFrame:
    per_year = MONTHS_IN_YEAR / pl.col("step").first()
    return same.group_by("fund", maintain_order=True).agg(
        overlap_n=_BENCH.count().cast(pl.Int64),
        bench_finite=_BENCH.is_finite().all(),
        bench_growth=growth(_BENCH),
        bench_range=_BENCH.max() - _BENCH.min(),
        correlation=correlation(_FUND, _BENCH),
        tracking_error=tracking_error(_FUND, _BENCH, per_year),
        bench_file=pl.col("rate_file").drop_nulls().first(),
        bench_first_row=pl.col("rate_first_row").min(),
        bench_last_row=pl.col("rate_last_row").max(),
    )


def _overlap(ever: pl.DataFrame) -> pl.DataFrame:
    """Per fund the periods in which both have a return."""
    both = _BENCH.is_not_null()
    return ever.group_by("fund", maintain_order=True).agg(
        overlap_n=both.sum().cast(pl.Int64),
        overlap_months=(both.sum() * pl.col("step").first()).cast(pl.Int64),
        overlap_first=(pl.col("month") - pl.col("step") + 1).filter(both).min(),
        overlap_last=pl.col("month").filter(both).max(),
        overlap_frequency=pl.col("frequency").first(),
        overlap_file=pl.col("file").first(),
        overlap_first_row=pl.col("row").filter(both).min(),
        overlap_last_row=pl.col("row").filter(both).max(),
        bench_file=pl.col("rate_file").drop_nulls().first(),
        bench_first_row=pl.col("rate_first_row").filter(both).min(),
        bench_last_row=pl.col("rate_last_row").filter(both).max(),
    )


_BENCH_USED = locator(
    pl.col("benchmark"), pl.col("bench_file"), pl.col("bench_first_row"), pl.col("bench_last_row"), BENCHMARK_COLUMN
)

_CHOSEN = (
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


_BOTH = (
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
        ~pl.col("bench_finite"), RefusalCode.OUT_OF_RANGE, pl.lit("A return of the benchmark is not a finite number.")
    ),
)
"""Refused for every comparison on a window: the benchmark does not cover it, or has no numbers."""

_FLAT = Refuse(
    pl.col("bench_range") <= SAME, RefusalCode.NO_VARIATION, pl.lit("All returns of the benchmark are the same.")
)

_AGAINST = pl.col("benchmark").fill_null("the benchmark")


def _comparisons() -> tuple[Answer, ...]:
    """Measures of the fund and its benchmark on one window, over a frame with one row a fund."""
    spread = (*_CHOSEN, *SPREAD_REFUSALS, *_BOTH)
    months = pl.col("last_month") - pl.col("first_month") + 1
    excess = annualised(pl.col("growth"), months) - annualised(pl.col("bench_growth"), months)
    pearson = pl.format("Pearson's correlation of {} returns with {} on the same periods.", FREQUENCY, _AGAINST)
    less = pl.format(
        "Annualised return of the fund less that of {} on the same months (GIPS Standards 2020).", _AGAINST
    )
    error = pl.format(
        "Sample standard deviation (n-1) of {} returns less those of {}, times the root of {} (Grinold & Kahn 1999).",
        FREQUENCY,
        _AGAINST,
        ROOT,
    )
    yearly, chained = Unit.FRACTION_PER_YEAR, (*_CHOSEN, *WINDOW_REFUSALS, *_BOTH)
    return (
        _beside_it("correlation_with_benchmark", Unit.RATIO, pl.col("correlation"), pearson, (*spread, _FLAT)),
        _beside_it("excess_return_over_benchmark", yearly, excess, less, chained),
        _beside_it("tracking_error", yearly, pl.col("tracking_error"), error, spread),
    )


def _beside_it(stem: str, unit: Unit, value: pl.Expr, method: pl.Expr, refusals: tuple[Refuse, ...]) -> Answer:
    evidence = locators(*RETURNS_USED, _BENCH_USED)
    return of_window(_B, stem, unit, value, method, refusals=refusals, evidence=evidence)


def _no_overlap() -> tuple[Refuse, ...]:
    code = pl.col("gap_code").fill_null(RefusalCode.NOT_EVIDENCED.value)
    finest = pl.coalesce(pl.col("gap_frequency"), pl.col("frequency"))
    years = pl.lit("Only annual returns of the fund are in evidence; they are not compared month by month.")
    none = pl.format("None of the fund's periods lies inside the returns of {} in evidence.", pl.col("benchmark"))
    return (
        Refuse(finest == "annual", RefusalCode.TOO_FEW_OBSERVATIONS, years),
        Refuse(pl.col("overlap_n").is_null(), code, pl.col("gap_reason")),
        Refuse(pl.col("overlap_n") == 0, RefusalCode.WINDOW_NOT_COVERED, none),
    )


def _months_overlapping() -> Answer:
    rows = (pl.col("overlap_first_row"), pl.col("overlap_last_row"))
    used = locator(pl.col("fund"), pl.col("overlap_file"), *rows, RETURN_COLUMN)
    method = pl.format(
        "Months up to the as-of date covered by monthly or quarterly returns of the fund, in its series with the "
        "shortest periods, in which {} has returns too.",
        _AGAINST,
    )
    return Answer(
        _B,
        "months_overlapping",
        Unit.MONTHS,
        pl.col("overlap_months"),
        method,
        (*_CHOSEN, *_no_overlap()),
        n=pl.col("overlap_n"),
        frequency=pl.col("overlap_frequency"),
        window_start=month_first(pl.col("overlap_first")),
        window_end=month_last(pl.col("overlap_last")),
        evidence=locators(used, _BENCH_USED),
    )
