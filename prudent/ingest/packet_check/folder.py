"""Which packet a folder holds: one of the project's funds, or one that lies elsewhere, such as in a mail's attachments.

Belongs here: names and places. Does not: what the files say, but for the fund's name in `packet.yml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prudent.errors import PrudentError, UsageError
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS
from prudent.ingest.overrides import OVERRIDES
from prudent.ingest.packet import HEADER
from prudent.ingest.yaml_model import parse_model
from prudent.model.limits import Limits
from prudent.model.packet import PacketHeader

IDENTITY = "fund.yml"
PACKET = "packet"
_NO_OWNER = "packet"
"""Stands for the fund where `packet.yml` cannot be read, so that its faults can be told."""


@dataclass(frozen=True, slots=True)
class Located:
    """A packet and how the project's names lead to it."""

    owner: str
    folder: Path
    """The packet's folder, the one that holds `packet.yml`."""
    given: str
    """The packet's folder as the user knows it."""
    elsewhere: Mapping[str, Path] = field(default_factory=dict[str, Path])
    """What lies outside the project, by the names that the project would give it, the longest first."""

    def said(self, sentence: str) -> str:
        """A sentence with the packet's place as the user knows it."""
        return sentence.replace(f"{FUNDS}/{self.owner}/{PACKET}", self.given) if self.elsewhere else sentence


def locate(root: Path, named: str, limits: Limits) -> Located:
    """Find the packet that is meant.

    Args:
        root: the project's folder.
        named: a folder with `packet.yml`, one with `packet/packet.yml`, or the name of a fund of the project.
        limits: how large `packet.yml` may be.

    Raises:
        UsageError: there is no packet there.
    """
    folder = _packet_folder(root, named)
    funds = (root / FUNDS).resolve()
    if folder.name == PACKET and folder.parent.parent == funds:
        return Located(folder.parent.name, folder, f"{FUNDS}/{folder.parent.name}/{PACKET}")
    owner = _owner(folder, limits)
    # the project's overrides speak of the fund's sources in the project, not of a folder that was sent
    elsewhere = {f"{FUNDS}/{owner}/{OVERRIDES}": folder.parent / OVERRIDES, f"{FUNDS}/{owner}/{PACKET}": folder}
    if (folder.parent / IDENTITY).is_file():
        elsewhere[f"{FUNDS}/{owner}"] = folder.parent
    return Located(owner, folder, named.rstrip("/"), elsewhere)


def _packet_folder(root: Path, named: str) -> Path:
    folders = (Path(named), root / FUNDS / named)
    for inside in (inside for folder in folders for inside in (folder, folder / PACKET)):
        if (inside / HEADER).is_file():
            return inside.resolve()
    what = f"has no {HEADER}" if any(folder.is_dir() for folder in folders) else "is no folder and no fund"
    raise UsageError(f"{named} {what}. Name a packet's folder, or a fund; `prudent packet new` writes an empty packet.")


def _owner(folder: Path, limits: Limits) -> str:
    try:
        return parse_model(Files(folder, limits).read(HEADER, limits.yaml_bytes), PacketHeader).owner
    except PrudentError:
        return _NO_OWNER
