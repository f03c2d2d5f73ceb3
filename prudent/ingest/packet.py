"""One packet folder: its header, its tables in core form, and what was withdrawn from them.

Belongs here: which files a packet may hold and whose it is. Does not: which packets a question needs (`gather.py`).
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import polars as pl

from prudent.errors import DataBad, HostileInput, SchemaChanged
from prudent.ingest.citation import cited_by_page
from prudent.ingest.conform import conform
from prudent.ingest.corrections import correct
from prudent.ingest.csv_file import read_csv
from prudent.ingest.documents import DOCUMENTS, check_documents
from prudent.ingest.faults import Refuse, refused, told
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.known import Known
from prudent.ingest.raw import RawTable
from prudent.ingest.yaml_model import parse_model
from prudent.model.case import Withdrawn
from prudent.model.fund import Fund
from prudent.model.packet import Corrections, Noticed, PacketHeader
from prudent.tables.spec import Table, received_tables

HEADER = "packet.yml"
MAX_DOCUMENT_DEPTH = 4


@dataclass(frozen=True, slots=True)
class CoreRows:
    """Rows of one core table from one packet."""

    table: str
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Packet:
    """What one owner's packet says."""

    header: PacketHeader
    rows: tuple[CoreRows, ...]
    withdrawn: tuple[Withdrawn, ...]
    noticed: tuple[Noticed, ...] = ()
    number: int = 1
    """Of a delivery, which one under its name: of two that came on one day, the higher is the later."""


def read_packet(
    files: Files,
    folder: str,
    of: Literal["fund", "benchmark"],
    known: Known,
    fund: Fund | None = None,
    refuse: Refuse = refused,
) -> Packet:
    """Read `folder/packet`, with `folder/corrections.yml` applied where there is one.

    Args:
        files: the project's folder.
        folder: the owner's folder, such as `funds/<fund>`; its last part is the owner.
        of: whose packet it is, which says what files it may hold.
        known: a packet cannot have been received after today; corrections declared after its day are left out.
        fund: the fund whose CIK the packet must carry; None for a benchmark.
        refuse: what becomes of a fault that leaves something to read on; the first ends it where nothing else is
            asked for.

    Raises:
        SchemaChanged: a file is unknown or a file's columns are not the documented ones.
        DataBad: the header is missing or another owner's, or a figure is wrong.
        HostileInput: see the readers.
    """
    tables = received_tables(of)
    owner = folder.rpartition("/")[2]
    names = _names(files, folder)
    header = _header(files, f"{folder}/packet/{HEADER}", owner, known.today, fund, refuse)
    _check_names(files, folder, names, tables, header, refuse)
    if DOCUMENTS in names:
        told(refuse, lambda: _hash_documents(files, f"{folder}/packet/{DOCUMENTS}"), None)
    raws = _received(files, folder, tuple(table for table in tables if table.file in names), refuse)
    cited = cited_by_page(raws)
    pages = check_documents(files, folder, header, cited, refuse)
    raws, withdrawn = told(refuse, lambda: _corrected(files, folder, owner, raws, known), (raws, ()))
    rows = tuple(CoreRows(raw.table.table, conform(raw, header, pages, refuse)) for raw in raws)
    return Packet(header, rows, withdrawn)


def _received(files: Files, folder: str, tables: tuple[Table, ...], refuse: Refuse) -> tuple[RawTable, ...]:
    """The packet's own files as text; one that cannot be read at all is left out."""

    def read(table: Table) -> RawTable | None:
        source = files.read(f"{folder}/packet/{table.file}", files.limits.csv_bytes)
        return read_csv(source, table, refuse)

    found = (told(refuse, partial(read, table), None) for table in tables)
    return tuple(raw for raw in found if raw is not None)


def _names(files: Files, folder: str) -> tuple[str, ...]:
    names = files.entries(f"{folder}/packet")
    if HEADER not in names:
        raise DataBad(f"{folder}/packet/{HEADER} is missing: without it nothing says whose packet this is.")
    return names


def _check_names(
    files: Files, folder: str, names: tuple[str, ...], tables: tuple[Table, ...], header: PacketHeader, refuse: Refuse
) -> None:
    known = (HEADER, DOCUMENTS, *(table.file for table in tables), *(item.file for item in header.files))
    for unknown in (name for name in names if name not in known):
        files_known = ", ".join(name for name in known if name and name != DOCUMENTS)
        refuse(
            SchemaChanged(
                f"{folder}/packet/{unknown} is no file of a packet. Known are {files_known}; "
                f"documents go into {folder}/packet/{DOCUMENTS}/, and a file of another format is declared under files "
                f"in {HEADER}.",
                file=files.quarantinable(f"{folder}/packet/{unknown}"),
            )
        )


def _header(files: Files, name: str, owner: str, today: date, fund: Fund | None, refuse: Refuse) -> PacketHeader:
    source = files.read(name, files.limits.yaml_bytes)
    header = parse_model(source, PacketHeader)
    if header.owner != owner:
        raise DataBad(f"{name}: owner is {header.owner}, but the folder is {owner}'s.", file=source.path)
    if fund is not None and header.cik != fund.cik:
        refuse(DataBad(f"{name}: {_another_cik(header, fund)}", file=source.path))
    if header.received > today:
        what = f"received is {header.received}, which lies after today, {today}."
        refuse(DataBad(f"{name}: {what}", file=source.path))
    _check_ids(header, source, refuse)
    return header


def _another_cik(header: PacketHeader, fund: Fund) -> str:
    if header.cik is None:
        return f"cik is missing; {fund.legal_name} has {fund.cik}."
    alike = next((other.name for other in fund.look_alikes if other.cik == header.cik), None)
    whose = f"that of {alike}, a fund with a similar name" if alike else "another fund's CIK"
    return f"cik {header.cik} is {whose}; {fund.legal_name} has {fund.cik or 'none, because it is not registered'}."


def _check_ids(header: PacketHeader, source: SourceFile, refuse: Refuse) -> None:
    seen: set[str] = set()
    for document in header.documents:
        if document.id in seen:
            refuse(DataBad(f"{source.name}: two documents have the id {document.id}.", file=source.path))
        seen.add(document.id)
        if document.filed_on is not None and document.filed_on > header.received:
            what = f"document {document.id} was filed on {document.filed_on}, after {header.received}"
            refuse(DataBad(f"{source.name}: {what}, the day the packet was received.", file=source.path))


def _corrected(
    files: Files, folder: str, owner: str, raws: tuple[RawTable, ...], known: Known
) -> tuple[tuple[RawTable, ...], tuple[Withdrawn, ...]]:
    name = f"{folder}/corrections.yml"
    if not files.exists(name):
        return raws, ()
    source = files.read(name, files.limits.yaml_bytes)
    entries = parse_model(source, Corrections).corrections
    late = next((entry.declared for entry in entries if entry.declared > known.today), None)
    if late is not None:
        after = f"which lies after today, {known.today}"
        raise DataBad(f"{name}: an entry is declared on {late}, {after}.", file=source.path)
    return correct(raws, owner, tuple(entry for entry in entries if known.had(entry.declared)), source)


def _hash_documents(files: Files, folder: str, depth: int = 0) -> None:
    """Hash the evidence files, which are kept beside the figures and never parsed."""
    if depth > MAX_DOCUMENT_DEPTH:
        raise HostileInput(f"{folder[:80]}… lies more than {MAX_DOCUMENT_DEPTH} folders deep; put documents higher.")
    for entry in files.entries(folder):
        name = f"{folder}/{entry}"
        if files.is_link(name):
            raise HostileInput(f"{name} is a link; put the document itself there.")
        if files.is_folder(name):
            _hash_documents(files, name, depth + 1)
        else:
            files.read(name, files.limits.document_bytes)
