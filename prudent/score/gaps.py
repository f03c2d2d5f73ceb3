"""Why no series tiles a window, in numbers.

Belongs here: the refusal of a window, its code and its sentence. Does not: windows themselves (`windows.py`).
"""

from datetime import date

import polars as pl

from prudent.model.measured import RefusalCode
from prudent.score.answer import count_of, month_words
from prudent.score.series import month_index, month_last

SINCE_START = "since_start"
"""The window of a fund's whole history in its series with the shortest periods."""

OLDEST_MONTHS = 18
"""A figure older than this before the as-of date is not the latest any more. Our choice, no published rule."""

LISTED = 3
"""So many missing periods are named, the others counted."""


def gaps(inside: pl.DataFrame, untiled: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """For each window that no series tiles: what the finest series has of it, and which periods are missing.

    Args:
        inside: the periods inside each window.
        untiled: fund, window, first_month, last_month.
        periods: all periods of the funds. A fund without any gives no row.
    """
    series = periods.filter(pl.col("is_finest")).group_by("fund")
    ranges = series.agg(
        gap_step=pl.col("step").first(),
        gap_frequency=pl.col("frequency").first(),
        series_first=pl.col("month").min(),
        series_last=pl.col("month").max(),
    )
    finest = inside.filter(pl.col("is_finest")).select("fund", "window", "month", "file", "row")
    ends = pl.int_ranges(pl.col("first_month") + pl.col("gap_step") - 1, pl.col("last_month") + 1, pl.col("gap_step"))
    return (
        untiled.join(ranges, on="fund")
        .with_columns(month=ends)
        .explode("month")
        .join(finest, on=["fund", "window", "month"], how="left")
        .sort("fund", "window", "month")
        .group_by("fund", "window", "gap_step", "gap_frequency", "series_first", "series_last", maintain_order=True)
        .agg(
            have=pl.col("row").count().cast(pl.Int64),
            missing=month_words(pl.col("month")).filter(pl.col("row").is_null()),
            gap_file=pl.col("file").drop_nulls().first(),
            gap_first_row=pl.col("row").min(),
            gap_last_row=pl.col("row").max(),
        )
    )


def gap_code(as_of: date) -> pl.Expr:
    """Why a window cannot be measured; null where it can."""
    code = (
        pl.when(pl.col("gap_step").is_null() & pl.col("step").is_null() & (pl.col("nav_n") > 0))
        .then(pl.lit(RefusalCode.NOT_A_RETURN_SERIES.value))
        .when(pl.col("gap_step").is_null() & pl.col("step").is_null())
        .then(pl.lit(RefusalCode.NOT_EVIDENCED.value))
        .when(_is_old(as_of))
        .then(pl.lit(RefusalCode.NOT_EVIDENCED.value))
        .when(pl.col("step").is_null())
        .then(pl.lit(RefusalCode.WINDOW_NOT_COVERED.value))
    )
    return code.alias("gap_code")


def gap_reason(as_of: date) -> pl.Expr:
    """The same as a sentence with its numbers."""
    navs = count_of(pl.col("nav_n"), "net asset value a share is", "net asset values a share are")
    reason = (
        pl.when(pl.col("gap_step").is_null() & pl.col("step").is_null() & (pl.col("nav_n") > 0))
        .then(pl.format("{} in evidence and no return; a value without distributions is no return.", navs))
        .when(pl.col("gap_step").is_null() & pl.col("step").is_null())
        .then(pl.lit(f"No return up to {as_of} is in evidence."))
        .when(_is_old(as_of))
        .then(
            pl.format(
                f"The last return in evidence is for {{}}, more than {OLDEST_MONTHS} months before {as_of}.",
                month_words(pl.col("last_month")),
            )
        )
        .when(pl.col("step").is_null())
        .then(_gap_sentence())
    )
    return reason.alias("gap_reason")


def _is_old(as_of: date) -> pl.Expr:
    return (pl.col("window") == SINCE_START) & (pl.col("last_month") < month_index(as_of) - OLDEST_MONTHS)


def _gap_sentence() -> pl.Expr:
    """What is needed, what is there and what is missing: 36 months, 35 of them, and which one."""
    months, step, missing = pl.col("last_month") - pl.col("first_month") + 1, pl.col("gap_step"), pl.col("missing")
    words = {1: ("month", "months"), 3: ("quarter", "quarters"), 12: ("year", "years")}
    needed = pl.coalesce([pl.when(step == size).then(count_of(months // size, *w)) for size, w in words.items()])
    listed = missing.list.head(LISTED).list.join(", ")
    more = (
        pl.when(missing.list.len() > LISTED)
        .then(pl.format(" and {} more", missing.list.len() - LISTED))
        .otherwise(pl.lit(""))
    )
    verb = pl.when(missing.list.len() == 1).then(pl.lit("is")).otherwise(pl.lit("are"))
    have = pl.when(pl.col("have") == 1).then(pl.lit("1 is")).otherwise(pl.format("{} are", pl.col("have")))
    to = month_last(pl.col("last_month"))
    return (
        pl.when(months % step != 0)
        .then(pl.format("Needs {} months to {}; {} returns do not divide them.", months, to, pl.col("gap_frequency")))
        .when(pl.col("have") == 0)
        .then(
            pl.format(
                "Needs {} to {}; none is in evidence (the {} returns in evidence end between {} and {}).",
                needed,
                to,
                pl.col("gap_frequency"),
                month_words(pl.col("series_first")),
                month_words(pl.col("series_last")),
            )
        )
        .when(missing.list.len() == 0)
        .then(pl.format("The {} periods in evidence overlap, so they cannot be linked.", pl.col("gap_frequency")))
        .otherwise(pl.format("Needs {} to {}; {} in evidence ({}{} {} missing).", needed, to, have, listed, more, verb))
    )
