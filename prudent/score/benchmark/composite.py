"""Composites: returns of a mixture of proxies, and the figures that such a return rests on.

Belongs here: mixing, with the weights of `policy/benchmarks.yml`. Does not: which mixture a fund is held against.
"""

import re

import polars as pl

from prudent.model.benchmarks import Benchmarks
from prudent.score.answer import locator
from prudent.score.series import BENCHMARK_COLUMN

COMPOSITE_FILE = "composite.csv"
"""Stands for the file of a composite, which has none: its rows are months counted from year 0."""

_LOCATOR = re.compile(rf"^([a-z0-9-]+)/{re.escape(COMPOSITE_FILE)}:(\d+)(?:-(\d+))?:")


def with_composites(monthly: pl.DataFrame, policy: Benchmarks) -> pl.DataFrame:
    """The monthly returns of proxies, and after them those of the composites.

    A composite is set back to its weights at each month's end, so its return of a month is the weighted mean of its
    parts' returns of that month. A month in which a part has no return has none: it is not made from the others.

    Args:
        monthly: benchmark, month, rate_frac, file, row (`beside.monthly_benchmarks`).
        policy: names the composites.

    Returns:
        The same columns; a composite's `row` is the counted month.
    """
    weights = _weights(policy)
    if weights.is_empty():
        return monthly
    mixed = (
        monthly.join(weights, left_on="benchmark", right_on="part", how="inner")
        .sort("composite", "month", "benchmark")
        .group_by("composite", "month", maintain_order=True)
        .agg(
            rate_frac=(pl.col("weight_frac") * pl.col("rate_frac")).sum(),
            have=pl.col("rate_frac").count(),
            parts_n=pl.col("parts_n").first(),
        )
        .filter(pl.col("have") == pl.col("parts_n"))
        .select(
            file=pl.lit(COMPOSITE_FILE),
            row=pl.col("month"),
            benchmark=pl.col("composite"),
            month=pl.col("month"),
            rate_frac=pl.col("rate_frac"),
        )
    )
    return pl.concat([monthly, mixed.select(monthly.columns).cast(monthly.schema)])


def _weights(policy: Benchmarks) -> pl.DataFrame:
    rows = [
        (composite.benchmark, part.benchmark, part.weight_frac, len(composite.parts))
        for composite in policy.composites
        for part in composite.parts
    ]
    schema = {"composite": pl.String, "part": pl.String, "weight_frac": pl.Float64, "parts_n": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def of_parts(rows: pl.DataFrame, monthly: pl.DataFrame, policy: Benchmarks) -> pl.DataFrame:
    """Measures whose evidence names a composite's months, with the figures of its parts in their place.

    Args:
        rows: score_fund__measures.
        monthly: the proxies' monthly returns.
        policy: names the composites.
    """
    held = rows.select(pl.col("evidence").explode()).unique().drop_nulls()["evidence"].to_list()
    named = {text: found for text in held if (found := _LOCATOR.match(text)) is not None}
    if not named:
        return rows
    parts = pl.DataFrame(
        {"evidence": list(named), "parts": [_parts_of(found, monthly, policy) for found in named.values()]},
        schema={"evidence": pl.String, "parts": pl.List(pl.String)},
    )
    each = rows.select("fund", "measure", "evidence").explode("evidence").join(parts, on="evidence", how="left")
    replaced = each.with_columns(evidence=pl.coalesce(pl.col("parts"), pl.concat_list("evidence"))).explode("evidence")
    listed = (
        replaced.drop_nulls("evidence").group_by("fund", "measure").agg(pl.col("evidence").unique(maintain_order=True))
    )
    return (
        rows.drop("evidence")
        .join(listed, on=["fund", "measure"], how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(pl.lit([], dtype=pl.List(pl.String))))
        .select(rows.columns)
    )


def _parts_of(found: re.Match[str], monthly: pl.DataFrame, policy: Benchmarks) -> list[str]:
    """Locators of each part's returns in the months that a composite's locator names."""
    first, last = int(found[2]), int(found[3] or found[2])
    inside = monthly.filter(pl.col("month").is_between(first, last))
    used = (
        inside.filter(pl.col("benchmark").is_in([part.benchmark for part in policy.parts(found[1])]))
        .group_by("benchmark", "file")
        .agg(first=pl.col("row").min(), last=pl.col("row").max())
        .sort("benchmark", "file")
    )
    place = locator(pl.col("benchmark"), pl.col("file"), pl.col("first"), pl.col("last"), BENCHMARK_COLUMN)
    return used.select(place.alias("locator"))["locator"].to_list()
