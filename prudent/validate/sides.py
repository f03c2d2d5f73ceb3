"""Two figures that must agree, in the one shape that every item is brought into, with where each stands.

Belongs here: that shape and locators. Does not: places in words (`places.py`), which figures are compared
(`balance.py`, `portfolio.py`, `fees.py`, `shares.py`, `periods.py`, `offers.py`, `coins.py`), nor how far apart
they may lie (`reconcile.py`).
"""

from dataclasses import dataclass, field

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.spec import table


def at(core_table: str, column: str, rows: tuple[str, ...] = ("row",), file: str = "file") -> pl.Expr:
    """The locator of a figure over one row or from a first to a last; null where there is no such row.

    Args:
        core_table: the table's name.
        column: the core table's column; the locator holds its name as received.
        rows: columns of the frame with the row, or the first and the last row.
        file: column of the frame with the file's name.
    """
    received = next(item.received for item in table(core_table).columns if item.name == column)
    first, last = pl.col(rows[0]), pl.col(rows[-1])
    one = pl.format("{}/{}:{}:{}", "owner", file, first, pl.lit(received))
    many = pl.format("{}/{}:{}-{}:{}", "owner", file, first, last, pl.lit(received))
    return pl.when(first == last).then(one).otherwise(many)


def given(locator: pl.Expr, figure: str) -> pl.Expr:
    """The locator where the figure of that column is given; else null."""
    return pl.when(pl.col(figure).is_not_null()).then(locator)


def money(column: str) -> pl.Expr:
    """A decimal column as a float: a difference within a tolerance needs no cents."""
    return pl.col(column).cast(pl.Float64)


@dataclass(frozen=True, slots=True)
class Sides:
    """Expressions over a frame with `owner` and `as_of` that give one comparison a row."""

    unit: Unit
    left_label: str | pl.Expr
    left: pl.Expr
    right_label: str | pl.Expr
    right: pl.Expr
    evidence: tuple[pl.Expr, ...]
    """Locators; null ones are left out."""
    place: pl.Expr
    """Where the first figure stands, in words."""
    part: pl.Expr = field(default_factory=lambda: pl.lit(""))
    months: pl.Expr = field(default_factory=lambda: pl.lit(0))
    """Length of the span that a change is measured over."""
    rounding: pl.Expr = field(default_factory=lambda: pl.lit(0.0))
    """How far the two may lie apart because every figure is printed rounded."""
    same_source: pl.Expr = field(default_factory=lambda: pl.lit(value=False))
    """Whether both are sums that a reader made from one file, so that the one cannot check the other."""
    incomplete: pl.Expr = field(default_factory=lambda: pl.lit(value=False))
    """Whether the first figure is a sum of which not all parts are known, so that it may lie below."""


def compared(frame: pl.DataFrame, of: Sides) -> pl.DataFrame:
    """The comparisons: fund, as_of, part, months, unit, labels, figures, place, evidence, and what judging needs."""
    labels = [pl.lit(label) if isinstance(label, str) else label for label in (of.left_label, of.right_label)]
    return frame.drop_nulls(["owner", "as_of"]).select(
        pl.col("owner").alias("fund"),
        pl.col("as_of"),
        of.part.alias("part"),
        of.months.cast(pl.Float64).alias("months"),
        pl.lit(of.unit.value).alias("unit"),
        labels[0].alias("left_label"),
        _finite(of.left).alias("left"),
        labels[1].alias("right_label"),
        _finite(of.right).alias("right"),
        of.place.alias("place"),
        of.rounding.cast(pl.Float64).alias("rounding"),
        of.same_source.fill_null(value=False).alias("same_source"),
        of.incomplete.fill_null(value=False).alias("incomplete"),
        pl.concat_list(of.evidence).list.drop_nulls().alias("evidence"),
    )


def _finite(figure: pl.Expr) -> pl.Expr:
    number = figure.cast(pl.Float64)
    return pl.when(number.is_finite()).then(number)
