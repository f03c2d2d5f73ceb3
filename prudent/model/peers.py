"""`policy/peer_groups.yml`, typed: which funds are compared with which, on what window, and what the group leaves out.

Belongs here: what a committee writes down, and what contradicts itself. Does not: how funds are compared, and what the
evidence says of a peer (`prudent/score/peers`).
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.ids import FundId, Line, PeerGroupId, Slug
from prudent.model.questions import Reasoned, once
from prudent.model.value import Value


class Horizon(Value):
    """A comparison window: so many months, ending at the as-of date or at the last such month end before it."""

    id: Slug
    months: Annotated[int, Field(ge=1, le=600)]
    end_month: Annotated[int, Field(ge=1, le=12)] | None = None
    """Calendar month in which the window ends; None: the as-of date itself."""
    why: str


class Member(Value):
    fund: FundId
    why: str
    name: str | None = None
    """For a near miss, which has no packet in the case: what it is called."""


class Change(Value):
    """A fund of the group that ended, merged, was listed or changed its kind, as far as that is in evidence."""

    name: Line
    what: str
    source: str


class Survivorship(Value):
    """What a group of funds that exist today leaves out, and which way that leans."""

    note: str
    leans: Literal["flatters_the_group", "hurts_the_group", "not_known"]
    changes: tuple[Change, ...] = ()


class PeerGroup(Value):
    """Funds that are similar in risk, return, liquidity and allocation, and near ones that are not, each with why."""

    id: PeerGroupId
    title: str
    basis: str
    members: tuple[Member, ...]
    near_misses: tuple[Member, ...] = ()
    horizon: Horizon
    """The window on which returns are compared."""
    survivorship: Survivorship
    source: str
    since: date

    @model_validator(mode="after")
    def _each_fund_once(self) -> Self:
        members = [member.fund for member in self.members]
        near = [member.fund for member in self.near_misses]
        both = next((fund for fund in near if fund in members), None)
        if both is not None:
            raise ValueError(f"{both} is both a member and a near miss of {self.id}; it can be one of them")
        once(self, f"members of {self.id}", members)
        return once(self, f"near misses of {self.id}", near)


class PercentileRule(Reasoned):
    """From how many peers on a fund's place is told as a percentile; among fewer it is above or below their median."""

    from_peers: Annotated[int, Field(ge=3, le=1000)]


class SizeRule(Reasoned):
    """A peer with more than so many times the fund's net assets, or less than that part of them, differs in size."""

    factor: Annotated[float, Field(ge=1)]


class PeerGroups(Value):
    """`policy/peer_groups.yml`."""

    version: int
    percentile: PercentileRule
    size: SizeRule
    groups: tuple[PeerGroup, ...]

    @model_validator(mode="after")
    def _each_fund_in_one_group(self) -> Self:
        once(self, "groups", [group.id for group in self.groups])
        return once(self, "funds in groups", [member.fund for group in self.groups for member in group.members])

    def of(self, fund: FundId) -> PeerGroup | None:
        """The group that the fund belongs to; None when it is in none."""
        return next((group for group in self.groups if any(m.fund == fund for m in group.members)), None)
