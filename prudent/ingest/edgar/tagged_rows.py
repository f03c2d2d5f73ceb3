"""Rows of a core table out of tagged figures, each cell with the place that it was read from.

Belongs here: the way from a figure and its place to a received row, and which figures no column can hold. Does not:
which figures there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prudent.ingest.cells import FLOAT_DIGITS, MONEY_PLACES
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.tables.spec import Dtype, Table

_FIRST_ROW = 2
"""The row after a header, as in a file that has one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell as received and where in the document it stands."""

    text: str = ""
    place: str = ""


NOTHING = Placed()


def raw_table(source: SourceFile, table: Table, rows: Iterable[Mapping[str, Placed]], document: str) -> RawTable:
    """The rows under the table's received header, numbered from 2; a column that a row does not name is empty."""
    names = [column.received for column in table.columns]
    made: list[RawRow] = []
    for number, row in enumerate(rows, start=_FIRST_ROW):
        cells = [row.get(name, NOTHING) for name in names]
        texts = (*(cell.text for cell in cells), document)
        made.append(RawRow(number, texts, tuple(cell.place for cell in cells)))
    return RawTable(table, source, tuple(made))


def unfit(table: Table, received: str, value: Decimal) -> str | None:
    """Why a column cannot hold a value in received units, in words; None when it can.

    A file of many years and filings is not refused for one such figure: the figure is left out and told.
    """
    column = next(column for column in table.columns if column.received == received)
    if column.minimum is not None and value.scaleb(column.scale) < Decimal(repr(column.minimum)):
        return f"is less than {Decimal(repr(column.minimum)).scaleb(-column.scale).normalize():f}"
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if column.dtype is Dtype.MONEY and places > MONEY_PLACES:
        return f"has more than {MONEY_PLACES} decimal places"
    if column.dtype is Dtype.FLOAT and len(value.normalize().as_tuple().digits) > FLOAT_DIGITS:
        return f"has more than {FLOAT_DIGITS} digits"
    return None


def written(value: Decimal) -> str:
    """The figure in full, without an exponent and without zeros that say nothing."""
    return f"{value.normalize():f}" if value else "0"
