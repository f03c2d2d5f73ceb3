"""A fund's book: every source in order, the rows that are used, and what was withdrawn or overridden.

Belongs here: the order of work from sources to the rows that are used. Does not: each step (`merge.py`,
`overrides.py`).
"""

from dataclasses import dataclass

from prudent.errors import DataBad
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.known import Known
from prudent.ingest.merge import Ranked, merge, ranked
from prudent.ingest.overrides import OVERRIDES, UsedRows, override
from prudent.ingest.packet import Packet
from prudent.ingest.returning import withdraw_again
from prudent.ingest.yaml_model import parse_model
from prudent.model.case import Overridden
from prudent.model.fact import Document
from prudent.model.packet import Noticed, Overrides
from prudent.model.sources import Sources
from prudent.tables.spec import received_tables


@dataclass(frozen=True, slots=True)
class Book:
    """One fund's sources, best first, and the rows that are used, a frame a table."""

    owner: str
    sources: Ranked
    used: tuple[UsedRows, ...]
    overridden: tuple[Overridden, ...] = ()
    overrides: SourceFile | None = None
    """`overrides.yml`, where there is one."""
    noticed: tuple[Noticed, ...] = ()
    """Figures that a correction withdraws and another source brought again."""


def book(files: Files, folder: str, packets: tuple[Packet, ...], order: Sources, known: Known) -> Book:
    """Put one fund's packets in order, choose the rows that are used, and apply the declared overrides.

    Args:
        files: the project's folder.
        folder: the fund's folder; its last part is the owner.
        packets: the fund's own packet and every delivery.
        order: which kind of source is believed first.
        known: an override that is declared after its day is left out; after its own last day it holds no more.

    Raises:
        DataBad: an override has run out, or no longer meets what it expects.
    """
    owner = folder.rpartition("/")[2]
    sources = ranked(packets, order)
    _check_documents(owner, packets)
    merged = tuple(UsedRows(table, merge(sources, table)) for table in received_tables("fund"))
    again = withdraw_again(merged, tuple(item for packet in packets for item in packet.withdrawn))
    used = again.used
    name = f"{folder}/{OVERRIDES}"
    if not files.exists(name):
        return Book(owner, sources, used, noticed=again.noticed)
    source = files.read(name, files.limits.yaml_bytes)
    entries = parse_model(source, Overrides).overrides
    replaced, overridden = override(used, owner, entries, source, known)
    return Book(owner, sources, replaced, overridden, source, again.noticed)


def _check_documents(owner: str, packets: tuple[Packet, ...]) -> None:
    """Refuse one id for two documents: a figure's evidence would name both.

    Raises:
        DataBad: two sources name different documents alike.
    """
    seen: dict[str, Document] = {}
    for document in (item for packet in packets for item in packet.header.documents):
        if seen.setdefault(document.id, document) != document:
            raise DataBad(
                f"{owner}: the id {document.id} names two documents, {seen[document.id].title} and {document.title}. "
                "Give the one in packet.yml another id, there and in the column source."
            )
