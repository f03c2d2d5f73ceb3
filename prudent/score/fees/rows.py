"""Rows of core_fund__fees: which one counts, what stands beside it in the same table, and what its date means.

Belongs here: choosing rows, refusing where there is none, saying where they come from. Does not: what is measured
from them.
"""

from datetime import date

import polars as pl

from prudent.model.measured import RefusalCode
from prudent.score.answer import Refuse, percent
from prudent.score.latest import nearest, too_old

TOTAL_BASES = ("fee_table", "expense_ratio", "sponsor_fee")
MANAGEMENT_BASES = ("contract", "fee_table", "sponsor_fee", "expense_ratio")
"""Admitted bases, the best first."""

_SINGLE = "sponsor_fee"
"""A trust's one fee to its sponsor: total and management fee in one, and no interest in it."""

MOST_RATE = 1.0
"""A rate a year is a share of assets: not under zero, not over all of them. Validation warns from 20 % on."""

UNNAMED = "unstated"
"""The class of a figure whose document names none."""

_BASIS_WORDS = {
    "fee_table": "prospectus fee table",
    "expense_ratio": "expense ratio",
    "sponsor_fee": "sponsor's single fee",
    "contract": "agreement",
}
_CARRIED = "nport"
"""How ids of N-PORT documents start. The form states no ratio: it was taken from the nearest annual report."""


def chosen(rows: pl.DataFrame, bases: tuple[str, ...], as_of: date) -> pl.DataFrame:
    """One row of core_fund__fees a fund: the better basis, then the nearest date, then class I or the first by name.

    Args:
        rows: rows of one component.
        bases: admitted bases, the best first.
        as_of: rows of the eighteen months to it come first, then rows after it, then older ones. The basis counts
            before the days inside each of these: a later fee table says more than an earlier ratio.
    """
    rank = pl.col("basis").replace_strict({basis: place for place, basis in enumerate(bases)}, return_dtype=pl.Int64)
    is_class_i = pl.col("share_class").str.to_lowercase().str.strip_prefix("class ").str.strip_chars() == "i"
    admitted = rows.filter(pl.col("basis").is_in(bases))
    return nearest(admitted, ["owner"], as_of, [rank], [~is_class_i, pl.col("share_class")]).rename({"owner": "fund"})


def printed_totals(fees: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The printed total of each fund that counts, beside its other classes: `chosen`, then `with_classes`.

    Args:
        fees: core_fund__fees.
        as_of: as for `chosen`.
    """
    totals = fees.filter(pl.col("component") == "total")
    return with_classes(chosen(totals, TOTAL_BASES, as_of), totals)


def no_total(as_of: date) -> tuple[Refuse, ...]:
    """Refuses what rests on a printed total where none is in evidence, or only an old one."""
    none = pl.lit("No printed total of a fee table, an expense ratio or a sponsor's fee is in evidence.")
    return (
        Refuse(pl.col("rate_frac").is_null(), RefusalCode.NOT_EVIDENCED, none),
        too_old("printed total of the fees", as_of),
        no_rate("The printed total", pl.col("rate_frac")),
    )


def is_rate(rate: pl.Expr) -> pl.Expr:
    """Whether a rate can be one a year on assets: from 0 to `MOST_RATE`; null for none."""
    return rate.is_between(0, MOST_RATE)


def no_rate(what: str | pl.Expr, rate: pl.Expr) -> Refuse:
    """Refuses a rate that cannot be one, with its figure; `what` starts the sentence."""
    return Refuse(
        ~is_rate(rate),
        RefusalCode.OUT_OF_RANGE,
        pl.format(
            f"{{}} is {{}} a year; between 0 and {MOST_RATE * 100:g} % was expected.",
            pl.lit(what) if isinstance(what, str) else what,
            percent(rate, 2),
        ),
    )


def management_rates(fees: pl.DataFrame) -> pl.DataFrame:
    """Rows of core_fund__fees that are a management fee; a sponsor's single fee is one."""
    component = pl.col("component")
    return fees.filter((component == "management") | ((component == "total") & (pl.col("basis") == _SINGLE)))


def with_classes(taken: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """Each chosen total beside those of the fund's other classes of the same date, basis and base.

    Args:
        taken: one row a fund, as `chosen` gives them.
        totals: rows of component total.

    Returns:
        The same rows with classes_n, others (each other class with its total, the cheapest first), cheapest_class,
        cheapest_frac and cheapest_row of all of them. A total that names no class may be any class's: it is beside
        none. So is a rate that cannot be one.
    """
    key = ["fund", "as_of", "basis", "base"]
    each, rate = pl.col("share_class"), pl.col("rate_frac")
    named = totals.rename({"owner": "fund"}).filter((each != UNNAMED) & is_rate(rate))
    alike = named.join(taken.select(*key, taken_class=each), on=key).sort("fund", "rate_frac", "share_class")
    told = pl.format("{} {}", each, percent(rate, 2))
    found = alike.group_by("fund", maintain_order=True).agg(
        classes_n=pl.len().cast(pl.Int64),
        others=told.filter(each != pl.col("taken_class")).str.join(", "),
        cheapest_class=each.first(),
        cheapest_frac=rate.first(),
        cheapest_row=pl.col("row").first(),
    )
    return taken.join(found, on="fund", how="left", maintain_order="left")


def other_classes() -> pl.Expr:
    """What a method adds where other classes have a figure too; empty for a class alone and where it is not counted."""
    others = pl.format(" (other classes of that date: {})", pl.col("others"))
    several = (pl.col("classes_n") > 1) & (pl.col("share_class") != UNNAMED)
    return pl.when(several).then(others).otherwise(pl.lit(""))


def with_parts(totals: pl.DataFrame, fees: pl.DataFrame) -> pl.DataFrame:
    """Each chosen total with the parts of its own table: same date, class, basis and base.

    Args:
        totals: one row a fund: fund, as_of, share_class, basis, base; nulls where none was chosen.
        fees: core_fund__fees.

    Returns:
        The same rows with interest_frac, interest_row, management_frac, management_row, waiver_frac, waiver_row and
        has_waiver. A sponsor's single fee holds no interest: its part is 0, and its row is that of the fee.
    """
    key = ["fund", "as_of", "share_class", "basis", "base"]
    rows, frame = fees.rename({"owner": "fund"}), totals
    for part in ("interest", "management", "waiver"):
        given = rows.filter(pl.col("component") == part)
        one = given.select(*key, pl.col("rate_frac").alias(f"{part}_frac"), pl.col("row").alias(f"{part}_row"))
        frame = frame.join(one, on=key, how="left", maintain_order="left")
    waived = rows.filter((pl.col("component") == "waiver") & (pl.col("rate_frac") > 0)).select(*key[:-1]).unique()
    frame = frame.join(waived.with_columns(has_waiver=pl.lit(True)), on=key[:-1], how="left", maintain_order="left")
    no_interest = (pl.col("basis") == _SINGLE) & pl.col("interest_frac").is_null()
    return frame.with_columns(
        pl.col("has_waiver").fill_null(False),
        interest_frac=pl.when(no_interest).then(0.0).otherwise(pl.col("interest_frac")),
        interest_row=pl.when(no_interest).then(pl.col("row")).otherwise(pl.col("interest_row")),
    )


def no_interest_said() -> pl.Expr:
    """What a method adds where a part of interest is 0 because of what a single fee is; empty otherwise."""
    words = pl.lit(" A sponsor's single fee holds no interest on borrowings.")
    return pl.when(pl.col("basis") == _SINGLE).then(words).otherwise(pl.lit(""))


def dated() -> pl.Expr:
    """What kind of figure a row is, and what its date is the date of.

    An N-PORT row carries the ratio of the nearest annual report, so its date is no fiscal year end. A table, an
    agreement or a sponsor's fee is dated by its document, and so is a ratio whose document id ends with its date.
    """
    source, day = pl.col("source"), pl.col("as_of").cast(pl.String)
    words = pl.col("basis").replace(_BASIS_WORDS)
    is_ratio = pl.col("basis") == "expense_ratio"
    carried = pl.format("{} carried at {} from the nearest annual report; fiscal year not stated", words, day)
    return (
        pl.when(is_ratio & source.str.starts_with(_CARRIED))
        .then(carried)
        .when(~is_ratio | source.str.ends_with(day))
        .then(pl.format("{}, document of {}", words, day))
        .otherwise(pl.format("{} dated {}", words, day))
    )
