"""What is found in one sheet while it is read, and how far a sheet may reach.

Belongs here: keeping cells within bounds. Does not: the sheet's XML (`scan.py`).
"""

from dataclasses import dataclass, field

from prudent.errors import DataBad, HostileInput
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.a1 import place
from prudent.ingest.workbook.number_format import Kind

MOST_COLUMNS = 1_000
"""The widest sheet that we know, a granular template with a column a month, has under 200."""
MOST_CELLS = 4_000_000
"""Cells between A1 and the last one that is filled. The spreadsheet library makes room for all of them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What must be known of one cell."""

    row: int
    column: int
    what: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a sheet's cells are read with."""

    source: SourceFile
    styles: tuple[Kind, ...]
    words: tuple[int, ...]
    """Length of each of the words that cells share, in bytes."""
    from_1904: bool
    recompute: bool
    """The file asks to be computed anew when it is opened: a formula's zero there is what programs write that do not
    compute."""


@dataclass(slots=True)
class Scan:
    """What was found so far, in rows from 1; a text cell's words are still missing."""

    context: Context
    name: str
    rows: list[list[str]] = field(default_factory=list[list[str]])
    kinds: list[bytearray] = field(default_factory=list[bytearray])
    findings: list[Finding] = field(default_factory=list[Finding])
    hidden_rows: list[int] = field(default_factory=list[int])
    hidden_columns: list[int] = field(default_factory=list[int])
    merged: list[str] = field(default_factory=list[str])
    linked: set[str] = field(default_factory=set[str])
    width: int = 0
    last_row: int = 0
    height: int = 0
    cells: int = 0
    said: int = 0

    def reach(self, row: int, column: int) -> None:
        """Refuse a cell that stands too far out, also one of which nothing is kept: the library makes room for it."""
        self.width, self.height = max(self.width, column), row
        if column > MOST_COLUMNS or row > self.context.source.limits.rows + 1 or row * self.width > MOST_CELLS:
            raise HostileInput(
                f"{self.context.source.name} has a cell at {place(self.name, row, column)}, outside the "
                f"{self.context.source.limits.rows:,} rows and {MOST_COLUMNS:,} columns that are read.",
                file=self.context.source.path,
            )

    def say(self, length: int) -> None:
        """Count words that a cell shares with others: few bytes of a file may say a long text a million times."""
        self.said += length
        if self.said > self.context.source.limits.workbook_unpacked_bytes:
            raise HostileInput(
                f"{self.context.source.name} says the same long words in too many cells of {shown(self.name)}.",
                file=self.context.source.path,
            )

    def put(self, row: int, column: int, text: str, kind: Kind) -> None:
        """Keep a cell that is filled."""
        while len(self.rows) < row:
            self.rows.append([])
            self.kinds.append(bytearray())
        cells, kinds = self.rows[row - 1], self.kinds[row - 1]
        cells.extend([""] * (column - len(cells)))
        kinds.extend(bytes(column - len(kinds)))
        cells[column - 1], kinds[column - 1] = text, kind

    def wrong(self, why: str) -> DataBad:
        """The error for a sheet that no spreadsheet program writes."""
        source = self.context.source
        return DataBad(
            f"{source.name}, sheet {shown(self.name)}: {why}; open it in a spreadsheet program and save it again.",
            file=source.path,
        )
