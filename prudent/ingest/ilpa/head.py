"""What both templates must say before any figure is read: whose they are, in which currency and unit.

Belongs here: which cells are asked and what is refused. Does not: how a currency is named (`currency.py`), how a
multiple is (`units.py`), lines and flows.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.ilpa.amounts import amount_of
from prudent.ingest.ilpa.currency import OURS, Named, below, labelled, mentioned
from prudent.ingest.ilpa.units import says_rounded
from prudent.ingest.workbook.cells import Sheet
from prudent.model.fund import Fund

_QUOTES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("–—−", "-"))


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell of the head, or the sheet's name."""

    row: int
    """0 for the sheet's name."""
    column: int
    text: str
    plain: str
    """With one form of each quote, dash, sign and space, and without the fund's own names."""


def check_head(source: SourceFile, sheet: Sheet, heads: int, fund: Fund) -> None:
    """Hold what stands above the figures against the fund.

    Args:
        source: the file, for messages.
        sheet: the sheet with the figures.
        heads: the row of the columns' heads; the figures lie below it.
        fund: whose template it must be.

    Raises:
        DataBad: it names another fund, no currency, another one or several, or figures in thousands.
    """
    names = (fund.legal_name, *([fund.current_name] if fund.current_name else []), *fund.former_names)
    cells = list(_said(sheet, heads, names))
    alike = next((other.name for other in fund.look_alikes if _says(cells, other.name)), None)
    if not any(_says(cells, name) for name in names):
        whose = f"; it names {alike}, a fund with a similar name" if alike else ""
        raise _wrong(source, sheet, f"does not name {fund.legal_name} above its figures{whose}")
    _check_currency(source, sheet, tuple(_currencies(sheet, heads, cells)))
    notes = _notes(sheet, heads, names)
    rounded = next((said for said in (*cells, *notes) if says_rounded(said.plain)), None)
    if rounded is not None:
        where = sheet.place(rounded.row, rounded.column) if rounded.row else "its name"
        why = f"is in thousands or millions: {where} says {shown(rounded.text)}; send it in whole dollars"
        raise _wrong(source, sheet, why)


def _said(sheet: Sheet, heads: int, names: tuple[str, ...]) -> Iterator[_Said]:
    yield _Said(0, 0, sheet.name, _plain(sheet.name, names))
    for row in range(1, min(heads, len(sheet.rows)) + 1):
        yield from _of_row(sheet, row, names)


def _of_row(sheet: Sheet, row: int, names: tuple[str, ...]) -> Iterator[_Said]:
    for column, text in enumerate(sheet.rows[row - 1], start=1):
        if text.strip():
            yield _Said(row, column, text.strip(), _plain(text, names))


def _notes(sheet: Sheet, heads: int, names: tuple[str, ...]) -> Iterator[_Said]:
    """Rows below the heads without any amount: a unit may be noted at the foot."""
    for row in range(heads + 1, len(sheet.rows) + 1):
        if all(amount_of(text.strip(), "") is None for text in sheet.rows[row - 1]):
            yield from _of_row(sheet, row, names)


def _plain(text: str, names: tuple[str, ...]) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())
    for name in names:
        plain = re.sub(re.escape(name), " ", plain, flags=re.IGNORECASE)
    return plain.strip()


def _says(cells: list[_Said], name: str) -> bool:
    """Whether a cell says the name, alone or with what the template puts around it, not as part of a longer name."""
    wanted = re.compile(rf"(?:^|[:\-–]\s*){re.escape(name.casefold())}\s*(?:\(|$|[-–])")
    return any(said.row and wanted.search(said.text.casefold()) for said in cells)


def _currencies(sheet: Sheet, heads: int, cells: list[_Said]) -> Iterator[Named]:
    for said in cells:
        place = sheet.place(said.row, said.column) if said.row else shown(sheet.name)
        yield from mentioned(said.plain, place)
        if said.row == heads:
            yield from below(sheet, said.row, said.column, said.plain)
        elif said.row and (named := labelled(sheet, said.row, said.column, said.plain)):
            yield named


def _check_currency(source: SourceFile, sheet: Sheet, named: tuple[Named, ...]) -> None:
    """One currency, and ours. A label says what the currency is, so a mention beside it only names another."""
    if not named:
        raise _wrong(source, sheet, "does not say its currency above its figures")
    said = next((each for each in named if each.labelled), named[0])
    if said.currency != OURS:
        raise _wrong(source, sheet, f"is in {shown(said.currency)}, and US dollars are read: {said.place}")
    other = next((each for each in named if each.currency != OURS), None)
    if other is not None:
        why = (
            f"names US dollars at {said.place} and {shown(other.currency)} at {other.place}, and nothing says which "
            "its figures are in; name one"
        )
        raise _wrong(source, sheet, why)


def _wrong(source: SourceFile, sheet: Sheet, why: str) -> DataBad:
    return DataBad(f"{source.name}, sheet {shown(sheet.name)} {why}.", file=source.path)
