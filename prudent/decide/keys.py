"""The public keys that a store knows: each introduced by the one before, the first trusted on first use.

Belongs here: reading and adding keys, and who may sign when. Does not: the arithmetic (`signing`). A store without keys
holds an unsigned ledger. From the first key on everything is signed, or whoever could write to the store could take a
signature away; from the next key on the one before signs no more.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from prudent.decide.canonical import canonical, misread
from prudent.decide.clock import refuse_earlier, to_the_second
from prudent.decide.fault import Fault, refuse
from prudent.decide.ring import Keyring, unsigned
from prudent.decide.signing import Signer, is_signed
from prudent.errors import UsageError
from prudent.model.ids import Line, Slug
from prudent.model.proof import LedgerKey
from prudent.store.layout import KEYS, ledger_key
from prudent.store.objects import Objects
from prudent.store.reading import bodies


@dataclass(frozen=True, slots=True)
class CheckedKeys:
    """The keys as far as they can be read, and what is wrong with them."""

    ring: Keyring
    faults: tuple[Fault, ...]


def read_keys(objects: Objects) -> Keyring:
    """The store's keys.

    Raises:
        RecordTampered: a key is missing, changed, or not introduced by the one before it.
    """
    checked = check_keys(objects)
    refuse(checked.faults)
    return checked.ring


def check_keys(objects: Objects) -> CheckedKeys:
    """The store's keys, each held against its own signature and that of the key before."""
    names = objects.keys(KEYS)
    faults: list[Fault] = []
    found: dict[str, LedgerKey] = {}
    for where, body in zip(names, bodies(objects, names), strict=True):
        key = misread(LedgerKey, body or b"")
        if isinstance(key, str):
            faults.append(Fault(where, key))
        elif where != ledger_key(key.name):
            faults.append(Fault(where, "speaks of another key than its name says."))
        else:
            found[key.name] = key
    order, odd = _in_order(found)
    faults += odd
    for before, key in pairwise((None, *order)):
        if key is not None and (what := _fault(key, before)):
            faults.append(Fault(ledger_key(key.name), what))
    return CheckedKeys(Keyring(order, frozenset(fault.where for fault in faults)), tuple(faults))


def _in_order(found: dict[str, LedgerKey]) -> tuple[tuple[LedgerKey, ...], list[Fault]]:
    """The keys, the first one first; a key that no way leads to from the first comes last, and is a fault."""
    left = dict(sorted(found.items(), key=lambda item: (item[1].valid_from, item[0])))
    order: list[LedgerKey] = []
    before: str | None = None
    while (after := next((key for key in left.values() if key.introduced_by == before), None)) is not None:
        order.append(left.pop(after.name))
        before = after.name
    faults = [_astray(key, found) for key in left.values()]
    return (*order, *left.values()), faults


def _astray(key: LedgerKey, found: dict[str, LedgerKey]) -> Fault:
    if key.introduced_by is not None and key.introduced_by not in found:
        return Fault(ledger_key(key.introduced_by), f"is missing: the key {key.name} was introduced with it.")
    return Fault(ledger_key(key.name), "was added beside the chain of keys: another key has its place.")


def _fault(key: LedgerKey, before: LedgerKey | None) -> str | None:
    body = canonical(unsigned(key))
    if not is_signed(key.public_key, key.proof or "", body):
        return "does not carry its own signature: it was changed."
    if before is None or key.introduced_by != before.name:
        return None if key.introduction is None or key.introduced_by else "is the first key and carries another's word."
    if not is_signed(before.public_key, key.introduction or "", body):
        return f"does not carry the signature of {before.name}, the key before it."
    return "is older than the key before it." if key.valid_from < before.valid_from else None


def add_first(objects: Objects, name: Slug, signer: Signer, by: Line, at: datetime) -> LedgerKey:
    """Make a store's first key known: from now on everything that is recorded is signed.

    Args:
        objects: the store.
        name: what the key is called.
        signer: the private key that it belongs to.
        by: who adds it.
        at: when.

    Raises:
        UsageError: the store has a key.
    """
    if current := read_keys(objects).current:
        raise UsageError(
            f"This store has the key {current.name}. A new one is introduced with it: prudent keys rotate."
        )
    return _add(objects, LedgerKey(
        name=name, public_key=signer.public_key, valid_from=to_the_second(at), added_by=by, introduced_by=None
    ), signer, None)  # fmt: skip


def rotate(objects: Objects, name: Slug, new: Signer, old: Signer | None, by: Line, at: datetime) -> LedgerKey:
    """Introduce a new key with the current one, which may sign nothing from now on.

    Args:
        objects: the store.
        name: what the new key is called.
        new: the private key that it belongs to.
        old: the current key's private half.
        by: who adds it.
        at: when.

    Raises:
        UsageError: the store has no key, the name is taken, or `old` is not its current key.
        ClockWentBack: the current key is younger than `at`.
    """
    ring, now = read_keys(objects), to_the_second(at)
    if ring.current is None:
        raise UsageError("This store has no key yet: prudent keys new.")
    if any(key.name == name for key in ring.keys):
        raise UsageError(f"This store has a key {name} already. Name the new one otherwise.")
    refuse_earlier(now, ring.current.valid_from, f"the key {ring.current.name}")
    ring.refuse_signer(old)
    return _add(objects, LedgerKey(
        name=name, public_key=new.public_key, valid_from=now, added_by=by, introduced_by=ring.current.name
    ), new, old)  # fmt: skip


def _add(objects: Objects, key: LedgerKey, own: Signer, before: Signer | None) -> LedgerKey:
    body = canonical(key)
    signatures = {"proof": own.sign(body), "introduction": before.sign(body) if before else None}
    whole = key.model_copy(update=signatures)
    if not objects.create(ledger_key(key.name), canonical(whole)):
        raise UsageError(f"This store has a key {key.name} already. Name the new one otherwise.")
    return whole
