"""From a received file as text to rows of its core table: our names, our units, and where each row came from.

Belongs here: rows of one file against each other and against the packet's header. Does not: one cell's reading
(`cells.py`), which page of a document a row cites (`citation.py`), and whether the figures agree with those of other
files (expectations/).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import polars as pl

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, CellValue, parse
from prudent.ingest.citation import cited
from prudent.ingest.faults import Refuse, refused
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.packet import PacketHeader
from prudent.tables.check import check

_Told: TypeAlias = Callable[[DataBad, RawRow], None]


def conform(
    raw: RawTable, header: PacketHeader, pages: Mapping[str, int] | None = None, refuse: Refuse = refused
) -> pl.DataFrame:
    """The rows of `raw` as a frame of its table, sorted by the key.

    Fractions inside (0.01 is one per cent); money as decimals of four places; dates as dates; an empty cell is null.

    Args:
        raw: the table as received.
        header: whose rows they are, and the documents that they may name.
        pages: pages of the documents that have any, by their id; a row may cite none beyond.
        refuse: what becomes of a fault; raised where nothing else is asked for. Where it comes back, the row at fault
            is left out and all others are read on.

    Raises:
        DataBad: a cell is wrong, a key stands twice, or a row names a document that the packet does not declare.
    """
    wrong: set[int] = set()

    def told(fault: DataBad, row: RawRow) -> None:
        refuse(fault)
        wrong.add(row.row)

    rows = tuple(_cited(raw, row, header, pages or {}, told) for row in raw.rows)
    columns = {
        column.name: [_parsed(raw, row, index, header, told) for row in rows]
        for index, column in enumerate(raw.table.columns)
    }
    good = [index for index, row in enumerate(rows) if row.row not in wrong]
    raw = replace(raw, rows=tuple(rows[index] for index in good))
    columns = {name: [values[index] for index in good] for name, values in columns.items()}
    _check_keys(raw, columns, refuse)
    filled: dict[str, Sequence[object]] = {**columns, **_provenance(raw, header)}
    series = [pl.Series(name, filled[name], dtype=dtype) for name, dtype in raw.table.polars_schema.items()]
    frame = pl.DataFrame(series).unique(raw.table.key, keep="first", maintain_order=True)
    return check(frame.sort(raw.table.key), raw.table)


def _cited(raw: RawTable, row: RawRow, header: PacketHeader, pages: Mapping[str, int], told: _Told) -> RawRow:
    try:
        return cited(raw.source, row, header, pages)
    except DataBad as fault:
        told(fault, row)
        return row


def _parsed(raw: RawTable, row: RawRow, index: int, header: PacketHeader, told: _Told) -> CellValue | None:
    try:
        place = row.places[index] if row.places else ""
        return parse(Cell(raw.source, row.row, raw.table.columns[index], row.cells[index], place), header.received)
    except DataBad as fault:
        told(fault, row)
        return None


def _provenance(raw: RawTable, header: PacketHeader) -> dict[str, Sequence[object]]:
    height = len(raw.rows)
    file = raw.source.name.rpartition("/")[2]
    return {
        "owner": [header.owner] * height,
        "source": [row.cells[-1] for row in raw.rows],
        "file": [file] * height,
        "row": [row.row for row in raw.rows],
        "file_sha256": [raw.source.sha256] * height,
        "known_at": [header.received] * height,
        "extractor": [header.extractor] * height,
        "grade": [header.grade.value] * height,
        "places": [list(row.places) or None for row in raw.rows],
    }


def _check_keys(raw: RawTable, columns: dict[str, list[CellValue | None]], refuse: Refuse) -> None:
    seen: dict[tuple[CellValue | None, ...], RawRow] = {}
    names = raw.table.key[1:]  # the owner is the same in all rows of a file
    for index, row in enumerate(raw.rows):
        key = tuple(columns[name][index] for name in names)
        first = seen.setdefault(key, row)
        if first is not row:
            what = ", ".join(f"{name} {value}" for name, value in zip(names, key, strict=True))
            refuse(
                DataBad(
                    f"{raw.source.name} rows {first.row} and {row.row} both speak of {what}; keep one.",
                    file=raw.source.path,
                )
            )
