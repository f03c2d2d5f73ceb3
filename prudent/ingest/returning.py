"""A figure that `corrections.yml` withdraws, when another source brings it again.

Belongs here: finding the same wrong figure among the rows that are used, and withdrawing it there too. Does not: the
packet's own file, where an entry is matched to the letter (`corrections.py`).
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, parse
from prudent.ingest.files import SourceFile
from prudent.ingest.merge import MERGED
from prudent.ingest.overrides import UsedRows
from prudent.model.case import Withdrawn
from prudent.model.packet import Noticed
from prudent.tables.spec import Column

_ALWAYS = date.max
"""An entry's dates were held against the packet's day when it was read."""


@dataclass(frozen=True, slots=True)
class Again:
    """The rows without the figures that came again, and what was found."""

    used: tuple[UsedRows, ...]
    noticed: tuple[Noticed, ...]


def withdraw_again(used: tuple[UsedRows, ...], withdrawn: tuple[Withdrawn, ...]) -> Again:
    """Empty every cell that is used and says what a correction withdrew, whatever source it came from.

    The correction gives the reason, which is about the figure and not about who sends it. A row whose needed cell is
    withdrawn goes with it, as in the packet.
    """
    rows = {item.table.file: item for item in used}
    noticed: list[Noticed] = []
    for item in withdrawn:
        entry = item.correction
        if entry.file in rows:
            rows[entry.file], found = _emptied(rows[entry.file], item)
            noticed += found
    return Again(tuple(rows[item.table.file] for item in used), tuple(noticed))


def _emptied(rows: UsedRows, item: Withdrawn) -> tuple[UsedRows, list[Noticed]]:
    entry = item.correction
    columns = {column.received: column for column in rows.table.columns}
    names = {name: text for name, text in entry.key.items() if name in columns}
    if entry.column not in columns or columns[entry.column].name in rows.table.key or not names:
        return rows, []
    column = columns[entry.column]
    wrong = pl.col(column.name) == _literal(column, entry.expect)
    for name, text in names.items():
        wrong &= pl.col(columns[name].name) == _literal(columns[name], text)
    wrong = wrong.fill_null(value=False)
    found = rows.frame.filter(wrong)
    told = [
        Noticed(
            file=str(row["file"]).removeprefix(MERGED),
            place=str(row["source"]),
            what=f"{entry.column} {item.value_as_received} is the figure that corrections.yml withdraws; another "
            "source brought it again, and it is withdrawn here too.",
        )
        for row in found.iter_rows(named=True)
    ]
    if column.required:
        return UsedRows(rows.table, rows.frame.filter(~wrong)), told
    emptied = pl.when(wrong).then(None).otherwise(pl.col(column.name)).alias(column.name)
    return UsedRows(rows.table, rows.frame.with_columns(emptied)), told


def _literal(column: Column, text: str) -> pl.Expr:
    """A text of an entry as a value of its column; a value that nothing equals where it is none."""
    optional = column.model_copy(update={"required": False})
    nowhere = SourceFile(None, "corrections.yml", b"", "")
    try:
        value = parse(Cell(nowhere, 0, optional, text), _ALWAYS)
    except DataBad:
        value = None
    return pl.lit(value, dtype=column.dtype.polars)
