"""What comes with a packet of files: `packet/packet.yml`, and the corrections declared beside it."""

from datetime import date
from typing import Literal, Self

from pydantic import field_validator, model_validator

from prudent.model.delivery import Declared, SourceKind
from prudent.model.fact import Document, Grade
from prudent.model.ids import Cik, Line, Slug
from prudent.model.value import Value


class PacketHeader(Value):
    """Who sent what, when, and how the figures were taken out of their documents."""

    packet_format: Literal[1]
    owner: Slug
    cik: Cik | None = None
    received: date
    extractor: str
    grade: Grade
    """C or D: see `Grade`."""
    source_kind: SourceKind = SourceKind.TRANSCRIPTION
    """Who says it; an older packet, which does not state it, was transcribed."""
    note: str
    documents: tuple[Document, ...]
    files: tuple[Declared, ...] = ()
    """Files of other formats than the packet's own CSV, and how each is to be read."""

    @field_validator("grade")
    @classmethod
    def _claims_no_more(cls, grade: Grade) -> Grade:
        if grade in {Grade.A, Grade.B}:
            raise ValueError(
                f"grade is {grade.value}, which a packet cannot give itself: A and B are for figures that were "
                "reconciled or re-checked here. Write C, or D for figures that are stale or estimated"
            )
        return grade


class Correction(Value):
    """A known error of a source: the figure as received is withdrawn, never changed, with the reason.

    `expect` is the value as received that is known to be wrong: once the source is mended the entry fails and is
    removed.
    """

    file: str
    """The packet's table, such as `returns.csv`."""
    column: str
    key: dict[str, str]
    """Which row: its key columns and what stands in them, as text."""
    expect: str
    """The wrong figure, as received."""
    reason: str
    reporter: str
    declared: date
    """Day from which it holds."""


class Corrections(Value):
    """`funds/<fund>/corrections.yml`."""

    corrections: tuple[Correction, ...]


class Override(Value):
    """A figure that a person puts in place of what the sources say, for a stated time and reason.

    `expect` is what the sources say, as received, `""` for nothing: once they say something else the entry fails, so
    that no override outlives what it was made for. The figure it replaces is kept and shown.
    """

    file: str
    column: str
    key: dict[str, str]
    expect: str
    value: str
    who: Line
    why: str
    declared: date
    expires: date
    ended: date | None = None
    """Day from which it holds no more. An ended entry is kept, so that what was known before it ended stays known."""

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        for name, day in (("expires", self.expires), ("ended", self.ended)):
            if day is not None and day <= self.declared:
                raise ValueError(f"{name} must lie after declared, {self.declared}")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether it was declared by that day and had not ended."""
        return self.declared <= day and (self.ended is None or day < self.ended)


class Overrides(Value):
    """`funds/<fund>/overrides.yml`."""

    overrides: tuple[Override, ...]


class Noticed(Value):
    """What a reader saw in a file that is no error and must be known: a formula that was never computed."""

    file: str
    place: str
    what: str
    owner: str = ""
    """The fund or benchmark whose file it is; empty where nobody says."""
    lacks: str = ""
    """Core table that lacks a line of the file because of it; empty where none does."""
    file_sha256: str = ""
    """SHA-256 of the file, where a table lacks a line of it."""
