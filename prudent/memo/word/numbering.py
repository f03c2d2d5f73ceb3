"""Numbered lists that each start at one: `word/numbering.xml`.

Belongs here: a list's number of its own, made from the list that the template's style List Number belongs to. Does not:
how its numbers look, which is that style's.
"""

from collections.abc import Mapping
from typing import Final

from prudent.memo.word.styles import STYLES, Styles
from prudent.memo.word.tree import Element, W, elements, parsed, written

NUMBERING: Final = "word/numbering.xml"
_FIRST: Final = 1_000
"""Above the numbers of a template's own lists."""


def own_list(order: int) -> str:
    """Paragraph properties of the items of one numbered list, by its place among them."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_FIRST + order}"/></w:numPr>'


def with_lists(parts: Mapping[str, bytes], styles: Styles, lists: int) -> dict[str, bytes]:
    """The numbering with so many more lists; nothing where the template's style numbers nothing."""
    if NUMBERING not in parts or not lists:
        return {}
    root = parsed(parts[NUMBERING])
    abstract = _abstract(root, _number_of(parsed(parts[STYLES]), styles["List Number"]))
    if abstract is None:
        return {}
    after = next((child for child in root if child.tag == f"{W}numIdMacAtCleanup"), None)
    for order in range(lists):
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        source = f'<w:num w:numId="{_FIRST + order}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>'
        for made in elements(source):
            root.append(made) if after is None else after.addprevious(made)
    return {NUMBERING: written(root)}


def _number_of(styles: Element, style: str) -> str | None:
    """The number of the list that a style belongs to."""
    found = next((item for item in styles.iter(f"{W}style") if item.get(f"{W}styleId") == style), None)
    number = None if found is None else found.find(f"{W}pPr/{W}numPr/{W}numId")
    return None if number is None else number.get(f"{W}val")


def _abstract(numbering: Element, number: str | None) -> str | None:
    """The shape behind a list's number."""
    for item in numbering.iter(f"{W}num"):
        shape = item.find(f"{W}abstractNumId")
        if shape is not None and item.get(f"{W}numId") == number:
            return shape.get(f"{W}val")
    return None
