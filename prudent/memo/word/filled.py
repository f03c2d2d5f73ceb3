"""A template whose names were filled in becomes the memo: figures get their notes, tables and the body their place.

Belongs here: the walk through the document. Does not: Jinja and docxtpl (`template.py`).

After the template was filled in, its texts hold `⟨name⟩` for figures, as prose does, and one of three marks for a table
or the body. Each run with a figure is cut into runs of the same look. A paragraph that holds a mark alone gives way to
a processing instruction, which no text can make; the blocks are put in its place once the part is bytes, so that a long
memo is never parsed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from prudent.errors import DataBad
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.memo.word.page_one import BODY, LEAVING, RISK
from prudent.memo.word.prose import Pen
from prudent.memo.word.tree import Element, W, elements, instruction, written

_TARGET: Final = "prudent"
_NO_NOTES: Final = (f"{W}txbxContent", f"{W}comment")
MARKS: Final = (RISK, LEAVING, BODY)


def mentioned(root: Element, tables: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Names of figures in the order in which the filled-in template shows them, each once, up to the body.

    Args:
        root: the document.
        tables: what the tables' marks stand for: the texts of their cells, in order.
    """
    met: dict[str, None] = {}
    for text in _texts(root):
        if BODY in text:
            break
        found = (name for part in tables.get(text.strip(), (text,)) for name in FIGURE_REFERENCE.findall(part))
        met |= dict.fromkeys(found)
    return tuple(met)


def filled(root: Element, pen: Pen, made: Mapping[str, Callable[[Element], str]]) -> bytes:
    """The document with figures, tables and body in it.

    Args:
        root: the document as the template gave it.
        pen: writes figures and their notes.
        made: for each mark what makes its blocks, given the paragraph that it stands in.

    Raises:
        DataBad: the template shows no body or two, or puts one where it cannot stand.
    """
    blocks: dict[str, str] = {}
    for paragraph in tuple(root.iter(f"{W}p")):
        text = "".join(_texts(paragraph)).strip()
        if text not in MARKS:
            _check_alone(text)
            for run in tuple(paragraph.iter(f"{W}r")):
                _expand(run, pen)
            continue
        _check_place(paragraph, text, blocks)
        blocks[text] = made[text](paragraph)
        parent = paragraph.getparent()
        if parent is not None:
            parent.replace(paragraph, instruction(_TARGET, str(MARKS.index(text))))
    if BODY not in blocks:
        raise DataBad("The memo's Word template has no paragraph with {{ body }} alone in it, where the memo follows.")
    content = written(root)
    for text, block in blocks.items():
        content = content.replace(f"<?{_TARGET} {MARKS.index(text)}?>".encode(), block.encode(), 1)
    return content


def without_notes(root: Element, flat: Callable[[str], str]) -> bytes:
    """A header or footer: its figures are words, because no note can be marked there."""
    for text in root.iter(f"{W}t"):
        text.text = flat(text.text or "")
    return written(root)


def _texts(root: Element) -> Iterator[str]:
    return (text.text or "" for text in root.iter(f"{W}t"))


def _check_alone(text: str) -> None:
    if mark := next((mark for mark in MARKS if mark in text), None):
        raise DataBad(f"The memo's Word template shows {_named(mark)} inside a sentence; give it its own paragraph.")


def _named(mark: str) -> str:
    return f"{{{{ {mark.strip('⟨:⟩')} }}}}"


def _check_place(paragraph: Element, mark: str, blocks: Mapping[str, str]) -> None:
    name = _named(mark)
    if mark in blocks:
        raise DataBad(f"The memo's Word template shows {name} twice; it can stand in one place.")
    parent = paragraph.getparent()
    where = "" if parent is None else parent.tag
    if where != f"{W}body" and (mark == BODY or where != f"{W}tc"):
        raise DataBad(f"The memo's Word template shows {name} where it cannot stand; give it its own paragraph.")


def _expand(run: Element, pen: Pen) -> None:
    """Cut a run at the figures in its texts; each piece keeps the run's look."""
    if not any(FIGURE_REFERENCE.search(text) for text in _texts(run)):
        return
    look = run.find(f"{W}rPr")
    has_notes = next(run.iterancestors(*_NO_NOTES), None) is None
    for child in tuple(run):
        if child is look:
            continue
        if child.tag != f"{W}t":
            pieces = _alone(child, look)
        elif has_notes:
            pieces = elements(pen.prose(child.text or "", _source(look)))
        else:
            pieces = elements(pen.plain(child.text or "", _source(look)))
        for piece in pieces:
            run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _alone(child: Element, look: Element | None) -> tuple[Element, ...]:
    """A run of one child that is no text, such as a tab."""
    (made,) = elements(f"<w:r>{_source(look)}</w:r>")
    made.append(child)
    return (made,)


def _source(look: Element | None) -> str:
    return "" if look is None else written(look).decode().partition("?>")[2].strip()
