"""What both templates must say before any figure is read: whose they are, in which currency and unit.

Belongs here: words of the head. Does not: lines and flows.
"""

import re
from collections.abc import Iterator

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.cells import Sheet
from prudent.model.fund import Fund

_CURRENCY_LABEL = re.compile(r"^(?:fund |reporting |base )?currency:?$")
_IN_BRACKETS = re.compile(r"\((?P<code>[A-Z]{3})\)")
_CODE = re.compile(r"[A-Z]{3}")
_ROUNDED = re.compile(r"\bin (?:thousands|millions)\b|\b(?:thousands|millions) of\b|\(?\$?'?000s?'?\)?$|\bin 000s?\b")
_OURS = "USD"


def check_head(source: SourceFile, sheet: Sheet, before: int, fund: Fund) -> None:
    """Hold what stands above the figures against the fund.

    Args:
        source: the file, for messages.
        sheet: the sheet with the figures.
        before: the first row of figures; the head lies above it.
        fund: whose template it must be.

    Raises:
        DataBad: it names another fund, no currency or another one, or figures in thousands.
    """
    cells = list(_cells(sheet, before))
    names = (fund.legal_name, *([fund.current_name] if fund.current_name else []), *fund.former_names)
    alike = next((other.name for other in fund.look_alikes if _says(cells, other.name)), None)
    if not any(_says(cells, name) for name in names):
        whose = f"; it names {alike}, a fund with a similar name" if alike else ""
        raise _wrong(source, sheet, f"does not name {fund.legal_name} above its figures{whose}")
    found = _currency(sheet, cells)
    if found != _OURS:
        what = (
            f"is in {shown(found)}, and US dollars are read" if found else "does not say its currency above its figures"
        )
        raise _wrong(source, sheet, what)
    if any(_ROUNDED.search(text.casefold()) for _, _, text in cells):
        raise _wrong(source, sheet, "is in thousands or millions; send it in whole dollars")


def _cells(sheet: Sheet, before: int) -> Iterator[tuple[int, int, str]]:
    for row in range(1, min(before, len(sheet.rows) + 1)):
        for column, text in enumerate(sheet.rows[row - 1], start=1):
            if text.strip():
                yield row, column, text.strip()


def _says(cells: list[tuple[int, int, str]], name: str) -> bool:
    """Whether a cell says the name, alone or with what the template puts around it, not as part of a longer name."""
    wanted = re.compile(rf"(?:^|[:\-–]\s*){re.escape(name.casefold())}\s*(?:\(|$|[-–])")
    return any(wanted.search(text.casefold()) for _, _, text in cells)


def _currency(sheet: Sheet, cells: list[tuple[int, int, str]]) -> str:
    for row, column, text in cells:
        if _CURRENCY_LABEL.match(text.casefold()):
            beside = next(
                (sheet.text(row, at).strip() for at in range(column + 1, column + 5) if sheet.text(row, at)), ""
            )
            if _CODE.fullmatch(beside):
                return beside
        if (found := _IN_BRACKETS.search(text)) is not None:
            return found["code"]
    return ""


def _wrong(source: SourceFile, sheet: Sheet, why: str) -> DataBad:
    return DataBad(f"{source.name}, sheet {shown(sheet.name)} {why}.", file=source.path)
