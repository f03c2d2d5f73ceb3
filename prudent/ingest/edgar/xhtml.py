"""An inline XBRL page as XML: what browsers know without being told, and an XML parser does not.

Belongs here: the names of HTML's characters and the bare document type. Does not: parsing (`xml_guard.py`).

A page may write `&nbsp;`, which is HTML and needs a document type in XML. The names are put in from a fixed table and
no document type is ever read: a bare `<!DOCTYPE html …>` before the first element is blanked out, one with declarations
of its own stays and is refused by the guard.
"""

import re
from dataclasses import replace
from html.entities import name2codepoint
from typing import Final

from prudent.ingest.files import SourceFile

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,9});")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CHARACTERS = {name.encode(): f"&#{code};".encode() for name, code in name2codepoint.items() if name not in _OF_XML}
"""The 252 names of HTML 4.01, without the five that XML has itself."""

_DOCTYPE = re.compile(rb"<!DOCTYPE\s+html\b[^\[\]<>]{0,300}>", re.IGNORECASE)
_FURTHEST = 20_000
"""Bytes in which the first element or a document type begins; filers' tools write a few comments before it."""


def as_xml(source: SourceFile) -> SourceFile:
    """The same page, line by line, with HTML's named characters as numbers and without a bare document type."""
    content = source.content
    if (doctype := _doctype(content)) is not None:
        blank = bytes(byte if byte in b"\r\n" else 0x20 for byte in doctype[0])
        content = content[: doctype.start()] + blank + content[doctype.end() :]
    if _NAMED.search(content):
        content = _NAMED.sub(lambda found: _CHARACTERS.get(found[1], found[0]), content)
    return replace(source, content=content)


def _doctype(content: bytes) -> re.Match[bytes] | None:
    """The document type in the prolog: after nothing but space, comments and instructions."""
    at = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    while at < _FURTHEST:
        while content[at : at + 1].isspace():
            at += 1
        if content.startswith(b"<!--", at):
            end, closing = content.find(b"-->", at, _FURTHEST), 3
        elif content.startswith(b"<?", at):
            end, closing = content.find(b"?>", at, _FURTHEST), 2
        else:
            return _DOCTYPE.match(content, at)
        if end < 0:
            return None
        at = end + closing
    return None
