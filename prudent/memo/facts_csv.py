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
        writer.writerow([_harmless(getattr(fact, name)) for name in COLUMNS])
    return made.getvalue().encode()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)  # a date writes itself as ISO 8601
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
