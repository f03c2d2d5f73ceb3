"""Fees: the parts of a printed fee table against its printed total, interest apart."""

from collections.abc import Collection

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.places import span_of, spanned
from prudent.validate.sides import Sides, at, compared

FEES = "core_fund__fees"
_TABLE = ["owner", "as_of", "share_class", "basis"]
_PRINTED = (2, 3, 4)
"""Decimals of a per cent that fees are printed with. Noughts at the end are not kept, so fewer count as two."""
_DUST = 1e-6
"""What binary fractions add to a figure, in its last printed digit."""


def fee_parts(core: CoreTables, passed_over: Collection[str]) -> pl.DataFrame:
    """One row a printed total. It has a first side where all lines are charged on one base.

    Not all parts are known without management, or without both interest and other, or where a reader passed over a
    line: the parts may then lie below the total. Above it they break, but for a table without those lines, from which a
    waiver may be missing as well. A waiver lowers the total. The label says how much interest is among the parts: it
    grows with leverage, and is no fee of the manager.

    Args:
        core: the core tables.
        passed_over: hashes of the files in which a line of a fee table was not taken.
    """
    interest = pl.format("the parts of the fee, interest of {} % among them,", (pl.col("interest_frac") * 100).round(3))
    below = pl.col("parts_frac") < pl.col("total_frac")
    return compared(
        _tables(core, passed_over),
        Sides(
            Unit.FRACTION_PER_YEAR,
            interest.fill_null("the parts of the fee"),
            pl.when(pl.col("one_base") & (pl.col("whole") | below)).then(pl.col("parts_frac")),
            "the printed total",
            pl.col("total_frac"),
            (at(FEES, "rate_frac", ("first", "last")),),
            span_of(),
            part=pl.format("class {}, {}", "share_class", "basis"),
            rounding=pl.col("rounding"),
            incomplete=~pl.col("whole") | pl.col("passed_over"),
        ),
    )


def _tables(core: CoreTables, passed_over: Collection[str]) -> pl.DataFrame:
    """One row a printed total, with the sum of its parts and what is known of them."""
    part, rate = pl.col("component"), pl.col("rate_frac")
    signed = pl.when(part == "total").then(0.0).when(part == "waiver").then(-rate).otherwise(rate)
    whole = (part == "management").any() & part.is_in(["interest", "other"]).any()
    return (
        core.fund_fees.drop_nulls([*_TABLE, "component", "rate_frac"])
        .group_by(_TABLE, maintain_order=True)
        .agg(
            signed.sum().alias("parts_frac"),
            rate.filter(part == "total").first().alias("total_frac"),
            rate.filter(part == "interest").first().alias("interest_frac"),
            _half_digit(rate).sum().alias("rounding"),
            whole.alias("whole"),
            pl.col("file_sha256").is_in(sorted(passed_over)).any().alias("passed_over"),
            (pl.col("base").n_unique() == 1).alias("one_base"),
            *spanned(FEES, "rate_frac"),
        )
        .drop_nulls("total_frac")
    )


def _half_digit(rate: pl.Expr) -> pl.Expr:
    """Half of the last digit that a rate is printed with; nothing for one that is computed and not printed."""
    half = pl.lit(0.0)
    for decimals in reversed(_PRINTED):
        unit = 10.0 ** -(decimals + 2)
        fits = (rate / unit - (rate / unit).round()).abs() < _DUST
        half = pl.when(fits).then(unit / 2).otherwise(half)
    return half
