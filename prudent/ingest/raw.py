"""A received table as text, before anything is interpreted, whatever format it came in; and what no cell may hold.

Belongs here: the shape that every reader gives, and the checks that need no knowledge of what a figure means. Does not:
formats (the readers) and types and bounds (`conform.py`).
"""

import re
from dataclasses import dataclass, replace

from prudent.errors import HostileInput
from prudent.ingest.characters import shown, unseen_character
from prudent.ingest.faults import Refuse, refused
from prudent.ingest.files import SourceFile
from prudent.tables.spec import Dtype, Table

# A spreadsheet computes a cell that begins so, also in a file that we wrote. No name or term needs to; a signed number
# may. The full-width signs are the same to a spreadsheet of East Asia.
_FORMULA = re.compile(r"[=@＝＠＋－]|[+-](?![0-9.]+$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as received.

    `row` counts as a spreadsheet does where the file has rows: the header is row 1. A reader of another format numbers
    the rows that it makes from 2, and says in `places` where each cell stands in the document: `Returns!C7`,
    `/edgarSubmission/formData/fundInfo/totAssets`, `page 3`. Empty where file, row and column say it already; else one
    place a cell, `source` left out.
    """

    row: int
    cells: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A received table as text, under the columns of `table.received_header`; the last cell is the document's id."""

    table: Table
    source: SourceFile
    rows: tuple[RawRow, ...]


def checked(raw: RawTable, refuse: Refuse = refused) -> RawTable:
    """The same table, none of whose cells is too long, holds a character that is not seen or begins like a formula.

    Args:
        raw: the table as received.
        refuse: what becomes of such a cell; where it comes back, the cell's row is left out.

    Raises:
        HostileInput: one does, or there are too many rows.
    """
    limits, source = raw.source.limits, raw.source
    if len(raw.rows) > limits.rows:
        raise HostileInput(f"{source.name} has more than {limits.rows:,} rows.", file=source.path)
    header = raw.table.received_header
    text_columns = [*(column.dtype is Dtype.TEXT for column in raw.table.columns), True]
    wrong: set[int] = set()
    for row in raw.rows:
        for name, is_text, cell in zip(header, text_columns, row.cells, strict=False):
            if problem := _problem(cell, limits.cell_characters, is_text=is_text):
                refuse(HostileInput(f"{source.name} row {row.row}, column {name}: {problem}", file=source.path))
                wrong.add(row.row)
    return replace(raw, rows=tuple(row for row in raw.rows if row.row not in wrong)) if wrong else raw


def _problem(cell: str, longest: int, *, is_text: bool) -> str | None:
    if len(cell) > longest:
        return f"the cell has {len(cell):,} characters; at most {longest:,} are read."
    if unseen := unseen_character(cell):
        return f"the cell holds the character {unseen}, which no filing has; remove it."
    if is_text and _FORMULA.match(cell):
        return f"{shown(cell)} begins like a spreadsheet formula; begin it with a letter or digit."
    return None
