"""The ledger: a chain of entries for each plan and fund, each an object that is created once.

Belongs here: reading a chain and adding to it. Does not: what may be decided (`recording`), where a fund stands after
it (`moves`), and whether the whole store is as it was written (`verify`). No database and no lock: an entry is claimed
by creating it, so of two writers one wins, and the other reads again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from prudent.decide.canonical import canonical, read_entry
from prudent.errors import PrudentError, RecordTampered
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.ledger import Body, Entry, Signature
from prudent.store.frames import sha256
from prudent.store.layout import ledger_entry, ledger_folder
from prudent.store.objects import Objects


class ClockWentBack(PrudentError):
    """An entry would be older than the one before it."""

    code = "CLOCK_WENT_BACK"
    exit_code = 1


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
    """Who records, when, and with which key."""

    at: datetime
    by: str
    sign: Callable[[bytes], Signature] | None = None


def read_chain(objects: Objects, plan: PlanId, fund: FundId) -> Chain:
    """All entries of one plan and fund, each held against the one before it.

    Raises:
        RecordTampered: an entry is missing, changed, or not where it belongs.
    """
    folder = ledger_folder(plan, fund)
    shape = re.compile(rf"{re.escape(folder)}/([1-9]\d*)\.json")
    numbers = sorted(int(found[1]) for key in objects.keys(folder) if (found := shape.fullmatch(key)))
    entries: list[Entry] = []
    head: Sha256 | None = None
    for number in range(1, len(numbers) + 1):
        key = ledger_entry(plan, fund, number)
        body = objects.get(key)
        if body is None:
            raise RecordTampered(f"{key} is missing, though entry {numbers[-1]} is there.")
        entry = read_entry(key, body)
        if (entry.plan, entry.fund, entry.number) != (plan, fund, number):
            raise RecordTampered(f"{key} speaks of another entry than its name.")
        if entry.previous != head:
            raise RecordTampered(f"{key} does not follow from the entry before it.")
        entries.append(entry)
        head = sha256(body)
    return Chain(plan, fund, tuple(entries), head)


def append(
    objects: Objects, plan: PlanId, fund: FundId, body_of: Callable[[Chain], Body | None], stamp: Stamp
) -> Entry | None:
    """Add an entry to a chain.

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
    """
    while True:
        chain = read_chain(objects, plan, fund)
        body = body_of(chain)
        if body is None:
            return None
        entry = _entry(chain, body, stamp)
        if objects.create(ledger_entry(plan, fund, entry.number), canonical(entry)):
            return entry


def _entry(chain: Chain, body: Body, stamp: Stamp) -> Entry:
    at = stamp.at.astimezone(UTC).replace(microsecond=0)
    if chain.entries and at < chain.entries[-1].recorded_at:
        last = chain.entries[-1]
        raise ClockWentBack(
            f"This machine's clock says {at.isoformat()}, but entry {last.number} of {chain.plan}/{chain.fund} was "
            f"recorded at {last.recorded_at.isoformat()}. Set the clock; nothing was recorded."
        )
    entry = Entry(
        plan=chain.plan,
        fund=chain.fund,
        number=len(chain.entries) + 1,
        recorded_at=at,
        recorded_by=stamp.by,
        previous=chain.head,
        body=body,
    )
    return entry if stamp.sign is None else entry.model_copy(update={"signature": stamp.sign(canonical(entry))})
