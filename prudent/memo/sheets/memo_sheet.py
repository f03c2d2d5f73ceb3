"""The sheet Memo: the memo behind page one, block by block, in its order; tables as tables with live figures.

Belongs here: how each kind of block is set in cells. Does not: what a memo has (`prudent/memo/outline`).
"""

from collections.abc import Iterable
from typing import Final

from prudent.memo.exhibits import MemoTable
from prudent.memo.format import status_text
from prudent.memo.links import Linker
from prudent.memo.outline.blocks import (
    BlankForm,
    Block,
    Drawing,
    EvidenceList,
    Grid,
    Heading,
    Listing,
    Methods,
    Notes,
    Paragraph,
    Proposed,
    Tone,
)
from prudent.memo.sheets.look import Style
from prudent.memo.sheets.pen import Pen, lines
from prudent.memo.sheets.uses import Uses

_FIRST, _SECOND, _OTHER, _COLUMNS = 34, 40, 15, 8
_LAST = _COLUMNS - 1
_WIDTH: Final = _FIRST + _SECOND + _OTHER * (_COLUMNS - 2)
_SHOWN: Final = 20 * _WIDTH
"""Characters that a row shows for certain: it can be thirty lines high."""
_ELSEWHERE: Final[dict[type[Block], str]] = {
    Notes: "The notes are the lines of the sheet Figures, by their numbers.",
    Methods: "Methods stand with each figure on the sheet Figures.",
    EvidenceList: "Evidence stands on the sheets Evidence and, cell by cell, Facts.",
}
_TONES: Final = {Tone.PLAIN: Style.TEXT, Tone.QUIET: Style.QUIET, Tone.NOTE: Style.QUIET}


def memo_sheet(pen: Pen, blocks: Iterable[Block], linker: Linker, uses: Uses) -> None:
    """All blocks."""
    pen.widths(_FIRST, _SECOND, *[_OTHER] * (_COLUMNS - 2))
    writer = _Writer(pen, linker, uses)
    for block in blocks:
        writer.block(block)


class _Writer:
    """Sets blocks one under another."""

    def __init__(self, pen: Pen, linker: Linker, uses: Uses) -> None:
        self._pen = pen
        self._linker = linker
        self._uses = uses
        self._row = 1

    def block(self, block: Block) -> None:
        """One block of any kind."""
        match block:
            case Listing():
                self._listing(block)
            case Grid():
                self._grid(block.table)
            case BlankForm():
                self._form(block)
            case _:
                self._words(block)

    def _words(self, block: Heading | Paragraph | Proposed | Drawing | Notes | Methods | EvidenceList) -> None:
        """A block that is a line or two of words."""
        match block:
            case Heading():
                self._row += 1
                text = f"{block.number}  {block.text}" if block.number else block.text
                self._line(text, Style.HEADING if block.level == 1 else Style.SUBHEADING)
            case Paragraph():
                self._line(block.text, _TONES[block.tone])
            case Proposed():
                self._line(f"{status_text(block.status)}: {block.sentence}", Style.LABEL)
                self._line(block.basis, Style.QUIET)
            case Drawing():
                self._line(f"Chart: {block.chart.title} (its numbers stand on the sheet Chart data)", Style.QUIET)
            case _:
                self._line(_ELSEWHERE[type(block)], Style.QUIET)

    def _line(self, prose: str, style: Style) -> None:
        for text in _pieces(self._linker.flat(prose)):
            self._pen.across(self._row, _LAST, text, style, _WIDTH)
            self._row += 1

    def _listing(self, listing: Listing) -> None:
        leads = listing.leads or ("",) * len(listing.items)
        for number, (lead, item) in enumerate(zip(leads, listing.items, strict=True), start=1):
            mark = f"{number}." if listing.is_numbered else "•"
            self._line(f"{mark} {lead}: {item}" if lead else f"{mark} {item}", _TONES[listing.tone])

    def _grid(self, table: MemoTable) -> None:
        if table.title:
            self._line(table.title, Style.SUBHEADING)
        right = tuple(at for at, column in enumerate(table.columns) if column.align == "right")
        self._pen.heads(self._row, tuple(column.heading for column in table.columns), right)
        self._row += 1
        aligned = self._linker.aligned(table)
        for cells in table.rows:
            for at, cell in enumerate(cells):
                style = Style.WORDS_RIGHT if at in right else Style.TEXT
                self._cell(at, cell, style, is_aligned=aligned[at])
            self._row += 1
        self._line(table.note, Style.QUIET)

    def _cell(self, column: int, prose: str, style: Style, *, is_aligned: bool) -> None:
        figure = self._uses.one(prose)
        if figure is not None:
            self._uses.write(self._pen, self._row, column, figure, style, aligned=is_aligned)
        elif prose:
            self._pen.text(self._row, column, self._linker.flat(prose), style)

    def _form(self, form: BlankForm) -> None:
        self._line(form.title, Style.SUBHEADING)
        self._pen.heads(self._row, form.heads)
        self._row += 1
        for cells in form.rows:
            for at, cell in enumerate(cells):
                self._pen.text(
                    self._row, at, self._linker.flat(cell), Style.HEAD
                )  # an empty cell is a line to write on
            self._pen.height(self._row, max(2, *(lines(cell, _OTHER) for cell in cells)))
            self._row += 1


def _pieces(text: str) -> tuple[str, ...]:
    """A text in pieces that a row can show, cut between words; nothing of an empty one."""
    pieces: list[str] = []
    while len(text) > _SHOWN:
        cut = text.rfind(" ", 1, _SHOWN) + 1 or _SHOWN
        pieces.append(text[:cut])
        text = text[cut:]
    return (*pieces, text) if text else tuple(pieces)
