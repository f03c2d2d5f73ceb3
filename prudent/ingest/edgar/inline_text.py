"""The text of a tagged block of a page, with what is continued elsewhere and without what is excluded.

Belongs here: Inline XBRL 1.1, sections 4 (continuation) and 6 (exclude). Does not: what a text says
(`inline_fees.py`).
"""

from dataclasses import dataclass
from typing import cast

from prudent.ingest.edgar.inline_tags import IX, Tag
from prudent.ingest.edgar.xml_element import Element


@dataclass(frozen=True, slots=True)
class Block:
    """A tagged block of text, its white space as single spaces."""

    place: str
    text: str


def block_texts(root: Element, blocks: list[tuple[Tag, str]]) -> tuple[Block, ...]:
    """The text of each block with its place. A continuation is of one block (section 4.1) and read once."""
    if not blocks:
        return ()
    continued = {node.get("id"): cast("Tag", node) for node in root.iter(f"{IX}continuation")}
    texts: list[Block] = []
    seen: set[str] = set()
    for first, place in blocks:
        parts: list[str] = []
        node: Tag | None = first
        while node is not None:
            _gather(node, parts)
            parts.append(" ")
            following = node.get("continuedAt")
            if following is None or following in seen:
                break
            seen.add(following)
            node = continued.get(following)
        texts.append(Block(place, " ".join("".join(parts).split())))
    return tuple(texts)


def _gather(node: Tag, parts: list[str]) -> None:
    """The texts in an element, one after the other. Pages nest no deeper than the guard allows."""
    parts.append(node.text or "")
    for item in node:
        child = cast("Tag", item)
        if child.tag != f"{IX}exclude":
            _gather(child, parts)
        # Words of neighbouring cells are two words.
        parts.append(f" {child.tail or ''}")
