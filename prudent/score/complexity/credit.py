"""Loans that do not pay as they should: non-accruals, and income that is paid in kind.

Belongs here: what a lender's reports state of its income. Does not: debt that may pay in kind (`structure.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered
from prudent.score.latest import beside, dated_refusals, row_evidence
from prudent.score.stated import Stated
from prudent.score.terms import Term, with_terms
from prudent.score.valuation.gains import RESULTS, longest_first

_C = Factor.COMPLEXITY
_STATED = tuple(
    Stated(
        _C,
        f"non_accruals_at_{basis}",
        Unit.FRACTION,
        Term(f"non_accruals_of_{basis}_pct", f"non-accruals in per cent of {words}"),
        f"Loans on which interest is not accrued any more, over all investments at {words}, as stated. At cost it is "
        "what was lent, at fair value what is still hoped for.",
        most=100,
        divisor=100,
    )
    for basis, words in (("cost", "cost"), ("fair_value", "fair value"))
)
_INCOME, _IN_KIND = "investment_income_usd", "interest_in_kind_usd"


def credit_measures(funds: pl.DataFrame, terms: pl.DataFrame, results: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`non_accruals_at_cost`, `non_accruals_at_fair_value` and `interest_in_kind_share_of_income`, of all funds.

    Args:
        funds: with column `fund`.
        terms: core_fund__terms.
        results: core_fund__results.
        as_of: the as-of date of the question.
    """
    stated = with_terms(funds, terms, tuple(item.term for item in _STATED), as_of)
    complete = longest_first(results.drop_nulls([_INCOME, _IN_KIND]))
    return pl.concat(
        [
            answered(stated, tuple(item.answer(as_of) for item in _STATED)),
            answered(beside(funds, complete, [_INCOME, _IN_KIND], as_of), (_in_kind(as_of),)),
        ]
    )


def _in_kind(as_of: date) -> Answer:
    income = pl.col(_INCOME).cast(pl.Float64)
    none = Refuse(
        income <= 0,
        RefusalCode.OUT_OF_RANGE,
        pl.format("Investment income from {} to {} is not above zero.", pl.col("period_start"), pl.col("as_of")),
    )
    return Answer(
        _C,
        "interest_in_kind_share_of_income",
        Unit.FRACTION,
        pl.col(_IN_KIND).cast(pl.Float64) / income,
        "Interest that was paid in kind over total investment income of the period: booked, taxed and charged for, and "
        "not received.",
        (*dated_refusals("investment income with its part in kind", as_of), none),
        window_start=pl.col("period_start"),
        window_end=pl.col("as_of"),
        evidence=row_evidence(RESULTS, _INCOME, _IN_KIND),
    )
