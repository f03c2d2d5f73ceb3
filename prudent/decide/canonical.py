"""An entry as bytes and back. One value has one spelling (RFC 8785), so its hash can be made again by anyone.

Belongs here: the spelling. Does not: where the bytes lie (`ledger`).
"""

import rfc8785
from pydantic import BaseModel, ValidationError

from prudent.errors import RecordTampered
from prudent.model.ledger import Entry


def canonical(value: BaseModel) -> bytes:
    """The value as canonical JSON: keys in order, no space, UTF-8 (RFC 8785)."""
    return rfc8785.dumps(value.model_dump(mode="json"))


def read_entry(key: str, body: bytes) -> Entry:
    """The entry whose canonical bytes these are.

    Raises:
        RecordTampered: the bytes are no entry, or not the one spelling that it has.
    """
    try:
        entry = Entry.model_validate_json(body)
    except ValidationError as error:
        raise RecordTampered(f"{key} cannot be read: it is not as it was written.") from error
    if canonical(entry) != body:
        raise RecordTampered(f"{key} is not spelled as it was written: a byte of it was changed.")
    return entry
