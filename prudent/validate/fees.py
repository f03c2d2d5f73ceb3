"""Fees: the parts of a printed fee table against its printed total, interest apart."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.sides import Sides, at, compared, places_of

_FEES = "core_fund__fees"
_TABLE = ["owner", "as_of", "share_class", "basis"]


def fee_parts(core: CoreTables) -> pl.DataFrame:
    """One row a printed total. It has a first side where the table is complete enough to be summed.

    Complete: management, interest or other, and the total, all charged on one base. A waiver lowers the total. The
    label says how much interest is among the parts: it grows with leverage, and is no fee of the manager.
    """
    part, rate = pl.col("component"), pl.col("rate_frac")
    signed = pl.when(part == "total").then(0.0).when(part == "waiver").then(-rate).otherwise(rate)
    tables = (
        core.fund_fees.drop_nulls([*_TABLE, "component", "rate_frac"])
        .group_by(_TABLE, maintain_order=True)
        .agg(
            signed.sum().alias("parts_frac"),
            rate.filter(part == "total").first().alias("total_frac"),
            rate.filter(part == "interest").first().alias("interest_frac"),
            ((part == "management").any() & part.is_in(["interest", "other"]).any()).alias("complete"),
            (pl.col("base").n_unique() == 1).alias("one_base"),
            pl.col("file").first(),
            pl.col("row").min().alias("first"),
            pl.col("row").max().alias("last"),
        )
        .drop_nulls("total_frac")
    )
    interest = pl.format("the parts of the fee, interest of {} % among them,", (pl.col("interest_frac") * 100).round(3))
    summed = pl.col("complete") & pl.col("one_base")
    return compared(
        tables,
        Sides(
            Unit.FRACTION_PER_YEAR,
            interest.fill_null("the parts of the fee"),
            pl.when(summed).then(pl.col("parts_frac")),
            "the printed total",
            pl.col("total_frac"),
            (at(_FEES, "rate_frac", ("first", "last")),),
            place=places_of("first", "last"),
            part=pl.format("class {}, {}", "share_class", "basis"),
        ),
    )
