"""What is asked of an element of lxml, which comes without types. Does not belong here: parsing (`xml_guard.py`)."""

from collections.abc import Iterator
from typing import Protocol, overload


class Element(Protocol):
    """What is asked of an element of lxml, which comes without types."""

    tag: str
    text: str | None
    sourceline: int | None

    def get(self, key: str) -> str | None:
        """The attribute, or None."""
        ...

    def find(self, path: str) -> "Element | None":
        """The first child of that path, or None."""
        ...

    def iterfind(self, path: str) -> "Iterator[Element]":
        """The children of that path."""
        ...

    def iter(self, *tags: str) -> "Iterator[Element]":
        """The element and all in it, of these names."""
        ...

    def getnext(self) -> "Element | None":
        """The element after it."""
        ...

    def getparent(self) -> "Element | None":
        """The element around it."""
        ...

    def index(self, child: "Element") -> int:
        """The place of a child, from 0."""
        ...

    def remove(self, child: "Element") -> None:
        """Drop a child."""
        ...

    def clear(self) -> None:
        """Drop all that is in it."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...

    def __len__(self) -> int: ...

    @overload
    def __getitem__(self, index: int) -> "Element": ...

    @overload
    def __getitem__(self, index: slice) -> "list[Element]": ...

    def __delitem__(self, index: slice) -> None: ...
