"""The plan whose committee decides: `plans/<plan>/plan.yml`."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.ids import Line, PlanId
from prudent.model.value import Value

Fraction = Annotated[float, Field(ge=0, le=1)]
#: More than any plan has; what is larger is a slip of the pen.
_MOST = 10**13
Count = Annotated[int, Field(ge=0, le=_MOST)]
Usd = Annotated[int, Field(ge=0, le=_MOST)]


class HostKind(StrEnum):
    """What kind of default a sleeve would stand in."""

    TARGET_DATE = "target_date"
    MANAGED_ACCOUNT = "managed_account"
    OTHER = "other"


class Sleeve(Value):
    """What the committee is asked: a share of the target-date default, not a stand-alone option."""

    host: Line
    host_kind: HostKind | None = None
    """None: the plan does not say, and what depends on it is not in evidence."""
    weight_frac: Fraction
    stand_alone: bool


class Committee(Value):
    """Who decides, as the plan's charter says."""

    name: Line
    voting_members: Annotated[int, Field(ge=1, le=100)]
    quorum: Annotated[int, Field(ge=1, le=100)]
    """How many members must vote or abstain for a decision to count. A member who is recused does not count."""

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.quorum > self.voting_members:
            raise ValueError(f"a quorum of {self.quorum} cannot be met by {self.voting_members} voting members")
        return self


class Plan(Value):
    """Plan facts that bear on the six factors. `fictional` is printed wherever it is true."""

    plan: PlanId
    name: Line
    fictional: bool
    note: str
    source: str
    as_of: date
    participants_active: Count
    participants_separated_with_balance: Count
    participants_retired_receiving: Count
    accounts_with_balance: Count
    net_assets_usd: Usd
    benefits_paid_year_usd: Usd
    participant_loans_usd: Usd
    administrative_expenses_year_usd: Usd
    target_date_share_frac: Fraction
    hardship_withdrawals_year_usd: Usd | None = None
    """Part of the benefits paid. This and the next three are None when the plan's facts do not give them."""
    required_distributions_year_usd: Usd | None = None
    """Part of the benefits paid."""
    loans_issued_year_usd: Usd | None = None
    reallocated_out_year_frac: Fraction | None = None
    """Share of the default that participants move to other options in a year."""
    prepared_by: Line | None = None
    """Who prepares memos for this plan: a role or a name. None: page one says that it is not stated."""
    checked_by: Line | None = None
    """Who checks them, likewise."""
    committee: Committee | None = None
    """None: the plan does not state its quorum, so no decision can be recorded."""
    saver_balance_usd: Usd
    sleeve: Sleeve
