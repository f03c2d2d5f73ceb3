"""Ed25519 signatures (RFC 8032): one private key that signs, and whether a signature is a public key's.

Belongs here: the arithmetic, by `cryptography`, and how keys are spelled. Does not: which keys a store knows (`keys`)
and where the private one comes from (`tasks/stamping.py`): the core asks no environment and throws no dice.
"""

# ruff: noqa: PLC0415 -- cryptography is loaded where something is signed: an unsigned ledger never waits for it

import base64
import binascii
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from prudent.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_BYTES = 32
"""A private key is that many random bytes (RFC 8032, 5.1.5)."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key. Its own words show the public half alone."""

    public_key: str
    """Base64 of 32 bytes, which names the key in a store."""
    _private: "Ed25519PrivateKey" = field(repr=False)

    def sign(self, body: bytes) -> str:
        """The signature over the bytes: base64 of 64 bytes."""
        return base64.b64encode(self._private.sign(body)).decode()


def private_pem(seed: bytes) -> str:
    """A private key as PEM text (PKCS 8), not encrypted.

    Args:
        seed: 32 bytes from the machine's own source of random bytes.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(seed)
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def signer_of(pem: str) -> Signer:
    """The private key that a PEM text holds.

    Raises:
        UsageError: the text holds no Ed25519 private key, or a password locks it. The text is never repeated.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("The signing key is no Ed25519 private key in PEM without a password. Nothing was recorded.")
    return Signer(base64.b64encode(key.public_key().public_bytes_raw()).decode(), key)


@lru_cache(maxsize=4096)
def is_signed(public_key: str, signature: str, body: bytes) -> bool:
    """True if the signature is the public key's over these bytes.

    Args:
        public_key: base64 of 32 bytes.
        signature: base64 of 64 bytes; any other text is no signature.
        body: the bytes that were signed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, body)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    # one signature has one spelling: base64 has several for the bits that it does not use
    return base64.b64encode(raw).decode() == signature
