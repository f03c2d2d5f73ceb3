"""Reads our own workbook for managers and trustees, filled in, strictly: its sheets, its columns, and whose it is.

Belongs here: what our workbook may say. Does not: opening it (`cells.py`), its shape (`form.py`), types and bounds of a
figure (`ingest/cells.py`).
"""

import difflib
from dataclasses import dataclass

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.ingest.workbook.cells import Sheet, Workbook, open_workbook
from prudent.ingest.workbook.form import (
    EXAMPLE,
    FUND,
    HEADER,
    INSTRUCTIONS,
    LABELS,
    LISTS,
    SheetForm,
    example_of,
    sheet_forms,
)
from prudent.ingest.workbook.identity import check_identity
from prudent.ingest.workbook.number_format import Kind
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.measured import Unit
from prudent.tables.spec import Column

_FIRST_COLUMN = 2


def read_workbook(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The figures of a workbook that `write_workbook` made and somebody filled in.

    Raises:
        DataBad: it is another fund's, holds no figures, or a figure is wrong.
        SchemaChanged: a sheet or a column is not one of the workbook's.
        HostileInput: it is larger or stranger than any honest workbook.
    """
    book = open_workbook(source)
    forms = sheet_forms()
    _check_sheets(book, forms)
    check_identity(book, fund)
    filled = tuple(_Filled(sheet, form, source) for form in forms if (sheet := book.sheet(form.name)) is not None)
    raws = tuple(raw for each in filled if (raw := each.raw(declared.document.id)).rows)
    if not raws:
        raise DataBad(f"{source.name} holds no figures: write them below the row marked {EXAMPLE}.", file=source.path)
    file = source.name.rpartition("/")[2]
    return Delivered(raws, tuple(noticed for each in filled for noticed in each.sheet.noticed(file)))


def _check_sheets(book: Workbook, forms: tuple[SheetForm, ...]) -> None:
    known = (INSTRUCTIONS, FUND, LISTS, *(form.name for form in forms))
    unknown = next((name for name in book.names if name not in known), None)
    if unknown is None and FUND in book.names:
        return
    if unknown is None:
        wrong = f"the sheet {FUND} is missing, so nothing says whose workbook this is"
    else:
        near = difflib.get_close_matches(unknown, known, n=1)
        wrong = f"the sheet {shown(unknown)} is unknown" + (f" ({near[0]} is meant?)" if near else "")
    raise SchemaChanged(
        f"{book.source.name}: {wrong}. Known are {', '.join(known)}; ask for the workbook anew if need be.",
        file=book.source.path,
    )


@dataclass(frozen=True, slots=True)
class _Filled:
    """A sheet that was filled in, and what it should look like."""

    sheet: Sheet
    form: SheetForm
    source: SourceFile

    def raw(self, document: str) -> RawTable:
        """The sheet's rows, each cell with its address."""
        self._check_header()
        lost = {finding.row for finding in self.sheet.findings if finding.column >= _FIRST_COLUMN}
        rows = [
            self._row(number, document)
            for number in range(2, max(len(self.sheet.rows), max(lost, default=0)) + 1)
            if self._is_data(number, said=number in lost)
        ]
        return RawTable(self.form.table, self.source, tuple(rows))

    def _check_header(self) -> None:
        given = tuple(self.sheet.rows[0]) if self.sheet.rows else ()
        wanted = (HEADER, *self.form.header)
        if given == wanted:
            return
        missing = [name for name in wanted if name not in given]
        faults: list[str] = []
        for name in [name for name in given if name not in wanted][:3]:
            near = difflib.get_close_matches(name, missing, n=1)
            faults.append(f"the column {shown(name)} is unknown" + (f" ({near[0]} is meant?)" if near else ""))
        faults += [f"the column {name} is missing" for name in missing]
        wrong = ", ".join(faults) or "the columns are in another order"
        raise SchemaChanged(
            f"{self.source.name}, sheet {self.form.name}, row 1: {wrong}. The row must be {', '.join(wanted)}.",
            file=self.source.path,
        )

    def _is_data(self, row: int, *, said: bool) -> bool:
        """Whether a row holds figures: not an explanation, and not empty."""
        label = self.sheet.text(row, 1)
        cells = self.sheet.rows[row - 1][1:] if row <= len(self.sheet.rows) else ()
        if label == EXAMPLE and any(
            self.sheet.text(row, number) != example_of(column) for number, column in self._columns
        ):
            raise self._wrong(f"row {row} is marked as the example and was changed; write figures below it")
        if label:
            if label not in LABELS:
                raise self._wrong(f"{shown(label)} stands in {self.sheet.place(row, 1)}; leave the first column empty")
            return False
        return said or any(cells)

    @property
    def _columns(self) -> tuple[tuple[int, Column], ...]:
        return tuple(enumerate(self.form.table.columns, start=_FIRST_COLUMN))

    def _row(self, row: int, document: str) -> RawRow:
        if len(self.sheet.rows) >= row and len(self.sheet.rows[row - 1]) > len(self.form.header) + 1:
            at = self.sheet.place(row, len(self.sheet.rows[row - 1]))
            raise self._wrong(f"{at} stands outside the columns; move it or remove it")
        texts: list[str] = []
        for number, column in self._columns:
            text = self.sheet.text(row, number)
            self._check_cell(row, number, column, text)
            texts.append(text)
        places = tuple(self.sheet.place(row, number) if text else "" for number, text in enumerate(texts, start=2))
        return RawRow(row, (*texts, document), places)

    def _check_cell(self, row: int, number: int, column: Column, text: str) -> None:
        kind = self.sheet.kind(row, number)
        place = self.sheet.place(row, number)
        if not text and column.required:
            what = (
                self.sheet.finding(row, number) or "is empty, and every row needs it; remove the row if it is not known"
            )
            raise self._wrong(f"{place} {what}")
        if kind is Kind.PERCENT and (column.unit is not Unit.FRACTION or column.scale):
            raise self._wrong(
                f"{place} is formatted as a percentage and stores {text}; "
                "format it as a plain number, and write it in the column's unit"
            )
        if kind is Kind.BOOLEAN:
            raise self._wrong(f"{place} is {text} as a truth value; write yes or no, or what the column asks for")

    def _wrong(self, why: str) -> PrudentError:
        return DataBad(f"{self.source.name}: {why}.", file=self.source.path)
