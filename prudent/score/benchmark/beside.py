"""The periods of a fund with the benchmark's return of the same period, and how long the two overlap.

Belongs here: pairing, and the overlap. Does not: measures of the pair (`relative.py`).
"""

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, locator, locators
from prudent.score.benchmark.relative import AGAINST, BENCH_USED, CHOSEN
from prudent.score.series import (
    RETURN_COLUMN,
    compounded,
    each_once,
    is_possible,
    month_first,
    month_last,
    month_of,
    or_nan,
)

_BENCH = pl.col("benchmark_frac")


def monthly_benchmarks(benchmark_returns: pl.DataFrame) -> pl.DataFrame:
    """core_benchmark__returns by counted months, each once: benchmark, month, rate_frac, file, row.

    A return that cannot be is NaN, so that what rests on it is refused and not taken for a month that is missing.
    """
    rate = pl.col("return_frac")
    months = benchmark_returns.select(
        "file",
        "row",
        benchmark="owner",
        month=month_of(pl.col("period_end")),
        rate_frac=or_nan(is_possible(rate), rate, rate),
    )
    return each_once(months, ["benchmark"])


def with_benchmark(rows: pl.DataFrame, subjects: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """Periods of funds with the return of the chosen benchmark in the same period, in the order given.

    Args:
        rows: fund, step, month.
        subjects: fund, benchmark (null when the policy chose none).
        monthly: as `monthly_benchmarks` gives them; chain-linked to the funds' periods.

    Returns:
        The rows with benchmark, benchmark_frac (null where a month of it is missing), bench_file, bench_first_row and
        bench_last_row.
    """
    paired = rows.join(subjects.select("fund", "benchmark"), on="fund", how="left", maintain_order="left")
    wanted = paired.select("benchmark", "step", "month").drop_nulls().unique()
    linked = compounded(wanted, monthly, ["benchmark"]).select(
        "benchmark",
        "step",
        "month",
        benchmark_frac="rate_frac",
        bench_file="rate_file",
        bench_first_row="rate_first_row",
        bench_last_row="rate_last_row",
    )
    return paired.join(linked, on=["benchmark", "step", "month"], how="left", maintain_order="left")


def overlap(paired: pl.DataFrame) -> pl.DataFrame:
    """Per fund the periods in which both have a return that can be, over counted rows of `with_benchmark`."""
    both = _BENCH.is_finite()
    return paired.group_by("fund", maintain_order=True).agg(
        overlap_n=both.sum().cast(pl.Int64),
        overlap_months=(both.sum() * pl.col("step").first()).cast(pl.Int64),
        overlap_first=(pl.col("month") - pl.col("step") + 1).filter(both).min(),
        overlap_last=pl.col("month").filter(both).max(),
        overlap_frequency=pl.col("frequency").first(),
        overlap_file=pl.col("file").first(),
        overlap_first_row=pl.col("row").filter(both).min(),
        overlap_last_row=pl.col("row").filter(both).max(),
        bench_file=pl.col("bench_file").drop_nulls().first(),
        bench_first_row=pl.col("bench_first_row").filter(both).min(),
        bench_last_row=pl.col("bench_last_row").filter(both).max(),
    )


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


def months_overlapping() -> Answer:
    """`months_overlapping`, over a frame with one row a fund: its window since the start and its row of `overlap`."""
    rows = (pl.col("overlap_first_row"), pl.col("overlap_last_row"))
    used = locator(pl.col("fund"), pl.col("overlap_file"), *rows, RETURN_COLUMN)
    method = pl.format(
        "Months up to the as-of date covered by monthly or quarterly returns of the fund, in its series with the "
        "shortest periods, in which {} has returns too.",
        AGAINST,
    )
    return Answer(
        Factor.BENCHMARK,
        "months_overlapping",
        Unit.MONTHS,
        pl.col("overlap_months"),
        method,
        (*CHOSEN, *_no_overlap()),
        n=pl.col("overlap_n"),
        frequency=pl.col("overlap_frequency"),
        window_start=month_first(pl.col("overlap_first")),
        window_end=month_last(pl.col("overlap_last")),
        evidence=locators(used, BENCH_USED),
    )
