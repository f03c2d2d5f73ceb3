"""How long it takes to get out when everybody wants to.

Belongs here: what an offer is known to pay at most, and the months that follow from it. Does not: what one plan asks
for (`demand.py`), nor scenarios of it (`stress.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.fund import Wrapper
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.liquidity.queue import offers_until
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.terms import Term, with_terms

HALF, NINE_TENTHS = 0.5, 0.9
_TENDERS = "core_fund__tenders"
_CAP = Term("repurchase_cap_pct", "the cap of a repurchase offer in per cent")
_TIMES = Term("repurchases_per_year", "the number of repurchase offers a year")
_TRADED = Term("exchange_traded", "whether the shares are traded on an exchange")
_IS_DAILY = pl.col("wrapper").is_in([Wrapper.ETP_GRANTOR_TRUST.value, Wrapper.OPEN_END_FUND.value]) | _TRADED.is_yes
_PAID = pl.col("worst_paid_frac")
_FILLED = 1 - 1e-9
"""A fill from here on was not cut short: this is the rounding of floats."""


def worst_offers(tenders: pl.DataFrame) -> pl.DataFrame:
    """The offer with the smallest fill of each fund that is known, those after the as-of date too.

    Args:
        tenders: core_fund__tenders.

    Returns:
        fund, worst_fill, worst_paid_frac (requested × accepted, of shares outstanding; null where one is not in
        evidence), worst_day, worst_file, worst_row. An offer in which nothing was tendered has no fill.
    """
    known = tenders.filter(pl.col("accepted_frac").is_not_null() & (pl.col("requested_frac").fill_null(1) > 0))
    first = known.sort("owner", "accepted_frac", pl.col("as_of").dt.epoch("d").neg()).unique(
        "owner", keep="first", maintain_order=True
    )
    return first.select(
        fund="owner",
        worst_fill="accepted_frac",
        worst_paid_frac=pl.col("requested_frac") * pl.col("accepted_frac"),
        worst_day="as_of",
        worst_file="file",
        worst_row="row",
    )


def exit_measures(funds: pl.DataFrame, terms: pl.DataFrame, tenders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """What an offer pays at most by history, and the months until half and nine tenths of a holding are out.

    Args:
        funds: fund, wrapper.
        terms: core_fund__terms.
        tenders: core_fund__tenders, those after the as-of date too: the worst that is known counts.
        as_of: the as-of date of the question.
    """
    frame = with_terms(funds, terms, (_CAP, _TIMES, _TRADED), as_of).join(
        worst_offers(tenders), on="fund", how="left", maintain_order="left"
    )
    return answered(_with_offers(frame), (_supply(), *_times(as_of)))


def _with_offers(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the offers that each share takes, by history and at the cap."""
    supplies = frame.select(history=_PAID, cap=_CAP.number / 100)
    return frame.with_columns(
        pl.Series(f"offers_{name}_{share:g}", offers_until(share, supplies[name].cast(pl.Float64).to_numpy()))
        for name in supplies.columns
        for share in (HALF, NINE_TENTHS)
    )


def _daily() -> Refuse:
    return Refuse(
        _IS_DAILY, RefusalCode.NOT_APPLICABLE, pl.lit("Shares are dealt each business day; no offer limits them.")
    )


def _no_history() -> tuple[Refuse, ...]:
    """Refuses a supply by history: none is known, or nothing was ever cut short."""
    none = pl.lit("No result of a repurchase offer with what was asked for is in evidence.")
    uncut = pl.format(
        "The worst offer in evidence, of {}, was filled to {} %: history does not show what an offer pays at most.",
        pl.col("worst_day"),
        (pl.col("worst_fill") * 100).round(1),
    )
    return (
        Refuse(_PAID.is_null(), RefusalCode.NOT_EVIDENCED, none),
        Refuse(pl.col("worst_fill") >= _FILLED, RefusalCode.NOT_APPLICABLE, uncut),
    )


def _supply() -> Answer:
    columns = (received(_TENDERS, "requested_frac"), received(_TENDERS, "accepted_frac"))
    return Answer(
        Factor.LIQUIDITY,
        "supply_of_worst_offer",
        Unit.FRACTION,
        _PAID,
        "Share of the fund that its worst offer known paid: requested over shares outstanding, times accepted.",
        (_daily(), *_no_history()),
        window_end=pl.col("worst_day"),
        evidence=locators(*(_worst(column) for column in columns)),
    )


def _worst(column: str) -> pl.Expr:
    row = pl.col("worst_row")
    return locator(pl.col("fund"), pl.col("worst_file"), row, row, column)


def _times(as_of: date) -> tuple[Answer, ...]:
    said = (
        "Months until a holder has got {} of a holding out when every holder asks for everything at once and each "
        "offer pays {}: 1 - (1 - s)^k of it after k offers of the share s. No return, no inflow, no suspension."
    )
    worst, capped = "what the worst offer known paid", "its cap, which is a ceiling and not history"
    history = (*_no_history(), _never(_PAID))
    at_cap = (*_CAP.between(0, 100, as_of), _never(_CAP.number))
    rows = (_worst(received(_TENDERS, "requested_frac")), _worst(received(_TENDERS, "accepted_frac")))
    return (
        _months("months_to_half_out", "history", HALF, said.format("half", worst), history, rows, as_of),
        _months(
            "months_to_nine_tenths_out", "history", NINE_TENTHS, said.format("nine tenths", worst), history, rows, as_of
        ),
        _months("months_to_half_out_at_cap", "cap", HALF, said.format("half", capped), at_cap, (_CAP.evidence,), as_of),
        _months(
            "months_to_nine_tenths_out_at_cap",
            "cap",
            NINE_TENTHS,
            said.format("nine tenths", capped),
            at_cap,
            (_CAP.evidence,),
            as_of,
        ),
    )


def _months(
    measure: str,
    supply: str,
    share: float,
    method: str,
    refusals: tuple[Refuse, ...],
    rows: tuple[pl.Expr, ...],
    as_of: date,
) -> Answer:
    """Offers, in months between them; zero for shares that are dealt each day."""
    months = pl.col(f"offers_{supply}_{share:g}") * MONTHS_IN_YEAR / _TIMES.number
    needed = (*refusals, *_TIMES.between(1, 366, as_of))
    return Answer(
        Factor.LIQUIDITY,
        measure,
        Unit.MONTHS,
        pl.when(_IS_DAILY).then(0.0).otherwise(months),
        pl.when(_IS_DAILY).then(pl.lit("Shares are dealt each business day.")).otherwise(pl.lit(method)),
        tuple(Refuse(item.when & ~_IS_DAILY, item.code, item.reason) for item in needed),
        evidence=pl.when(_IS_DAILY).then(locators(_TRADED.evidence)).otherwise(locators(*rows, _TIMES.evidence)),
    )


def _never(supply: pl.Expr) -> Refuse:
    return Refuse(supply <= 0, RefusalCode.OUT_OF_RANGE, pl.lit("An offer that pays nothing never lets anybody out."))
