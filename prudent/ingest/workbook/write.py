"""Writes our own workbook for managers and trustees: an empty one for one fund, with instructions.

Belongs here: how it looks. Does not: which sheets and columns it has (`form.py`). The same fund gives the same bytes:
no clock, no name of a machine, no formula.
"""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from prudent.ingest.workbook.a1 import letters
from prudent.ingest.workbook.form import (
    CIK_ITEM,
    EXAMPLE,
    FORMAT,
    FORMAT_ITEM,
    FUND,
    FUND_ITEM,
    HEADER,
    INSTRUCTIONS,
    LABELS,
    LISTS,
    MEANS,
    NAME_ITEM,
    OPENFUNDS,
    OPENFUNDS_NAME,
    UNIT,
    SheetForm,
    bounds_of,
    example_of,
    openfunds_of,
    sheet_forms,
    unit_of,
)
from prudent.ingest.workbook.instructions import LINES
from prudent.model.fund import Fund
from prudent.tables.spec import Column, Dtype

FILLABLE = 5_000
"""Rows that check what is typed. More rows can be filled; they are checked when the workbook is read."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed day, so that the same fund gives the same bytes
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(9999, 12, 31)
_LARGEST = 1e15
"""A spreadsheet keeps fifteen digits."""


def write_workbook(path: Path, fund: Fund) -> None:
    """Write the empty workbook of one fund.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_bytes(workbook_bytes(fund))


def workbook_bytes(fund: Fund) -> bytes:
    """The empty workbook of one fund, the same bytes each time."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        _set_title(book, f"Facts about {fund.legal_name}")
        look = _Look.of(book)
        _instructions(_sheet(book, INSTRUCTIONS), look)
        _fund(_sheet(book, FUND), look, fund)
        forms = sheet_forms()
        sheets = [_sheet(book, form.name) for form in forms]
        lists = _Lists(_sheet(book, LISTS), look)
        for form, sheet in zip(forms, sheets, strict=True):
            _form(sheet, look, form, lists)
    return content.getvalue()


# The library has types in part only; what is used of it without is here.
def _set_title(book: Workbook, title: str) -> None:
    properties = {"title": title, "author": "", "created": _CREATED}
    book.set_properties(properties)  # pyright: ignore[reportUnknownMemberType]


def _sheet(book: Workbook, name: str) -> Worksheet:
    return book.add_worksheet(name)  # pyright: ignore[reportUnknownMemberType]


def _format(book: Workbook, properties: dict[str, object]) -> Format:
    return book.add_format(properties)  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class _Look:
    """The few formats that are used."""

    title: Format
    label: Format
    wrapped: Format
    example: Format
    example_day: Format
    day: Format
    words: Format

    @classmethod
    def of(cls, book: Workbook) -> "_Look":
        grey: dict[str, object] = {"italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"}
        return cls(
            title=_format(book, {"bold": True}),
            label=_format(book, {"bold": True, "bg_color": "#F2F2F2"}),
            wrapped=_format(book, {"text_wrap": True, "valign": "top", "bg_color": "#F2F2F2"}),
            example=_format(book, grey),
            example_day=_format(book, {**grey, "num_format": "yyyy-mm-dd"}),
            day=_format(book, {"num_format": "yyyy-mm-dd"}),
            words=_format(book, {"num_format": 49}),
        )


class _Lists:
    """The sheet that drop-downs take their words from; a list inside a cell may have 255 characters only."""

    def __init__(self, sheet: Worksheet, look: _Look) -> None:
        self._sheet, self._look, self._columns = sheet, look, 0

    def add(self, title: str, words: tuple[str, ...]) -> str:
        """Write one list and give its range."""
        column, self._columns = self._columns, self._columns + 1
        self._sheet.write_string(0, column, title, self._look.title)
        for row, word in enumerate(words, start=1):
            self._sheet.write_string(row, column, word)
        name = letters(column + 1)
        return f"={LISTS}!${name}$2:${name}${len(words) + 1}"


def _instructions(sheet: Worksheet, look: _Look) -> None:
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(LINES):
        sheet.write_string(row, 0, line, look.wrapped if row else look.title)


def _fund(sheet: Worksheet, look: _Look, fund: Fund) -> None:
    sheet.set_column(0, 2, 40)
    rows = (
        ("item", "value", "means"),
        (FORMAT_ITEM, str(FORMAT), "Version of this workbook; leave it as it is."),
        (FUND_ITEM, fund.fund, "How the fund is named by those who asked for this workbook; leave it as it is."),
        (CIK_ITEM, str(fund.cik or ""), "SEC Central Index Key; empty for a fund that files nothing with the SEC."),
        (NAME_ITEM, fund.legal_name, f"Legal name (openfunds {OPENFUNDS_NAME}). It must be this fund's."),
    )
    for row, (item, value, means) in enumerate(rows):
        sheet.write_string(row, 0, item, look.label)
        sheet.write_string(row, 1, value, look.label if row == 0 else look.words)
        sheet.write_string(row, 2, means, look.label if row == 0 else look.wrapped)


def _form(sheet: Worksheet, look: _Look, form: SheetForm, lists: _Lists) -> None:
    sheet.freeze_panes(len(LABELS), 1)
    sheet.set_column(0, 0, 10, look.label)
    sheet.set_row(LABELS.index(MEANS), 150)
    for row, label in enumerate(LABELS):
        sheet.write_string(row, 0, label, look.label)
    for number, column in enumerate(form.table.columns, start=1):
        sheet.set_column(number, number, 24, _cell_format(look, column))
        sheet.write_string(LABELS.index(HEADER), number, column.received, look.label)
        sheet.write_string(LABELS.index(UNIT), number, unit_of(column), look.wrapped)
        sheet.write_string(LABELS.index(MEANS), number, " ".join(column.description.split()), look.wrapped)
        sheet.write_string(LABELS.index(OPENFUNDS), number, openfunds_of(form.table, column), look.wrapped)
        _example(sheet, look, number, column)
        if (check := _check(form, column, lists)) is not None:
            sheet.data_validation(len(LABELS), number, len(LABELS) + FILLABLE - 1, number, check)


def _cell_format(look: _Look, column: Column) -> Format | None:
    if column.dtype is Dtype.DATE:
        return look.day
    return look.words if column.dtype is Dtype.TEXT else None


def _example(sheet: Worksheet, look: _Look, number: int, column: Column) -> None:
    row, text = LABELS.index(EXAMPLE), example_of(column)
    match column.dtype:
        case Dtype.DATE:
            sheet.write_datetime(row, number, datetime.fromisoformat(text), look.example_day)
        case Dtype.TEXT:
            sheet.write_string(row, number, text, look.example)
        case _:
            sheet.write_number(row, number, float(text), look.example)


def _check(form: SheetForm, column: Column, lists: _Lists) -> dict[str, object] | None:
    """What the spreadsheet refuses while somebody types. The reader refuses the same and more."""
    if column.one_of:
        return {"validate": "list", "source": lists.add(f"{form.name} {column.received}", column.one_of)}
    if column.dtype is Dtype.TEXT:
        return None
    advice = {"error_title": "Not in this column", "error_message": f"Here: {unit_of(column)}."}
    if column.dtype is Dtype.DATE:
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY, **advice}
    least, most = bounds_of(column)
    return {
        "validate": "integer" if column.dtype is Dtype.INTEGER else "decimal",
        "criteria": "between",
        "minimum": -_LARGEST if least is None else float(least),
        "maximum": _LARGEST if most is None else float(most),
        **advice,
    }
