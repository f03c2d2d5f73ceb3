"""What a fund's incentive fee takes at the incomes that the policy states, and the total fee expected on average.

Belongs here: the terms in evidence as measures. Does not: the arithmetic of an agreement (`incentive.py`).
"""

from datetime import date

import polars as pl

from prudent.model.costs import Costs
from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locators, percent
from prudent.score.terms import Term, with_terms

_HAS = Term("incentive_fee", "whether there is an incentive fee")
_PCT = Term("incentive_fee_pct", "the incentive fee in per cent of profits")
_HURDLE = Term("incentive_hurdle_pct", "the hurdle of the incentive fee in per cent a year")
_CATCH_UP = Term("incentive_catch_up_pct", "the catch-up of the incentive fee in per cent")
_EXPECTED = Term("expected_total_fee_pct", "the total fee that is expected on average")
_TERMS = (_HAS, _PCT, _HURDLE, _CATCH_UP)
_RATE, _OVER, _CAUGHT = _PCT.number / 100, _HURDLE.number / 100, _CATCH_UP.number / 100
_NO_FEE = _HAS.is_no & _PCT.value.is_null()
"""The terms say that there is none."""


def incentive_measures(funds: pl.DataFrame, terms: pl.DataFrame, costs: Costs, as_of: date) -> pl.DataFrame:
    """`incentive_fee_at_<n>pct` and `effective_incentive_rate_at_<n>pct` for each income of the policy.

    Income is a year's, before the incentive fee, and the same in each period of the year, so that quarters give what
    the year gives: the fee of four times the income over four times the hurdle is four times the fee.

    Args:
        funds: with column `fund`.
        terms: core_fund__terms.
        costs: the incomes.
        as_of: the as-of date of the question.
    """
    frame = with_terms(funds, terms, _TERMS, as_of)
    answers = [each for level in costs.income_levels_frac for each in _at(level, as_of)]
    return answered(frame, answers or [])


def fee_at(income: float, rate: pl.Expr, hurdle: pl.Expr, catch_up: pl.Expr) -> pl.Expr:
    """`incentive.income_fee` of one income as an expression; see there."""
    over = pl.max_horizontal(income - hurdle, pl.lit(0.0))
    end = catch_up * hurdle / (catch_up - rate)
    caught = pl.when(income >= end).then(rate * income).otherwise(catch_up * over)
    return pl.when(catch_up == 0).then(rate * over).otherwise(caught)


def _known_fee(income: float) -> pl.Expr:
    """The fee where the evidence gives it: no fee, an income not over the hurdle, no hurdle, or all three terms."""
    fee = fee_at(income, _RATE, _OVER, _CAUGHT)
    plain = pl.when(_OVER == 0).then(_RATE * income).otherwise(fee)
    return pl.when(_NO_FEE | _OVER.ge(income)).then(0.0).otherwise(plain)


def _refusals(income: float, as_of: date) -> tuple[Refuse, ...]:
    """In the order: the fee, its rate, the hurdle, and the catch-up where it matters."""
    agreed = tuple(
        Refuse(item.when & ~_NO_FEE, item.code, item.reason)
        for item in (*_PCT.between(0, 99.99, as_of), *_HURDLE.between(0, 100, as_of))
    )
    matters = ~_NO_FEE & _OVER.lt(income) & (_OVER > 0)
    between = pl.format(
        "No document in evidence states the catch-up; at that income the fee is {} of net assets without one and {} "
        "with one in full.",
        *(percent(fee_at(income, _RATE, _OVER, pl.lit(share)), 2) for share in (0.0, 1.0)),
    )
    never = pl.format("A catch-up of {} % never reaches {} % of all income.", _CATCH_UP.number, _PCT.number)
    return (
        *(Refuse(item.when & _PCT.value.is_null(), item.code, item.reason) for item in _HAS.stated(as_of)),
        *agreed,
        Refuse(matters & _CATCH_UP.value.is_null(), RefusalCode.NOT_EVIDENCED, between),
        *(Refuse(item.when & matters, item.code, item.reason) for item in _CATCH_UP.between(0, 100, as_of)),
        Refuse(matters & (_CAUGHT > 0) & (_CAUGHT <= _RATE), RefusalCode.OUT_OF_RANGE, never),
    )


def _agreement(income: float) -> pl.Expr:
    stated = pl.format(
        "{} % of income over a hurdle of {} % a year{}",
        _PCT.value,
        _HURDLE.value,
        pl.coalesce([pl.format(", catch-up {} %", _CATCH_UP.value), pl.lit("")]),
    )
    none = pl.when(_NO_FEE).then(pl.lit("The terms say that there is no incentive fee"))
    return pl.format(
        f"Of an income of {income * 100:g} % of net assets a year before the fee, which is no forecast: {{}}.{{}}",
        pl.coalesce([none, stated, pl.lit("terms as stated")]),
        _PCT.said_after.fill_null(""),
    )


def _at(income: float, as_of: date) -> tuple[Answer, ...]:
    level = f"{income * 100:g}pct".replace(".", "_")
    fee, refusals = _known_fee(income), _refusals(income, as_of)
    wanted = (
        (f"incentive_fee_at_{level}", Unit.FRACTION_PER_YEAR, fee, "Incentive fee on net assets."),
        (
            f"effective_incentive_rate_at_{level}",
            Unit.FRACTION,
            fee / income,
            "Share of that income that the fee takes.",
        ),
    )
    return tuple(
        Answer(
            Factor.FEES,
            name,
            unit,
            value,
            pl.format(f"{words} {{}}", _agreement(income)),
            refusals,
            window_end=pl.coalesce([_PCT.as_of, _HAS.as_of]),
            evidence=locators(*(term.evidence for term in _TERMS)),
        )
        for name, unit, value, words in wanted
    )


def expected_measures(funds: pl.DataFrame, measured: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`average_total_fee_expected`: what the proposal asks a fiduciary to determine where there is an incentive fee.

    Stated by a document or by the committee (`expected_total_fee_pct`); where the terms say that there is no incentive
    fee it is the all-in fee. A fee table prints what an incentive was, or would be, in one year: that is no average,
    and so nothing is derived from it.

    Args:
        funds: with column `fund`.
        measured: rows of `all_in_fee` of score_fund__measures.
        terms: core_fund__terms.
        as_of: the as-of date of the question.
    """
    total = measured.filter(pl.col("measure") == "all_in_fee").select(
        "fund", "value", "refusal_code", "refusal_reason", "window_end", rests="evidence"
    )
    frame = with_terms(funds, terms, (_HAS, _PCT, _EXPECTED), as_of).join(
        total, on="fund", how="left", maintain_order="left"
    )
    return answered(frame, (_expected(as_of),))


def _expected(as_of: date) -> Answer:
    said, none = _EXPECTED.value.is_not_null(), _EXPECTED.value.is_null() & _NO_FEE
    silent = _EXPECTED.value.is_null() & _HAS.value.is_null() & _PCT.value.is_null()
    variable = pl.format(
        "The manager takes {} of profits, so the total varies, and no document states what it is expected to be on "
        "average.",
        pl.coalesce([pl.format("{} %", _PCT.value), pl.lit("a share")]),
    )
    unknown = "No document states the total fee expected on average, or whether there is an incentive fee."
    stated = pl.format("Average total fee expected, as stated.{}", _EXPECTED.said_after.fill_null(""))
    same = "The all-in fee: the terms say that there is no incentive fee, so nothing in it varies with profits."
    return Answer(
        Factor.FEES,
        "average_total_fee_expected",
        Unit.FRACTION_PER_YEAR,
        pl.when(said).then(_EXPECTED.number / 100).otherwise(pl.col("value")),
        pl.when(said).then(stated).otherwise(pl.lit(same)),
        (
            *(Refuse(item.when & said, item.code, item.reason) for item in _EXPECTED.between(0, 100, as_of)),
            Refuse(silent, RefusalCode.NOT_EVIDENCED, pl.lit(unknown)),
            Refuse(~said & ~none, RefusalCode.NOT_EVIDENCED, variable),
            Refuse(none & pl.col("value").is_null(), pl.col("refusal_code"), pl.col("refusal_reason")),
        ),
        window_end=pl.coalesce([_EXPECTED.as_of, pl.col("window_end")]),
        evidence=pl.when(said)
        .then(locators(_EXPECTED.evidence))
        .otherwise(pl.concat_list(pl.col("rests"), locators(_HAS.evidence, _PCT.evidence))),
    )
