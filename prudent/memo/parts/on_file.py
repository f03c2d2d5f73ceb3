"""The terms of one fund as the memo says them: what a document states, as a figure, and where it stands.

Belongs here: looking a term up, and whether it means anything for the fund. Does not: which terms a part speaks of.
"""

import polars as pl

from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.where import where
from prudent.model.case import Case
from prudent.model.fund import Fund, Wrapper
from prudent.model.measured import Unit
from prudent.model.policy import Policy
from prudent.score.latest import nearest
from prudent.tables.core import CoreTables

LACKING = "not in evidence"

_MEASURES = {
    "bridging_structure": "repurchase_cap",
    "early_repurchase_fee_pct": "repurchase_cap",
    "early_repurchase_window": "repurchase_cap",
    "non_accruals_of_cost_pct": "non_accruals_at_cost",
    "non_accruals_of_fair_value_pct": "non_accruals_at_fair_value",
    "occupancy_pct": "occupancy",
    "redemption_gate_pct": "repurchase_cap",
    "redemption_put_months": "repurchase_cap",
    "repurchase_cap_base": "repurchase_cap",
    "repurchase_cap_pct": "repurchase_cap",
    "repurchase_notice_days": "repurchase_cap",
    "repurchase_payment_days": "repurchase_cap",
    "repurchase_was_limited": "repurchase_cap",
    "repurchases_at_board_discretion": "repurchase_cap",
    "repurchases_may_be_suspended": "repurchase_cap",
    "repurchases_suspended": "repurchase_cap",
}
"""The measure that a term goes into, where it is not called like the term: `policy/applicability.yml` names "
"measures."""
_NOT_OF_TRUSTS = ("cross_fund_deal_pricing", "derivatives_used", "derivatives_notional_ratio")
"""A trust that holds one metal or coin deals with no other fund and holds no contract."""
_WITHOUT_INCENTIVE = (Wrapper.ETP_GRANTOR_TRUST, Wrapper.OPEN_END_FUND)
_SPECULATIVE = ("incentive_fee", "incentive_fee_pct", "incentive_hurdle_pct", "incentive_catch_up_pct")


def means_something(term: str, fund: Fund, policy: Policy) -> bool:
    """Whether a term is asked of this kind of fund: the policy's word, and the wrapper's for incentive fees."""
    if term in _SPECULATIVE and fund.wrapper in _WITHOUT_INCENTIVE:
        return False
    if term in _NOT_OF_TRUSTS and fund.wrapper is Wrapper.ETP_GRANTOR_TRUST:
        return False
    measure = _MEASURES.get(term, term)
    return not any(
        measure in entry.measures and fund.asset_class in entry.asset_classes and fund.wrapper in entry.wrappers
        for entry in policy.applicability.does_not_apply
    )


class OnFile:
    """The candidate's terms, of each the document nearest to the as-of date."""

    def __init__(self, case: Case, core: CoreTables, book: FigureBook) -> None:
        self._case = case
        self._book = book
        own = core.fund_terms.filter(pl.col("owner") == case.candidate.fund)
        rows = nearest(own, ["owner", "term"], case.request.as_of, [], [])
        self._rows = {str(row["term"]): row for row in rows.iter_rows(named=True)}

    def asks(self, term: str) -> bool:
        """Whether the term means something for this kind of fund."""
        return means_something(term, self._case.candidate, self._case.policy)

    def value(self, term: str) -> str | None:
        """As stated; None where no document says it."""
        row = self._rows.get(term)
        return None if row is None else str(row["value"]).strip()

    def is_yes(self, term: str) -> bool:
        """Whether a document says it: anything but no."""
        return self.value(term) is not None and not self.is_no(term)

    def is_no(self, term: str) -> bool:
        """Whether a document says that there is none."""
        return (self.value(term) or "").lower() == "no"

    def figure(self, term: str, said: str) -> str:
        """The term as a figure in prose, or that it is not in evidence."""
        row, value = self._rows.get(term), self.value(term)
        if row is None or not value:
            return LACKING
        locator = (f"{self._case.candidate.fund}/{row['file']}:{row['row']}:value",)
        return self._book.add_text(f"term_{term}", said, Unit.TEXT, plain(value), "as the document states it", locator)

    def where(self, term: str) -> str:
        """File, row and date of the document; a dash for a term that no document states."""
        row = self._rows.get(term)
        return "–" if row is None else f"{where(row, 'core_fund__terms', 'value')}, {date_text(row['as_of'])}"
