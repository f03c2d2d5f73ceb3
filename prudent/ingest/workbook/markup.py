"""Reads the XML of a workbook's parts, element by element, without entities, network or documents of their own.

Belongs here: the parser and how far it is trusted. Does not: what an element means. `guard.py` has refused document
types, entities, NUL bytes and other encodings before; a part that it did not look at is not parsed.

This is the one other place than `edgar/xml_guard.py` that opens XML, and as strict: no document type, no entities,
nothing fetched, no huge trees, no recovery. It is apart because other things bound it. A part lies unpacked in memory
and is bounded by `Limits.workbook_unpacked_bytes` instead of `xml_bytes`; cells come by the row, so tags are counted
between the ends of rows; and elements of several names are asked for, in either of two namespaces. Depth is the
parser's own (256, with `huge_tree` off): nothing here walks down a tree by calling itself.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Protocol, cast

from prudent.errors import HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.guard import Part, may_be_read


class Element(Protocol):
    """What is used of an element of lxml, which comes without types."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None:
        """The attribute, or None."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """All attributes."""
        ...

    def getparent(self) -> "Element | None":
        """The element around it."""
        ...

    def getprevious(self) -> "Element | None":
        """The element before it."""
        ...

    def remove(self, child: "Element") -> None:
        """Drop a child."""
        ...

    def clear(self) -> None:
        """Drop all that is in it."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...


MOST_MARKS = 3_000_000
"""Tags and attributes that are in memory at once: of a row, or of all that is not in rows. A row of the widest sheet
that is read has under 20,000; a style sheet of the most formats that a spreadsheet allows some 500,000."""
_ROW_ENDS = b"</row"


def check_marks(source: SourceFile, part: Part) -> None:
    """Refuse a part that would fill the memory while it is read: with tags or attributes between the ends of two rows.

    Comments, sections and instructions would hide where a row ends; no spreadsheet program writes one among cells.

    Raises:
        HostileInput: there are too many, or there is a comment, section or instruction among rows.
    """
    content, start = part.content, 0
    if _ROW_ENDS in content and (b"<!" in content or content.count(b"<?") > 1):
        raise _hostile(
            source, part, "holds comments, sections or instructions, which no spreadsheet program writes there"
        )
    while start < len(content):
        end = content.find(_ROW_ENDS, start) + len(_ROW_ENDS)
        end = len(content) if end < len(_ROW_ENDS) else end
        if end - start > MOST_MARKS and content.count(b"<", start, end) + content.count(b"=", start, end) > MOST_MARKS:
            raise _hostile(source, part, f"holds more than {MOST_MARKS:,} tags and attributes in one place")
        start = end


def _hostile(source: SourceFile, part: Part, why: str) -> HostileInput:
    return HostileInput(f"{source.name}: {shown(part.name)} {why}.", file=source.path)


def elements(source: SourceFile, part: Part, *names: str) -> Iterator[Element]:
    """The elements of these names, in any namespace, each when it has ended.

    Raises:
        HostileInput: the part stands where none is read, is no XML, nests too deep, has too long a text for the parser
            or too many tags at once.
    """
    if not may_be_read(part):
        raise _hostile(source, part, "holds what is to be read, and is no .xml part in the folder xl or word")
    check_marks(source, part)
    # Loaded late, because most questions need no spreadsheet; the library comes without types.
    from lxml import etree  # noqa: PLC0415 # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

    found = etree.iterparse(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- as above
        BytesIO(part.content),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    events = cast("Iterator[tuple[str, Element]]", found)
    try:
        for _, element in events:
            yield element
    except etree.XMLSyntaxError as error:  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- as above
        raise HostileInput(
            f"{source.name} holds {shown(part.name)}, which cannot be read as XML; save the file again.",
            file=source.path,
        ) from error


def local(name: str) -> str:
    """A tag or attribute without its namespace: the two editions of the format differ by nothing else."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The attribute of that name in any namespace."""
    return next((value for key, value in element.items() if local(key) == name), None)


def is_true(text: str | None) -> bool:
    """An attribute that says yes."""
    return text in {"1", "true"}


def released(element: Element) -> None:
    """Drop an element that was read, and what stands before it, so that memory stays small."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)
