"""Neighbouring values a share with the return of the time between.

Belongs here: pairing the two, and which values count. Does not: what the pair shows (`reconciliation.py`).
"""

from datetime import date

import polars as pl

from prudent.model.period import ReturnKind
from prudent.score.latest import aged
from prudent.score.series import month_of, periods


def nav_moves(funds: pl.DataFrame, balance_sheet: pl.DataFrame, returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Neighbouring values a share with the net return between, where returns tile the time between.

    A value equal to the one before looks carried forward, as monthly reports do with that of the last half-year: it is
    no value of its own date and neither ends a pair nor starts one. So a pair runs from the first date of a value.

    Args:
        funds: with column `fund`.
        balance_sheet: core_fund__balance_sheet; values a share speak of the month end of their date.
        returns: core_fund__returns; only total returns at net asset value are used, the shortest periods first.
        as_of: what lies after it is not seen.

    Returns:
        fund, before and as_of (dates), nav_before, nav, row_before, row, file, age, months, returned, change,
        beyond_return (the value over what the return makes of the one before), return_file, return_first_row,
        return_last_row; sorted by fund and date.
    """
    repeats = (pl.col("nav") == pl.col("nav").shift(1)).over("fund").fill_null(value=False)
    valued = _valued(funds, balance_sheet, as_of).filter(~repeats)
    before = {"nav": "nav_before", "month": "month_before", "as_of": "before", "row": "row_before"}
    pairs = valued.with_columns(
        pl.col(name).shift(1).over("fund").alias(earlier) for name, earlier in before.items()
    ).drop_nulls("nav_before")
    chained = _chained(pairs, returns.filter(pl.col("kind") == ReturnKind.TOTAL_NET.value), as_of)
    change = pl.col("nav") / pl.col("nav_before") - 1
    return aged(chained, as_of).with_columns(
        change=change,
        beyond_return=(1 + change) / (1 + pl.col("returned")),
        months=pl.col("month") - pl.col("month_before"),
    )


def values_alike(funds: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Funds whose values a share are several and all the same: fund, alike, alike_first and alike_last (dates).

    Args:
        funds: as for `nav_moves`.
        balance_sheet: as for `nav_moves`.
        as_of: as for `nav_moves`.
    """
    found = _valued(funds, balance_sheet, as_of).group_by("fund", maintain_order=True)
    same = found.agg(
        alike=pl.col("nav").first(),
        alike_first=pl.col("as_of").min(),
        alike_last=pl.col("as_of").max(),
        values=pl.len(),
        different=pl.col("nav").n_unique(),
    )
    return same.filter((pl.col("values") > 1) & (pl.col("different") == 1)).drop("values", "different")


def _valued(funds: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Balance sheets with a value a share over zero, up to the as-of date, by fund and date, with `nav` and `month`."""
    return (
        balance_sheet.filter((pl.col("as_of") <= as_of) & (pl.col("nav_per_share_usd").cast(pl.Float64) > 0))
        .rename({"owner": "fund"})
        .join(funds.select("fund"), on="fund", how="semi")
        .sort("fund", "as_of")
        .with_columns(nav=pl.col("nav_per_share_usd").cast(pl.Float64), month=month_of(pl.col("as_of")))
    )


def _chained(pairs: pl.DataFrame, returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The pairs whose months an unbroken run of returns tiles, with the return of that time.

    Growth is cumulated inside each run, so that a pair is found by its two ends and not by what lies between.
    """
    by = ["fund", "frequency", "kind"]
    inside = pairs.group_by("fund").agg(pl.col("month_before").min(), pl.col("month").max())
    between = (
        returns.with_columns(period_month=month_of(pl.col("period_end")))
        .join(inside, left_on="owner", right_on="fund")
        .filter(pl.col("period_month").is_between(pl.col("month_before"), pl.col("month"), closed="right"))
        .drop("period_month", "month_before", "month")
    )
    rows = periods(between, inside, as_of).filter(pl.col("return_frac") > -1)
    is_break = (pl.col("month") - pl.col("month").shift(1)).fill_null(0) != pl.col("step")
    runs = rows.with_columns(run=is_break.cast(pl.Int64).cum_sum().over(by)).with_columns(
        index=(1 + pl.col("return_frac")).cum_prod().over([*by, "run"])
    )
    starts = runs.select(
        *by,
        "run",
        "step",
        "kind_rank",
        month_before=pl.col("month") - pl.col("step"),
        index_before=pl.col("index") / (1 + pl.col("return_frac")),
        return_first_row="row",
    )
    ends = runs.select(*by, "run", "month", "index", return_file="file", return_last_row="row")
    return (
        pairs.join(starts, on=["fund", "month_before"])
        .join(ends, on=[*by, "run", "month"])
        .with_columns(returned=pl.col("index") / pl.col("index_before") - 1)
        .sort("fund", "as_of", "step", "kind_rank")
        .unique(["fund", "as_of"], keep="first", maintain_order=True)
    )
