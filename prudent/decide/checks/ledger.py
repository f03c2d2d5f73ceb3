"""The ledger itself: chains, the anchors over them, and the keys that signed both.

Belongs here: reading all three and holding them against each other. Does not: what makes each of them whole (`links`,
`anchored`, `keys`), and the files that entries name (`witness`).
"""

from dataclasses import dataclass

from prudent.decide.anchored import CheckedAnchors, anchor_faults, lost, lost_keys, read_anchors
from prudent.decide.anchors import chains
from prudent.decide.checks.checking import Checking
from prudent.decide.fault import Fault
from prudent.decide.keys import check_keys
from prudent.decide.links import Links, check_links
from prudent.decide.ring import Keyring
from prudent.store.layout import KEYS, LEDGER
from prudent.store.reading import Digest

_DEPTH = 3
"""Slashes in the key of an entry."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Anchors, keys and chains, read and held against each other."""

    anchors: CheckedAnchors
    ring: Keyring
    chains: tuple[Links, ...]


def check_ledger(checking: Checking, only: tuple[str, str] | None = None) -> Proof:
    """Check the ledger. Anchors are read first: a chain only grows, so what they hold must be in it.

    Args:
        checking: the verification.
        only: plan and fund of the one chain to look at; every chain for None.
    """
    objects = checking.objects
    anchors = read_anchors(objects)
    keys = objects.keys(LEDGER)
    names = chains(keys) if only is None else (only,)
    if only is None:
        checking.add(Fault(key, "was added: it lies in no chain.") for key in keys if key.count("/") < _DEPTH)
    checking.begin("entries of the ledger checked", len(keys))
    read_first = check_keys(objects)
    found = tuple(check_links(objects, plan, fund, read_first.ring) for plan, fund in names)
    ring = read_first.ring
    checking.add((*read_first.faults, *anchors.faults, *anchor_faults(anchors, ring)))
    for chain in found:
        checking.add(chain.faults)
    checking.add(lost(anchors.anchors, (*found, *_gone(anchors, names, only)), ring))
    _count(checking, anchors, found)
    hashes = {item.key: item.sha256 for item in checking.digests(objects.keys(KEYS)) if item.sha256}
    checking.add(lost_keys(anchors.anchors, hashes))
    return Proof(anchors, ring, found)


def _count(checking: Checking, anchors: CheckedAnchors, found: tuple[Links, ...]) -> None:
    for item in anchors.held:
        checking.count(Digest(item.key, item.sha256, item.size_bytes))
    for chain in found:
        for link in chain.links:
            checking.count(Digest(link.key, link.sha256, link.size_bytes))


def _gone(
    anchors: CheckedAnchors, names: tuple[tuple[str, str], ...], only: tuple[str, str] | None
) -> tuple[Links, ...]:
    """Chains that an anchor holds and of which no file is left."""
    if only is not None:
        return ()
    held = {(head.plan, head.fund) for anchor in anchors.anchors for head in anchor.heads}
    return tuple(Links(plan, fund, (), ()) for plan, fund in sorted(held - set(names)))
