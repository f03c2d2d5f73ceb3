"""Several sources of one fund into one table: which row is used, by the policy's order, and where each cell came from.

Belongs here: choosing between rows. Nothing is averaged, summed or mended: an original and its amendment are two
sources of the same row, and one of them is used. Does not: telling what was not used (`facts.py`) and overriding
(`overrides.py`).

The order: the kind of source as `policy/sources.yml` ranks it; then the later document, an amendment after what it
amends; then the later accession number; then the later delivery, and the later one of a day; then the file's hash, so
that no order of reading leaves a trace.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from prudent.ingest.citation import PAGE
from prudent.ingest.packet import Packet
from prudent.model.packet import PacketHeader
from prudent.model.sources import Sources
from prudent.tables.check import check
from prudent.tables.spec import Table

ORDER = "_order"
"""Column of a row's place in the order of sources; 0 is the best."""
MERGED = "merged-"
"""Before a file's name where rows of several files are numbered as if they stood in one: nobody shall look for it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One owner's packets, best first."""

    packets: tuple[Packet, ...]

    def frames(self, table: Table) -> pl.DataFrame:
        """The rows of one table from every packet, each with its packet's place in `ORDER`."""
        parts = [
            rows.frame.with_columns(pl.lit(order).cast(pl.Int64).alias(ORDER))
            for order, packet in enumerate(self.packets)
            for rows in packet.rows
            if rows.table == table.table
        ]
        return pl.concat([table.empty().with_columns(pl.lit(0).cast(pl.Int64).alias(ORDER)).clear(), *parts])


def ranked(packets: tuple[Packet, ...], sources: Sources) -> Ranked:
    """One owner's packets in the order in which they are believed."""

    def place(packet: Packet) -> tuple[int, int, int, tuple[int, ...], int, int, str]:
        header = packet.header
        amends = any(item.form is not None and item.form.endswith("/A") for item in header.documents)
        accession = max((item.accession or "" for item in header.documents), default="")
        later = tuple(-ord(letter) for letter in accession)
        days = (-_spoken(header).toordinal(), -int(amends), later, -header.received.toordinal())
        return (sources.rank(header.source_kind), *days, -packet.number, _hash(packet))

    return Ranked(tuple(sorted(packets, key=place)))


def merge(of: Ranked, table: Table) -> pl.DataFrame:
    """The rows of one owner that are used, sorted by the table's key.

    Rows that belong together (`table.whole`) come from the best source that has any of them. Of one packet's own file
    the frame is as it was received. Else rows are numbered anew, as if they stood in one such file, and `places` names
    the file and the place of every cell.
    """
    frame = of.frames(table)
    if frame.get_column(ORDER).n_unique() <= 1 and frame.get_column("file").eq(table.file or "").all():
        return frame.drop(ORDER).sort(table.key)
    placed = _placed(frame, table)
    best = pl.col(ORDER) == pl.col(ORDER).min().over(_group(table))
    used = placed.filter(best)
    if table.fills:
        used = _filled(used, placed, table)
    used = used.sort(table.key).with_row_index("_row", offset=2)
    renumbered = used.with_columns(row=pl.col("_row").cast(pl.Int64), file=pl.lit(f"{MERGED}{table.file}"))
    return check(renumbered.select(table.polars_schema.names()), table)


def _group(table: Table) -> pl.Expr:
    """What one source gives as a whole, as one text: rows that share it come from the best source among them."""
    whole = [keyed(name, table) for name in table.whole]
    group = pl.concat_str(whole, separator="|") if whole else pl.lit("")
    if table.alone is None:
        return group
    each = pl.concat_str([keyed(key, table) for key in table.key], separator="|")
    stands_alone = pl.col(table.alone.column).is_in(table.alone.values)
    return pl.when(stands_alone).then(pl.format("alone {}", each)).otherwise(group)


def keyed(name: str, table: Table) -> pl.Expr:
    """A column of a key as text; the date by its month where rows of one month speak of the same date."""
    if name == table.date_column and table.by_month:
        return pl.col(name).dt.month_end().cast(pl.String)
    return pl.col(name).cast(pl.String)


def _filled(used: pl.DataFrame, placed: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Cells that the best source leaves empty, from the next that has them, with their own places."""
    names = [column.name for column in table.columns]
    firsts = placed.sort(ORDER, maintain_order=True).group_by(table.key, maintain_order=True)
    given = firsts.agg(
        *(pl.col(column.name).drop_nulls().first() for column in table.cells),
        *(
            pl.col("places").list.get(index).filter(pl.col(name).is_not_null()).first().alias(f"_place_{index}")
            for index, name in enumerate(names)
            if name not in table.key
        ),
    )
    joined = used.drop([column.name for column in table.cells]).join(given, on=table.key, how="left")
    places = [
        pl.col("places").list.get(index) if name in table.key else pl.col(f"_place_{index}").fill_null("")
        for index, name in enumerate(names)
    ]
    return joined.with_columns(places=pl.concat_list(places)).select(used.columns)


def _placed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Every row with a place for each column that names its file, also where file and row said it before.

    A page is one of the document and not of the file, so the file's row stands before it.
    """
    own = [pl.format("{} row {}, column {}", "file", "row", pl.lit(item.received)) for item in table.columns]
    places: list[pl.Expr] = []
    for index, here in enumerate(own):
        said = pl.col("places").list.get(index)
        cited = pl.when(said.str.starts_with(PAGE)).then(pl.format("{}, {}", here, said))
        places.append(cited.when(said != "").then(pl.format("{} {}", "file", said)).otherwise(pl.lit("")))
    rows = pl.when(pl.col("places").is_null())
    return frame.with_columns(places=rows.then(pl.concat_list(own)).otherwise(pl.concat_list(places)))


def _hash(packet: Packet) -> str:
    hashes = [cast("str", rows.frame.get_column("file_sha256").min()) for rows in packet.rows if rows.frame.height]
    return min(hashes, default="")


def _spoken(header: PacketHeader) -> date:
    """The day that a header's documents speak from: the latest filing's, else the delivery's."""
    return max((item.filed_on for item in header.documents if item.filed_on), default=header.received)
