"""A candidate: `funds/<fund>/fund.yml` and its packet.

Belongs here: who the fund is. Does not: which funds a question needs (`gather.py`).
"""

import difflib
from dataclasses import dataclass

from prudent.errors import DataBad, UsageError
from prudent.ingest.book import Book, book
from prudent.ingest.deliveries import Received, read_declared, read_delivery
from prudent.ingest.files import Files
from prudent.ingest.known import Known
from prudent.ingest.packet import Packet, read_packet
from prudent.ingest.yaml_model import parse_model
from prudent.model.fund import Fund
from prudent.model.run import InputFile
from prudent.model.sources import Sources

FUNDS = "funds"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class FundPackets:
    """A fund, and what its own packet and every delivery says of it."""

    fund: Fund
    packets: tuple[Packet, ...]
    book: Book
    inputs: tuple[InputFile, ...] = ()
    """What was read of it out of the store."""


def check_folder(files: Files, place: str, name: str, what: str) -> None:
    """Hold a name of the question against the folders that exist.

    Raises:
        UsageError: there is no such folder; the nearest names are given.
    """
    known = files.folders(place)
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=3)
    if near:
        hint = f"Is {' or '.join(near)} meant?"
    elif known:
        more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
        hint = f"There are: {', '.join(known[:_LISTED])}{more}."
    else:
        hint = f"The folder {place}/ has none."
    raise UsageError(f"There is no {what} '{name}'. {hint}")


def read_fund(files: Files, fund: str, known: Known, order: Sources, received: tuple[Received, ...]) -> FundPackets:
    """Read a fund's identity, its packet and its deliveries, and choose what is used of them.

    Args:
        files: the project's folder.
        fund: the fund's folder.
        known: nothing may have been received after today, and what came after its day is left out.
        order: which kind of source is believed first.
        received: the fund's deliveries.

    Raises:
        UsageError: nothing was known of the fund on that day.
        DataBad: `fund.yml` is missing, wrong or another fund's; or see `read_packet`, `read_delivery` and `book`.
        SchemaChanged, HostileInput: see the readers.
    """
    identity = read_identity(files, fund)
    folder = f"{FUNDS}/{fund}"
    own = read_packet(files, folder, "fund", known, identity)
    others = (read_declared(files, folder, item, own.header, identity) for item in own.header.files)
    there = tuple(item for item in received if known.had(item.delivery.received))
    delivered = (read_delivery(item, identity, files.limits) for item in there)
    packets = tuple(packet for packet in (own, *others, *delivered) if known.had(packet.header.received))
    if not packets:
        raise UsageError(
            f"Nothing was known of {fund} on {known.at}: its packet was received on {own.header.received}."
        )
    inputs = tuple(file for item in there for file in item.inputs)
    return FundPackets(identity, packets, book(files, folder, packets, order, known), inputs)


def read_identity(files: Files, fund: str) -> Fund:
    """Read who a fund is.

    Raises:
        DataBad: `fund.yml` is missing, wrong or another fund's.
        SchemaChanged, HostileInput: see the readers.
    """
    name = f"{FUNDS}/{fund}/fund.yml"
    if not files.exists(name):
        raise DataBad(f"{name} is missing: without it nothing says which fund this is.")
    source = files.read(name, files.limits.yaml_bytes)
    identity = parse_model(source, Fund)
    if identity.fund != fund:
        raise DataBad(f"{name}: fund is {identity.fund}, but the folder is {fund}'s.", file=source.path)
    if any(other.cik == identity.cik for other in identity.look_alikes):
        raise DataBad(f"{name}: cik {identity.cik} is also given to a look-alike.", file=source.path)
    return identity
