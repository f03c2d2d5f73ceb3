"""Where a row or a cell stands, in the words of a memo: file and row, or the place in its own document.

Belongs here: rows as dictionaries, as the memo's tables walk them. Does not: expressions over frames
(`prudent/validate/places.py`) and locators.
"""

from collections.abc import Mapping
from typing import cast

from prudent.memo.prose import plain
from prudent.tables.spec import table


def where(row: Mapping[str, object], core_table: str, column: str) -> str:
    """`terms.csv row 12`; of a row out of another format, or made of several files, the cell's own place."""
    said = table(core_table).place_of(column, cast("list[str] | None", row["places"]))
    return plain(said) if said else f"{row['file']} row {row['row']}"
