"""What each file of a packet gives: a line for people, with its rows, its documents and who says it.

Belongs here: counting. Does not: judging.
"""

from dataclasses import dataclass
from typing import cast

import polars as pl

from prudent.ingest.packet import Packet
from prudent.tables.spec import table


@dataclass(frozen=True, slots=True)
class FileLine:
    """Rows that one file gives to one table."""

    file: str
    table: str
    """The table's title."""
    rows: int
    documents: tuple[str, ...]
    """Ids of the documents that the rows name."""
    source_kind: str


def lines_of(packets: tuple[Packet, ...]) -> tuple[FileLine, ...]:
    """A line for each file and table, in the order in which the files were read."""
    return tuple(
        FileLine(
            file=cast("str", part.get_column("file")[0]),
            table=table(rows.table).title,
            rows=part.height,
            documents=tuple(sorted(cast("list[str]", part.get_column("source").unique().to_list()))),
            source_kind=packet.header.source_kind.value.replace("_", " "),
        )
        for packet in packets
        for rows in packet.rows
        for part in _by_file(rows.frame)
    )


def _by_file(frame: pl.DataFrame) -> list[pl.DataFrame]:
    return frame.partition_by("file", maintain_order=True) if frame.height else []
