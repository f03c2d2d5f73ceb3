"""Liquidity as it was: what holders asked for and what repurchase offers paid.

Belongs here: results of offers. Does not: the terms of the programme (`liquidity.py`).
"""

from dataclasses import replace
from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.fund import Wrapper
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, count_of, locator, locators, received
from prudent.score.latest import dated_refusals, row_evidence
from prudent.score.terms import Term

_TRADED = Term("exchange_traded", "whether the shares are traded on an exchange")
_TENDERS = "core_fund__tenders"
_L = Factor.LIQUIDITY


def _has_fill() -> pl.Expr:
    """Whether an offer has a fill: a result, of something that was tendered. To take all of nothing is no fill."""
    nothing = (pl.col("shares_tendered") == 0).fill_null(False) | (pl.col("requested_frac") == 0).fill_null(False)
    return pl.col("accepted_frac").is_not_null() & ~nothing


def worst_offers(tenders: pl.DataFrame) -> pl.DataFrame:
    """The offer with the smallest fill of each fund, the latest one of equals.

    Args:
        tenders: the rows of core_fund__tenders that count.

    Returns:
        fund, worst_fill (accepted over tendered), worst_paid_frac (requested × accepted, of shares outstanding; null
        where one is not in evidence), worst_day, worst_file, worst_row. A fund without an offer that has a fill has no
        row.
    """
    first = (
        tenders.filter(_has_fill())
        .sort("owner", "accepted_frac", pl.col("as_of").dt.epoch("d").neg())
        .unique("owner", keep="first", maintain_order=True)
    )
    return first.select(
        fund="owner",
        worst_fill="accepted_frac",
        worst_paid_frac=pl.col("requested_frac") * pl.col("accepted_frac"),
        worst_day="as_of",
        worst_file="file",
        worst_row="row",
    )


def no_programme(is_exchange_traded: pl.Expr) -> Refuse:
    """Refuses what only a repurchase programme has, for a fund that is dealt on an exchange."""
    traded = is_exchange_traded | (pl.col("wrapper") == Wrapper.ETP_GRANTOR_TRUST.value)
    return Refuse(
        traded,
        RefusalCode.NOT_APPLICABLE,
        pl.lit("Shares are dealt on an exchange; there is no repurchase programme."),
    )


def offers_of(tenders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Per fund: fills and counts of offers up to the as-of date (`past_`) and of all that are known (`known_`)."""
    day, row = pl.col("as_of"), pl.col("row")
    past = day <= as_of
    spans = {"past": past & _has_fill(), "known": _has_fill(), "results": past & pl.col("accepted_frac").is_not_null()}
    offers = (
        tenders.sort("owner", "as_of")
        .group_by(fund="owner", maintain_order=True)
        .agg(
            pl.col("file").first(),
            *(which.sum().cast(pl.Int64).alias(f"{name}_n") for name, which in spans.items()),
            *(day.filter(which).min().alias(f"{name}_first") for name, which in spans.items()),
            *(day.filter(which).max().alias(f"{name}_last") for name, which in spans.items()),
            *(row.filter(which).min().alias(f"{name}_first_row") for name, which in spans.items()),
            *(row.filter(which).max().alias(f"{name}_last_row") for name, which in spans.items()),
            offers_n=pl.len().cast(pl.Int64),
        )
    )
    for name, rows in (("past", tenders.filter(past)), ("known", tenders)):
        worst = worst_offers(rows).select("fund", pl.col("worst_fill", "worst_day").name.prefix(f"{name}_"))
        offers = offers.join(worst, on="fund", how="left", maintain_order="left")
    return offers


def _of_offers(
    measure: str, prefix: str, unit: Unit, value: pl.Expr, method: str, refusals: tuple[Refuse, ...]
) -> Answer:
    first, last = pl.col(f"{prefix}_first"), pl.col(f"{prefix}_last")
    rows = (pl.col(f"{prefix}_first_row"), pl.col(f"{prefix}_last_row"))
    return Answer(
        _L,
        measure,
        unit,
        value,
        method,
        (no_programme(_TRADED.is_yes), *refusals),
        n=pl.col(f"{prefix}_n"),
        window_start=pl.when(first < last).then(first),
        window_end=last,
        evidence=locators(locator(pl.col("fund"), pl.col("file"), *rows, received(_TENDERS, "accepted_frac"))),
    )


def _worst(name: str, prefix: str, method: str, refusals: tuple[Refuse, ...]) -> Answer:
    """A worst fill: n counts the offers that it is the worst of, and its date is that of the worst."""
    answer = _of_offers(name, prefix, Unit.FRACTION, pl.col(f"{prefix}_worst_fill"), method, refusals)
    return replace(answer, window_start=pl.lit(None, pl.Date), window_end=pl.col(f"{prefix}_worst_day"))


def _no_result(as_of: date) -> tuple[Refuse, ...]:
    none = pl.lit("No result of a repurchase offer is in evidence.")
    later = pl.format(
        f"No result of an offer up to {as_of} is in evidence; {{}}.",
        count_of(pl.col("known_n"), "later one is", "later ones are"),
    )
    return (
        Refuse(pl.col("offers_n").is_null(), RefusalCode.NOT_EVIDENCED, none),
        Refuse((pl.col("results_n") == 0) & (pl.col("known_n") > 0), RefusalCode.NOT_EVIDENCED, later),
    )


def fill_answers(as_of: date) -> tuple[Answer, ...]:
    """Fills and counts of offers, over a frame with one row a fund: its terms and its row of `offers_of`."""
    code, past = RefusalCode.NOT_EVIDENCED, _no_result(as_of)
    no_fill = pl.lit("No offer in evidence in which something was tendered has a result.")
    no_past = pl.lit(f"No offer up to {as_of} in which something was tendered has a result in evidence.")
    empty = Refuse(pl.col("past_n") == 0, code, no_past)
    unknown = Refuse(pl.col("known_n") == 0, code, no_fill)
    zero = Refuse(pl.col("results_n") == 0, code, pl.lit(f"No result of an offer up to {as_of} is in evidence."))
    fill = "Smallest accepted over tendered shares among the offers {} in which something was tendered; "
    fill += "n counts these offers, and the date is that of the smallest."
    before, ever = fill.format("up to the as-of date"), fill.format("known, those after the as-of date too,")
    count = "Offers up to the as-of date whose result is in evidence."
    return (
        _worst("worst_fill", "past", before, (*past, empty)),
        _worst("worst_fill_known", "known", ever, (past[0], unknown)),
        _of_offers("repurchase_results_n", "results", Unit.COUNT, pl.col("results_n"), count, (*past, zero)),
    )


def last_requested(as_of: date) -> Answer:
    """What holders asked for in the last offer, over a frame with each fund's latest offer."""
    return Answer(
        _L,
        "last_requested",
        Unit.FRACTION,
        pl.col("requested_frac"),
        "Shares tendered over shares outstanding in the last offer up to the as-of date.",
        (no_programme(_TRADED.is_yes), *dated_refusals("result of a repurchase offer", as_of)),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_TENDERS, "requested_frac"),
    )
