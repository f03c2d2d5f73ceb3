"""Returns linked over a span of months, for comparing them with what happened to something else in that span."""

import polars as pl

_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}
CHAINED = ("monthly", "quarterly")
"""Frequencies that are linked where a year or a quarter is compared, the finer one first."""


def month_number(day: pl.Expr) -> pl.Expr:
    """Months since year 0, so that the difference of two is a number of months."""
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64)


def chained(returns: pl.DataFrame, spans: pl.DataFrame, frequencies: tuple[str, ...] = CHAINED) -> pl.DataFrame:
    """Add the total net return of each span, from `after_month` (not counted) to `last_month` (counted).

    Args:
        returns: `core_fund__returns`.
        spans: `owner`, `after_month` and `last_month` as months since year 0, and any other columns.
        frequencies: which periods are linked; those that come first are tried first, and those that tile the span
            exactly are used.

    Returns:
        The spans with `chained_frac`, null where nothing tiles the span, and `chained_first_row`, `chained_last_row`
        and `chained_file`: where the linked returns stand.
    """
    numbered = spans.with_row_index("span")
    parts = [_linked(returns, numbered, frequency).with_columns(tried=pl.lit(frequency)) for frequency in frequencies]
    order = pl.col("tried").replace_strict({name: place for place, name in enumerate(frequencies)})
    best = pl.concat(parts).sort("span", order).unique("span", keep="first", maintain_order=True).drop("tried")
    return numbered.join(best, on="span", how="left", maintain_order="left").drop("span")


def _linked(returns: pl.DataFrame, spans: pl.DataFrame, frequency: str) -> pl.DataFrame:
    length = _MONTHS[frequency]
    periods = (
        returns.filter((pl.col("frequency") == frequency) & (pl.col("kind") == "total_net"))
        .drop_nulls(["period_end", "return_frac"])
        .unique(["owner", "period_end"], keep="first", maintain_order=True)
        .select(
            "owner",
            month_number(pl.col("period_end")).alias("month"),
            "return_frac",
            pl.col("row").alias("period_row"),
            pl.col("file").alias("period_file"),
        )
        .sort("owner", "month")
    )
    inside = (pl.col("month") - length >= pl.col("after_month")) & (pl.col("month") <= pl.col("last_month"))
    within = spans.select("span", "owner", "after_month", "last_month").join(periods, on="owner").filter(inside)
    tiled = (pl.len() * length).cast(pl.Int64) == (pl.col("last_month") - pl.col("after_month")).first()
    return (
        within.group_by("span", maintain_order=True)
        .agg(
            ((pl.col("return_frac") + 1).product() - 1).alias("chained_frac"),
            pl.col("period_row").min().alias("chained_first_row"),
            pl.col("period_row").max().alias("chained_last_row"),
            pl.col("period_file").first().alias("chained_file"),
            tiled.alias("tiled"),
        )
        .filter(pl.col("tiled"))
        .drop("tiled")
    )
