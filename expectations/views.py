"""Frames that rules of any table judge: its rows, its number of rows, the step from one period to the next.

Belongs here: what several suites share. Does not: a frame that one suite alone needs, which stands beside its rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from expectations.rule import Inputs, View
from prudent.tables.core import CoreTables
from prudent.validate.chain import month_number

Prepare = Callable[[pl.DataFrame, Inputs], pl.DataFrame]
Owners = Callable[[Inputs], tuple[str, ...]]

BEGINNING = date(1900, 1, 1)
PROVENANCE = ("source", "file", "row", "file_sha256", "known_at", "extractor", "grade")


def as_is(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """The rows without a further column."""
    return frame


def nobody(_: Inputs) -> tuple[str, ...]:
    """No owner must have rows."""
    return ()


def rows(field: str, prepare: Prepare = as_is) -> View:
    """The rows of one core table with the month end of their date and the count of empty cells of their origin."""
    day = CoreTables.spec(field).date_column
    derived = [pl.sum_horizontal(pl.col(PROVENANCE).is_null().cast(pl.Int64)).alias("empty_origin_cells")]
    if day is not None:
        derived.append(pl.col(day).dt.month_end().alias("month_end_of_date"))

    def build(inputs: Inputs) -> pl.DataFrame:
        return prepare(inputs.core.frame(field).with_columns(derived), inputs)

    return View(f"{field} rows", build)


def census(field: str, required: Owners = nobody) -> View:
    """One row an owner: how many rows it has. Owners without any are listed only where rows are required of them."""

    def build(inputs: Inputs) -> pl.DataFrame:
        must = pl.DataFrame({"owner": list(required(inputs))}, schema={"owner": pl.String})
        counted = inputs.core.frame(field).group_by("owner").agg(pl.len().cast(pl.Int64).alias("row_count"))
        every = must.join(counted, on="owner", how="full", coalesce=True).sort("owner")
        return every.with_columns(pl.col("row_count").fill_null(0)).with_columns(
            pl.when(pl.col("row_count") == 0)
            .then(pl.lit("No rows in evidence"))
            .otherwise(pl.format("There are {} rows", "row_count"))
            .alias("told")
        )

    return View(f"{field} census", build)


@dataclass(frozen=True, slots=True)
class Series:
    """Which rows of a table follow each other in time."""

    field: str
    by: tuple[str, ...] = ("owner",)
    months: pl.Expr | None = None
    """Months from one row to the next; None: as many as there usually are in that series."""


def steps(series: Series) -> View:
    """One row for each pair of neighbours of a series: months between them, and months that there should be."""
    day = CoreTables.spec(series.field).date_column or ""
    kinds = [name for name in series.by if name != "owner"]

    def build(inputs: Inputs) -> pl.DataFrame:
        dated = inputs.core.frame(series.field).drop_nulls([*series.by, day]).sort(*series.by, day)
        apart = month_number(pl.col(day)) - month_number(pl.col(day)).shift(1)
        usual = pl.col("months_apart").median().over(series.by).floor()
        pairs = dated.with_columns(
            apart.over(series.by).alias("months_apart"), pl.col(day).shift(1).over(series.by).alias("previous")
        ).with_columns((usual if series.months is None else series.months).cast(pl.Int64).alias("months_expected"))
        which = pl.concat_str([*kinds, pl.lit("")], separator=" ") if kinds else pl.lit("")
        told = pl.format(
            "{} row {}: {}{} follows {} by {} months, not {}",
            "file", "row", which, day, "previous", "months_apart", "months_expected",
        )  # fmt: skip
        return pairs.drop_nulls("previous").with_columns(told.alias("told"))

    return View(f"{series.field} steps", build)


def share_given(field: str, column: str) -> View:
    """One row an owner: in what share of its rows a column that may be empty is given."""

    def build(inputs: Inputs) -> pl.DataFrame:
        given = pl.col(column).is_not_null()
        shares = (
            inputs.core.frame(field)
            .group_by("owner")
            .agg(given.mean().alias("share_given"), given.sum().alias("n"), pl.len().alias("of"))
        )
        return shares.sort("owner").with_columns(
            pl.format(f"{column} is given in {{}} of {{}} rows", "n", "of").alias("told")
        )

    return View(f"{field} {column} given", build)
