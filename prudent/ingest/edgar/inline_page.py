"""An inline XBRL page: its tagged rates with their contexts, and the text of its fee table.

Belongs here: what Inline XBRL 1.1 says of a page. Does not: which rate is which part of a fee (`inline_elements.py`)
and whose it is (`inline_owner.py`). Facts in `ix:hidden` are facts like any other; those of another target document,
and those that are nil, are none.
"""

import re
from dataclasses import dataclass
from typing import cast

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.edgar.inline_contexts import Context, context_of
from prudent.ingest.edgar.inline_elements import is_fee_block, is_rate
from prudent.ingest.edgar.inline_numbers import QName, Stated
from prudent.ingest.edgar.inline_tags import IX, SPACE, XBRLI, Names, Tag, names_in, placed
from prudent.ingest.edgar.inline_text import Block, block_texts
from prudent.ingest.edgar.xhtml import as_xml
from prudent.ingest.edgar.xml_element import Element
from prudent.ingest.edgar.xml_guard import read_xml
from prudent.ingest.files import SourceFile

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_PURE = QName(XBRLI[1:-1], "pure")
_SCALE = re.compile(r"[+-]?[0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TaggedRate:
    """One `ix:nonFraction` of the fee taxonomies, as it stands."""

    place: str
    element: QName
    context: Context
    is_pure: bool
    """Whether its unit is `xbrli:pure`: a rate and no amount."""
    stated: Stated | None
    """None where its text is broken up by markup, or its attributes are not of the standard."""


@dataclass(frozen=True, slots=True)
class InlinePage:
    """What is read of a page."""

    rates: tuple[TaggedRate, ...]
    fee_blocks: tuple[Block, ...]


def inline_page(source: SourceFile) -> InlinePage:
    """Read a page.

    Raises:
        SchemaChanged: it is no inline XBRL 1.1, or holds `ix:fraction` or `ix:tuple`, which EDGAR does not take.
        DataBad: it is no well-formed XML, or a rate names a context or unit that the page does not define.
        HostileInput: see `xml_guard.py`.
    """
    opened = as_xml(source)
    root, names = read_xml(opened), names_in(opened.content)
    for name in ("fraction", "tuple"):
        if next(root.iter(f"{IX}{name}"), None) is not None:
            raise SchemaChanged(f"{source.name} holds ix:{name}, which no filing may have.", file=source.path)
    if next(root.iter(f"{IX}header"), None) is None:
        raise SchemaChanged(f"{source.name} is no inline XBRL 1.1 page: it has no ix:header.", file=source.path)
    blocks = [
        (node, place)
        for node, place in placed(root, f"{IX}nonNumeric")
        if (element := names.resolved(node.get("name"))) is not None and is_fee_block(element)
    ]
    return InlinePage(_rates(source, root, names), block_texts(root, blocks))


def _rates(source: SourceFile, root: Element, names: Names) -> tuple[TaggedRate, ...]:
    contexts = {node.get("id"): context_of(node, place, names) for node, place in placed(root, f"{XBRLI}context")}
    units = {node.get("id"): _measures(node, names) for node, _ in placed(root, f"{XBRLI}unit")}
    rates: list[TaggedRate] = []
    for node, place in placed(root, f"{IX}nonFraction"):
        element = names.resolved(node.get("name"))
        if element is None or not is_rate(element) or node.get("target") is not None or _is_nil(node):
            continue
        context, unit = contexts.get(node.get("contextRef")), units.get(node.get("unitRef"))
        if context is None:
            raise _missing(source, place, "context", node.get("contextRef"))
        if unit is None:
            raise _missing(source, place, "unit", node.get("unitRef"))
        rates.append(TaggedRate(place, element, context, unit == (_PURE,), _stated(node, names)))
    return tuple(rates)


def _missing(source: SourceFile, place: str, kind: str, name: str | None) -> DataBad:
    return DataBad(f"{source.name}, {place}: the {kind} {shown(name or '')} is not in the page.", file=source.path)


def _measures(unit: Tag, names: Names) -> tuple[QName | None, ...]:
    """The unit's measures; a unit that divides has none of its own."""
    return tuple(names.resolved(node.text) for node in unit.iterfind(f"{XBRLI}measure"))


def _is_nil(node: Tag) -> bool:
    return (node.get(_NIL) or "").strip(SPACE) in {"true", "1"}


def _stated(node: Tag, names: Names) -> Stated | None:
    text, scale, sign, rule = _text(node), node.get("scale") or "0", node.get("sign"), node.get("format")
    name = names.resolved(rule)
    if text is None or not _SCALE.fullmatch(scale.strip(SPACE)) or sign not in {None, "-"} or (rule and not name):
        return None
    return Stated(text, name, int(scale), sign == "-")


def _text(node: Tag) -> str | None:
    """The text of the fact: its own, or that of the one fact nested in it and nothing else (section 10.1.1)."""
    while len(node):
        inner = cast("Tag", node[0])
        around = (node.text or "") + (inner.tail or "")
        if len(node) > 1 or inner.tag != f"{IX}nonFraction" or around.strip(SPACE):
            return None
        node = inner
    return node.text or ""
