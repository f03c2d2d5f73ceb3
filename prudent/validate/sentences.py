"""A comparison in words: both figures, how far apart they lie, and what is allowed."""

import polars as pl

from prudent.model.measured import Unit

_FRACTIONS = [Unit.FRACTION.value, Unit.FRACTION_PER_YEAR.value]
_MILLION = 1e6
_LARGE = 1e6
"""Dollars and counts from here on are told in millions, smaller ones in full."""
_ALIKE = 1e-12
"""Least and most are the same number with two signs, but for what binary fractions leave."""


def sentence() -> pl.Expr:
    """Over a frame with place, as_of, part, unit, labels, figures, difference and what is allowed of it."""
    part = pl.when(pl.col("part") == "").then(pl.lit("")).otherwise(pl.format(", {}", "part"))
    where = pl.format("{} ({}{})", "place", "as_of", part)
    left, right = (pl.format("{} {}", f"{side}_label", figure(pl.col(side))) for side in ("left", "right"))
    both = pl.format("{}: {}, {}; the difference is {}, and {}", where, left, right, _of("difference"), _allowed())
    alone = "{}: {}; {} is not in evidence beside it"
    return (
        pl.when(pl.col("left").is_null() & pl.col("right").is_null())
        .then(pl.format("{}: neither {} nor {} is in evidence", where, "left_label", "right_label"))
        .when(pl.col("left").is_null())
        .then(pl.format(alone, where, right, "left_label"))
        .when(pl.col("right").is_null())
        .then(pl.format(alone, where, left, "right_label"))
        .otherwise(both)
    )


def _allowed() -> pl.Expr:
    least, most = _of("least_difference"), _of("most_difference")
    alike = (pl.col("least_difference") + pl.col("most_difference")).abs() < _ALIKE
    within = pl.format("from {} to {} is allowed", least, most)
    return pl.when(alike).then(pl.format("at most {} is allowed", most)).otherwise(within)


def _of(column: str) -> pl.Expr:
    return figure(pl.col(column))


def figure(value: pl.Expr) -> pl.Expr:
    """A number in the row's unit: per cent with three decimals, millions with one, dollars a share with four."""
    large = value.abs() >= _LARGE
    return (
        pl.when(pl.col("unit").is_in(_FRACTIONS))
        .then(pl.format("{} %", (value * 100).round(3)))
        .when(large)
        .then(pl.format("{} million", (value / _MILLION).round(1)))
        .when(pl.col("unit") == Unit.MONTHS.value)
        .then(value.round(0).cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(value.round(4).cast(pl.String))
    )
