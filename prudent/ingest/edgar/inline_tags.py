"""Elements of an inline XBRL page, the names in their attributes, and their places.

Belongs here: what any element of a page is asked. Does not: what one means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from prudent.ingest.edgar.inline_numbers import QName
from prudent.ingest.edgar.xml_element import Element

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
"""Inline XBRL 1.1."""
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"
SPACE = " \t\r\n"
"""What XML calls white space; a no-break space is text."""

_BOUND = re.compile(rb"""\sxmlns:([A-Za-z_][A-Za-z0-9_.-]{0,99})\s{0,9}=\s{0,9}(?:"([^"<]{1,300})"|'([^'<]{1,300})')""")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}", re.ASCII)


class Tag(Element, Protocol):
    """An element that knows what follows it."""

    tail: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """Which namespace each prefix of the page stands for.

    Taken from the bytes once: to ask an element costs as much as there are namespaces around it, and a page can be made
    to have very many. A prefix that is bound to two namespaces stands for none.
    """

    bound: Mapping[str, str]

    def resolved(self, text: str | None) -> QName | None:
        """A name with its prefix's namespace; None where there is no prefix or it stands for nothing."""
        prefix, _, local = (text or "").strip(SPACE).partition(":")
        namespace = self.bound.get(prefix)
        return QName(namespace, local) if namespace and local else None


def names_in(content: bytes) -> Names:
    """The prefixes of a page."""
    bound: dict[str, str] = {}
    for prefix, first, second in _BOUND.findall(content):
        name, uri = prefix.decode("ascii"), (first or second).decode("utf-8", "replace")
        bound[name] = uri if bound.get(name, uri) == uri else ""
    return Names(bound)


def placed(root: Element, tag: str) -> Iterator[tuple[Tag, str]]:
    """Every element of a name with its XPath: by its id where that is a plain one, else by its place among its like."""
    name = tag.replace(IX, "ix:").replace(XBRLI, "xbrli:")
    for number, node in enumerate(root.iter(tag), start=1):
        mark = node.get("id")
        by_id = mark is not None and _ID.fullmatch(mark)
        yield cast("Tag", node), f"//{name}[@id='{mark}']" if by_id else f"(//{name})[{number}]"
