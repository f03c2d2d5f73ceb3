"""Which totals are held against which independent totals, how far they may lie apart, and whether a break stops a run.

Belongs here: `policy/reconciliation.yml`, typed. Does not: how the figures are found (`prudent/validate`), and what a
break does to a run (`expectations/verdict.py`).
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.questions import Reasoned, once
from prudent.model.value import Value


class ReconciledItem(StrEnum):
    """What can be reconciled. Each is computed by `prudent/validate` as a first and an independent figure."""

    BALANCE_IDENTITY = "balance_identity"
    """Total assets less total liabilities against net assets."""
    HOLDINGS_TO_TOTAL_ASSETS = "holdings_to_total_assets"
    HOLDINGS_TO_NET_ASSETS = "holdings_to_net_assets"
    COVERAGE_TO_BORROWINGS = "coverage_to_borrowings"
    """The debt that the printed asset coverage implies against the borrowings."""
    LEVELS_TO_FAIR_VALUE = "levels_to_fair_value"
    LEVEL3_TO_SHARE = "level3_to_share"
    """Level 3 over all levels against the printed share."""
    HOLDINGS_TO_SHARES = "holdings_to_shares"
    """The listed holdings over the portfolio against the sum of their printed shares."""
    TOP_TEN_TO_SHARE = "top_ten_to_share"
    FEE_PARTS = "fee_parts"
    """The parts of a fee against the printed total, interest shown apart."""
    NAV_BY_SHARES = "nav_by_shares"
    """Net asset value a share times shares outstanding against net assets."""
    NAV_TO_RETURN = "nav_to_return"
    """The change of net asset value a share against the return: below it by what was distributed."""
    MONTHS_TO_YEAR = "months_to_year"
    MONTHS_TO_QUARTER = "months_to_quarter"
    MONTHS_OF_QUARTER = "months_of_quarter"
    """The months in evidence of a quarter against the three that it has."""
    TENDERED_BY_FILL = "tendered_by_fill"
    """Shares tendered times the fill against the shares that were accepted."""
    PAID_TO_CAP = "paid_to_cap"
    """Requested times the fill against the most that the offer could take."""
    TENDERED_TO_SHARES = "tendered_to_shares"
    """Shares tendered over the requested share against the shares outstanding."""
    COINS_TO_NET_ASSETS = "coins_to_net_assets"
    """Net assets a coin against the other trusts' of the same day."""


class ReconcileItem(Reasoned):
    """How far the first figure may lie below and above the independent one."""

    item: ReconciledItem
    measured_in: Literal["unit", "share_of_right"]
    """`unit`: the tolerances are in the figures' own unit; `share_of_right`: they are shares of the independent one."""
    below: Annotated[float, Field(ge=0)]
    above: Annotated[float, Field(ge=0)]
    below_a_month: Annotated[float, Field(ge=0)] = 0
    """Added to `below` for each month of the span, for what grows with time: distributions."""
    stop: bool
    """Whether a break stops the run with RECONCILE_BREAK. Else it is a warning in the memo."""
    stop_below: Annotated[float, Field(ge=0)] | None = None
    """How far below stops, where a smaller break is only a warning; None: every break does."""
    stop_above: Annotated[float, Field(ge=0)] | None = None
    by_rounding: bool = False
    """Whether the figures may lie apart by half of the last printed digit of each of them, where that is more."""

    @property
    def stops_at(self) -> tuple[float, float]:
        """How far below and above stops, if the item does."""
        below = self.below if self.stop_below is None else self.stop_below
        return below, self.above if self.stop_above is None else self.stop_above

    @model_validator(mode="after")
    def _stops_beyond_what_agrees(self) -> Self:
        given = (self.stop_below, self.stop_above)
        if not self.stop and any(bound is not None for bound in given):
            raise ValueError(f"{self.item.value} does not stop, so it can give no stop_below or stop_above")
        for bound, least in ((self.stop_below, self.below), (self.stop_above, self.above)):
            if bound is not None and bound < least:
                raise ValueError(f"{self.item.value} stops within what agrees")
        return self


class Reconciliation(Value):
    """`policy/reconciliation.yml`. An item that is not named is not reconciled."""

    version: int
    items: tuple[ReconcileItem, ...] = ()

    @model_validator(mode="after")
    def _each_item_once(self) -> Self:
        return once(self, "items", [item.item for item in self.items])

    def of(self, item: ReconciledItem) -> ReconcileItem | None:
        """What the policy says of an item; None where it does not name it."""
        return next((entry for entry in self.items if entry.item is item), None)
