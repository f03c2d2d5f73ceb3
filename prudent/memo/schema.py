"""The memo as bytes, and the published schema of those bytes.

Belongs here: canonical JSON out, a checked memo in, the JSON Schema. Does not: what the fields mean (`document`).
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from prudent.errors import DataBad
from prudent.memo.document import Memo

SCHEMA_FILE: Final = Path(__file__).with_name("memo.schema.json")
"""Where the schema is published. A test holds it to be current."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def memo_bytes(memo: Memo) -> bytes:
    """The memo as canonical JSON: sorted keys, UTF-8, indent 1, a newline at the end. The record is its sha256."""
    return _written(_Held(memo))


class _Held:
    """A memo that is the same only as itself: to compare two by all that they hold takes as long as to write one."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo

    def __hash__(self) -> int:
        return id(self.memo)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.memo is self.memo


@lru_cache(maxsize=2)  # the record, the PDF's attachment and the file itself are the same bytes of one memo
def _written(held: _Held) -> bytes:
    return canonical_json(held.memo.model_dump(mode="json"))


def read_memo(content: bytes) -> Memo:
    """A memo from the bytes of a `memo.json`, checked in full.

    Raises:
        DataBad: the bytes are no JSON, or no memo of this schema; the sentence names the first field at fault.
    """
    try:
        return Memo.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file as a whole"
        raise DataBad(
            f"memo.json is not a memo of schema 2: {where}: {first['msg']}. Take the file from the store again."
        ) from error


def schema_text() -> str:
    """The JSON Schema (2020-12) of `memo.json` as text, sorted and stable."""
    schema = Memo.model_json_schema(mode="serialization")
    return canonical_json({"$schema": _DIALECT, **schema}).decode()


def write_schema(path: Path = SCHEMA_FILE) -> Path:
    """Publish the schema; returns where."""
    path.write_bytes(schema_text().encode())
    return path


def canonical_json(value: object) -> bytes:
    """Plain values as canonical JSON: sorted keys, UTF-8, indent 1, a newline at the end."""
    return (json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
