"""From prose to links: `⟨name⟩` becomes the figure's words, tied to its note.

Belongs here: cutting prose into segments, and making text from outside safe for HTML and for Typst. Does not: how a
figure is written (`format`), and what a page looks like (the templates).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from prudent.memo.cited import cited_text
from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable
from prudent.memo.format import figure_text, is_split
from prudent.memo.outline.notes import note_numbers
from prudent.memo.prose import FIGURE_REFERENCE, Figure, Text
from prudent.model.fact import Evidence

# Characters that show nothing or turn the order of what follows. They are written as their code instead.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"[\t\n\r\x0b\x0c]+")
# What the serif that travels with Typst can draw in both weights; a PDF for archives may hold no missing glyph.
_UNDRAWN = re.compile(
    "[^\x20-\x7e\xa0-\u02af\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u205e\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20bf"
    "\u2100-\u211e\u2120\u2122\u2124\u2126-\u214f\u2190-\u22ff\u2500-\u25ff\u27e8\u27e9\ufffd]"
)
_SHAPES = re.compile("([●◐○△])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of prose; with a figure, the words of that figure."""

    text: str
    figure: Figure | None = None


class TypstSource(str):
    """A piece of Typst source that is already safe. Any other text becomes a string literal."""

    __slots__ = ()


class Linker:
    """Turns one memo's prose into segments. It knows the memo's figures, their notes and their evidence."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._figures = {figure.name: figure for figure in memo.figures}
        self._numbers = {item.locator: number for number, item in enumerate(memo.evidence, start=1)}
        self._anchors: dict[str, str] = {}
        self._met: set[str] = set()

    @cached_property
    def _notes(self) -> dict[str, int]:
        return note_numbers(self._memo)

    def note(self, figure: Figure) -> int:
        """The number of the figure's note, the same in every format."""
        return self._notes[figure.name]

    def segments(self, prose: Text, *, aligned: bool = False) -> tuple[Segment, ...]:
        """Prose, cut at its figures.

        Raises:
            ValueError: the prose names a figure that the memo does not hold.
        """
        parts: list[Segment] = []
        end = 0
        for found in FIGURE_REFERENCE.finditer(prose):
            figure = self._figures.get(found[1])
            if figure is None:
                raise ValueError(f"the memo holds no figure {found[1]!r}, which this prose names: {prose}")
            parts += [Segment(prose[end : found.start()]), Segment(figure_text(figure, aligned=aligned), figure)]
            end = found.end()
        parts.append(Segment(prose[end:]))
        return tuple(part for part in parts if part.text)

    def flat(self, prose: Text) -> str:
        """Prose as plain characters: for a tooltip, an alternative text, a length."""
        return "".join(part.text for part in self.segments(prose))

    def aligned(self, table: MemoTable) -> tuple[bool, ...]:
        """For each column, whether its per cents all print decimals because one of them has some."""
        return tuple(any(self._is_split(row[index]) for row in table.rows) for index in range(len(table.columns)))

    def _is_split(self, cell: Text) -> bool:
        figures = [part.figure for part in self.segments(cell)]
        return len(figures) == 1 and figures[0] is not None and is_split(figures[0].value, figures[0].unit)

    def evidence_numbers(self, figure: Figure) -> tuple[int, ...]:
        """Which entries of the evidence list the figure rests on, counted from 1."""
        return tuple(sorted(self._numbers[locator] for locator in figure.evidence))

    def evidence_of(self, figure: Figure) -> tuple[Evidence, ...]:
        """What the figure rests on, in the order of the evidence list."""
        return tuple(self._memo.evidence[number - 1] for number in self.evidence_numbers(figure))

    def html(self, prose: Text, *, aligned: bool = False) -> Markup:
        """Prose as HTML. Everything is escaped; a figure is a link to its note, which leads back to its first place."""
        parts = self.segments(prose, aligned=aligned)
        return Markup("".join(self._html(part) for part in parts))  # noqa: S704 - each part is escaped

    def is_met(self, figure: Figure) -> bool:
        """Whether the figure stands in prose that was already given as HTML, so that its note can lead back."""
        return figure.name in self._met

    def typst(self, prose: Text, *, aligned: bool = False, in_column: bool = False) -> TypstSource:
        """Prose as a Typst content block. All text stands in string literals; a figure is a call of `fig`.

        In a column of numbers the note's number has a width of its own, so that the digits before it stay in line;
        what ends without a figure has as much room.
        """
        parts = self.segments(prose, aligned=aligned)
        made = [self._typst(part, "fig") for part in parts]
        if in_column and parts:
            made[-1:] = [self._typst(parts[-1], "column-fig")] if parts[-1].figure else [made[-1], "#no-fig;"]
        return TypstSource(f"[{''.join(made)}]")

    def _typst(self, part: Segment, call: str) -> str:
        if part.figure is None:
            return typst_words(part.text)
        return f"#{call}({self.note(part.figure)}, {typst_literal(part.text)});"

    def _html(self, part: Segment) -> str:
        if part.figure is None:
            return str(escape(visible(part.text)))
        name = part.figure.name
        first = "" if name in self._met else f' id="use-{self.note(part.figure)}"'
        self._met.add(name)
        if name not in self._anchors:
            self._anchors[name] = self._anchor(part.figure)
        return f"<a{first} {self._anchors[name]}>{escape(visible(part.text))}</a>"

    def _anchor(self, figure: Figure) -> str:
        """Attributes of the link. Pointed at, it shows the whole note (`title`, which a browser lets go by itself);
        reached by keyboard, the note itself (`interestfor`); read aloud, it says only the note's number.
        """
        kind = "fig" if figure.value is not None else "fig words"
        told = escape(visible(cited_text(figure, self.evidence_of(figure))))
        note = self.note(figure)
        return (
            f'class="{kind}" href="#note-{note}" interestfor="note-{note}" data-note="{note}" '
            f'aria-description="note {note}" title="{told}"'
        )


def typst_words(text: str) -> str:
    """Text inside a Typst content block: literals, and the shapes of statuses in the face that draws them well."""
    parts = _SHAPES.split(text)
    return "".join(
        f"#shape({typst_literal(part)});" if at % 2 else f"#{typst_literal(part)};"
        for at, part in enumerate(parts)
        if part
    )


def visible(text: str) -> str:
    """Text in which every character shows: line breaks become spaces, unseen characters their code, `[U+202E]`."""
    if _is_plain(text):
        return text
    return _UNSEEN.sub(_code, _SPACES.sub(" ", text))


def shown(value: object) -> object:
    """What an HTML template prints: unseen characters of outside text as their code. Escaping follows."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def code(text: str) -> Markup:
    """A machine's name in HTML, which may break after its separators."""
    return Markup("<wbr>").join(re.split(r"(?<=[/:_.])", visible(text)))


def typst_literal(value: object) -> str:
    """A value as Typst source: text as a string literal, numbers and booleans as themselves, source as it is.

    Characters that the PDF's serif cannot draw are written as their code.
    """
    if isinstance(value, TypstSource):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if value is None:
        return "none"
    return '"' + drawable(str(value)).replace("\\", "\\\\").replace('"', '\\"') + '"'


def drawable(text: str) -> str:
    """Text in which every character shows and the PDF's serif has a letter for it; others become their code."""
    return _UNDRAWN.sub(_code, visible(unicodedata.normalize("NFC", text)))


def _is_plain(text: str) -> bool:
    """Whether every character is a printed one of ASCII, as in most texts, so that none needs a second look."""
    return text.isascii() and text.isprintable()


def _code(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
