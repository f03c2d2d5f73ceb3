"""The kinds of blocks that a memo is made of. A format knows how to set each kind, and nothing of what stands in it.

Belongs here: what a block holds. Does not: which blocks a memo has (`outline`, `parts`, `back`), or how one looks
(`templates/memo`). Text is prose: `⟨name⟩` stands for a figure.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from prudent.memo.chart_kinds import Chart
from prudent.memo.exhibits import MemoTable
from prudent.memo.prose import Text
from prudent.model.finding import FindingStatus


class Tone(StrEnum):
    """How loud a paragraph or a list is."""

    PLAIN = "plain"
    QUIET = "quiet"
    """The rule's own question, and what is said beside the matter."""
    NOTE = "note"
    """Small print under a table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a numbered part), 2 or 3. `anchor` is unique in the memo: letters, digits and hyphens."""

    level: int
    text: Text
    anchor: str
    number: str = ""
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: Text
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of a list. `lead`, where there is one, is set bold before its item; both tuples are of one length then."""

    items: tuple[Text, ...]
    leads: tuple[str, ...] = ()
    is_numbered: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A dense one is set small: lists of sources."""

    table: MemoTable
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart; its title, subtitle and alternative text are its own, and its data stand in a table behind it."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Proposed:
    """What staff propose on one factor, set apart from the rest."""

    status: FindingStatus
    sentence: Text
    basis: Text
    """Evidence grade and whose judgement it is."""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Lines to write on by hand. `rows` holds what is printed at each line's start; empty cells are blank lines."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...] = field(default=())
    """Columns, counted from 0, that take most of the width."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The numbered notes, one a figure: `Page.figures`."""


@dataclass(frozen=True, slots=True)
class Methods:
    """The methods that the notes name, each once: `Page.methods`."""


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """What the notes rest on, by file: `Page.evidence`, and the documents behind it: `Page.documents`."""


Block = Heading | Paragraph | Listing | Grid | Drawing | Proposed | BlankForm | Notes | Methods | EvidenceList
