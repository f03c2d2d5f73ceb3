"""A candidate: `funds/<fund>/fund.yml` and its packet.

Belongs here: who the fund is. Does not: which funds a question needs (`gather.py`).
"""

import difflib
from dataclasses import dataclass
from datetime import date

from prudent.errors import DataBad, UsageError
from prudent.ingest.files import YAML_BYTES, Files
from prudent.ingest.packet import Packet, read_packet
from prudent.ingest.yaml_model import parse_model
from prudent.model.fund import Fund

FUNDS = "funds"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class FundPacket:
    """A fund and what its packet says."""

    fund: Fund
    packet: Packet


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


def read_fund(files: Files, fund: str, today: date) -> FundPacket:
    """Read a fund's identity and packet.

    Raises:
        DataBad: `fund.yml` is missing, wrong or another fund's; or see `read_packet`.
        SchemaChanged, HostileInput: see the readers.
    """
    name = f"{FUNDS}/{fund}/fund.yml"
    if not files.exists(name):
        raise DataBad(f"{name} is missing: without it nothing says which fund this is.")
    source = files.read(name, YAML_BYTES)
    identity = parse_model(source, Fund)
    if identity.fund != fund:
        raise DataBad(f"{name}: fund is {identity.fund}, but the folder is {fund}'s.", file=source.path)
    if any(other.cik == identity.cik for other in identity.look_alikes):
        raise DataBad(f"{name}: cik {identity.cik} is also given to a look-alike.", file=source.path)
    return FundPacket(identity, read_packet(files, f"{FUNDS}/{fund}", "fund", today, identity))
