"""What comes with a packet of files: `packet/packet.yml`, and the corrections declared beside it."""

from datetime import date
from typing import Literal

from prudent.model.fact import Document, Grade
from prudent.model.ids import Cik, Slug
from prudent.model.value import Value


class PacketHeader(Value):
    """Who sent what, when, and how the figures were taken out of their documents."""

    packet_format: Literal[1]
    owner: Slug
    cik: Cik | None = None
    received: date
    extractor: str
    grade: Grade
    note: str
    documents: tuple[Document, ...]


class Correction(Value):
    """A known error of a source: the figure as received is withdrawn, never changed, with the reason.

    `expect` is the value as received that is known to be wrong: once the source is mended the entry fails and is
    removed.
    """

    file: str
    column: str
    key: dict[str, str]
    expect: str
    reason: str
    reporter: str
    declared: date


class Corrections(Value):
    """`funds/<fund>/corrections.yml`."""

    corrections: tuple[Correction, ...]
