"""What is refused of an XML file by its bytes alone, before a parser sees it, and its one spelling: UTF-8.

Belongs here: size, encoding, document types, the number of tags and the longest stretch without one. Does not: parsing
and depth (`xml_guard.py`). In XML every `<` begins a tag, a comment or a section: text and attributes write it `&lt;`.
So what lies between two of them bounds both the longest text and the longest attribute, without reading either.
"""

import codecs
import re

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile

_DECLARED = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})[\"']", re.IGNORECASE)
_DECLARATION = re.compile(rb"<\?xml\s[^>]*\?>", re.IGNORECASE)
_SPACE = frozenset((b" ", b"\t", b"\r", b"\n"))
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"ascii", b"us-ascii"})
_UTF_16 = frozenset({b"utf-16", b"utf16", b"utf-16le", b"utf-16be"})
_SHORTEST = 4  # bytes of an element: <a/>
_DOCUMENT_TYPE = b"<!DOCTYPE"  # entities are declared in it only; in other letters it is no XML, and no parser takes it


def safe_bytes(source: SourceFile) -> bytes:
    """The file as UTF-8 without a byte order mark, once its bytes are within bounds.

    Raises:
        HostileInput: it is too large, has too many tags or too long a stretch without one, declares a document type
            or entities, or holds NUL bytes.
        DataBad: it is empty or in another encoding than UTF-8, ASCII or UTF-16 with a byte order mark.
    """
    limits = source.limits
    if len(source.content) > limits.xml_bytes:
        raise HostileInput(
            f"{source.name} has {len(source.content):,} bytes; at most {limits.xml_bytes:,} are read.",
            file=source.path,
        )
    content = _utf8(source)
    if not content.strip():
        raise DataBad(f"{source.name} is empty.", file=source.path)
    if (at := content.find(b"\x00")) >= 0:
        raise HostileInput(
            f"{source.name} line {line_of(content, at)} holds a NUL byte: it is no XML.", file=source.path
        )
    if (at := content.find(_DOCUMENT_TYPE)) >= 0:
        raise HostileInput(
            f"{source.name} line {line_of(content, at)} declares a document type, which can define entities; no filing "
            "needs one, so nothing of it is read.",
            file=source.path,
        )
    if tags_in(content, limits.xml_elements) > limits.xml_elements:
        raise HostileInput(
            f"{source.name} has more than {limits.xml_elements:,} elements; no filing has.", file=source.path
        )
    _check_stretches(source, content)
    return content


def tags_in(content: bytes, enough: int) -> int:
    """How many elements begin in these bytes, at most; counted closely only if that can be more than `enough`."""
    most = len(content) // _SHORTEST
    if most <= enough:
        return most
    marks = content.count(b"<")
    return marks if marks <= enough else marks - content.count(b"</")


def _utf8(source: SourceFile) -> bytes:
    content = source.content
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError:
            raise DataBad(
                f"{source.name} begins as UTF-16 and goes on as something else; fetch it again.", file=source.path
            ) from None
        allowed = _ENCODINGS | _UTF_16
    else:
        content, allowed = content.removeprefix(codecs.BOM_UTF8), _ENCODINGS
    declared = _DECLARED.match(content)
    if declared is not None and declared[1].lower() not in allowed:
        raise DataBad(
            f"{source.name} line 1 says that it is encoded as {shown(declared[1].decode('ascii', 'replace'))}; "
            "UTF-8, ASCII and UTF-16 with a byte order mark are read.",
            file=source.path,
        )
    if content[:1] in _SPACE:
        # EDGAR's own archive puts a line break before the declaration, where none may stand; without it all is well.
        content = _DECLARATION.sub(b"", content, count=1)
    return content


def _check_stretches(source: SourceFile, content: bytes) -> None:
    """Refuse a text or attribute that is too long.

    A stretch of so many bytes holds a whole block of half that length, so only blocks without a `<` are measured.
    """
    longest = source.limits.xml_text_characters
    block = max(longest // 2, 1)
    for start in range(0, len(content), block):
        if content.find(b"<", start, start + block) >= 0:
            continue
        first = content.rfind(b"<", 0, start) + 1
        last = content.find(b"<", start)
        stretch = content[first : last if last >= 0 else len(content)]
        if len(stretch) > longest and len(stretch.decode("utf-8", "replace")) > longest:
            raise HostileInput(
                f"{source.name} line {line_of(content, first)} has a text or attribute of more than {longest:,} "
                "characters; nothing further is read.",
                file=source.path,
            )


def line_of(content: bytes, at: int) -> int:
    """The line that a place in these bytes stands on, from 1."""
    return content.count(b"\n", 0, at) + 1
