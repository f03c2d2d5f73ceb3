"""Withdraws figures that a source is known to have wrong, as `corrections.yml` declares them, before they are read.

Belongs here: matching a declared correction to a cell as received. Does not: replacing a figure by a better one; a
withdrawn figure becomes unknown.
"""

from dataclasses import dataclass, replace

from prudent.errors import DataBad
from prudent.ingest.characters import shown
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.case import Withdrawn
from prudent.model.fact import Locator
from prudent.model.packet import Correction


@dataclass(frozen=True, slots=True)
class _Match:
    """The cell that one entry names. `drops_row`: the table needs the cell, so its row goes with it."""

    raw: RawTable
    row: int
    index: int
    drops_row: bool
    withdrawn: Withdrawn


def correct(
    raws: tuple[RawTable, ...], owner: str, corrections: tuple[Correction, ...], source: SourceFile
) -> tuple[tuple[RawTable, ...], tuple[Withdrawn, ...]]:
    """The tables without the withdrawn figures, and what was withdrawn, in the order of the entries.

    A cell that a table requires takes its row with it; any other becomes empty.

    Args:
        raws: the owner's received files as text.
        owner: the fund.
        corrections: the declared entries, all matched against the files as received.
        source: `corrections.yml`, for messages.

    Raises:
        DataBad: an entry matches no cell, several, or a cell that no longer says what was expected.
    """
    matches = [
        _match(raws, owner, entry, f"{source.name} entry {number}", source)
        for number, entry in enumerate(corrections, start=1)
    ]
    places = [(match.raw.source.name, match.row, match.index) for match in matches]
    for number, place in enumerate(places):
        if place in places[:number]:
            raise DataBad(
                f"{source.name} entry {number + 1} names the same cell as entry {places.index(place) + 1}; keep one.",
                file=source.path,
            )
    corrected = tuple(_apply(raw, [match for match in matches if match.raw is raw]) for raw in raws)
    return corrected, tuple(match.withdrawn for match in matches)


def _match(raws: tuple[RawTable, ...], owner: str, entry: Correction, where: str, source: SourceFile) -> _Match:
    raw = next((raw for raw in raws if raw.table.file == entry.file), None)
    if raw is None:
        raise DataBad(f"{where}: the packet has no file {shown(entry.file)}.", file=source.path)
    header = raw.table.received_header
    for name in (entry.column, *entry.key):
        if name not in header:
            raise DataBad(f"{where}: {entry.file} has no column {shown(name)}.", file=source.path)
    index = header.index(entry.column)
    at_key = [
        row for row in raw.rows if all(row.cells[header.index(name)] == value for name, value in entry.key.items())
    ]
    found = [row for row in at_key if row.cells[index] == entry.expect]
    if len(found) != 1:
        raise DataBad(f"{where}: {_mismatch(entry, at_key, found, index)}", file=source.path)
    row = found[0]
    locator = Locator(owner=owner, file=entry.file, first_row=row.row, last_row=row.row, column=entry.column)
    withdrawn = Withdrawn(fund=owner, locator=str(locator), value_as_received=row.cells[index], correction=entry)
    drops_row = index == len(header) - 1 or raw.table.columns[index].required
    return _Match(raw, row.row, index, drops_row, withdrawn)


def _mismatch(entry: Correction, at_key: list[RawRow], found: list[RawRow], index: int) -> str:
    key = ", ".join(f"{name} {value}" for name, value in entry.key.items())
    mended = "The source has been mended or the entry is wrong: remove it."
    if len(found) > 1:
        rows = " and ".join(str(row.row) for row in found[:2])
        return f"rows {rows} of {entry.file} both match {key}; name more columns in its key."
    if not at_key:
        return f"no row of {entry.file} has {key}. {mended}"
    there = shown(at_key[0].cells[index])
    return f"{entry.column} in row {at_key[0].row} of {entry.file} is {there}, not {shown(entry.expect)}. {mended}"


def _apply(raw: RawTable, matches: list[_Match]) -> RawTable:
    dropped = {match.row for match in matches if match.drops_row}
    emptied = {(match.row, match.index) for match in matches}
    rows = (
        replace(row, cells=tuple("" if (row.row, index) in emptied else cell for index, cell in enumerate(row.cells)))
        for row in raw.rows
        if row.row not in dropped
    )
    return replace(raw, rows=tuple(rows))
