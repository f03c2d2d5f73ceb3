"""A workbook's sheets as text cells, each with its address, and what must be known of them. Every reader starts here.

Belongs here: from a file to sheets. Does not: the archive (`guard.py`), a sheet's XML (`scan.py`), and what any format
writes into its cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from prudent.errors import HostileInput
from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.a1 import letters, place, sheet_name
from prudent.ingest.workbook.contents import contents
from prudent.ingest.workbook.guard import unpack
from prudent.ingest.workbook.number_format import Kind
from prudent.ingest.workbook.scan import scan
from prudent.ingest.workbook.scanned import MOST_CELLS, Context, Finding, Scan
from prudent.ingest.workbook.words import put_words
from prudent.model.packet import Noticed

_SHOWN = 20
"""Findings of one kind that are told one by one; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows and columns count from 1; rows end with their last filled cell."""

    name: str
    visible: bool
    rows: tuple[tuple[str, ...], ...]
    """Every cell as text: numbers in digits, days as `2025-11-30`, truth as TRUE or FALSE, `""` for an empty cell."""
    kinds: tuple[bytes, ...]
    findings: tuple[Finding, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    merged: tuple[str, ...]
    """Merged areas, `B3:C5`; the value stands in the first cell and the others are empty."""

    def text(self, row: int, column: int) -> str:
        """The cell's text; `""` for an empty cell and outside the sheet."""
        inside = 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if inside else ""

    def kind(self, row: int, column: int) -> Kind:
        """What the cell holds."""
        inside = 0 < row <= len(self.kinds) and 0 < column <= len(self.kinds[row - 1])
        return Kind(self.kinds[row - 1][column - 1]) if inside else Kind.EMPTY

    def place(self, row: int, column: int) -> str:
        """`Returns!C7`."""
        return place(self.name, row, column)

    def finding(self, row: int, column: int) -> str | None:
        """Why the cell is empty although something stands in it, or what must be known of its value."""
        return next((each.what for each in self.findings if (each.row, each.column) == (row, column)), None)

    def _holds(self, column: int) -> bool:
        return any(column <= len(row) and row[column - 1] for row in self.rows)

    def noticed(self, file: str) -> tuple[Noticed, ...]:
        """What must be known of the sheet, at most a few entries of each kind."""
        return tuple(Noticed(file=file, place=where, what=what) for where, what in self._noticed())

    def _noticed(self) -> Iterator[tuple[str, str]]:
        name = sheet_name(self.name)
        if not self.visible:
            yield name, "is a hidden sheet; it was read"
        if self.hidden_rows:
            yield name, f"has hidden rows ({_few([str(row) for row in self.hidden_rows])}); they were read"
        columns = [letters(column) for column in self.hidden_columns if self._holds(column)]
        if columns:
            yield name, f"has hidden columns ({_few(columns)}); they were read"
        if self.merged:
            yield name, f"has merged cells ({_few(self.merged)}); the value counts for the first cell only"
        yield from self._found(name)

    def _found(self, name: str) -> Iterator[tuple[str, str]]:
        alike: dict[str, list[Finding]] = {}
        for each in self.findings:
            alike.setdefault(each.what, []).append(each)
        for what, found in tuple(alike.items())[:_SHOWN]:
            for each in found[:_SHOWN]:
                yield self.place(each.row, each.column), what
            if len(found) > _SHOWN:
                yield name, f"has {len(found) - _SHOWN:,} more cells of which this holds: {what}"
        if others := sum(len(found) for found in tuple(alike.values())[_SHOWN:]):
            yield name, f"has {others:,} more cells that hold something else than a value"


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of cells of a workbook, in its order. Sheets that hold a chart alone are left out."""

    source: SourceFile
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets' names."""
        return tuple(sheet.name for sheet in self.sheets)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of exactly that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def open_workbook(source: SourceFile) -> Workbook:
    """Read all cells of a received .xlsx.

    Raises:
        DataBad: it is no .xlsx workbook, is locked, or holds cells that no spreadsheet program writes.
        HostileInput: it is larger or stranger than any honest one.
    """
    package = unpack(source)
    held = contents(package)
    context = Context(source, held.styles, held.words, held.from_1904, held.recompute)
    scans = tuple(scan(context, sheet.name, sheet.part) for sheet in held.sheets)
    _check_room(source, scans)
    put_words(package, tuple(sheet.part for sheet in held.sheets), scans)
    sheets = (_sheet(each, visible=sheet.visible) for sheet, each in zip(held.sheets, scans, strict=True))
    return Workbook(source, tuple(sheets))


def _check_room(source: SourceFile, scans: tuple[Scan, ...]) -> None:
    """Refuse many sheets that each reach far: the library makes room for each."""
    if sum(found.width * found.height for found in scans) > MOST_CELLS:
        raise HostileInput(
            f"{source.name} reaches over more than {MOST_CELLS:,} cells in all its sheets together.", file=source.path
        )


def _sheet(found: Scan, *, visible: bool) -> Sheet:
    return Sheet(
        name=found.name,
        visible=visible,
        rows=tuple(tuple(row) for row in found.rows),
        kinds=tuple(bytes(kinds) for kinds in found.kinds),
        findings=tuple(found.findings),
        hidden_rows=tuple(found.hidden_rows),
        hidden_columns=tuple(found.hidden_columns),
        merged=tuple(found.merged),
    )


def _few(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
