"""A chain as it lies in the store, link by link, with everything that is wrong with it.

Belongs here: what makes a chain whole. Does not: adding to it (`ledger`). A fault is told once, where it is: what
follows an entry that is at fault is not told again for not following from it.
"""

import re
from dataclasses import dataclass, field

from prudent.decide.canonical import entry_of
from prudent.decide.clock import is_to_the_second
from prudent.decide.fault import Fault
from prudent.decide.ring import NOBODY, Keyring
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.model.ledger import Entry
from prudent.store.frames import sha256
from prudent.store.layout import ledger_entry, ledger_folder
from prudent.store.objects import Objects
from prudent.store.reading import bodies


@dataclass(frozen=True, slots=True)
class Link:
    """One entry's file."""

    number: int
    key: str
    sha256: Sha256
    size_bytes: int
    entry: Entry | None
    """None where the bytes cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Links:
    """A chain's files, the oldest first, and what is wrong with them."""

    plan: PlanId
    fund: FundId
    links: tuple[Link, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbered files of a folder, and what is wrong with their names."""

    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]


def numbered(folder: str, keys: tuple[str, ...]) -> Numbers:
    """The numbers of a folder's files `1.json`, `2.json`, …: without a gap, and nothing beside them.

    Nine digits are the most: a chain with an entry a second would be thirty years long.
    """
    shape = re.compile(rf"{re.escape(folder)}/([1-9]\d{{0,8}})\.json")
    named = [(key, shape.fullmatch(key)) for key in keys]
    numbers = tuple(sorted(int(found[1]) for _, found in named if found))
    odd = [Fault(key, "was added: nothing of that name belongs here.") for key, found in named if found is None]
    gaps = [
        Fault(f"{folder}/{before + 1}.json", f"is missing, though {after}.json is there.")
        for before, after in zip((0, *numbers), numbers, strict=False)
        if after != before + 1
    ]
    return Numbers(numbers, (*odd, *gaps))


@dataclass(frozen=True, slots=True)
class Known:
    """The last of the entries of a chain that were read and checked before: only what follows is read."""

    last: Entry
    head: Sha256


def check_links(objects: Objects, plan: PlanId, fund: FundId, ring: Keyring, known: Known | None = None) -> Links:
    """A chain's files with their faults.

    Args:
        objects: the store.
        plan: whose committee.
        fund: on which fund.
        ring: the store's keys.
        known: where an earlier check ended; None for a check of the whole chain.
    """
    folder = ledger_folder(plan, fund)
    listed = numbered(folder, objects.keys(folder))
    new = tuple(number for number in listed.numbers if known is None or number > known.last.number)
    keys = tuple(ledger_entry(plan, fund, number) for number in new)
    walk = _Walk(plan, fund, ring)
    if known is not None:
        walk.go_on(known, listed.numbers)
    links = tuple(
        walk.step(number, key, body) for number, key, body in zip(new, keys, bodies(objects, keys), strict=True)
    )
    return Links(plan, fund, links, (*listed.faults, *walk.faults))


@dataclass(slots=True)
class _Walk:
    """Where the walk along a chain is: the entry before, if it was whole."""

    plan: PlanId
    fund: FundId
    ring: Keyring
    before: Entry | None = None
    head: Sha256 | None = None
    number: int = 0
    whole: bool = True
    place: int = NOBODY
    faults: list[Fault] = field(default_factory=list[Fault])

    def go_on(self, known: Known, numbers: tuple[int, ...]) -> None:
        """Begin behind an entry that is known, if it is still there."""
        self.before, self.head, self.number = known.last, known.head, known.last.number
        self.place = self.ring.place(known.last.signature)
        if self.number not in numbers:
            self.faults.append(Fault(ledger_entry(self.plan, self.fund, self.number), "is missing: it was there."))

    def step(self, number: int, key: str, body: bytes | None) -> Link:
        """The next file."""
        held = body or b""
        entry = entry_of(held)
        fault = Fault(key, entry) if isinstance(entry, str) else self._fault(number, key, entry)
        if fault is not None:
            self.faults.append(fault)
        link = Link(number, key, sha256(held), len(held), None if isinstance(entry, str) else entry)
        self.before, self.head, self.number, self.whole = link.entry, link.sha256, number, fault is None
        if link.entry is not None:
            self.place = max(self.place, self.ring.place(link.entry.signature))
        return link

    def _fault(self, number: int, key: str, entry: Entry) -> Fault | None:
        if (entry.plan, entry.fund, entry.number) != (self.plan, self.fund, number):
            return Fault(key, "speaks of another entry than its name.")
        if not is_to_the_second(entry.recorded_at):
            return Fault(key, "was not recorded in UTC to the second.")
        if self.whole and number == self.number + 1 and (what := self._broken(entry)):
            return Fault(key, what)
        return self.ring.fault(key, entry, entry.recorded_at, self.place)

    def _broken(self, entry: Entry) -> str | None:
        if entry.previous != self.head:
            return f"does not follow from {self.number}.json: one of the two was changed."
        if self.before is not None and entry.recorded_at < self.before.recorded_at:
            return "was recorded before the entry before it."
        return None
