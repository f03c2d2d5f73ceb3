"""Most of one repurchase offer: by the programme's terms, and where no document states them by the offer itself.

Belongs here: which cap counts, and where it stands. Does not: what an offer paid (`offers.py`), nor what follows.
"""

from datetime import date

import polars as pl

from prudent.score.answer import Refuse, locator, received
from prudent.score.latest import nearest
from prudent.score.terms import Term

CAP = Term("repurchase_cap_pct", "the cap of a repurchase offer in per cent")
CAP_BASE = Term("repurchase_cap_base", "what the cap of a repurchase offer is of")
_TENDERS = "core_fund__tenders"
_OFFER = pl.col("offer_cap_frac")
_BY_OFFER = CAP.value.is_null() & _OFFER.is_not_null()

CAP_FRAC = pl.when(_BY_OFFER).then(_OFFER).otherwise(CAP.number / 100)
"""The cap as a fraction, over a frame made by `with_offer_cap` and `with_terms` for CAP and CAP_BASE."""
CAP_DAY = pl.when(_BY_OFFER).then(pl.col("offer_cap_day")).otherwise(CAP.as_of)


def with_offer_cap(frame: pl.DataFrame, tenders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The frame with the cap of each fund's offer nearest to the as-of date, and where it stands.

    Args:
        frame: with `fund`.
        tenders: core_fund__tenders; an offer without a cap does not count.
        as_of: the last offer of the eighteen months before it, else the first one after it.
    """
    rows = nearest(tenders.filter(pl.col("cap_frac").is_not_null()), ["owner"], as_of, [], [])
    fresh = rows.filter(pl.col("age") != "old").select(
        fund="owner", offer_cap_frac="cap_frac", offer_cap_day="as_of", offer_file="file", offer_row="row"
    )
    return frame.join(fresh, on="fund", how="left", maintain_order="left")


def cap_refusals(as_of: date) -> tuple[Refuse, ...]:
    """Refuses a cap that nothing states; a term that states one is not passed over for an offer's."""
    return tuple(Refuse(item.when & ~_BY_OFFER, item.code, item.reason) for item in CAP.between(0, 100, as_of))


def cap_method() -> pl.Expr:
    """What the cap is of, and who says it."""
    base = CAP_BASE.value.fill_null("a base that is not stated").str.replace_all("_", " ")
    term = pl.format("Most of one repurchase offer, of {}.{}", base, CAP.said_after.fill_null(""))
    offer = (
        "Most of the offer of {}, of shares outstanding, by its result; no document in evidence states the programme's."
    )
    return pl.when(_BY_OFFER).then(pl.format(offer, pl.col("offer_cap_day"))).otherwise(term)


def cap_evidence() -> tuple[pl.Expr, ...]:
    """Locators: of the term and its base, or of the offer."""
    row = pl.col("offer_row")
    offer = locator(pl.col("fund"), pl.col("offer_file"), row, row, received(_TENDERS, "cap_frac"))
    none = pl.lit(None, pl.String)
    return (
        pl.when(_BY_OFFER).then(offer).otherwise(CAP.evidence),
        pl.when(_BY_OFFER).then(none).otherwise(CAP_BASE.evidence),
    )
