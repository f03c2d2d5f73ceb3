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
_TENDER = "17 CFR 240.13e-4(f)(1)(ii)"
_BANK = "12 CFR 9.18(b)(5)(iii)"


class Basis(StrEnum):
    """Who says it."""

    DOCUMENT = "document"
    LAW = "law"
    MISSING = "not in evidence"
    NOT_APPLICABLE = "does not apply"
    """Shares that are dealt each business day have no offers, so no cap and no notice of one."""


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
    board_discretion: Stated
    """Whether a board may make no offer at all."""
    may_suspend: Stated
    gate: Stated
    """Most that all holders together get on one dealing day, in per cent, where there are no offers."""
    put_months: Stated
    """Months from a plan's notice to leave until it has all of its money."""
    was_limited: Stated
    early_fee: Stated
    early_window: Stated
    exchange_traded: Stated

    @property
    def is_daily(self) -> bool:
        """Whether shares are dealt each business day: on an exchange, or with an open-end fund."""
        by_wrapper = self.wrapper in {Wrapper.ETP_GRANTOR_TRUST, Wrapper.OPEN_END_FUND}
        return by_wrapper or (self.exchange_traded.says or "").lower() == "yes"

    @property
    def extra_frac(self) -> float:
        """What a board may take beyond the cap, as a fraction of shares outstanding; zero where no law names it."""
        return 0.02 if self.extra.basis is Basis.LAW else 0.0


STATED = tuple(name for name in LiquidityTerms.model_fields if name != "wrapper")

_DOCUMENTS = {
    "dealing": "repurchases_per_year",
    "cap": "repurchase_cap_pct",
    "cap_base": "repurchase_cap_base",
    "notice_days": "repurchase_notice_days",
    "payment_days": "repurchase_payment_days",
    "board_discretion": "repurchases_at_board_discretion",
    "may_suspend": "repurchases_may_be_suspended",
    "gate": "redemption_gate_pct",
    "put_months": "redemption_put_months",
    "was_limited": "repurchase_was_limited",
    "early_fee": "early_repurchase_fee_pct",
    "early_window": "early_repurchase_window",
    "exchange_traded": "exchange_traded",
}
"""The term of core_fund__terms behind each field."""

_OF_OFFERS = ("cap", "cap_base", "extra", "notice_days", "board_discretion", "was_limited", "early_fee", "early_window")
"""What only a programme of offers has."""


def _law(says: str, paragraph: str) -> Stated:
    return Stated(says=says, basis=Basis.LAW, source=paragraph)


_MORE_BY_TENDER = _law("up to 2 per cent of the class without extending an offer, if the board chooses", _TENDER)

_BY_LAW: dict[Wrapper, dict[str, Stated]] = {
    Wrapper.TENDER_OFFER_FUND: {"extra": _MORE_BY_TENDER},
    Wrapper.BDC_NONTRADED: {"extra": _MORE_BY_TENDER},
    Wrapper.INTERVAL_FUND: {
        "dealing": _law("every three, six or twelve months", _LAW),
        "cap": _law("5 to 25 per cent of shares outstanding, as the board sets", _LAW),
        "cap_base": _law("shares outstanding", _LAW),
        "extra": _law("up to 2 per cent of shares outstanding, if the board chooses", _LAW),
        "notice_days": _law("21 to 42 days before the deadline", _LAW),
        "payment_days": _law("within 7 days of pricing", _LAW),
        "board_discretion": _law("no: a fundamental policy, which only holders can change", _LAW),
        "may_suspend": _law("only in the cases that the rule names", _LAW),
    },
    Wrapper.OPEN_END_FUND: {
        "dealing": _law("each business day", "1940 Act, section 22(e); 17 CFR 270.22c-1"),
        "cap": _law("none", "1940 Act, section 22(e)"),
        "payment_days": _law("within 7 days", "1940 Act, section 22(e)"),
        "may_suspend": _law("only in the cases that the section names", "1940 Act, section 22(e)"),
    },
    Wrapper.COLLECTIVE_TRUST: {
        "notice_days": _law("at most one year, if a national bank's trust is mostly not readily marketable", _BANK),
        "payment_days": _law("within the notice, or a year after it was due if the trust's plan says so", _BANK),
    },
}
"""What the law itself says of a wrapper. Tender offers, BDCs, REITs, companies and private funds have no floor: boards
decide; an issuer that buys by tender offer may take 2 % more than it offered for. A state bank's trust follows its
state's law."""


def liquidity_terms(fund: Fund, terms: pl.DataFrame, as_of: date) -> LiquidityTerms:
    """The terms of one fund: a document first, else the law, else missing; what has no meaning does not apply.

    Args:
        fund: its wrapper says which law there is.
        terms: core_fund__terms, any order and any funds.
        as_of: the document nearest to it is taken (`prudent.score.latest.nearest`).
    """
    rows = nearest(terms.filter(pl.col("owner") == fund.fund), ["owner", "term"], as_of, [], [])
    said = {str(row["term"]): _by_document(fund, row) for row in rows.iter_rows(named=True)}
    law = _BY_LAW.get(fund.wrapper, {})
    stated = {name: said.get(_DOCUMENTS.get(name, ""), law.get(name, Stated())) for name in STATED}
    found = LiquidityTerms(wrapper=fund.wrapper, **stated)
    return found.model_copy(update=_daily(found)) if found.is_daily else found


def _by_document(fund: Fund, row: dict[str, object]) -> Stated:
    source = f"{fund.fund}/{row['file']}:{row['row']}:value"
    return Stated(says=str(row["value"]).strip(), basis=Basis.DOCUMENT, source=source)


def _daily(found: LiquidityTerms) -> dict[str, Stated]:
    """What changes for shares that are dealt daily: how, and that what only offers have does not apply."""
    none = Stated(basis=Basis.NOT_APPLICABLE)
    changed = {name: none for name in _OF_OFFERS if getattr(found, name).basis is Basis.MISSING}
    if found.dealing.basis is Basis.MISSING and found.exchange_traded.basis is Basis.DOCUMENT:
        changed["dealing"] = found.exchange_traded.model_copy(update={"says": "each business day, on an exchange"})
    return changed
