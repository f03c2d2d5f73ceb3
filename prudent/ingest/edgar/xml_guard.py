"""The one way in which XML that came from outside is opened: no document type, no entities, nothing fetched, in bounds.

Belongs here: parsing within `source.limits`, and what an element can be asked. Does not: what an element means (the
readers) and what the bytes alone tell (`xml_bytes.py`). The file goes to the parser in pieces. Elements of the name
that a reader asks for are handed over when complete and then dropped, so that a portfolio of any length takes the
memory of one piece. Depth and what is kept are looked at after every piece, before anything of it is handed over.
Comments and processing instructions are dropped unread; an XInclude is an element like any other and includes nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import dotted
from prudent.ingest.edgar.xml_bytes import line_of, safe_bytes, tags_in
from prudent.ingest.edgar.xml_element import Element
from prudent.ingest.edgar.xml_spent import drop_spent, let_go
from prudent.ingest.files import SourceFile

KEPT = 1_000_000
"""Elements that are in memory at once: those of a file that is read whole, or that stand outside the parts handed over.
A tree of that size takes about 200 MB. The largest annual reports with inline XBRL have under 400,000."""

_PIECE = 1 << 16  # bytes: few enough that a piece fits the processor's cache, and looking after each costs little
_SPENT = 4_096  # emptied elements that may stay in the tree: dropping one costs as much as emptying it
_TOO_MUCH = frozenset({45, 47, 110, 114})
"""The parser's own refusals (libxml2's xmlParserErrors) of what is too long or deep for it: a comment, an instruction,
a name, and any other resource."""
_LONGEST_WORDS = 120
"""Of what the parser says: it repeats names, which may be as long as a file."""
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)")


def read_xml(source: SourceFile) -> Element:
    """The root of a file that is small enough to be held whole.

    Raises:
        HostileInput: it is larger, deeper or fuller than `source.limits` and `KEPT` allow, declares a document type
            or entities, or holds NUL bytes.
        DataBad: it is no well-formed XML, or in another encoding than UTF-8, ASCII or UTF-16 with a byte order mark.
    """
    content = safe_bytes(source)
    if tags_in(content, KEPT) > KEPT:
        raise _too_many(source)
    parser = _Parser(source, content, None)
    for _ in parser.pieces():
        pass
    root = parser.close()
    parser.look(root)
    return root


def read_parts(source: SourceFile, tag: str, take: Callable[[Sequence[Element]], None]) -> Element:
    """Hand over every element of one name, in order, and return the root of what is left without them.

    Args:
        source: the file.
        tag: `{namespace}name` of the elements that are handed over. They do not stand in each other.
        take: called with those that a piece of the file completes; they are gone afterwards, and none may be kept.

    Raises:
        HostileInput, DataBad: see `read_xml`.
    """
    content = safe_bytes(source)
    all_fit = tags_in(content, KEPT) <= KEPT
    parser = _Parser(source, content, tag)
    since = spent = 0
    for piece in parser.pieces():
        complete = parser.complete()
        since = 0 if complete else since + tags_in(piece, 0)
        if since > KEPT:
            raise _too_many(source)
        if complete:
            parser.look(complete[0], count=not all_fit)
            take(complete)
            last = complete[-1]
            spent += let_go(complete)
            if spent >= _SPENT:
                spent = 0
                drop_spent(last, tag)
    root = parser.close()
    parser.look(root)
    return root


class _Parser:
    """lxml's pull parser with everything off that a filing does not need, and its errors in our words."""

    def __init__(self, source: SourceFile, content: bytes, tag: str | None) -> None:
        from lxml import (  # noqa: PLC0415 -- most questions read no XML
            etree,  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] -- lxml has no types
        )

        self._source = source
        self._content = content
        self._wrong = cast("type[SyntaxError]", etree.XMLSyntaxError)  # pyright: ignore[reportUnknownMemberType] -- lxml has no types
        self._parser = cast(
            "_Pull",
            etree.XMLPullParser(  # pyright: ignore[reportUnknownMemberType] -- lxml has no types
                events=("end",) if tag else ("pi",),
                tag=tag,
                encoding="utf-8",  # whatever the file declares: `safe_bytes` gives nothing else
                resolve_entities=False,
                load_dtd=False,
                dtd_validation=False,
                no_network=True,
                huge_tree=False,
                recover=False,
                remove_comments=True,
                remove_pis=True,
                remove_blank_text=tag is not None,
            ),
        )
        depth = "/*" * (source.limits.xml_depth + 1)
        self._too_deep = cast("_Asked", etree.XPath(f"boolean({depth})"))  # pyright: ignore[reportUnknownMemberType] -- lxml has no types
        self._kept = cast("_Asked", etree.XPath("count(//*)"))  # pyright: ignore[reportUnknownMemberType] -- lxml has no types

    def pieces(self) -> Iterator[bytes]:
        """The file in pieces, each after the parser has had it."""
        for start in range(0, len(self._content), _PIECE):
            piece = self._content[start : start + _PIECE]
            try:
                self._parser.feed(piece)
            except self._wrong as error:
                raise self._refused(error) from error
            yield piece

    def complete(self) -> list[Element]:
        """The elements that ended in the last piece."""
        return [element for _, element in self._parser.read_events()]

    def close(self) -> Element:
        """The root, once the file has ended."""
        try:
            return self._parser.close()
        except self._wrong as error:
            raise self._refused(error) from error

    def look(self, element: Element, *, count: bool = False) -> None:
        """Refuse a tree, which `element` stands in, that is too deep or, where asked, has too many elements."""
        source = self._source
        if self._too_deep(element):
            deepest = source.limits.xml_depth
            raise HostileInput(
                f"{source.name} is nested more than {deepest} deep; nothing further is read.", file=source.path
            )
        if count and cast("float", self._kept(element)) > KEPT:
            raise _too_many(source)

    def _refused(self, error: SyntaxError) -> DataBad | HostileInput:
        source = self._source
        where = f"{source.name} line {error.lineno}" if error.lineno else source.name
        if getattr(error, "code", None) in _TOO_MUCH:
            return HostileInput(
                f"{where}: a part of it is larger or deeper than the parser allows; nothing further is read.",
                file=source.path,
            )
        entity = None if error.lineno else _ENTITY.search(self._content)  # of which the parser says nothing
        if entity is not None:
            line = line_of(self._content, entity.start())
            return DataBad(f"{source.name} line {line} refers to an entity that nothing defines.", file=source.path)
        return DataBad(
            f"{where}: this is not well-formed XML ({_plain(error.msg)}); fetch the file again.", file=source.path
        )


class _Pull(Protocol):
    def feed(self, data: bytes) -> None: ...

    def read_events(self) -> Iterator[tuple[str, Element]]: ...

    def close(self) -> Element: ...


class _Asked(Protocol):
    def __call__(self, element: Element) -> bool | float: ...


def _plain(message: str) -> str:
    """The parser's own words without their place, which is said before them; they may repeat what the file says."""
    return dotted(message.partition(", line")[0].strip())[:_LONGEST_WORDS]


def _too_many(source: SourceFile) -> HostileInput:
    return HostileInput(
        f"{source.name} has more than {KEPT:,} elements outside of the parts that are read one by one; no filing has.",
        file=source.path,
    )
