"""Reads a packet to its end, whatever is wrong with it: every fault, and the rows that are right.

Belongs here: the order in which a packet's files are read on. Does not: how a file is read, and what is wrong with a
cell; those are the readers that ingest uses, told to keep faults instead of ending at the first.
"""

from dataclasses import dataclass
from functools import partial

from prudent.errors import DataBad, PrudentError
from prudent.ingest.book import book
from prudent.ingest.deliveries import Received, read_declared, read_delivery
from prudent.ingest.faults import Faults, told
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, FundPackets, read_identity
from prudent.ingest.known import Known
from prudent.ingest.packet import HEADER, Packet, read_packet
from prudent.ingest.packet_check.folder import IDENTITY, PACKET
from prudent.ingest.packet_check.lines import FileLine, lines_of
from prudent.ingest.yaml_model import model_faults
from prudent.model.fund import Fund
from prudent.model.packet import Noticed, PacketHeader
from prudent.model.sources import Sources


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found in a packet."""

    faults: Faults
    files: tuple[FileLine, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    usable: FundPackets | None = None
    """The fund with the rows that are right; None where nothing says whose packet it is."""


def collect(files: Files, owner: str, known: Known, order: Sources, received: tuple[Received, ...] = ()) -> Collected:
    """Read a packet to its end.

    Args:
        files: the project's folder, with the packet in it or beside it.
        owner: the fund.
        known: nothing may have been received after today.
        order: which kind of source is believed first.
        received: what the store has received of the fund, which counts as evidence beside the packet.
    """
    faults, folder = Faults(), f"{FUNDS}/{owner}"
    header_name, identity_name = f"{folder}/{PACKET}/{HEADER}", f"{folder}/{IDENTITY}"
    for fault in (*_model_faults(files, header_name, PacketHeader), *_model_faults(files, identity_name, Fund)):
        faults(fault)
    identity = None if faults.found else told(faults, partial(read_identity, files, owner), None)
    if identity is None:
        return Collected(faults)
    own = told(faults, partial(read_packet, files, folder, "fund", known, identity, faults), None)
    if own is None:
        return Collected(faults)
    packets = [own, *_others(files, folder, own, identity, faults)]
    packets += _delivered(files, identity, known, received, faults)
    made = told(faults, partial(book, files, folder, tuple(packets), order, known), None)
    inputs = tuple(file for item in received if known.had(item.delivery.received) for file in item.inputs)
    usable = None if made is None else FundPackets(identity, tuple(packets), made, inputs)
    noticed = tuple(entry for packet in packets for entry in packet.noticed)
    return Collected(faults, lines_of(tuple(packets)), noticed, usable)


def _model_faults(files: Files, name: str, model: type[Fund] | type[PacketHeader]) -> tuple[PrudentError, ...]:
    try:
        return model_faults(files.read(name, files.limits.yaml_bytes), model) if files.exists(name) else ()
    except PrudentError as fault:
        return (fault,)


def _others(files: Files, folder: str, own: Packet, identity: Fund, faults: Faults) -> list[Packet]:
    """The files of other formats that the packet declares, each read to its end."""
    found: list[Packet] = []
    for declared in own.header.files:
        if not files.exists(f"{folder}/{PACKET}/{declared.file}"):
            name = f"{folder}/{PACKET}/{declared.file}"
            faults(DataBad(f"{name} is declared in {HEADER} and is not there: put it there, or take it out of files."))
            continue
        read = partial(read_declared, files, folder, declared, own.header, identity, faults)
        packet = told(faults, read, None)
        found += [] if packet is None else [packet]
    return found


def _delivered(
    files: Files, identity: Fund, known: Known, received: tuple[Received, ...], faults: Faults
) -> list[Packet]:
    there = [item for item in received if known.had(item.delivery.received)]
    found = (told(faults, partial(read_delivery, item, identity, files.limits), None) for item in there)
    return [packet for packet in found if packet is not None]
