"""Opens JSON that came from outside: within limits, each key once, every number as it is written.

Belongs here: what can be refused without knowing what a value means. Does not: the shape of a document (its reader).
Size, depth and the count of values are taken from the bytes before anything is built, so that a file made to fill the
memory is refused unread.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, cast

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile, text_of

JsonValue: TypeAlias = "bool | str | Decimal | list[JsonValue] | dict[str, JsonValue] | None"

LONGEST_NUMBER = 40
"""Characters of one number. The gross product of the world in cents has 16; nothing about a fund needs forty."""
LARGEST_EXPONENT = 30
"""Of a number written with an exponent: 1e999 has few characters and a thousand digits."""

_CHUNK = 1 << 20  # bytes looked at in one step: enough for speed, too few to matter in memory
_NOT_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_OPENING = frozenset(b"[{")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""An escape of half a character, which JSON writes in pairs."""


def guarded_json(source: SourceFile) -> JsonValue:
    """The file's one value; numbers are decimals, exactly as written.

    Raises:
        HostileInput: it is larger, deeper or fuller than `source.limits` allow, holds NUL bytes, half a
            character, a number that no figure is written like, or NaN or Infinity, which are no JSON.
        DataBad: it is empty, not UTF-8 or not JSON, or a key stands twice in one object.
    """
    _measure(source)
    reading = _Reading(source)
    try:
        value: object = json.loads(
            text_of(source),
            object_pairs_hook=reading.unique,
            parse_int=reading.number,
            parse_float=reading.number,
            parse_constant=reading.constant,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DataBad(f"{source.name} is not JSON from {where} on: fetch it again.", file=source.path) from error
    if _HALF.search(source.content):
        _refuse_halves(source, value)
    return cast("JsonValue", value)


def _refuse_halves(source: SourceFile, value: object) -> None:
    """Refuse an escape that is half a character: it could be written to no file and shown on no terminal."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise HostileInput(f"{source.name} holds half of a character (\\ud800 and such).", file=source.path) from error


@dataclass(frozen=True, slots=True)
class _Reading:
    source: SourceFile

    def unique(self, pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        items = dict(pairs)
        if len(items) < len(pairs):
            seen: set[str] = set()
            twice = next(key for key, _ in pairs if key in seen or seen.add(key))
            raise DataBad(
                f"{self.source.name}: the key {shown(twice)} stands twice in one object; which is meant is not known.",
                file=self.source.path,
            )
        return items

    def number(self, text: str) -> Decimal:
        if len(text) <= LONGEST_NUMBER:
            try:
                number = Decimal(text)
            except InvalidOperation:  # an exponent that no decimal holds
                pass
            else:
                if abs(number.adjusted()) <= LARGEST_EXPONENT:
                    return number
        raise HostileInput(
            f"{self.source.name} holds the number {shown(text)}, longer or larger than any figure of a fund.",
            file=self.source.path,
        )

    def constant(self, text: str) -> Decimal:
        raise HostileInput(f"{self.source.name} holds {text}, which is no number.", file=self.source.path)


def _measure(source: SourceFile) -> None:
    content, limits = source.content, source.limits
    if len(content) > limits.json_bytes:
        raise HostileInput(
            f"{source.name} has {len(content):,} bytes; at most {limits.json_bytes:,} are read.", file=source.path
        )
    # Escaped quotes end no text. What is escaped outside of texts is refused by the reading itself.
    plain = content.replace(b"\\\\", b"..").replace(b'\\"', b"..") if b"\\" in content else content
    in_text, depth, values = False, 0, 1
    for start in range(0, len(plain), _CHUNK):
        parts = plain[start : start + _CHUNK].split(b'"')
        outside = b"".join(parts[1::2] if in_text else parts[::2])
        in_text ^= len(parts) % 2 == 0
        values += sum(outside.count(mark) for mark in (b",", b"[", b"{"))
        if values > limits.json_values:
            raise HostileInput(
                f"{source.name} has more than {limits.json_values:,} values; no filer has.", file=source.path
            )
        for bracket in outside.translate(None, _NOT_BRACKETS):
            depth += 1 if bracket in _OPENING else -1
            if depth > limits.json_depth:
                raise HostileInput(
                    f"{source.name} is nested more than {limits.json_depth} deep; nothing further is read.",
                    file=source.path,
                )
