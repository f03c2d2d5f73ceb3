"""A value of the ledger as bytes and back. One value has one spelling (RFC 8785): anyone can make its hash again.

Belongs here: the spelling. Does not: where the bytes lie (`ledger`, `keys`, `anchors`).
"""

from functools import lru_cache
from typing import TypeVar

import rfc8785
from pydantic import BaseModel, ValidationError

from prudent.errors import RecordTampered
from prudent.model.ledger import Entry

M = TypeVar("M", bound=BaseModel)


def canonical(value: BaseModel) -> bytes:
    """The value as canonical JSON: keys in order, no space, UTF-8 (RFC 8785)."""
    return rfc8785.dumps(value.model_dump(mode="json"))


def misread(model: type[M], body: bytes) -> M | str:
    """The value whose canonical bytes these are; else what is wrong with them, as the rest of a sentence."""
    try:
        value = model.model_validate_json(body)
        spelled = canonical(value)
    except (ValidationError, rfc8785.CanonicalizationError):
        return "cannot be read: it is not as it was written."
    return value if spelled == body else "is not spelled as it was written: a byte of it was changed."


@lru_cache(maxsize=1024)
def entry_of(body: bytes) -> Entry | str:
    """The entry whose canonical bytes these are, or what is wrong with them. The same bytes are read once."""
    return misread(Entry, body)


def read_entry(key: str, body: bytes) -> Entry:
    """The entry whose canonical bytes these are.

    Raises:
        RecordTampered: the bytes are no entry, or not the one spelling that it has.
    """
    entry = entry_of(body)
    if isinstance(entry, str):
        raise RecordTampered(f"{key} {entry}")
    return entry
