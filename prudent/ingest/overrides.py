"""Puts a person's figure in place of what the sources say, as `overrides.yml` declares it, for a stated time.

Belongs here: matching an entry to a cell that is used, and replacing it there. Does not: withdrawing a figure without a
better one (`corrections.py`). What was replaced stays among the facts.
"""

from dataclasses import dataclass
from typing import cast

import polars as pl

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, CellValue, as_received, parse
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.known import Known
from prudent.model.case import Overridden
from prudent.model.fact import Locator
from prudent.model.packet import Override
from prudent.tables.check import check
from prudent.tables.spec import Column, Table

OVERRIDES = "overrides.yml"


@dataclass(frozen=True, slots=True)
class UsedRows:
    """The rows of one core table that are used of one fund."""

    table: Table
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry, its number and its file, for messages."""

    override: Override
    number: int
    source: SourceFile

    def wrong(self, problem: str) -> DataBad:
        return DataBad(f"{self.source.name} entry {self.number}: {problem}", file=self.source.path)

    def value(self, column: Column, text: str) -> CellValue | None:
        """A text of the entry as a value of the column."""
        cell = Cell(self.source, self.number, column.model_copy(update={"required": False}), text)
        return parse(cell, self.override.declared)


def override(
    used: tuple[UsedRows, ...], owner: str, entries: tuple[Override, ...], source: SourceFile, known: Known
) -> tuple[tuple[UsedRows, ...], tuple[Overridden, ...]]:
    """The rows with the overrides in their cells, and what was overridden, in the order of the entries.

    Args:
        used: the owner's rows that are used, after the sources were put in order.
        owner: the fund.
        entries: the declared entries.
        source: `overrides.yml`, for messages.
        known: an entry that is declared after its day is left out; after its own last day it holds no more.

    Raises:
        DataBad: an entry has run out, names no cell, or a cell that no longer says what was expected.
    """
    rows = {item.table.file: item for item in used}
    done: list[Overridden] = []
    for number, each in enumerate(entries, start=1):
        entry = _Entry(each, number, source)
        _check_days(entry, known)
        if not each.holds_on(known.at) or each.expires < known.at:
            continue
        item = rows.get(each.file)
        if item is None or not item.frame.height:
            raise entry.wrong(f"no source gives rows of {shown(each.file)}.")
        rows[each.file], overridden = _apply(item, entry, owner, known)
        done.append(overridden)
    return tuple(rows[item.table.file] for item in used), tuple(done)


def _check_days(entry: _Entry, known: Known) -> None:
    if entry.override.declared > known.today:
        raise entry.wrong(f"declared is {entry.override.declared}, which lies after today, {known.today}.")
    if entry.override.ended is None and entry.override.expires < known.today:
        raise entry.wrong(
            f"it ran out on {entry.override.expires}. Write ended: {entry.override.expires} to keep it on file, or "
            "look again and declare it anew with a later day."
        )


def _apply(item: UsedRows, entry: _Entry, owner: str, known: Known) -> tuple[UsedRows, Overridden]:
    table, each = item.table, entry.override
    column = _column(table, each.column, entry)
    if column.name in table.key:
        raise entry.wrong(f"{each.column} is part of the key of {each.file}; a row is not moved.")
    index = _row(item, entry)
    standing = cast("CellValue | None", item.frame.get_column(column.name)[index])
    if standing != entry.value(column, each.expect):
        there = "empty" if standing is None else shown(as_received(standing, column))
        changed = f"The source has changed: write ended: {known.today}, or declare it anew."
        raise entry.wrong(f"{each.column} is {there}, not {shown(each.expect)}. {changed}")
    replaced = _replaced(item, index, column, entry)
    row = cast("int", item.frame.get_column("row")[index])
    file = cast("str", item.frame.get_column("file")[index])
    place = Locator(owner=owner, file=file, first_row=row, last_row=row, column=each.column)
    return replaced, Overridden(fund=owner, locator=str(place), entry=entry.number, override=each)


def _column(table: Table, received: str, entry: _Entry) -> Column:
    found = next((column for column in table.columns if column.received == received), None)
    if found is None:
        raise entry.wrong(f"{table.file} has no column {shown(received)}.")
    return found


def _row(item: UsedRows, entry: _Entry) -> int:
    asked = pl.lit(True)
    for received, text in entry.override.key.items():
        column = _column(item.table, received, entry)
        asked &= pl.col(column.name) == pl.lit(entry.value(column, text), dtype=column.dtype.polars)
    found = item.frame.with_row_index("_at").filter(asked).get_column("_at").to_list()
    if len(found) != 1:
        key = ", ".join(f"{name} {value}" for name, value in entry.override.key.items())
        count = "no row" if not found else f"{len(found)} rows"
        raise entry.wrong(f"{count} of {entry.override.file} {'have' if len(found) > 1 else 'has'} {shown(key)}.")
    return cast("int", found[0])


def _replaced(item: UsedRows, index: int, column: Column, entry: _Entry) -> UsedRows:
    """The frame with one cell replaced, its row and its place named."""
    rows = item.frame.to_dicts()
    row = rows[index]
    columns = item.table.columns
    places = row["places"] or [f"{row['file']} row {row['row']}, column {each.received}" for each in columns]
    at = [each.name for each in columns].index(column.name)
    row["places"] = [*places[:at], f"{OVERRIDES} entry {entry.number}", *places[at + 1 :]]
    row[column.name] = entry.value(column, entry.override.value)
    frame = pl.DataFrame(rows, schema=item.table.polars_schema)
    return UsedRows(item.table, check(frame, item.table))
