"""A comparison in words: both figures, how far apart they lie, and what is allowed."""

import polars as pl

from prudent.model.measured import Unit

_FRACTIONS = [Unit.FRACTION.value, Unit.FRACTION_PER_YEAR.value]
_MILLION = 1e6
_LARGE = 1e6
"""Dollars and counts from here on are told in millions, smaller ones in full."""
_ALIKE = 1e-12
"""Least and most are the same number with two signs, but for what binary fractions leave."""
_FINER = (0, 3, 6, 9)
"""Decimals beyond the usual ones that a break is tried with, until its figures read differently."""
_ALIKE_OUTCOMES = ["agrees", "same_source"]
"""Of these nobody need see by how much the figures differ."""
_TAILS = {
    "incomplete": "; not all parts are known, so the rest may be what is missing",
    "same_source": "; both are sums made from one file, so neither checks the other",
}


def sentence() -> pl.Expr:
    """Over a frame with place, as_of, part, unit, labels, figures, outcome, difference and what is allowed of it."""
    part = pl.when(pl.col("part") == "").then(pl.lit("")).otherwise(pl.format(", {}", "part"))
    where = pl.format("{} ({}{})", "place", "as_of", part)
    left, right = (pl.format("{} {}", f"{side}_label", figure(pl.col(side))) for side in ("left", "right"))
    alone = "{}: {}; {} is not in evidence beside it"
    tail = pl.col("outcome").replace_strict(_TAILS, default="", return_dtype=pl.String())
    return (
        pl.when(pl.col("left").is_null() & pl.col("right").is_null())
        .then(pl.format("{}: neither {} nor {} is in evidence", where, "left_label", "right_label"))
        .when(pl.col("left").is_null())
        .then(pl.format(alone, where, right, "left_label"))
        .when(pl.col("right").is_null())
        .then(pl.format(alone, where, left, "right_label"))
        .otherwise(pl.format("{}: {}{}", where, _apart(), tail))
    )


def _apart() -> pl.Expr:
    """Both figures, the difference and what is allowed, with as many digits as it takes to see that it is a break."""
    said = _told(_FINER[-1])
    for finer in reversed(_FINER[:-1]):
        said = pl.when(_seen(finer)).then(_told(finer)).otherwise(said)
    return said


def _seen(finer: int) -> pl.Expr:
    """Whether the figures of a break read differently with that many more decimals, and its difference as too large."""
    left, right, difference, least, most = (
        figure(pl.col(name), finer) for name in ("left", "right", "difference", "least_difference", "most_difference")
    )
    differ = (left != right) & (difference != least) & (difference != most)
    return pl.col("outcome").is_in(_ALIKE_OUTCOMES) | differ


def _told(finer: int) -> pl.Expr:
    left, right = (pl.format("{} {}", f"{side}_label", figure(pl.col(side), finer)) for side in ("left", "right"))
    return pl.format(
        "{}, {}; the difference is {}, and {}", left, right, figure(pl.col("difference"), finer), _allowed(finer)
    )


def _allowed(finer: int) -> pl.Expr:
    least, most = (figure(pl.col(f"{which}_difference"), finer) for which in ("least", "most"))
    alike = (pl.col("least_difference") + pl.col("most_difference")).abs() < _ALIKE
    within = pl.format("from {} to {} is allowed", least, most)
    return pl.when(alike).then(pl.format("at most {} is allowed", most)).otherwise(within)


def figure(value: pl.Expr, finer: int = 0) -> pl.Expr:
    """A number in the row's unit: per cent with three decimals, millions with one, dollars a share with four.

    Two figures that break by less than a million are told in full, because millions would hide by how much.

    Args:
        value: the number.
        finer: how many more decimals.
    """
    apart = pl.col("left") - pl.col("right")
    hidden = ~pl.col("outcome").is_in(_ALIKE_OUTCOMES) & (apart.abs() < _LARGE)
    return (
        pl.when(pl.col("unit").is_in(_FRACTIONS))
        .then(pl.format("{} %", _rounded(value * 100, 3 + finer)))
        .when((value.abs() >= _LARGE) & ~hidden.fill_null(value=False))
        .then(pl.format("{} million", _rounded(value / _MILLION, 1 + finer)))
        .when(pl.col("unit") == Unit.MONTHS.value)
        .then(value.round(0).cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(_rounded(value, 4 + finer).cast(pl.String))
    )


def _rounded(value: pl.Expr, decimals: int) -> pl.Expr:
    """Without the sign that rounding leaves before a nought."""
    rounded = value.round(decimals)
    return pl.when(rounded == 0).then(0.0).otherwise(rounded)
