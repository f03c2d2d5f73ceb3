"""Whose workbook it is: the sheet that names the fund must name this one.

Belongs here: the fund's items and what they must say. Does not: figures (`read.py`).
"""

from prudent.errors import DataBad, PrudentError, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.workbook.cells import Workbook
from prudent.ingest.workbook.form import CIK_ITEM, FORMAT, FORMAT_ITEM, FUND, FUND_ITEM, NAME_ITEM
from prudent.model.fund import Fund


def check_identity(book: Workbook, fund: Fund) -> None:
    """Hold the workbook's identity against the fund's.

    Raises:
        SchemaChanged: it is of a version that is not read, or an item is missing.
        DataBad: it names another fund, or a fund with a similar name.
    """
    if (version := _item(book, FORMAT_ITEM)) != str(FORMAT):
        raise SchemaChanged(
            f"{book.source.name}: {FORMAT_ITEM} is {shown(version)}, and version {FORMAT} is read; "
            "ask for the workbook anew.",
            file=book.source.path,
        )
    if (slug := _item(book, FUND_ITEM)) != fund.fund:
        raise _wrong(book, f"fund is {shown(slug)}, and this workbook was received for {fund.fund}")
    _check_cik(book, fund)
    name = _item(book, NAME_ITEM)
    known = (fund.legal_name, *([fund.current_name] if fund.current_name else []), *fund.former_names)
    if name not in known:
        alike = any(other.name == name for other in fund.look_alikes)
        whose = "a fund with a similar name" if alike else "not a name of this fund"
        raise _wrong(book, f"legal_name is {shown(name)}, {whose}; it is {fund.legal_name}")


def _check_cik(book: Workbook, fund: Fund) -> None:
    text = _item(book, CIK_ITEM)
    cik = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None  # noqa: PLR2004 -- as EDGAR writes
    if (text and cik is None) or cik != fund.cik:
        alike = next((other.name for other in fund.look_alikes if other.cik == cik), None)
        whose = f", that of {alike}, a fund with a similar name" if alike else ""
        has = f"{fund.legal_name} has {fund.cik or 'none, because it is not registered'}"
        raise _wrong(book, f"cik is {shown(text)}{whose}; {has}")


def _item(book: Workbook, item: str) -> str:
    """The value beside an item; `""` for an empty cell.

    Raises:
        SchemaChanged: the item is not there, or stands there twice.
    """
    sheet = book.sheet(FUND)
    rows = [] if sheet is None else [row for row in range(1, len(sheet.rows) + 1) if sheet.text(row, 1) == item]
    if sheet is None or len(rows) != 1:
        raise SchemaChanged(
            f"{book.source.name}, sheet {FUND}: the item {item} must stand in the first column once.",
            file=book.source.path,
        )
    return sheet.text(rows[0], 2)


def _wrong(book: Workbook, why: str) -> PrudentError:
    return DataBad(f"{book.source.name}, sheet {FUND}: {why}.", file=book.source.path)
