"""The table of dated flows between a fund and its investors, found by the heads of its columns.

Belongs here: where the table is, and its rows as they stand. Does not: what a transaction type is
(`transactions.py`), signs and sums (`performance.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from prudent.errors import SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.ilpa.labels import AMOUNT_HEADS, DATE_HEADS, TYPE_HEADS, normal
from prudent.ingest.workbook.cells import Sheet, Workbook

_TITLE_ROWS = 5
"""Rows above the heads in which a table's title is looked for."""


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table with a date, a transaction type and an amount in each row."""

    sheet: Sheet
    row: int
    """Of its heads."""
    date: int
    type: int
    amount: int

    def rows(self) -> Iterator[int]:
        """Rows that hold anything, up to the first that is empty in all three columns."""
        for row in range(self.row + 1, len(self.sheet.rows) + 1):
            if not any(self.sheet.text(row, column).strip() for column in (self.date, self.type, self.amount)):
                return
            yield row

    @property
    def title(self) -> str:
        """What stands above the heads, nearest first, and the sheet's name."""
        above = range(self.row - 1, max(self.row - 1 - _TITLE_ROWS, 0), -1)
        said = [" ".join(text for text in self.sheet.rows[row - 1] if text) for row in above]
        return normal(next((text for text in said if _says_whose(normal(text))), "") or self.sheet.name)

    @property
    def is_of_investors(self) -> bool | None:
        """Whether it says that its flows are with investors; None where it says nothing."""
        if "investor" in self.title:
            return True
        return False if "investment" in self.title else None


def _says_whose(title: str) -> bool:
    return "investor" in title or "investment" in title


def flow_tables(source: SourceFile, book: Workbook) -> tuple[FlowTable, ...]:
    """Every table of flows in a workbook.

    Raises:
        SchemaChanged: a table has two columns of one kind, so that nothing says which is meant.
    """
    return tuple(table for sheet in book.sheets for table in _of_sheet(source, sheet))


def _of_sheet(source: SourceFile, sheet: Sheet) -> Iterator[FlowTable]:
    for row in range(1, len(sheet.rows) + 1):
        heads = [(column, normal(text)) for column, text in enumerate(sheet.rows[row - 1], start=1) if text]
        found = [[column for column, head in heads if head in kind] for kind in (DATE_HEADS, TYPE_HEADS, AMOUNT_HEADS)]
        if not all(found):
            continue
        if any(len(columns) > 1 for columns in found):
            raise SchemaChanged(
                f"{source.name}, sheet {shown(sheet.name)}, row {row}: two columns are headed alike, and nothing says "
                "which is meant.",
                file=source.path,
            )
        date, kind, amount = (columns[0] for columns in found)
        yield FlowTable(sheet, row, date, kind, amount)
