"""Deliveries that the store keeps, and files of other formats in a packet, as packets of their own.

Belongs here: from one declared file to rows of core tables. Does not: formats (the readers) and which source is used
(`merge.py`).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from prudent.errors import DataBad
from prudent.ingest.conform import conform
from prudent.ingest.delivered import reader_of
from prudent.ingest.faults import Refuse, refused
from prudent.ingest.files import Files, SourceFile
from prudent.ingest.packet import CoreRows, Packet
from prudent.ingest.raw import checked
from prudent.model.delivery import Declared, Delivery
from prudent.model.fact import Grade
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.model.packet import PacketHeader
from prudent.model.run import InputFile


@dataclass(frozen=True, slots=True)
class Received:
    """A delivery and its bytes, out of the store."""

    delivery: Delivery
    content: bytes

    @property
    def name(self) -> str:
        """What messages and manifests call it: it lies in the store and not under the project's root."""
        return f"received/{self.delivery.sha256[:12]}/{self.delivery.file}"

    @property
    def inputs(self) -> tuple[InputFile, InputFile]:
        """What an answer rests on: the bytes, and the record, which says how they are read."""
        record = self.delivery.model_dump_json().encode()
        digest = hashlib.sha256(record).hexdigest()
        return (
            InputFile(path=self.name, sha256=self.delivery.sha256, size_bytes=len(self.content)),
            InputFile(path=f"{self.name}.delivery.json", sha256=digest, size_bytes=len(record)),
        )


class Deliveries(Protocol):
    """Where deliveries are kept."""

    def of(self, fund: str) -> tuple[Received, ...]:
        """All of one fund's, in any order."""
        ...


class NoDeliveries:
    """A project without a store."""

    def of(self, fund: str) -> tuple[Received, ...]:  # noqa: ARG002 -- the protocol's
        """None."""
        return ()


def read_delivery(received: Received, fund: Fund, limits: Limits) -> Packet:
    """The figures of one delivery.

    Raises:
        DataBad: its bytes are not those that were recorded, or see the format's reader.
        SchemaChanged, HostileInput: see the reader.
    """
    delivery = received.delivery
    if hashlib.sha256(received.content).hexdigest() != delivery.sha256:
        raise DataBad(f"{received.name} is not as it was received: its hash differs from the record's.")
    source = SourceFile(None, received.name, received.content, delivery.sha256, limits)
    packet = _packet(source, fund, delivery.declared, delivery.received, delivery.extractor)
    return replace(packet, number=delivery.number)


def read_declared(
    files: Files, folder: str, declared: Declared, header: PacketHeader, fund: Fund, refuse: Refuse = refused
) -> Packet:
    """The figures of one file of another format that lies in a packet's folder.

    Args:
        files: the project's folder.
        folder: the fund's folder, such as `funds/<fund>`.
        declared: the file, and how it is to be read.
        header: of the packet that it lies in.
        fund: whose file it must be.
        refuse: what becomes of a row at fault.

    Raises:
        DataBad, SchemaChanged, HostileInput: see the reader.
    """
    limits = files.limits
    source = files.read(f"{folder}/packet/{declared.file}", max(limits.document_bytes, limits.xml_bytes))
    return _packet(source, fund, declared, header.received, extractor_of(declared), refuse)


def extractor_of(declared: Declared) -> str:
    """How figures of a format are taken out: by which reader of ours."""
    return f"read by machine from the file as received ({declared.format.value.replace('_', ' ')} reader, version 1)"


def _packet(
    source: SourceFile, fund: Fund, declared: Declared, received: date, extractor: str, refuse: Refuse = refused
) -> Packet:
    delivered = reader_of(declared.format)(source, fund, declared)
    for fault in delivered.faults:
        refuse(fault)
    header = PacketHeader(
        packet_format=1,
        owner=fund.fund,
        cik=fund.cik,
        received=received,
        extractor=extractor,
        grade=Grade.C,
        source_kind=declared.source_kind,
        note="",
        documents=(declared.document,),
    )
    rows = tuple(
        CoreRows(raw.table.table, conform(checked(raw, refuse), header, refuse=refuse))
        for raw in delivered.raws
        if raw.rows
    )
    return Packet(header, rows, (), delivered.noticed)
