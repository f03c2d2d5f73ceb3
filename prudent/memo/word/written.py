"""Text and attributes as WordprocessingML, and the runs and paragraphs that hold them.

Belongs here: escaping, and the two smallest elements. Does not: figures and their notes (`prose.py`), tables.
"""

import re
from typing import Final

from markupsafe import escape

from prudent.memo.links import visible
from prudent.memo.word.anchors import Anchor

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 knows no place for these two, and no escape either; `visible` has written out the control characters.
_NO_XML: Final = re.compile("[\ufffe\uffff]")


def escaped(text: str) -> str:
    """Any text, made safe for an element or an attribute in quotes; unseen characters as their code."""
    shown = text if text.isprintable() else _NO_XML.sub(_code, visible(text))
    return str(escape(shown))


def run(text: str, properties: str = "") -> str:
    """A run of text. `properties` is a whole `w:rPr` element, or nothing."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def styled(style: str) -> str:
    """Run properties that name a character style, by its id."""
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'


def paragraph(style: str, runs: str, more: str = "") -> str:
    """A paragraph of a style, by its id. `more` are paragraph properties that come after the style's."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def bookmark(anchor: Anchor, runs: str = "") -> str:
    """Runs that a link can lead to."""
    number = anchor.number
    return f'<w:bookmarkStart w:id="{number}" w:name="{anchor.name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: Anchor, runs: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{anchor.name}" w:history="1">{runs}</w:hyperlink>'


def _code(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
