"""What anchors prove: that they follow from each other, and that every chain and key they held is still there.

Belongs here: checking. Does not: making an anchor (`anchors`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from prudent.decide.canonical import misread
from prudent.decide.clock import is_to_the_second
from prudent.decide.fault import Fault
from prudent.decide.links import Link, Links, numbered
from prudent.decide.ring import NOBODY, Keyring
from prudent.model.ids import Sha256
from prudent.model.ledger import FileHash
from prudent.model.proof import Anchor, Head
from prudent.store.frames import sha256
from prudent.store.layout import ANCHORS, ledger_entry, ledger_key
from prudent.store.layout import anchor as anchor_key
from prudent.store.objects import Objects
from prudent.store.reading import bodies


@dataclass(frozen=True, slots=True)
class Held:
    """One anchor's file."""

    key: str
    sha256: Sha256
    size_bytes: int
    anchor: Anchor | None
    """None where it is at fault, so that nothing is held against it."""


@dataclass(frozen=True, slots=True)
class CheckedAnchors:
    """All anchors, the oldest first, and what is wrong with their names and bytes."""

    held: tuple[Held, ...]
    faults: tuple[Fault, ...]

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Those that can be read."""
        return tuple(item.anchor for item in self.held if item.anchor is not None)


def anchor_of(key: str, number: int, body: bytes) -> Anchor | Fault:
    """The anchor of a number, or what is wrong with its bytes."""
    anchor = misread(Anchor, body)
    if isinstance(anchor, str):
        return Fault(key, anchor)
    if anchor.number != number:
        return Fault(key, "speaks of another anchor than its name.")
    return anchor if is_to_the_second(anchor.made_at) else Fault(key, "was not made in UTC to the second.")


def read_anchors(objects: Objects) -> CheckedAnchors:
    """All anchors as they lie in the store: read before the chains, so that what is added meanwhile is no fault."""
    listed = numbered(ANCHORS, objects.keys(ANCHORS))
    faults = list(listed.faults)
    held: list[Held] = []
    keys = tuple(anchor_key(number) for number in listed.numbers)
    for number, key, body in zip(listed.numbers, keys, bodies(objects, keys), strict=True):
        anchor = anchor_of(key, number, body or b"")
        if isinstance(anchor, Fault):
            faults.append(anchor)
        whole = None if isinstance(anchor, Fault) else anchor
        held.append(Held(key, sha256(body or b""), len(body or b""), whole))
    return CheckedAnchors(tuple(held), tuple(faults))


def anchor_faults(checked: CheckedAnchors, ring: Keyring) -> tuple[Fault, ...]:
    """What is wrong with the anchors among themselves and with their signatures."""
    faults: list[Fault] = []
    place = NOBODY
    for before, item in pairwise((None, *checked.held)):
        if item is None or item.anchor is None:
            continue
        what = _broken(before, item.anchor)
        fault = Fault(item.key, what) if what else ring.fault(item.key, item.anchor, item.anchor.made_at, place)
        faults += [fault] if fault else []
        place = max(place, ring.place(item.anchor.signature))
    return tuple(faults)


def _broken(before: Held | None, anchor: Anchor) -> str | None:
    if before is None:
        # where the first is missing, that is told already
        return "is the first anchor and follows from another." if anchor.number == 1 and anchor.previous else None
    if before.anchor is None or before.anchor.number + 1 != anchor.number:
        return None
    if anchor.previous != before.sha256:
        return f"does not follow from {before.anchor.number}.json: one of the two was changed."
    return "was made before the anchor before it." if anchor.made_at < before.anchor.made_at else None


def lost(anchors: Iterable[Anchor], chains: Iterable[Links], ring: Keyring) -> tuple[Fault, ...]:
    """What anchors held and the chains no longer hold, and what was signed with a key that had ended by then.

    Args:
        anchors: the anchors, the oldest first.
        chains: the chains that are looked at; what anchors hold of others is passed over.
        ring: the store's keys.
    """
    looked_at = tuple(anchors)
    faults: list[Fault] = []
    for chain in chains:
        heads = [(anchor, head) for anchor in looked_at if (head := _head_of(anchor, chain))]
        links = {link.number: link for link in chain.links}
        faults += [fault for anchor, head in heads if (fault := _held_against(anchor, head, links))]
        faults += _signed_late(looked_at, chain, ring)
    return tuple(faults)


def _head_of(anchor: Anchor, chain: Links) -> Head | None:
    return next((head for head in anchor.heads if (head.plan, head.fund) == (chain.plan, chain.fund)), None)


def _held_against(anchor: Anchor, head: Head, links: Mapping[int, Link]) -> Fault | None:
    key = ledger_entry(head.plan, head.fund, head.number)
    if head.number not in links:
        return Fault(key, f"is missing: anchor {anchor.number} of {anchor.made_at.date()} holds it.")
    if links[head.number].sha256 != head.sha256:
        return Fault(key, f"is not what anchor {anchor.number} of {anchor.made_at.date()} holds.")
    return None


def _signed_late(anchors: tuple[Anchor, ...], chain: Links, ring: Keyring) -> list[Fault]:
    """Entries behind the first anchor that knows a newer key, signed with an older one, whatever their clock says."""
    faults: list[Fault] = []
    for place, key in enumerate(ring.keys):
        where = ledger_key(key.name)
        first = next((anchor for anchor in anchors if where in {item.key for item in anchor.keys}), None)
        if first is None:
            continue
        head = _head_of(first, chain)
        behind = (link for link in chain.links if link.number > (head.number if head else 0))
        faults += [
            Fault(link.key, f"was added after anchor {first.number} and is not signed with {key.name} or a newer key.")
            for link in behind
            if link.entry is not None and ring.knows(link.entry.signature) and ring.place(link.entry.signature) < place
        ]
    return faults


def lost_keys(anchors: Iterable[Anchor], keys: Mapping[str, Sha256]) -> tuple[Fault, ...]:
    """Keys that anchors held and that are no longer there, or are others.

    Args:
        anchors: the anchors.
        keys: the hash of each key's file.
    """
    held = {(item.key, item.sha256): anchor for anchor in reversed(tuple(anchors)) for item in anchor.keys}
    return tuple(_lost_key(item, anchor, keys) for item, anchor in _by_key(held) if keys.get(item.key) != item.sha256)


def _by_key(held: Mapping[tuple[str, Sha256], Anchor]) -> list[tuple[FileHash, Anchor]]:
    return [(FileHash(key=key, sha256=digest), anchor) for (key, digest), anchor in sorted(held.items())]


def _lost_key(item: FileHash, anchor: Anchor, keys: Mapping[str, Sha256]) -> Fault:
    what = "is not what" if item.key in keys else "is missing:"
    return Fault(
        item.key, f"{what} anchor {anchor.number} of {anchor.made_at.date()} holds{'' if item.key in keys else ' it'}."
    )
