"""Reads a tagged PDF as a screen reader does: by its structure, so that a raised note number is no part of a figure.

Belongs here: text of the structure's elements. Does not: what a memo's elements mean.
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf

APART = frozenset({"Lbl", "Link", "Figure"})
"""Numbers of lists, raised note numbers, drawings: they are no words of the element around them."""
_HOLDS = frozenset({"P", "H1", "H2", "H3", "H4", "TH", "TD", "LBody", "Title", "Lbl", "Caption", "LI"})


@dataclass
class Element:
    """An element with its own words; those of other elements that hold words, inside it, are theirs."""

    kind: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self):
        return "".join(self.parts)


def elements(pdf: bytes) -> list[Element]:
    """Every element that holds words, in reading order, with its kind as the structure names it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: _marked(page) for page in document.pages}
        found: list[Element] = []
        _walk(document.Root.StructTreeRoot.K, None, None, pages, found)
    return [element for element in found if element.text.strip()]


def _walk(node, page, holder, pages, found):
    """Text below a node goes to the nearest element that holds words."""
    if isinstance(node, int):
        if holder is not None:
            holder.parts.append(pages[page].get(node, ""))
    elif isinstance(node, pikepdf.Array):
        for kid in node:
            _walk(kid, page, holder, pages, found)
    else:
        page = node.Pg.objgen if "/Pg" in node else page
        if "/S" in node:
            holder = _holder(str(node.S)[1:], holder, found)
        below = node.get("/K", node.get("/MCID"))
        if below is not None:
            _walk(below, page, holder, pages, found)


def _holder(kind, holder, found):
    if kind in _HOLDS or kind in APART or (kind == "Span" and holder is None):
        found.append(Element(kind))
        return found[-1]
    return holder


def _marked(page) -> dict[int, str]:
    """Text of each marked piece of one page; what is marked as an artifact (heads, feet, lines) is no piece."""
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: dict[int, list[str]] = {}
    open_marks: list[tuple[int | None, bool]] = []  # the piece, and whether its words were given apart from its letters
    letters = {}
    for operands, operator in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        name = str(operator)
        if name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in {"BDC", "BMC"}:
            open_marks.append(_mark(operands, open_marks, texts))
        elif name == "EMC":
            open_marks.pop()
        elif open_marks and open_marks[-1][0] is not None and not open_marks[-1][1]:
            pieces = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            shown = (letters[codes[at : at + 2]] for at in range(0, len(codes), 2))
            texts.setdefault(open_marks[-1][0], []).extend(shown)
    return {number: "".join(parts) for number, parts in texts.items()}


def _mark(operands, open_marks, texts):
    number, is_given = open_marks[-1] if open_marks else (None, False)
    told = operands[1] if len(operands) > 1 else {}
    if str(operands[0]) == "/Artifact":
        return None, True
    number = int(told["/MCID"]) if "/MCID" in told else number
    if "/ActualText" in told and number is not None and not is_given:
        texts.setdefault(number, []).append(str(told["/ActualText"]))
        is_given = True
    return number, is_given


def _letters(font) -> dict[bytes, str]:
    """The letters of a font by their two-byte codes."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", section):
            found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", section):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code.to_bytes(2)] = chr(int(letters, 16) + step)
    return found
