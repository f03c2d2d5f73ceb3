"""Tables: real ones, whose header row repeats on each page, with numbers on the right and a caption above.

Belongs here: from cells to `w:tbl`. Does not: rules and type, which are the template's table and paragraph styles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prudent.memo.exhibits import MemoTable
from prudent.memo.links import Segment
from prudent.memo.word.prose import Pen
from prudent.memo.word.widths import Extent, column_widths, extent
from prudent.memo.word.written import escaped, paragraph, run

MANY: Final = 7
"""Columns from which on a table is set small."""


@dataclass(frozen=True, slots=True)
class Dress:
    """The styles of a kind of table, by name, and the mean width of its characters in twentieths of a point."""

    table: str
    text: str
    number: str
    head: str
    head_number: str
    character: float


PLAIN: Final = Dress(
    "Memo Table", "Memo Table Text", "Memo Table Number", "Memo Table Head", "Memo Table Head Number", 92
)
DENSE: Final = Dress(
    "Memo Dense Table", "Memo Dense Text", "Memo Dense Number", "Memo Dense Head", "Memo Dense Head Number", 78
)
PAGE_ONE: Final = Dress(
    "Memo Table", "Memo Page One Cell", "Memo Page One Number", "Memo Page One Cell", "Memo Page One Number", 84
)


def memo_table(table: MemoTable, pen: Pen, dress: Dress, room: int) -> str:
    """A table of prose cells, without its caption and note, at most `room` twentieths of a point wide."""
    aligned = pen.linker.aligned(table)
    cells = [
        [pen.linker.segments(cell, aligned=is_aligned) for cell, is_aligned in zip(row, aligned, strict=True)]
        for row in table.rows
    ]
    heads = tuple(column.heading for column in table.columns)
    extents = [[_extent(cell) for cell in row] for row in cells]
    widths = column_widths(heads, extents, room, dress.character)
    rights = [column.align == "right" for column in table.columns]
    texts = [pen.styles[dress.number if right else dress.text] for right in rights]
    rows = [header_row(heads, rights, widths, pen, dress)]
    for row in cells:
        runs = [paragraph(style, pen.pieces(cell)) for style, cell in zip(texts, row, strict=True)]
        rows.append(table_row(runs, widths))
    return whole_table(pen.styles[dress.table], widths, rows, table.title)


def header_row(heads: Sequence[str], rights: Sequence[bool], widths: Sequence[int], pen: Pen, dress: Dress) -> str:
    """The row that repeats on every page, marked so that it is read out with each cell."""
    styles = [pen.styles[dress.head_number if right else dress.head] for right in rights]
    made = zip(styles, heads, strict=True)
    return table_row(
        [paragraph(style, run(head) if dress is not PAGE_ONE else pen.strong(head)) for style, head in made],
        widths,
        is_head=True,
    )


def table_row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False, height: int = 0) -> str:
    """A row that is not split between pages; `height` is the least, in twentieths of a point."""
    head = "<w:tblHeader/>" if is_head else ""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{head}</w:trPr>{''.join(made)}</w:tr>"


def spanning_row(cell: str, widths: Sequence[int]) -> str:
    """A row of one cell over all columns, kept with the row after it by its paragraph."""
    properties = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{properties}</w:tcPr>{cell}</w:tc></w:tr>"


def whole_table(style: str, widths: Sequence[int], rows: Sequence[str], name: str) -> str:
    """A table. `name` is what a screen reader calls it; the caption above it says the same to the eye."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f'<w:tblCaption w:val="{escaped(name)}"/>' if name else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _extent(segments: Sequence[Segment]) -> Extent:
    text = "".join(part.text for part in segments)
    return extent(text, sum(part.figure is not None for part in segments))
