"""The ledger: a chain of entries for each plan and fund, each an object that is created once.

Belongs here: reading a chain and adding to it. Does not: what may be decided (`recording`), where a fund stands after
it (`moves`), and whether the whole store is as it was written (`verify`). No database and no lock: an entry is claimed
by creating it, so of two writers one wins, and the other reads again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from prudent.decide.canonical import canonical
from prudent.decide.clock import ClockWentBack, refuse_earlier, to_the_second
from prudent.decide.fault import refuse
from prudent.decide.keys import read_keys
from prudent.decide.links import Known, check_links
from prudent.decide.ring import Keyring
from prudent.decide.signing import Signer
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.ledger import Body, Entry
from prudent.store.layout import ledger_entry
from prudent.store.objects import Objects

__all__ = ["Chain", "ClockWentBack", "Stamp", "append", "read_chain"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The entries of one plan and fund, the oldest first."""

    plan: PlanId
    fund: FundId
    entries: tuple[Entry, ...]
    head: Sha256 | None
    """SHA-256 of the last entry's file."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who records, when, and with which private key."""

    at: datetime
    by: str
    signer: Signer | None = None
    """None leaves what is recorded unsigned, which a store that has a key refuses."""


def read_chain(objects: Objects, plan: PlanId, fund: FundId, known: Chain | None = None) -> Chain:
    """All entries of one plan and fund, each held against the one before it and against its signature.

    Args:
        objects: the store.
        plan: whose committee.
        fund: on which fund.
        known: the same chain as it was read before in this very piece of work: only what follows is read.

    Raises:
        RecordTampered: an entry is missing, changed, or not where it belongs, or a file lies beside them.
    """
    return _read(objects, read_keys(objects), known or Chain(plan, fund, (), None))


def _read(objects: Objects, ring: Keyring, known: Chain) -> Chain:
    last = Known(known.entries[-1], known.head) if known.entries and known.head else None
    checked = check_links(objects, known.plan, known.fund, ring, last)
    refuse(checked.faults)
    new = tuple(link.entry for link in checked.links if link.entry is not None)
    head = checked.links[-1].sha256 if checked.links else known.head
    return Chain(known.plan, known.fund, (*known.entries, *new), head)


def append(
    objects: Objects, plan: PlanId, fund: FundId, body_of: Callable[[Chain], Body | None], stamp: Stamp
) -> Entry | None:
    """Add an entry to a chain.

    The whole chain is read and checked once; where another writer was first, what that one added is read and checked.

    Args:
        objects: the store.
        plan: whose committee.
        fund: on which fund.
        body_of: what to record, given all that is recorded: asked again when another writer was first. It may refuse
            by raising; None records nothing.
        stamp: who records, when, with which key.

    Returns:
        The entry; None where `body_of` gave none.

    Raises:
        RecordTampered: the chain is not as it was written.
        ClockWentBack: the last entry was recorded after the stamp's time.
        UsageError: the store's entries are signed and the stamp has not the key that signs now.
    """
    chain = Chain(plan, fund, (), None)
    while True:
        ring = read_keys(objects)
        chain = _read(objects, ring, chain)
        body = body_of(chain)
        if body is None:
            return None
        entry = _entry(chain, body, stamp, ring)
        if objects.create(ledger_entry(plan, fund, entry.number), canonical(entry)):
            return entry


def _entry(chain: Chain, body: Body, stamp: Stamp, ring: Keyring) -> Entry:
    at = to_the_second(stamp.at)
    last = chain.entries[-1] if chain.entries else None
    what = f"entry {len(chain.entries)} of {chain.plan}/{chain.fund}"
    refuse_earlier(at, last.recorded_at if last else None, what)
    entry = Entry(
        plan=chain.plan,
        fund=chain.fund,
        number=len(chain.entries) + 1,
        recorded_at=at,
        recorded_by=stamp.by,
        previous=chain.head,
        body=body,
    )
    return entry.model_copy(update={"signature": ring.sign(entry, stamp.signer)})
