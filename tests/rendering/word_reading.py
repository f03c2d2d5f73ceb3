"""Reads a .docx with other hands than those that wrote it: the archive, the trees, the texts a person would see."""

import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"


class Word:
    """One Word file, unpacked."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        self.parts = {name: self.archive.read(name) for name in self.archive.namelist()}
        self.document = self.tree("word/document.xml")
        self.body = self.document.find(f"{W}body")

    def tree(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts[name])

    @property
    def text(self) -> str:
        """All text of the document, paragraphs on lines of their own."""
        return "\n".join(text_of(part) for part in self.document.iter(f"{W}p"))

    def styled(self, style: str) -> list[str]:
        """Texts of the paragraphs of a style, by id."""
        return [text_of(part) for part in self.document.iter(f"{W}p") if style_of(part) == style]

    def notes(self) -> dict[int, str]:
        """Text of each endnote by id."""
        found = self.tree("word/endnotes.xml").iter(f"{W}endnote")
        return {int(note.get(f"{W}id")): text_of(note) for note in found if note.get(f"{W}type") is None}

    def marks(self) -> list[int]:
        """Ids of the endnote references, in the document's order."""
        return [int(mark.get(f"{W}id")) for mark in self.document.iter(f"{W}endnoteReference")]

    def targets(self) -> dict[str, str]:
        """Where each relation of the document leads, as a part's name."""
        root = self.tree("word/_rels/document.xml.rels")
        return {item.get("Id"): posixpath.normpath(posixpath.join("word", item.get("Target"))) for item in root}

    def bookmarks(self) -> list[str]:
        return [mark.get(f"{W}name") for mark in self.document.iter(f"{W}bookmarkStart")]


def text_of(element: ET.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def style_of(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def repacked(content: bytes, **changed: str | bytes | None) -> bytes:
    """The same archive with parts changed, added or (None) left out. `__` in a name stands for a slash, `_dot_` for a dot."""
    named = {re.sub("_dot_", ".", name.replace("__", "/")): part for name, part in changed.items()}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed_of({**parts, **named})


def packed_of(parts: dict[str, str | bytes | None]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            if part is not None:
                archive.writestr(name, part)
    return made.getvalue()
