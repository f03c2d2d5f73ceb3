"""Workbooks made for tests: by the library where a spreadsheet would write them so, by hand where none would."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter

from prudent.ingest.files import SourceFile
from prudent.ingest.workbook.a1 import address
from prudent.ingest.workbook.cells import open_workbook
from prudent.model.limits import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def received(content: bytes, name: str = "book.xlsx", limits: Limits | None = None) -> SourceFile:
    return SourceFile(None, name, content, hashlib.sha256(content).hexdigest(), limits or Limits())


@dataclass(frozen=True)
class ByHand:
    """A workbook of one sheet, part by part."""

    parts: dict[str, bytes]

    def having(self, name: str, content: str | bytes) -> "ByHand":
        """The same with one part changed or added."""
        return ByHand({**self.parts, name: content.encode() if isinstance(content, str) else content})

    def without(self, name: str) -> "ByHand":
        return ByHand({key: content for key, content in self.parts.items() if key != name})

    def packed(self, how: int = zipfile.ZIP_DEFLATED) -> bytes:
        made = BytesIO()
        with zipfile.ZipFile(made, "w", how) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return made.getvalue()


def by_hand(
    rows: str = "", *, after: str = "", before: str = "", styles: str = "", workbook: str = "", shared: str = ""
) -> ByHand:
    """A workbook whose sheet `Returns` holds the rows as XML."""
    sheet = f"{HEAD}<worksheet xmlns='{MAIN}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    parts = {
        "[Content_Types].xml": f"{HEAD}<Types xmlns='{PACKAGE}/content-types'>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{KIND}.sheet.main+xml'/></Types>",
        "_rels/.rels": f"{HEAD}<Relationships xmlns='{PACKAGE}/relationships'/>",
        "xl/workbook.xml": f"{HEAD}<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'>{workbook}"
        "<sheets><sheet name='Returns' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{HEAD}<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='rId1' Type='{OFFICE}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/styles.xml": f"{HEAD}<styleSheet xmlns='{MAIN}'>{styles}</styleSheet>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f"{HEAD}<sst xmlns='{MAIN}'>{shared}</sst>"
    return ByHand({name: text.encode() for name, text in parts.items()})


Fill = Callable[[xlsxwriter.Workbook], None]


def by_library(fill: Fill, **options: object) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        fill(book)
    return made.getvalue()


def filled_in(
    content: bytes, sheet: str, rows: str, *, old: str = "</sheetData>", new: str = "{rows}</sheetData>"
) -> bytes:
    """A workbook as a person saved it after filling in one sheet: the same parts, rows added at the sheet's end.

    `old` and `new` change another place of the sheet's XML instead.
    """
    names = open_workbook(received(content)).names
    part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            text = given.read(name)
            if name == part:
                assert old.encode() in text, f"{sheet} holds no {old}"
                text = text.replace(old.encode(), new.format(rows=rows).encode())
            archive.writestr(name, text)
    return made.getvalue()


def row_of(number: int, *cells: str | float | None, first: int = 2, day_style: int = 5) -> str:
    """A row as a spreadsheet stores it: words inline, numbers as numbers, `2025-11-30` as a day (serial and style)."""
    made: list[str] = []
    for column, cell in enumerate(cells, start=first):
        at = address(number, column)
        if isinstance(cell, str) and len(cell) == 10 and cell[4] == cell[7] == "-":
            serial = (date.fromisoformat(cell) - date(1899, 12, 30)).days
            made.append(f'<c r="{at}" s="{day_style}"><v>{serial}</v></c>')
        elif isinstance(cell, str):
            made.append(
                cell.format(at=at)
                if cell.startswith("<c")
                else f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            )
        elif cell is not None:
            made.append(f'<c r="{at}"><v>{cell!r}</v></c>')
    return f'<row r="{number}">{"".join(made)}</row>'
