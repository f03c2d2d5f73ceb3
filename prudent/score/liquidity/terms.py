"""The terms on which money comes out of a fund, for every wrapper, as one typed value.

Belongs here: what documents and the law say. Does not: what was paid (`offers.py`) and what follows (`stress.py`). A
term that only the law states is marked so; one that nobody states is missing, and never taken from what is usual.
"""

from datetime import date
from enum import StrEnum

import polars as pl

from prudent.model.fund import Fund, Wrapper
from prudent.model.value import Value
from prudent.score.latest import nearest

_LAW = "17 CFR 270.23c-3"


class Basis(StrEnum):
    """Who says it."""

    DOCUMENT = "document"
    LAW = "law"
    MISSING = "not in evidence"


class Stated(Value):
    """One term: what is said, and by whom."""

    says: str | None = None
    basis: Basis = Basis.MISSING
    source: str | None = None
    """Locator of the document's row, or the paragraph of the law."""


class LiquidityTerms(Value):
    """What can be said of a fund's dealing before anybody asks for money."""

    wrapper: Wrapper
    dealing: Stated
    """How often money can be asked back."""
    cap: Stated
    """Most of one offer, in per cent."""
    cap_base: Stated
    extra: Stated
    """What a board may take on top of the cap before it prorates."""
    notice_days: Stated
    payment_days: Stated
    may_suspend: Stated
    was_limited: Stated
    early_fee: Stated
    early_window: Stated

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the terms that nobody states."""
        return tuple(name for name in STATED if getattr(self, name).basis is Basis.MISSING)


STATED = tuple(name for name in LiquidityTerms.model_fields if name != "wrapper")

_DOCUMENTS = {
    "dealing": "repurchases_per_year",
    "cap": "repurchase_cap_pct",
    "cap_base": "repurchase_cap_base",
    "notice_days": "repurchase_notice_days",
    "payment_days": "repurchase_payment_days",
    "may_suspend": "repurchases_may_be_suspended",
    "was_limited": "repurchase_was_limited",
    "early_fee": "early_repurchase_fee_pct",
    "early_window": "early_repurchase_window",
}
"""The term of core_fund__terms behind each field."""


def _law(says: str, paragraph: str) -> Stated:
    return Stated(says=says, basis=Basis.LAW, source=paragraph)


_BY_LAW: dict[Wrapper, dict[str, Stated]] = {
    Wrapper.INTERVAL_FUND: {
        "dealing": _law("every three, six or twelve months", _LAW),
        "cap": _law("5 to 25 per cent of shares outstanding, as the board sets", _LAW),
        "cap_base": _law("shares outstanding", _LAW),
        "extra": _law("up to 2 per cent of shares outstanding, if the board chooses", _LAW),
        "notice_days": _law("21 to 42 days before the deadline", _LAW),
        "payment_days": _law("within 7 days of pricing", _LAW),
        "may_suspend": _law("only in the cases that the rule names", _LAW),
    },
    Wrapper.OPEN_END_FUND: {
        "dealing": _law("each business day", "1940 Act, section 22(e); 17 CFR 270.22c-1"),
        "cap": _law("none", "1940 Act, section 22(e)"),
        "payment_days": _law("within 7 days", "1940 Act, section 22(e)"),
        "may_suspend": _law("only in the cases that the section names", "1940 Act, section 22(e)"),
    },
}
"""What the law itself says of a wrapper. Tender offers, BDCs, REITs and trusts have no such floor: boards decide."""


def liquidity_terms(fund: Fund, terms: pl.DataFrame, as_of: date) -> LiquidityTerms:
    """The terms of one fund: a document first, else the law, else missing.

    Args:
        fund: its wrapper says which law there is.
        terms: core_fund__terms, any order and any funds.
        as_of: the document nearest to it is taken (`prudent.score.latest.nearest`).
    """
    rows = nearest(terms.filter(pl.col("owner") == fund.fund), ["owner", "term"], as_of, [], [])
    said = {row["term"]: row for row in rows.iter_rows(named=True)}
    law = _BY_LAW.get(fund.wrapper, {})
    stated: dict[str, Stated] = {}
    for name in STATED:
        row = said.get(_DOCUMENTS.get(name, ""))
        if row is not None:
            source = f"{fund.fund}/{row['file']}:{row['row']}:value"
            stated[name] = Stated(says=row["value"], basis=Basis.DOCUMENT, source=source)
        else:
            stated[name] = law.get(name, Stated())
    if said.get("exchange_traded", {}).get("value") == "yes" and stated["dealing"].basis is Basis.MISSING:
        row = said["exchange_traded"]
        source = f"{fund.fund}/{row['file']}:{row['row']}:value"
        stated["dealing"] = Stated(says="each business day, on an exchange", basis=Basis.DOCUMENT, source=source)
    return LiquidityTerms(wrapper=fund.wrapper, **stated)
