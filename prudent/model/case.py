"""A case: all that one question needs and that is no table."""

from datetime import date

from prudent.model.fund import Fund
from prudent.model.packet import Correction, Noticed, Override, PacketHeader
from prudent.model.peers import PeerGroup
from prudent.model.plan import Plan
from prudent.model.policy import Policy
from prudent.model.run import InputFile, Request
from prudent.model.value import Value


class LeftOut(Value):
    """A fund whose packet could not be used, and why."""

    fund: str
    reason: str


class Withdrawn(Value):
    """A figure as received that a declared correction withdrew."""

    fund: str
    locator: str
    value_as_received: str
    correction: Correction


class Overridden(Value):
    """A figure that a declared override stands in for."""

    fund: str
    locator: str
    entry: int
    """Of `funds/<fund>/overrides.yml`, counted from 1."""
    override: Override


class Said(Value):
    """What one source says of a figure, in the unit of the fact."""

    value: str
    source_kind: str
    document: str


class Disputed(Value):
    """A figure that two sources give differently; both are kept, and the first is used."""

    fund: str
    field: str
    as_of: date
    unit: str
    used: Said
    other: Said


class Case(Value):
    """The question, the funds (candidate first, then its peers), the plan, the policy and the packets' headers."""

    request: Request
    funds: tuple[Fund, ...]
    plan: Plan
    policy: Policy
    peer_group: PeerGroup | None
    headers: tuple[PacketHeader, ...]
    left_out: tuple[LeftOut, ...]
    withdrawn: tuple[Withdrawn, ...]
    overridden: tuple[Overridden, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    """Every file that the answer rests on."""
    known_on: date | None = None
    """The day whose knowledge was asked for; None where it was all that was known when the question was asked."""

    @property
    def candidate(self) -> Fund:
        """The fund that the question is about."""
        return self.funds[0]

    def name_of(self, fund: str) -> str:
        """The legal name of a fund of the case; the id of one that is not in it."""
        return next((item.legal_name for item in self.funds if item.fund == fund), fund)

    @property
    def known_at(self) -> date:
        """The day whose knowledge was asked for; else the day from which all of it was known: the last packet's."""
        return self.known_on or max(header.received for header in self.headers)
