"""Share classes of one fund: which was taken, which others there are, and what the dearer costs.

Belongs here: classes of one date and one kind of figure. Does not: whether the plan may buy a class, a document's part.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.fees.rows import TOTAL_BASES, chosen

_RATE = received("core_fund__fees", "rate_frac")
_TAKEN, _CHEAPEST = pl.col("rate_frac"), pl.col("cheapest_frac")


def class_measures(funds: pl.DataFrame, fees: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`share_classes_n`, `share_class_taken` and `share_class_premium` of all funds.

    Args:
        funds: with column `fund`.
        fees: core_fund__fees.
        as_of: the as-of date of the question.
    """
    totals = fees.filter(pl.col("component") == "total")
    taken = chosen(totals, TOTAL_BASES, as_of)
    key = ["fund", "as_of", "basis", "base"]
    alike = totals.rename({"owner": "fund"}).join(taken.select(key), on=key, how="semi")
    classes = (
        alike.sort("fund", "rate_frac", "share_class")
        .group_by("fund", maintain_order=True)
        .agg(
            classes=pl.col("share_class"),
            cheapest_frac=_TAKEN.first(),
            cheapest_class=pl.col("share_class").first(),
            cheapest_row=pl.col("row").first(),
        )
    )
    frame = funds.join(taken, on="fund", how="left", maintain_order="left").join(
        classes, on="fund", how="left", maintain_order="left"
    )
    return answered(frame, (_count(), _name(), _premium()))


def _none() -> Refuse:
    reason = pl.lit("No printed total of a fee table, an expense ratio or a sponsor's fee is in evidence.")
    return Refuse(_TAKEN.is_null(), RefusalCode.NOT_EVIDENCED, reason)


def _at(*rows: str) -> pl.Expr:
    return locators(*(locator(pl.col("fund"), pl.col("file"), pl.col(row), pl.col(row), _RATE) for row in rows))


def _answer(
    measure: str, unit: Unit, value: pl.Expr, method: pl.Expr, *refusals: Refuse, text: pl.Expr | None = None
) -> Answer:
    return Answer(
        Factor.FEES,
        measure,
        unit,
        value,
        pl.coalesce([method, pl.lit("Share classes with a printed total of one date and kind.")]),
        (_none(), *refusals),
        text=pl.lit(None, pl.String) if text is None else text,
        window_end=pl.col("as_of"),
        evidence=_at("row", "cheapest_row"),
    )


def _count() -> Answer:
    method = pl.format(
        "Share classes with a printed total of {} and of the same kind: {}.",
        pl.col("as_of"),
        pl.col("classes").list.join(", "),
    )
    return _answer("share_classes_n", Unit.COUNT, pl.col("classes").list.len().cast(pl.Float64), method)


def _name() -> Answer:
    method = pl.lit("The class whose total counts: class I where there is one, else the first by name.")
    return _answer("share_class_taken", Unit.TEXT, pl.lit(None, pl.Float64), method, text=pl.col("share_class"))


def _premium() -> Answer:
    one = Refuse(
        pl.col("classes").list.len() == 1,
        RefusalCode.NOT_EVIDENCED,
        pl.format("Only class {} has a printed total of that date and kind.", pl.col("share_class")),
    )
    method = pl.format(
        "Total of class {} less that of class {}, {}, of the same date and kind. Whether the plan may buy it is not in "
        "the fee table.",
        pl.col("share_class"),
        pl.col("cheapest_class"),
        percent(_CHEAPEST, 2),
    )
    return _answer("share_class_premium", Unit.FRACTION_PER_YEAR, _TAKEN - _CHEAPEST, method, one)
