"""How long it takes to get out when everybody wants to.

Belongs here: what an offer is known to pay at most, and the months that follow from it. Does not: what one plan asks
for (`demand.py`), nor scenarios of it (`stress.py`).
"""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.fund import Wrapper
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.liquidity.cap import CAP, CAP_BASE, CAP_FRAC, cap_evidence, cap_refusals, with_offer_cap
from prudent.score.liquidity.offers import worst_offers
from prudent.score.liquidity.queue import FILLED, offers_until
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.terms import Term, with_terms

_TENDERS = "core_fund__tenders"
_SUSPENDED = Term("repurchases_suspended", "whether repurchases are suspended")
_TIMES = Term("repurchases_per_year", "the number of repurchase offers a year")
_TRADED = Term("exchange_traded", "whether the shares are traded on an exchange")
_IS_DAILY = pl.col("wrapper").is_in([Wrapper.ETP_GRANTOR_TRUST.value, Wrapper.OPEN_END_FUND.value]) | _TRADED.is_yes
_PAID = pl.col("worst_paid_frac")
SHARES = {"half": 0.5, "nine_tenths": 0.9}
"""How much of a holding is to be out, by the name that the measures carry."""


@dataclass(frozen=True, slots=True)
class _Supply:
    """What each offer is taken to pay."""

    column: str
    suffix: str
    """Of the measures that rest on it."""
    words: str
    refusals: tuple[Refuse, ...]
    evidence: tuple[pl.Expr, ...]


def exit_measures(funds: pl.DataFrame, terms: pl.DataFrame, tenders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """What an offer pays at most by history, and the offers and months until half and nine tenths of a holding are out.

    Args:
        funds: fund, wrapper.
        terms: core_fund__terms.
        tenders: core_fund__tenders, those after the as-of date too: the worst that is known counts.
        as_of: the as-of date of the question.

    Returns:
        supply_of_worst_offer; offers_to_..._out and months_to_..._out for half and nine tenths, by the worst offer and
        `_at_cap`. Refused where nothing was cut short, where repurchases are suspended, where an offer pays nothing,
        and the months also where no document says how many offers there are a year. Zero for what is dealt daily.
    """
    wanted = (CAP, CAP_BASE, _TIMES, _TRADED, _SUSPENDED)
    stated = with_offer_cap(with_terms(funds, terms, wanted, as_of), tenders, as_of)
    frame = _with_offers(stated.join(worst_offers(tenders), on="fund", how="left", maintain_order="left"))
    each = [(supply, share) for supply in _supplies(as_of) for share in SHARES]
    return answered(
        frame,
        (
            _supply(),
            *(_offers(supply, share) for supply, share in each),
            *(_months(supply, share, as_of) for supply, share in each),
        ),
    )


def _with_offers(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the offers that each share takes, by history and at the cap."""
    supplies = frame.select(history=_PAID, cap=CAP_FRAC)
    return frame.with_columns(
        pl.Series(f"offers_{name}_{share}", offers_until(part, supplies[name].cast(pl.Float64).to_numpy()))
        for name in supplies.columns
        for share, part in SHARES.items()
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
        Refuse(pl.col("worst_fill") >= FILLED, RefusalCode.NOT_APPLICABLE, uncut),
    )


def _supply() -> Answer:
    daily = pl.lit("Shares are dealt each business day; no offer limits them.")
    return Answer(
        Factor.LIQUIDITY,
        "supply_of_worst_offer",
        Unit.FRACTION,
        _PAID,
        "Share of the fund that its worst offer known paid: requested over shares outstanding, times accepted.",
        (Refuse(_IS_DAILY, RefusalCode.NOT_APPLICABLE, daily), *_no_history()),
        window_end=pl.col("worst_day"),
        evidence=locators(*_worst_evidence()),
    )


def _worst_evidence() -> tuple[pl.Expr, ...]:
    """Locators of what was asked for and of what was accepted in the worst offer."""
    row = pl.col("worst_row")
    columns = (received(_TENDERS, "requested_frac"), received(_TENDERS, "accepted_frac"))
    return tuple(locator(pl.col("fund"), pl.col("worst_file"), row, row, column) for column in columns)


def _supplies(as_of: date) -> tuple[_Supply, ...]:
    """History first, and the cap apart from it."""
    suspended = Refuse(
        _SUSPENDED.is_yes, RefusalCode.OUT_OF_RANGE, pl.lit("A document says that repurchases are suspended.")
    )
    worst, capped = "what the worst offer known paid", "its cap, which is a ceiling and not history"
    return (
        _Supply("history", "", worst, (suspended, *_no_history(), _never(_PAID)), _worst_evidence()),
        _Supply("cap", "_at_cap", capped, (suspended, *cap_refusals(as_of), _never(CAP_FRAC)), cap_evidence()[:1]),
    )


def _offers(supply: _Supply, share: str) -> Answer:
    """A count of offers, for which no dates are needed."""
    offers = pl.col(f"offers_{supply.column}_{share}")
    return _answer(f"offers_to_{share}_out{supply.suffix}", Unit.COUNT, offers, supply, share)


def _months(supply: _Supply, share: str, as_of: date) -> Answer:
    """The same offers, in months between them."""
    months = pl.col(f"offers_{supply.column}_{share}") * MONTHS_IN_YEAR / _TIMES.number
    dated = replace(
        supply,
        refusals=(*supply.refusals, *_TIMES.between(1, 366, as_of)),
        evidence=(*supply.evidence, _TIMES.evidence),
    )
    return _answer(f"months_to_{share}_out{supply.suffix}", Unit.MONTHS, months, dated, share)


def _answer(measure: str, unit: Unit, value: pl.Expr, supply: _Supply, share: str) -> Answer:
    what = "Months" if unit is Unit.MONTHS else "Offers"
    method = (
        f"{what} until a holder has got {share.replace('_', ' ')} of a holding out when every holder asks for "
        f"everything at once and each offer pays {supply.words}: 1 - (1 - s)^k of it after k offers of the share s. "
        "No return, no inflow, no suspension."
    )
    return Answer(
        Factor.LIQUIDITY,
        measure,
        unit,
        pl.when(_IS_DAILY).then(0.0).otherwise(value),
        pl.when(_IS_DAILY).then(pl.lit("Shares are dealt each business day.")).otherwise(pl.lit(method)),
        tuple(Refuse(item.when & ~_IS_DAILY, item.code, item.reason) for item in supply.refusals),
        evidence=pl.when(_IS_DAILY).then(locators(_TRADED.evidence)).otherwise(locators(*supply.evidence)),
    )


def _never(supply: pl.Expr) -> Refuse:
    return Refuse(supply <= 0, RefusalCode.OUT_OF_RANGE, pl.lit("An offer that pays nothing never lets anybody out."))
