"""Prose as runs: each figure is followed by the mark of its note.

Belongs here: the marks. Where a figure is met first stands a native endnote reference, inside a bookmark; each further
use is a cross-reference to that mark. Does not: what a note says (`notes.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from prudent.memo.links import Linker, Segment
from prudent.memo.prose import Text
from prudent.memo.word.anchors import note
from prudent.memo.word.styles import Styles
from prudent.memo.word.written import bookmark, run, styled


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes prose, and remembers whose note was marked already."""

    linker: Linker
    styles: Styles
    is_counted: bool
    """Word counts the marks itself. False where a template shows figures in another order than the memo: then each
    mark carries its number as text, so that a note has the same number in every format."""
    met: set[int] = field(default_factory=set[int])
    """Notes that have their mark."""

    def prose(self, text: Text, properties: str = "") -> str:
        """Prose as runs."""
        return self.pieces(self.linker.segments(text), properties)

    def pieces(self, segments: Iterable[Segment], properties: str = "") -> str:
        """Prose that was cut at its figures, as runs."""
        parts: list[str] = []
        for part in segments:
            parts.append(run(part.text, properties))
            if part.figure is not None:
                parts.append(self.mark(self.linker.note(part.figure)))
        return "".join(parts)

    def mark(self, number: int) -> str:
        """The mark of a note: the reference itself where it is met first, a cross-reference after that."""
        style = styled(self.styles["endnote reference"])
        if number in self.met:
            return (
                f'<w:fldSimple w:instr=" NOTEREF {note(number).name} \\f \\h "><w:r>{style}<w:t>{number}</w:t></w:r>'
                "</w:fldSimple>"
            )
        self.met.add(number)
        own = "" if self.is_counted else f"<w:t>{number}</w:t>"
        custom = "" if self.is_counted else ' w:customMarkFollows="1"'
        reference = f'<w:r>{style}<w:endnoteReference{custom} w:id="{number}"/>{own}</w:r>'
        return bookmark(note(number), reference)

    def strong(self, text: str) -> str:
        """Words set bold by the template's character style."""
        return run(text, styled(self.styles["Strong"]))

    def plain(self, text: Text, properties: str = "") -> str:
        """Prose as a run without marks, for where Word allows no endnote: headers, text boxes."""
        return run(self.linker.flat(text), properties)
