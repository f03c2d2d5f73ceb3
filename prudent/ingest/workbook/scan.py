"""Reads one sheet's XML: where cells stand, their numbers as stored, and what the values alone do not tell.

Belongs here: formulas that were never computed, links to other workbooks, errors, hidden rows and columns, merged
cells. Does not: words, which the spreadsheet library reads (`cells.py`).
"""

import re

from prudent.ingest.characters import dotted, shown
from prudent.ingest.workbook.a1 import parsed
from prudent.ingest.workbook.guard import Part
from prudent.ingest.workbook.markup import Element, elements, is_true, local, released
from prudent.ingest.workbook.number_format import Kind, date_text, number_text
from prudent.ingest.workbook.scanned import MOST_COLUMNS, Context, Finding, Scan

_OTHER_WORKBOOK = re.compile(r"\[[0-9]+\]")
_CELL = re.compile(rb"<(?:[^\s<>/:!?]+:)?c[\s/>]")
"""Where a cell begins, wherever it stands. The spreadsheet library reads cells that stand outside of rows too."""
NEVER_COMPUTED = (
    "is a formula that was never computed; open the file in a spreadsheet program, save it, and send it again"
)
LOST = "shows {}: its value is lost; mend it and send it again"
_WORDS = frozenset({"s", "str", "inlineStr"})
_TRUTH = {"1": "TRUE", "0": "FALSE"}
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)
"""As many digits as the last row that a spreadsheet has, 1,048,576."""
OTHER_WORKBOOK = "is a link to another workbook; its value is the one last seen there"


def scan(context: Context, name: str, part: Part) -> Scan:
    """Read a sheet's XML once, row by row.

    Raises:
        DataBad: a cell has no address, stands twice, or holds what its kind cannot be.
        HostileInput: the sheet reaches further than is read, or is no XML.
    """
    found = Scan(context, name)
    sheets = 0
    for element in elements(context.source, part, "row", "col", "mergeCell", "sheetData"):
        match local(element.tag):
            case "row":
                _row(found, element)
                released(element)
            case "col" if is_true(element.get("hidden")):
                _hidden_columns(found, element)
            case "mergeCell":
                found.merged.append((element.get("ref") or "")[:40])
            case "sheetData":
                sheets += 1
            case _:
                pass
    if sheets > 1:
        raise found.wrong("it holds two tables of cells")
    if sum(1 for _ in _CELL.finditer(part.content)) != found.cells:
        raise found.wrong("it holds cells outside of its rows")
    return found


def _hidden_columns(found: Scan, element: Element) -> None:
    """Each column once: the format has them in order, and a file may say the same a hundred thousand times."""
    first, last = _whole(element.get("min")), _whole(element.get("max"))
    before = found.hidden_columns[-1] if found.hidden_columns else 0
    found.hidden_columns += range(max(first, before + 1), min(last, MOST_COLUMNS) + 1)


def _row(found: Scan, element: Element) -> None:
    parent = element.getparent()
    if parent is None or local(parent.tag) != "sheetData":
        raise found.wrong("it holds a row outside of its table of cells")
    number = element.get("r") or ""
    row = _whole(number)
    if row <= found.last_row:
        raise found.wrong(f"a row has no number, or stands before or beside itself ({shown(number)})")
    found.last_row = row
    column = 0
    for cell in element:
        at = parsed(cell.get("r") or "") if local(cell.tag) == "c" else None
        if at is None or at[0] != row or at[1] <= column:
            raise found.wrong(f"a cell of row {row} has no address, or stands twice ({shown(cell.get('r') or '')})")
        column = at[1]
        found.cells += 1
        _cell(found, cell, row, column)
    if is_true(element.get("hidden")) and len(found.rows) == row:
        found.hidden_rows.append(row)


def _cell(found: Scan, cell: Element, row: int, column: int) -> None:
    children = {local(child.tag): child for child in cell}
    if children:
        found.reach(row, column)
    formula, value = children.get("f"), children.get("v")
    stored = (value.text or "") if value is not None else ""
    kind = cell.get("t") or "n"
    if formula is not None and _never_computed(found, kind, stored, has_value=value is not None):
        found.findings.append(Finding(row, column, NEVER_COMPUTED))
        return
    if formula is not None and _links(found, formula):
        found.findings.append(Finding(row, column, OTHER_WORKBOOK))
    if kind == "e":
        found.findings.append(Finding(row, column, LOST.format(dotted(stored[:20]))))
    elif kind in _WORDS:
        if stored or "is" in children:
            found.put(row, column, "", _words(found, kind, stored))
    elif stored:
        found.put(row, column, *_value(found, cell, kind, stored.strip()))


def _words(found: Scan, kind: str, stored: str) -> Kind:
    """The kind of a cell with words of its own, or with the number of words that cells share."""
    if kind == "s":
        index, lengths = _whole(stored), found.context.words
        if not _COUNT.fullmatch(stored) or index >= len(lengths):
            raise found.wrong(f"a cell points to the shared words {shown(stored)}, which are not there")
        found.say(lengths[index])
    return Kind.TEXT


def _never_computed(found: Scan, kind: str, stored: str, *, has_value: bool) -> bool:
    """A text formula may have come to nothing; a number never does."""
    if not has_value:
        return True
    if kind == "n":
        return not stored.strip() or (found.context.recompute and number_text(stored.strip()) == "0")
    return False


def _links(found: Scan, formula: Element) -> bool:
    """Whether a formula reads another workbook: `[1]Sheet!A1`. A shared formula is written out in its first cell."""
    shared = formula.get("si") or ""
    links = _OTHER_WORKBOOK.search(formula.text or "") is not None
    if links and shared:
        found.linked.add(shared)
    return links or (bool(shared) and shared in found.linked)


def _value(found: Scan, cell: Element, kind: str, stored: str) -> tuple[str, Kind]:
    """Text and kind of a cell that holds no words."""
    if kind == "d":
        return stored.removesuffix("T00:00:00").removesuffix("T00:00:00.000"), Kind.DATE
    if kind == "b" and stored in _TRUTH:
        return _TRUTH[stored], Kind.BOOLEAN
    number = number_text(stored) if kind == "n" else None
    if number is None:
        raise found.wrong(f"{cell.get('r')} holds {shown(stored)}, which is no number")
    style, styles = _whole(cell.get("s")), found.context.styles
    shows = styles[style] if style < len(styles) else Kind.NUMBER
    day = date_text(stored, shows, from_1904=found.context.from_1904) if shows in {Kind.DATE, Kind.TIME} else None
    if day is not None:
        return day, shows
    return number, Kind.PERCENT if shows is Kind.PERCENT else Kind.NUMBER


def _whole(text: str | None) -> int:
    """A count of an attribute; 0 for none and for what is no count."""
    return int(text) if text and _COUNT.fullmatch(text) else 0
