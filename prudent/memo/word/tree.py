"""The trees of a template's parts, with the few things that are done to them, typed.

Belongs here: every call of lxml. Does not: what an element means. The parser fetches nothing and expands nothing.
"""

from collections.abc import Iterator
from typing import Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] -- comes without types

from prudent.memo.word.written import NAMESPACE, RELATIONS

W = f"{{{NAMESPACE}}}"
R = f"{{{RELATIONS}}}"


class Element(Protocol):
    """What is used of an element of lxml."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """The attribute, or None."""
        ...

    def set(self, key: str, value: str) -> None:
        """Set an attribute."""
        ...

    def find(self, path: str) -> "Element | None":
        """The first child of that name."""
        ...

    def iter(self, *tags: str) -> "Iterator[Element]":
        """This element and all in it, in the document's order."""
        ...

    def iterancestors(self, *tags: str) -> "Iterator[Element]":
        """The elements around it."""
        ...

    def getparent(self) -> "Element | None":
        """The element around it."""
        ...

    def append(self, child: "Element") -> None:
        """Add a child at the end."""
        ...

    def addprevious(self, other: "Element") -> None:
        """Put another element before this one."""
        ...

    def remove(self, child: "Element") -> None:
        """Drop a child."""
        ...

    def replace(self, old: "Element", new: "Element") -> None:
        """Put a child in another's place."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...
    def __len__(self) -> int: ...


class BadXml(ValueError):
    """A part that is no XML."""


def parsed(content: bytes) -> Element:
    """The root of a part.

    Raises:
        BadXml: it is not well-formed.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return cast("Element", etree.fromstring(content, parser))  # pyright: ignore[reportUnknownMemberType]
    except etree.XMLSyntaxError as error:  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        raise BadXml("the part is not well-formed") from error


def elements(fragment: str) -> tuple[Element, ...]:
    """Elements from their source, which may use the prefixes `w` and `r`."""
    return tuple(parsed(f'<x xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">{fragment}</x>'.encode()))


def instruction(target: str, text: str) -> Element:
    """A processing instruction: a mark in a tree that no text can make."""
    return cast("Element", etree.ProcessingInstruction(target, text))  # pyright: ignore[reportUnknownMemberType]


def written(root: Element) -> bytes:
    """The part's bytes."""
    return cast("bytes", etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))  # pyright: ignore[reportUnknownMemberType]
