"""Liquidity: what the repurchase programme allows at most.

Belongs here: terms of repurchase. Does not: what was paid (`offers.py`), nor what a plan needs, the plan's side.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locators
from prudent.score.latest import beside
from prudent.score.liquidity.cap import (
    CAP,
    CAP_BASE,
    CAP_DAY,
    CAP_FRAC,
    cap_evidence,
    cap_method,
    cap_refusals,
    with_offer_cap,
)
from prudent.score.liquidity.exit import exit_measures
from prudent.score.liquidity.offers import fill_answers, last_requested, no_programme, offers_of
from prudent.score.terms import Term, with_terms

_TIMES, _TRADED = (
    Term("repurchases_per_year", "the number of repurchase offers a year"),
    Term("exchange_traded", "whether the shares are traded on an exchange"),
)
_TENDERS = "core_fund__tenders"
_L = Factor.LIQUIDITY


def redeemable_a_year(cap: pl.Expr, times: pl.Expr) -> pl.Expr:
    """The most that a programme takes in a year: cap of one offer × offers a year, at most everything.

    Args:
        cap: share of the fund that one offer may take, a fraction.
        times: offers a year.

    Returns:
        A fraction in [0, 1]. A ceiling, not a promise: an offer may be smaller, prorated or not made. 17 CFR 270.23c-3.
    """
    return (cap * times).clip(upper_bound=1)


def liquidity_measures(funds: pl.DataFrame, terms: pl.DataFrame, tenders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """All liquidity measures of all funds.

    Args:
        funds: fund, wrapper.
        terms: core_fund__terms.
        tenders: core_fund__tenders.
        as_of: the as-of date of the question; the worst that is known looks past it.
    """
    stated = with_offer_cap(with_terms(funds, terms, (CAP, CAP_BASE, _TIMES, _TRADED), as_of), tenders, as_of)
    offers = stated.join(offers_of(tenders, as_of), on="fund", how="left", maintain_order="left")
    requested = beside(stated, tenders, ["requested_frac"], as_of)
    return pl.concat(
        [
            answered(stated, _programme(as_of)),
            answered(offers, fill_answers(as_of)),
            answered(requested, (last_requested(as_of),)),
            exit_measures(funds, terms, tenders, as_of),
        ]
    )


def _no_cap(as_of: date) -> tuple[Refuse, ...]:
    return (no_programme(_TRADED.is_yes), *cap_refusals(as_of))


def _no_times(as_of: date) -> tuple[Refuse, ...]:
    return (no_programme(_TRADED.is_yes), *_TIMES.between(0, 366, as_of))


def _programme(as_of: date) -> tuple[Answer, ...]:
    """What the terms say of repurchases and of dealing, over a frame with one row a fund."""
    times = pl.format("Repurchase offers a year by the terms.{}", _TIMES.said_after.fill_null(""))
    return (
        Answer(
            _L,
            "repurchase_cap",
            Unit.FRACTION,
            CAP_FRAC,
            cap_method(),
            _no_cap(as_of),
            window_end=CAP_DAY,
            evidence=locators(*cap_evidence()),
        ),
        Answer(
            _L,
            "repurchases_per_year",
            Unit.COUNT,
            _TIMES.number,
            times,
            _no_times(as_of),
            window_end=_TIMES.as_of,
            evidence=locators(_TIMES.evidence),
        ),
        _most_a_year(as_of),
        _dealt_daily(as_of),
    )


def _most_a_year(as_of: date) -> Answer:
    method = pl.format(
        "The programme's most, not a promise: cap of one offer times offers a year, at most 100 %; an offer may be "
        "prorated or not made.{}{}",
        CAP.said_after.fill_null(""),
        _TIMES.said_after.fill_null(""),
    )
    return Answer(
        _L,
        "share_redeemable_a_year",
        Unit.FRACTION,
        redeemable_a_year(CAP_FRAC, _TIMES.number),
        method,
        (*_no_cap(as_of), *_no_times(as_of)),
        window_end=pl.max_horizontal(CAP_DAY, _TIMES.as_of),
        evidence=locators(cap_evidence()[0], _TIMES.evidence),
    )


def _dealt_daily(as_of: date) -> Answer:
    """Only a yes is a value: a document that says no says that the question does not arise."""
    method = "Whether the shares are traded on an exchange, by the terms.{}"
    no = Refuse(
        _TRADED.is_no,
        RefusalCode.NOT_APPLICABLE,
        pl.lit("The shares are not traded on an exchange, so they are not dealt daily there."),
    )
    unclear = Refuse(
        ~_TRADED.is_yes,
        RefusalCode.OUT_OF_RANGE,
        pl.format("exchange_traded reads “{}”; yes or no was expected.", _TRADED.value),
    )
    return Answer(
        _L,
        "dealt_daily",
        Unit.TEXT,
        pl.lit(None, pl.Float64),
        pl.format(method, _TRADED.said_after.fill_null("")),
        (*_TRADED.stated(as_of), no, unclear),
        text=_TRADED.value.str.to_lowercase(),
        window_end=_TRADED.as_of,
        evidence=locators(_TRADED.evidence),
    )
