"""Anchors: the heads of all chains at one time, chained to each other.

Belongs here: making the next one. Does not: whether all of them are whole and still hold (`anchored`). A chain proves
every entry but its last ones, which nothing follows; an anchor is what follows them.
"""

from datetime import datetime

from prudent.decide.anchored import anchor_of
from prudent.decide.canonical import canonical, read_entry
from prudent.decide.clock import refuse_earlier, to_the_second
from prudent.decide.fault import Fault, refuse
from prudent.decide.keys import read_keys
from prudent.decide.ledger import Stamp
from prudent.decide.links import Known, check_links, numbered
from prudent.decide.ring import Keyring
from prudent.errors import RecordTampered
from prudent.model.ids import Sha256
from prudent.model.ledger import FileHash
from prudent.model.proof import Anchor, Head
from prudent.store.frames import sha256
from prudent.store.layout import ANCHORS, KEYS, LEDGER, ledger_entry
from prudent.store.layout import anchor as anchor_key
from prudent.store.objects import Objects
from prudent.store.reading import digests


def make_anchor(objects: Objects, stamp: Stamp) -> Anchor | None:
    """Hold the heads of all chains, if one moved or a key was added since the last anchor.

    Only what came since the last anchor is read, and held against it: a chain that no longer follows from it is refused
    and never anchored.

    Args:
        objects: the store.
        stamp: who anchors, when, with which key.

    Returns:
        The new anchor; None where nothing moved.

    Raises:
        RecordTampered: a chain is not as the last anchor and its own entries say.
        ClockWentBack: the last anchor was made after the stamp's time.
        UsageError: the store's entries are signed and the stamp has not the key that signs now.
    """
    while True:
        last, previous = _last(objects)
        ring = read_keys(objects)
        heads, keys = _heads(objects, ring, last), _keys(objects)
        if (heads, keys) == ((last.heads, last.keys) if last else ((), ())):
            return None
        at = _time(stamp, last)
        number = last.number + 1 if last else 1
        anchor = Anchor(number=number, made_at=at, made_by=stamp.by, previous=previous, heads=heads, keys=keys)
        signed = anchor.model_copy(update={"signature": ring.sign(anchor, stamp.signer)})
        if objects.create(anchor_key(number), canonical(signed)):
            return signed


def _time(stamp: Stamp, last: Anchor | None) -> datetime:
    at = to_the_second(stamp.at)
    refuse_earlier(at, last.made_at if last else None, f"anchor {last.number if last else 0}")
    return at


def _last(objects: Objects) -> tuple[Anchor | None, Sha256 | None]:
    listed = numbered(ANCHORS, objects.keys(ANCHORS))
    refuse(listed.faults)
    if not listed.numbers:
        return None, None
    key = anchor_key(listed.numbers[-1])
    body = objects.get(key) or b""
    anchor = anchor_of(key, listed.numbers[-1], body)
    if isinstance(anchor, Fault):
        raise RecordTampered(str(anchor))
    return anchor, sha256(body)


def _keys(objects: Objects) -> tuple[FileHash, ...]:
    return tuple(
        FileHash(key=item.key, sha256=item.sha256) for item in digests(objects, objects.keys(KEYS)) if item.sha256
    )


def _heads(objects: Objects, ring: Keyring, last: Anchor | None) -> tuple[Head, ...]:
    anchored = {(head.plan, head.fund): head for head in last.heads} if last else {}
    found = chains(objects.keys(LEDGER))
    gone = sorted(set(anchored) - set(found))
    refuse(tuple(Fault(ledger_entry(*name, 1), "is missing: the last anchor holds its chain.") for name in gone))
    return tuple(_head(objects, ring, name, anchored.get(name)) for name in found)


def chains(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Plan and fund of every chain that has a file among the keys, in order."""
    return tuple(sorted({(parts[1], parts[2]) for key in keys if len(parts := key.split("/")) > 3}))  # noqa: PLR2004


def _head(objects: Objects, ring: Keyring, name: tuple[str, str], anchored: Head | None) -> Head:
    known = None if anchored is None else _known(objects, anchored)
    checked = check_links(objects, *name, ring, known)
    refuse(checked.faults)
    if not checked.links and anchored is not None:
        return anchored
    link = checked.links[-1]
    return Head(plan=name[0], fund=name[1], number=link.number, sha256=link.sha256)


def _known(objects: Objects, head: Head) -> Known:
    """The entry that the last anchor holds, if it is still the same."""
    key = ledger_entry(head.plan, head.fund, head.number)
    body = objects.get(key)
    if body is None or sha256(body) != head.sha256:
        raise RecordTampered(f"{key} is not what the last anchor holds. prudent verify says all that is wrong.")
    return Known(read_entry(key, body), head.sha256)
