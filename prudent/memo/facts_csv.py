"""The cells that a memo's figures rest on, as CSV (RFC 4180): for whoever wants to compute with them again.

Belongs here: the columns, and the care that a spreadsheet takes no cell for a formula. Does not: which cells a memo
holds (`facts`), and the workbook.
"""

import csv
import io
import re
from typing import Final

from prudent.memo.document import MemoFact

COLUMNS: Final = ("locator", "owner", "field", "as_of", "value", "unit", "document", "place", "grade")
"""The fields of `MemoFact`, in this order; the first row of the file."""

_FORMULA = re.compile(r"[=+\-@\t\r\n]")  # what a spreadsheet reads as the start of a formula, or skips before one
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def facts_csv(facts: tuple[MemoFact, ...]) -> bytes:
    """The facts as UTF-8 CSV with a header, lines ended by CR LF, in the order of the memo.

    A cell that begins as a formula does gets an apostrophe before it, so that a spreadsheet shows it as text. A number
    below zero is a number and stays one.
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for fact in facts:
        row = fact.model_dump(mode="json")
        writer.writerow([_harmless(row[name]) for name in COLUMNS])
    return made.getvalue().encode()


def _harmless(value: str | None) -> str:
    if value is None:
        return ""
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value
