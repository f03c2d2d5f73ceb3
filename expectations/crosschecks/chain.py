"""Returns linked over a span of months, for comparing them with what happened to something else in that span."""

import polars as pl

from expectations.views import month_number

_MONTHS = {"monthly": 1, "quarterly": 3}
CHAINED = ("monthly", "quarterly")
"""Frequencies that are linked, the finer one first."""


def chained(returns: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Add `chained_frac` to spans: the total net return from `after_month` (not counted) to `last_month` (counted).

    Args:
        returns: `core_fund__returns`.
        spans: `owner`, `after_month` and `last_month` as months since year 0, and any other columns.

    A span that the months do not tile exactly is tried with quarters; one that these do not tile either has null.
    """
    numbered = spans.with_row_index("span")
    for frequency in CHAINED:
        numbered = numbered.join(_linked(returns, numbered, frequency), on="span", how="left")
    first, second = (pl.col(frequency) for frequency in CHAINED)
    return numbered.with_columns(first.fill_null(second).alias("chained_frac")).drop("span", *CHAINED)


def _linked(returns: pl.DataFrame, spans: pl.DataFrame, frequency: str) -> pl.DataFrame:
    length = _MONTHS[frequency]
    periods = (
        returns.filter((pl.col("frequency") == frequency) & (pl.col("kind") == "total_net"))
        .drop_nulls(["period_end", "return_frac"])
        .unique(["owner", "period_end"], keep="first", maintain_order=True)
        .select("owner", month_number(pl.col("period_end")).alias("month"), "return_frac")
        .sort("owner", "month")
    )
    inside = (pl.col("month") - length >= pl.col("after_month")) & (pl.col("month") <= pl.col("last_month"))
    within = spans.select("span", "owner", "after_month", "last_month").join(periods, on="owner").filter(inside)
    tiled = (pl.len() * length).cast(pl.Int64) == (pl.col("last_month") - pl.col("after_month")).first()
    linked = ((pl.col("return_frac") + 1).product() - 1).alias(frequency)
    return within.group_by("span").agg(linked, tiled.alias("tiled")).filter(pl.col("tiled")).drop("tiled")
