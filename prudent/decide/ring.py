"""Which key of a store may sign what, and when.

Belongs here: the rules, over keys that were read. Does not: reading and adding them (`keys`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from prudent.decide.canonical import canonical
from prudent.decide.fault import Fault
from prudent.decide.signing import Signer, is_signed
from prudent.errors import UsageError
from prudent.model.ledger import Entry, Signature
from prudent.model.proof import Anchor, LedgerKey
from prudent.store.layout import ledger_key

NOBODY = -1
"""The place of what is not signed: before the first key."""

_NO_SIGNATURES: Mapping[str, None] = MappingProxyType({"proof": None, "introduction": None})


def unsigned(key: LedgerKey) -> LedgerKey:
    """The key as it stood when it was signed."""
    return key.model_copy(update=_NO_SIGNATURES)


def signed_bytes(value: Entry | Anchor) -> bytes:
    """What a signature of an entry or an anchor is over: its canonical bytes with the signature null."""
    return canonical(value.model_copy(update={"signature": None}))


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of a store, the first one first."""

    keys: tuple[LedgerKey, ...] = ()
    broken: frozenset[str] = frozenset()
    """Where keys lie that were found at fault: what they signed is not told as well."""

    @property
    def current(self) -> LedgerKey | None:
        """The key that signs now; None for an unsigned ledger."""
        return self.keys[-1] if self.keys else None

    def place(self, signature: Signature | None) -> int:
        """Which key signed, from 0 on; `NOBODY` for what no known key signed."""
        if signature is None:
            return NOBODY
        return next((at for at, key in enumerate(self.keys) if key.name == signature.key), NOBODY)

    def knows(self, signature: Signature | None) -> bool:
        """False for a signature with a key that the store does not hold, which is told where the key is missing."""
        return signature is None or self.place(signature) != NOBODY

    def ended(self, place: int) -> datetime | None:
        """When the key at a place, or signing nothing at all, ended; None where it has not."""
        return self.keys[place + 1].valid_from if place + 1 < len(self.keys) else None

    def refuse_signer(self, signer: Signer | None) -> None:
        """Hold a private key, or none, against the key that signs now.

        Raises:
            UsageError: it is another; the sentence says which is needed.
        """
        needed = self.current
        if signer is None and needed is not None:
            raise UsageError(
                f"What this store records is signed since {self.keys[0].valid_from.isoformat()}. Give the private key "
                f"of {needed.name} in PRUDENT_SIGNING_KEY or the block prudent-signing-key. Nothing was recorded."
            )
        if signer is None or (needed is not None and signer.public_key == needed.public_key):
            return
        known = next((key.name for key in self.keys if key.public_key == signer.public_key), None)
        what = f"is {known}, which signs no more" if known else "is none of this store's"
        todo = f"Give that of {needed.name}" if needed else "Add a key first: prudent keys new"
        raise UsageError(f"The signing key {what}. {todo}. Nothing was recorded.")

    def sign(self, value: Entry | Anchor, signer: Signer | None) -> Signature | None:
        """The signature that an entry or an anchor needs; None in a store without keys.

        Raises:
            UsageError: the private key is not that of the key that signs now.
        """
        self.refuse_signer(signer)
        if signer is None or self.current is None:
            return None
        return Signature(key=self.current.name, signature=signer.sign(signed_bytes(value)))

    def fault(self, where: str, value: Entry | Anchor, at: datetime, before: int) -> Fault | None:
        """What is wrong with the signature of an entry or an anchor, or with its having none.

        Args:
            where: its key in the store.
            value: the entry or the anchor.
            at: when it was recorded.
            before: the place of the key that signed what comes before it in its chain.
        """
        place = self.place(value.signature)
        if value.signature is not None and (unknown := self._unknown(where, value, value.signature, place)):
            return unknown
        name = f"with the key {value.signature.key}" if value.signature else "by nobody"
        ended = self.ended(place)
        if (ended is not None and at > ended) or place < before:
            return Fault(where, f"is signed {name}, though a newer key was in force.")
        if place != NOBODY and at < self.keys[place].valid_from:
            return Fault(where, f"is signed {name}, which was not there yet.")
        return None

    def _unknown(self, where: str, value: Entry | Anchor, signature: Signature, place: int) -> Fault | None:
        key = ledger_key(signature.key)
        if key in self.broken:
            return None
        if place == NOBODY:
            return Fault(key, f"is missing: {where} is signed with it.")
        if not is_signed(self.keys[place].public_key, signature.signature, signed_bytes(value)):
            return Fault(where, f"does not carry the signature of the key {signature.key}.")
        return None
