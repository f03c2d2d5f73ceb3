"""What proves a ledger besides its own chain: public keys, and anchors over all chains.

Belongs here: their shapes. Does not: how they are made, read and checked (`prudent/decide`). As in an entry, no number
with a fraction stands in them, so that their bytes can be made again with nothing but a JSON library.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from prudent.model.ids import FundId, Line, PlanId, Sha256, Slug
from prudent.model.ledger import FileHash, Signature
from prudent.model.value import Value

#: 32 and 64 bytes in base64, with its padding: as long as Ed25519 has it (RFC 8032).
PublicKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
SignatureText = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{86}==$")]


class LedgerKey(Value):
    """A public key of the ledger: `ledger-keys/<name>.json`, created once.

    Both signatures are over the canonical bytes of this value with both of them null.
    """

    key_version: Literal[1] = 1
    name: Slug
    public_key: PublicKey
    valid_from: datetime
    """In UTC, to the second. From then on the key before may not sign."""
    added_by: Line
    introduced_by: Slug | None
    """Name of the key before; None for the first, which whoever verifies trusts on first use."""
    introduction: SignatureText | None = None
    """By the key before; None for the first."""
    proof: SignatureText | None = None
    """By the key itself: whoever added it holds its private half."""


class Head(Value):
    """Where one chain stood."""

    plan: PlanId
    fund: FundId
    number: int
    sha256: Sha256
    """Of the file of that entry."""


class Anchor(Value):
    """The heads of all chains at one time: a chain that lost its last entries no longer holds them."""

    anchor_version: Literal[1] = 1
    number: int
    """From 1 on, without a gap."""
    made_at: datetime
    """In UTC, to the second."""
    made_by: Line
    previous: Sha256 | None
    """SHA-256 of the whole file of the anchor before; None for the first."""
    heads: tuple[Head, ...]
    """By plan and fund."""
    keys: tuple[FileHash, ...]
    """The public keys that the store held, by name."""
    signature: Signature | None = None
    """Over the canonical bytes with the signature null, as an entry's."""
