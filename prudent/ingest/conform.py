"""From a received file as text to rows of its core table: our names, our units, and where each row came from.

Belongs here: rows of one file against each other and against the packet's header. Does not: one cell's reading
(`cells.py`), and whether the figures agree with those of other files (expectations/).
"""

from collections.abc import Sequence

import polars as pl

from prudent.errors import DataBad
from prudent.ingest.cells import Cell, CellValue, parse
from prudent.ingest.characters import shown
from prudent.ingest.raw import RawRow, RawTable
from prudent.model.packet import PacketHeader
from prudent.tables.check import check


def conform(raw: RawTable, header: PacketHeader) -> pl.DataFrame:
    """The rows of `raw` as a frame of its table, sorted by the key.

    Fractions inside (0.01 is one per cent); money as decimals of four places; dates as dates; an empty cell is null.

    Raises:
        DataBad: a cell is wrong, a key stands twice, or a row names a document that the packet does not declare.
    """
    _check_sources(raw, header)
    columns: dict[str, list[CellValue | None]] = {}
    for index, column in enumerate(raw.table.columns):
        cells = (Cell(raw.source, row.row, column, row.cells[index]) for row in raw.rows)
        columns[column.name] = [parse(cell, header.received) for cell in cells]
    _check_keys(raw, columns)
    filled: dict[str, Sequence[object]] = {**columns, **_provenance(raw, header)}
    series = [pl.Series(name, filled[name], dtype=dtype) for name, dtype in raw.table.polars_schema.items()]
    return check(pl.DataFrame(series).sort(raw.table.key), raw.table)


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


def _check_sources(raw: RawTable, header: PacketHeader) -> None:
    declared = {document.id for document in header.documents}
    for row in raw.rows:
        source = row.cells[-1]
        if source not in declared:
            raise DataBad(
                f"{raw.source.name} row {row.row}, column source: {shown(source)} is no document of packet.yml; "
                "declare the document there or correct its id here.",
                file=raw.source.path,
            )


def _check_keys(raw: RawTable, columns: dict[str, list[CellValue | None]]) -> None:
    seen: dict[tuple[CellValue | None, ...], RawRow] = {}
    names = raw.table.key[1:]  # the owner is the same in all rows of a file
    for index, row in enumerate(raw.rows):
        key = tuple(columns[name][index] for name in names)
        first = seen.setdefault(key, row)
        if first is not row:
            what = ", ".join(f"{name} {value}" for name, value in zip(names, key, strict=True))
            raise DataBad(
                f"{raw.source.name} rows {first.row} and {row.row} both speak of {what}; keep one.",
                file=raw.source.path,
            )
