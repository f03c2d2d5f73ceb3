"""How many months of a fund each candidate has returns for: over its whole history, and in the window that counts.

Belongs here: counting months in common before a benchmark is chosen. Does not: the choice (`selection.py`), and the
overlap with the one that is chosen (`beside.py`).
"""

from datetime import date

import polars as pl

from prudent.score.series import compounded, month_index, periods

RUN = ["step", "first_month", "last_month"]


def coverage(
    fund_returns: pl.DataFrame, pairs: pl.DataFrame, monthly: pl.DataFrame, as_of: date, window_months: int
) -> pl.DataFrame:
    """Months in common of each fund and candidate. A month that stands twice, or whose return cannot be, is none.

    Args:
        fund_returns: core_fund__returns.
        pairs: fund, benchmark.
        monthly: benchmark, month, rate_frac and where it stands (`beside.monthly_benchmarks`).
        as_of: later periods are not seen.
        window_months: so many months to the as-of date are the window.

    Returns:
        fund, benchmark, overlap_months and overlap_frequency of the fund's series with the shortest periods,
        window_n (months of the fund in the window, 0 without any), covered_n (those that the candidate has too).
    """
    series = runs(periods(fund_returns, pairs.select("fund").unique(), as_of).filter("is_counted"))
    first = month_index(as_of) - window_months + 1
    inside = _clipped(series, first)
    shapes = pl.concat([series.select(RUN), inside.select(RUN)]).unique()
    counts = _counted(shapes, pairs.select("benchmark").unique(), monthly)
    ever = _summed(series, pairs, counts).select(
        "fund", "benchmark", overlap_months="covered", overlap_frequency="frequency"
    )
    window = _summed(inside, pairs, counts).select("fund", "benchmark", window_n="months", covered_n="covered")
    keys = ["fund", "benchmark"]
    return (
        pairs.select(keys)
        .join(ever, on=keys, how="left", maintain_order="left")
        .join(window, on=keys, how="left", maintain_order="left")
        .with_columns(pl.col("overlap_months", "window_n", "covered_n").fill_null(0))
    )


def runs(rows: pl.DataFrame) -> pl.DataFrame:
    """Periods that follow on each other without a gap, as one row.

    Args:
        rows: fund, frequency, step, month, sorted by fund and month; one series a fund.

    Returns:
        fund, frequency, step, first_month and last_month (each the last month of a period), n.
    """
    apart = (pl.col("month").diff().over("fund") != pl.col("step")).fill_null(True)
    return (
        rows.with_columns(run=apart.cum_sum())
        .group_by("fund", "frequency", "step", "run", maintain_order=True)
        .agg(first_month=pl.col("month").min(), last_month=pl.col("month").max(), n=pl.len().cast(pl.Int64))
        .drop("run")
    )


def _clipped(series: pl.DataFrame, first: int) -> pl.DataFrame:
    """The runs from a month on: only periods that lie wholly after it."""
    step, earliest = pl.col("step"), first - 1 + pl.col("step")
    late = pl.max_horizontal(earliest - pl.col("first_month"), pl.lit(0))
    skipped = (late + step - 1) // step
    return (
        series.with_columns(first_month=pl.col("first_month") + skipped * step)
        .with_columns(n=(pl.col("last_month") - pl.col("first_month")) // step + 1)
        .filter(pl.col("n") > 0)
    )


def _counted(shapes: pl.DataFrame, benchmarks: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """For each candidate and shape of a run the periods in which it has a return. Funds share few shapes."""
    months = pl.int_ranges(pl.col("first_month"), pl.col("last_month") + 1, pl.col("step"))
    each = shapes.with_columns(month=months).explode("month")
    wanted = each.select("step", "month").unique().join(benchmarks, how="cross").select("benchmark", "step", "month")
    there = compounded(wanted, monthly, ["benchmark"]).filter(pl.col("rate_frac").is_finite())
    return (
        each.join(there, on=["step", "month"]).group_by("benchmark", *RUN).agg(covered_periods=pl.len().cast(pl.Int64))
    )


def _summed(series: pl.DataFrame, pairs: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    covered = pl.col("covered_periods").fill_null(0) * pl.col("step")
    return (
        pairs.select("fund", "benchmark")
        .join(series, on="fund")
        .join(counts, on=["benchmark", *RUN], how="left")
        .group_by("fund", "benchmark")
        .agg(
            frequency=pl.col("frequency").first(),
            months=(pl.col("n") * pl.col("step")).sum(),
            covered=covered.sum(),
        )
    )
