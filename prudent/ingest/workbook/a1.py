"""Addresses of cells as a spreadsheet shows them: `C7`, and `Returns!C7` for people.

Rows and columns count from 1. Belongs here: addresses. Does not: what stands there.
"""

import re

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def address(row: int, column: int) -> str:
    """`C7` for row 7, column 3."""
    return f"{letters(column)}{row}"


def parsed(text: str) -> tuple[int, int] | None:
    """Row and column of an address without dollar signs; None for anything else."""
    found = _CELL.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def place(sheet: str, row: int, column: int) -> str:
    """`Returns!C7`; a name with a space or a sign stands in quotes, as spreadsheets write it."""
    return f"{sheet_name(sheet)}!{address(row, column)}"


def sheet_name(sheet: str) -> str:
    """A sheet's name as it stands in an address."""
    return sheet if _PLAIN.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
