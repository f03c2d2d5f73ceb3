"""Reads one cell: text into a value of the column's kind, or a sentence that says what to write instead.

Belongs here: what one cell may say. Does not: rows against each other (`conform.py`).
Numbers are parsed as decimals and shifted by the column's scale before they become floats, so 1.95 per cent is 0.0195
and not a neighbour of it.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.model.period import month_end
from prudent.tables.spec import Column, Dtype

CellValue: TypeAlias = str | int | float | Decimal | date

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNKNOWN = re.compile(r"#?n/?a|-+|–|—|nan|null|none|nil|unknown|tbd|n\.a\.", re.IGNORECASE)

MONEY_PLACES = 4
MONEY_DIGITS = 20
FLOAT_DIGITS = 15
"""Digits that survive the way into a float and back, so a stored figure can be shown as it was received."""

#: Columns whose name promises the last day of a month.
_MONTH_ENDS = frozenset({"period_end", "month_end"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as received, and where it stands."""

    source: SourceFile
    row: int
    column: Column
    text: str
    place: str = ""
    """Where it stands in a document that has no such rows: `Returns!C7`, an XPath."""

    def wrong(self, problem: str) -> DataBad:
        """The error for this cell: file, row, column, place, what stands there and what was expected."""
        where = f"{self.source.name} row {self.row}, column {self.column.received}"
        where += f" ({self.place})" if self.place else ""
        return DataBad(f"{where}: {shown(self.text)} {problem}", file=self.source.path)


def parse(cell: Cell, received: date) -> CellValue | None:
    """The cell's value in the column's own unit; None for an empty cell.

    Raises:
        DataBad: the text is not of the column's kind, is out of its bounds, is a date after `received`, or is empty
            where every row needs it.
    """
    if not cell.text:
        if cell.column.required:
            raise cell.wrong("is an empty cell, and every row needs it: remove the row if it is not known.")
        return None
    if cell.text != cell.text.strip():
        raise cell.wrong("has spaces around it; remove them.")
    match cell.column.dtype:
        case Dtype.DATE:
            return _date(cell, received)
        case Dtype.FLOAT | Dtype.MONEY | Dtype.INTEGER:
            return _number(cell)
        case _:
            return _text(cell)


def as_received(value: CellValue, column: Column) -> str:
    """A stored value in the unit in which it was received: 0.0195 under `return_pct` is 1.95. Equal as a number."""
    return _written(value, -column.scale)


def as_stored(value: CellValue) -> str:
    """A stored value written out in full, without an exponent or zeros that say nothing."""
    return _written(value, 0)


def _written(value: CellValue, shift: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{number.scaleb(shift).normalize():f}" if number else "0"


def _text(cell: Cell) -> str:
    if cell.column.one_of and cell.text not in cell.column.one_of:
        raise cell.wrong(f"is not one of {', '.join(cell.column.one_of)}.")
    return cell.text


_FIRST_YEAR = 1900


def _date(cell: Cell, received: date) -> date:
    try:
        day = date.fromisoformat(cell.text) if _DATE.fullmatch(cell.text) else None
    except ValueError:
        day = None
    if day is None:
        raise cell.wrong("is not a date; write it as 2025-12-31.")
    if day.year < _FIRST_YEAR:
        raise cell.wrong(f"lies before {_FIRST_YEAR}; no figure of a fund is older.")
    if day > received:
        raise cell.wrong(
            f"lies after {received}, the day the packet was received; "
            "a figure cannot speak of a day after it was received."
        )
    if cell.column.name in _MONTH_ENDS and day != month_end(day):
        raise cell.wrong(f"is not the last day of its month, {month_end(day)}.")
    return day


def _number(cell: Cell) -> int | float | Decimal:
    if not _NUMBER.fullmatch(cell.text):
        raise cell.wrong(f"is not a plain number; {_advice(cell)}")
    exact = Decimal(cell.text)
    _within(cell, exact)
    column = cell.column
    if column.dtype is Dtype.INTEGER:
        if not _WHOLE.fullmatch(cell.text) or len(cell.text) > FLOAT_DIGITS:
            raise cell.wrong(f"is not a whole number of at most {FLOAT_DIGITS} digits.")
        return int(cell.text)
    digits, places = len(exact.as_tuple().digits), len(cell.text.partition(".")[2])
    if column.dtype is Dtype.MONEY:
        if places > MONEY_PLACES or digits - places > MONEY_DIGITS:
            raise cell.wrong(
                f"has more than {MONEY_PLACES} decimal places or {MONEY_DIGITS} digits before the point; "
                "it is not rounded for you."
            )
        return exact.scaleb(column.scale)
    if digits > FLOAT_DIGITS or places > 2 * FLOAT_DIGITS:
        raise cell.wrong(f"has more than {FLOAT_DIGITS} digits, more than can be kept exactly.")
    return float(exact.scaleb(column.scale)) + 0.0  # a negative zero becomes zero


def _within(cell: Cell, exact: Decimal) -> None:
    column = cell.column
    least, most = (
        None if bound is None else Decimal(repr(bound)).scaleb(-column.scale)
        for bound in (column.minimum, column.maximum)
    )
    if least is not None and exact < least:
        raise cell.wrong(f"is less than {least.normalize():f}, the least that the column allows.")
    if most is not None and exact > most:
        raise cell.wrong(f"is more than {most.normalize():f}, the most that the column allows.")


def _advice(cell: Cell) -> str:
    text = cell.text
    if _UNKNOWN.fullmatch(text):
        return (
            "remove the row if it is not known." if cell.column.required else "leave the cell empty if it is not known."
        )
    advice = {
        ",": "write it without commas, with a point before the decimals.",
        "%": "write it without the per-cent sign, in the unit that the column's name gives.",
        "$": "write it without the currency sign.",
        "(": "write a figure below zero with a minus, not in brackets.",
        "−": "write the minus as a hyphen.",
        "+": "write it without the plus.",
    }
    found = next((words for sign, words in advice.items() if sign in text), None)
    if found is None and re.fullmatch(r"-?[0-9.]+e[+-]?[0-9]+", text, re.IGNORECASE):
        found = "write it out without an exponent."
    return found or "write digits with a point before the decimals, such as 1234.5."
