"""A total against the management fee in it, and one fee as several sources state it. Sums are `reconciliation.py`'s."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.validation import Severity
from prudent.validate.places import place_of

HALF_BASIS_POINT = 0.00005
"""Fees are printed to the basis point, so parts and total may differ by half of one each way."""
_DUST = 1e-9
"""What binary fractions add to a sum of decimal ones."""
_FEES = "core_fund__fees"
_TABLE = ["owner", "as_of", "share_class", "basis"]


def _whole_and_part(inputs: Inputs) -> pl.DataFrame:
    """One row a printed total with the management fee of the same table and base, where no waiver lowers the total."""
    rows = inputs.core.fund_fees.drop_nulls([*_TABLE, "component", "rate_frac", "base"])
    key = [*_TABLE, "base"]
    totals = rows.filter(pl.col("component") == "total").rename({"rate_frac": "total_frac"})
    parts = rows.filter(pl.col("component") == "management").select(*key, "row", "places", management_frac="rate_frac")
    waived = rows.filter((pl.col("component") == "waiver") & (pl.col("rate_frac") > 0))
    both = totals.join(parts, on=key, suffix="_part", maintain_order="left").join(waived, on=_TABLE, how="anti")
    over = both.with_columns((pl.col("total_frac") - pl.col("management_frac")).alias("above_frac"))
    told = pl.format(
        "{} ({}, class {}, {}): the printed total of {} is less than the management fee of {} in it, "
        "and no waiver is given; the all-in fee is not used",
        _both(), "as_of", "share_class", "basis", per_cent("total_frac"), per_cent("management_frac"),
    )  # fmt: skip
    return over.with_columns(told.alias("told")).sort("as_of", descending=True, maintain_order=True)


def _both() -> pl.Expr:
    """Where the total and its management fee stand."""
    places = place_of(_FEES, "rate_frac"), place_of(_FEES, "rate_frac", of="_part")
    rows = pl.min_horizontal("row", "row_part"), pl.max_horizontal("row", "row_part")
    placed = pl.col("places").is_not_null() | pl.col("places_part").is_not_null()
    return (
        pl.when(placed).then(pl.format("{} and {}", *places)).otherwise(pl.format("{} rows {} and {}", "file", *rows))
    )


def _stated(inputs: Inputs) -> pl.DataFrame:
    """The newest statement of each fee by each kind of source. A share of profits compares with nothing else."""
    terms = inputs.core.fund_terms.filter(pl.col("term") == "management_fee_pct").select(
        "owner",
        pl.lit("management").alias("component"),
        pl.lit("terms").alias("basis"),
        pl.lit("unstated").alias("share_class"),
        (pl.col("value").cast(pl.Float64, strict=False) / 100).alias("rate_frac"),
        pl.lit("a base stated elsewhere").alias("base"),
        "as_of",
        place_of("core_fund__terms", "value").alias("place"),
    )
    fees = inputs.core.fund_fees.with_columns(place_of(_FEES, "rate_frac").alias("place")).select(terms.columns)
    newest = pl.concat([terms, fees]).drop_nulls(["component", "basis", "rate_frac", "as_of"]).sort("as_of")
    newest = newest.filter(pl.col("base").ne_missing("profits"))
    return newest.group_by("owner", "component", "basis", "share_class", maintain_order=True).last()


def _statements(inputs: Inputs) -> pl.DataFrame:
    """One row a pair of kinds of source that state the same fee of the same class.

    A management fee without a class is every class's. A total or another part without one may be any class's, and is
    held against another without one alone.
    """
    stated = _stated(inputs)
    pairs = stated.join(stated, on=["owner", "component"], suffix="_other").filter(
        pl.col("basis") < pl.col("basis_other")
    )
    classes = pl.col("share_class"), pl.col("share_class_other")
    unnamed = (classes[0] == "unstated") | (classes[1] == "unstated")
    same = (classes[0] == classes[1]) | (unnamed & (pl.col("component") == "management"))
    gaps = pairs.filter(same).with_columns((pl.col("rate_frac") - pl.col("rate_frac_other")).abs().alias("gap_frac"))
    told = pl.format(
        "The {} fee is {} of {} by {} ({}) and {} of {} by {} ({})",
        "component",
        per_cent("rate_frac"), "base", "basis", "place",
        per_cent("rate_frac_other"), "base_other", "basis_other", "place_other",
    )  # fmt: skip
    return gaps.with_columns(told.alias("told")).sort("owner", "component", "basis", "basis_other", "share_class")


RULES: tuple[Rule, ...] = (
    Rule(
        id="fee-total-covers-management",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description=(
            "A printed total is not less than the management fee of the same date, class, basis and base, unless a "
            "waiver is given."
        ),
        expectation=gxe.ExpectColumnValuesToBeBetween(column="above_frac", min_value=-_DUST),
        view=View("fee total against management", _whole_and_part),
    ),
    Rule(
        id="fee-stated-alike",
        table=CROSSCHECK,
        severity=Severity.INFO,
        description="Contract, prospectus, financial highlights and terms state the same fee of a class alike.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="gap_frac", min_value=0, max_value=HALF_BASIS_POINT + _DUST
        ),
        view=View("fee statements", _statements),
    ),
)
