"""Elements of an inline XBRL page: their namespaces, the names in their attributes, and their places.

Belongs here: what any element of a page is asked. Does not: what one means.
"""

import re
from collections.abc import Iterator
from typing import Protocol, cast

from prudent.ingest.edgar.inline_numbers import QName
from prudent.ingest.edgar.xml_element import Element

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
"""Inline XBRL 1.1."""
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"
SPACE = " \t\r\n"
"""What XML calls white space; a no-break space is text."""

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}", re.ASCII)


class Tag(Element, Protocol):
    """An element that knows its namespaces and what follows it."""

    tail: str | None
    nsmap: dict[str | None, str]


def placed(root: Element, tag: str) -> Iterator[tuple[Tag, str]]:
    """Every element of a name with its XPath: by its id where that is a plain one, else by its place among its like."""
    name = tag.replace(IX, "ix:").replace(XBRLI, "xbrli:")
    for number, node in enumerate(root.iter(tag), start=1):
        mark = node.get("id")
        by_id = mark is not None and _ID.fullmatch(mark)
        yield cast("Tag", node), f"//{name}[@id='{mark}']" if by_id else f"(//{name})[{number}]"


def resolved(node: Tag, text: str | None) -> QName | None:
    """A name with its prefix's namespace; None where there is no name or the prefix is bound to nothing."""
    prefix, _, local = (text or "").strip(SPACE).rpartition(":")
    namespace = node.nsmap.get(prefix or None)
    return QName(namespace, local) if namespace and local else None
