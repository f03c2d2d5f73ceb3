"""Cuts an administrator's series, CSV or Excel, into dates and values as text, by the declared names of two columns.

Belongs here: where the two columns are. Does not: what a date or a value says (`series_dates.py`, `return_series.py`).
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from prudent.errors import DataBad, HostileInput, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.csv_file import records_of
from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.cells import Sheet, Workbook, open_workbook
from prudent.ingest.workbook.guard import is_workbook
from prudent.ingest.workbook.number_format import Kind
from prudent.model.delivery import SeriesShape
from prudent.model.packet import Noticed


@dataclass(frozen=True, slots=True)
class SeriesCell:
    """A date and its value as they stand in the file."""

    row: int
    date: str
    value: str
    date_place: str
    value_place: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """A file's rows as text; an Excel sheet with them where it comes from one."""

    source: SourceFile
    rows: tuple[tuple[str, ...], ...]
    sheet: Sheet | None

    def text(self, row: int, column: int) -> str:
        """The cell, from row 1 and column 1; `""` outside."""
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else ""

    def place(self, row: int, column: int, name: str) -> str:
        """Where a cell stands, as people look for it."""
        return f"row {row}, column {name}" if self.sheet is None else self.sheet.place(row, column)

    def finding(self, row: int, column: int) -> str | None:
        """What must be known of the cell."""
        return None if self.sheet is None else self.sheet.finding(row, column)


def read_series_cells(source: SourceFile, shape: SeriesShape) -> tuple[tuple[SeriesCell, ...], tuple[Noticed, ...]]:
    """The dated values of a file in its order, and what must be known of it.

    Rows without a value are left out, and told.

    Raises:
        SchemaChanged: there is no sheet or column of the declared name.
        DataBad: a column's name stands twice, a value has no date, or there is no value at all.
        HostileInput: the file is larger or stranger than any honest one.
    """
    grid = _grid(source, shape)
    header, dates, values = _columns(grid, shape)
    file = source.name.rpartition("/")[2]
    noticed = [] if grid.sheet is None else list(grid.sheet.noticed(file))
    cells: list[SeriesCell] = []
    for cell in _filled(grid, shape, header, dates, values):
        if cell.value:
            _check_kind(grid, shape, cell.row, values)
            cells.append(cell)
        elif grid.finding(cell.row, values) is None:
            noticed.append(Noticed(file=file, place=cell.value_place, what="is empty; its row was left out"))
    if not cells:
        why = next((f" {each.place} {each.what}." for each in noticed), "")
        raise DataBad(f"{source.name} has no value under {shown(shape.value_column)}.{why}", file=source.path)
    return tuple(cells), tuple(noticed)


def _filled(grid: _Grid, shape: SeriesShape, header: int, dates: int, values: int) -> Iterator[SeriesCell]:
    """Every row below the header in which one of the two columns says something."""
    for row in range(header + 1, len(grid.rows) + 1):
        day, value = grid.text(row, dates).strip(), grid.text(row, values).strip()
        date_place = grid.place(row, dates, shape.date_column)
        if value and not day:
            why = grid.finding(row, dates) or "is empty beside a value; write the date, or remove the value"
            raise DataBad(f"{grid.source.name}: {date_place} {why}.", file=grid.source.path)
        if day:
            yield SeriesCell(row, day, value, date_place, grid.place(row, values, shape.value_column))


def _check_kind(grid: _Grid, shape: SeriesShape, row: int, column: int) -> None:
    """A cell shown as 1.95 % stores 0.0195: as declared for a fraction, and not for per cent."""
    if grid.sheet is None or grid.sheet.kind(row, column) is not Kind.PERCENT or shape.unit == "fraction":
        return
    raise DataBad(
        f"{grid.source.name}: {grid.sheet.place(row, column)} is formatted as a percentage and stores "
        f"{grid.text(row, column)}, but the series is declared in {shape.unit}. Declare the unit fraction if all "
        "values are stored so.",
        file=grid.source.path,
    )


def _grid(source: SourceFile, shape: SeriesShape) -> _Grid:
    if is_workbook(source):
        sheet = _sheet(open_workbook(source), shape)
        return _Grid(source, sheet.rows, sheet)
    if shape.sheet is not None:
        raise DataBad(
            f"{source.name} is no workbook, although the sheet {shown(shape.sheet)} is declared.", file=source.path
        )
    if len(source.content) > source.limits.csv_bytes:
        raise HostileInput(
            f"{source.name} has {len(source.content):,} bytes; at most {source.limits.csv_bytes:,} are read.",
            file=source.path,
        )
    return _Grid(source, tuple(tuple(record) for record in records_of(source)), None)


def _sheet(book: Workbook, shape: SeriesShape) -> Sheet:
    """The declared sheet, or the only one that holds anything."""
    filled = [sheet for sheet in book.sheets if sheet.rows]
    if shape.sheet is None and len(filled) == 1:
        return filled[0]
    found = None if shape.sheet is None else book.sheet(shape.sheet)
    if found is None:
        asked = "no sheet is declared" if shape.sheet is None else f"there is no sheet {shown(shape.sheet)}"
        names = ", ".join(shown(name) for name in book.names[:12]) or "none"
        raise SchemaChanged(
            f"{book.source.name}: {asked}. Its sheets are {names}; declare under series which one it is.",
            file=book.source.path,
        )
    return found


def _columns(grid: _Grid, shape: SeriesShape) -> tuple[int, int, int]:
    """The header's row and both columns: the first row in which both declared names stand."""
    wanted = (shape.date_column, shape.value_column)
    for number, cells in enumerate(grid.rows, start=1):
        names = [cell.strip() for cell in cells]
        if all(name in names for name in wanted):
            twice = next((name for name in wanted if names.count(name) > 1), None)
            if twice is not None:
                raise DataBad(
                    f"{grid.source.name} row {number}: the column {shown(twice)} stands twice; keep one.",
                    file=grid.source.path,
                )
            return number, names.index(wanted[0]) + 1, names.index(wanted[1]) + 1
    raise _no_header(grid, wanted)


def _no_header(grid: _Grid, wanted: tuple[str, str]) -> SchemaChanged:
    given = [cell.strip() for cells in grid.rows[:50] for cell in cells if cell.strip()]
    missing = [name for name in wanted if name not in given] or list(wanted)
    faults: list[str] = []
    for name in missing:
        near = difflib.get_close_matches(name, given, n=1)
        faults.append(f"there is no column {shown(name)}" + (f" ({shown(near[0])} is meant?)" if near else ""))
    return SchemaChanged(
        f"{grid.source.name}: {', '.join(faults)}. The names {shown(wanted[0])} and {shown(wanted[1])} are declared "
        "and must stand in one row.",
        file=grid.source.path,
    )
