"""Share classes of one fund: which was taken, which others there are, and what the dearer costs.

Belongs here: classes of one date and one kind of figure. Does not: whether the plan may buy a class, a document's part;
that an identical, cheaper one was available to it is a pattern of the policy.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.fees.rows import UNNAMED, no_total, printed_totals
from prudent.score.latest import said_after
from prudent.score.terms import Term, with_terms

_RATE = received("core_fund__fees", "rate_frac")
_TAKEN, _CHEAPEST, _CLASS = pl.col("rate_frac"), pl.col("cheapest_frac"), pl.col("share_class")
_OFFERED = Term("share_classes_offered", "which classes there are and who may buy them")


def class_measures(funds: pl.DataFrame, fees: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`share_class_taken` and `share_class_premium` of all funds.

    Classes of one fund hold the same portfolio; those with a printed total of one date, basis and base are alike in all
    but what they cost. How many a fee table names is a count of complexity.

    Args:
        funds: with column `fund`.
        fees: core_fund__fees.
        terms: core_fund__terms.
        as_of: the as-of date of the question.
    """
    taken, stated = printed_totals(fees, as_of), with_terms(funds, terms, (_OFFERED,), as_of)
    frame = stated.join(taken, on="fund", how="left", maintain_order="left")
    return answered(frame, (_name(as_of), _premium(as_of)))


def _refusals(as_of: date) -> tuple[Refuse, ...]:
    return (
        *no_total(as_of),
        Refuse(_CLASS == UNNAMED, RefusalCode.NOT_EVIDENCED, pl.lit("The printed total names no share class.")),
    )


def _at(*rows: str) -> pl.Expr:
    return locators(
        *(locator(pl.col("fund"), pl.col("file"), pl.col(row), pl.col(row), _RATE) for row in rows), _OFFERED.evidence
    )


def _who_may() -> pl.Expr:
    """What a document says of who may buy which class; that none does is said too."""
    said = pl.format("On classes and who may buy them a document says: {}.", _OFFERED.value.str.strip_chars_end("."))
    return pl.coalesce([said, pl.lit("Whether the plan may buy it is not in evidence.")])


def _name(as_of: date) -> Answer:
    others = pl.when(pl.col("others") != "").then(pl.format("; others of that date: {}", pl.col("others")))
    method = pl.format(
        "The class whose printed total of {}, {}, counts: class I where there is one, else the first by name{}.{}",
        pl.col("as_of"),
        percent(_TAKEN, 2),
        others.otherwise(pl.lit("; no other has one of that date")),
        said_after(),
    )
    return Answer(
        Factor.FEES,
        "share_class_taken",
        Unit.TEXT,
        pl.lit(None, pl.Float64),
        pl.coalesce([method, pl.lit("The class whose printed total counts.")]),
        _refusals(as_of),
        text=_CLASS,
        window_end=pl.col("as_of"),
        evidence=_at("row"),
    )


def _premium(as_of: date) -> Answer:
    one = Refuse(
        pl.col("classes_n") <= 1,
        RefusalCode.NOT_EVIDENCED,
        pl.format("Only class {} has a printed total of that date and kind.", _CLASS),
    )
    method = pl.format(
        "Total of class {} less that of class {}, the cheapest of {} of the same date and kind, at {}. {}{}",
        _CLASS,
        pl.col("cheapest_class"),
        pl.col("classes_n"),
        percent(_CHEAPEST, 2),
        _who_may(),
        said_after(),
    )
    return Answer(
        Factor.FEES,
        "share_class_premium",
        Unit.FRACTION_PER_YEAR,
        _TAKEN - _CHEAPEST,
        pl.coalesce([method, pl.lit("Total of the class that is measured less that of the cheapest class.")]),
        (*_refusals(as_of), one),
        window_end=pl.col("as_of"),
        evidence=_at("row", "cheapest_row"),
    )
