"""How wide the text may be, as the template says it: the page's, or a cell's.

Belongs here: widths in twentieths of a point. Does not: columns (`widths.py`).
"""

from typing import Final

from prudent.memo.word.tree import Element, W

_LETTER: Final = 9_360
"""A letter page with an inch on each side; for a template that says no width."""
_LEAST: Final = 1_440
_CELL_MARGINS: Final = 300
"""What a cell keeps free on its sides."""


def page_room(root: Element) -> int:
    """Width of the text on the pages of the body: those of the document's last section."""
    size = margins = None
    for section in root.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return _LETTER
    sides = _twips(margins, "left") + _twips(margins, "right") + _twips(margins, "gutter")
    return max(_LEAST, (_twips(size, "w") or _LETTER + sides) - sides)


def cell_room(paragraph: Element, page: int) -> int:
    """Width of the text in the cell that a paragraph stands in; the page's for one that stands in none."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    properties = None if cell is None else cell.find(f"{W}tcPr")
    width = None if properties is None else properties.find(f"{W}tcW")
    if width is None or width.get(f"{W}type") != "dxa":
        return page
    return max(_LEAST, _twips(width, "w") - _CELL_MARGINS)


def _twips(element: Element, name: str) -> int:
    """A whole number of twentieths of a point; 0 for what is none."""
    text = element.get(f"{W}{name}") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0
