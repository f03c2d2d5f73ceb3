"""The lists at the end as dense tables: methods, evidence by file, documents. Each line has a bookmark.

Belongs here: which columns a list has. Does not: the lines themselves (`Page`), and the notes (`notes.py`).
"""

from collections.abc import Sequence

from prudent.memo.format import date_text
from prudent.memo.pages import EvidenceFile, EvidenceLine, Page
from prudent.memo.templating import number_ranges
from prudent.memo.word.anchors import Anchor, document, evidence, method
from prudent.memo.word.prose import Pen
from prudent.memo.word.tables import DENSE, header_row, spanning_row, table_row, whole_table
from prudent.memo.word.written import bookmark, link, paragraph, run

_NUMBER, _AS_RECEIVED, _SPEAKS_OF, _DOCUMENT, _GRADE = 560, 1240, 2100, 900, 600
"""Widths of the evidence list's columns, in twentieths of a point; where it stands takes the rest."""


def methods_table(page: Page, pen: Pen, room: int) -> str:
    """The methods that the notes name."""
    lines = tuple((method(number), f"M{number}", text) for number, text in enumerate(page.methods, start=1))
    return _numbered("Method", lines, pen, room, "Methods of the figures")


def documents_table(page: Page, pen: Pen, room: int) -> str:
    """The documents behind the evidence, as the packets name them."""
    lines = tuple((document(number), f"D{number}", text) for number, text in enumerate(page.documents, start=1))
    return _numbered("Document, as the packet names it", lines, pen, room, "Documents")


def evidence_table(page: Page, pen: Pen, room: int) -> str:
    """What the notes rest on, by file."""
    fixed = (_AS_RECEIVED, _SPEAKS_OF, _DOCUMENT, _GRADE)
    widths = (_NUMBER, room - _NUMBER - sum(fixed), *fixed)
    heads = ("No.", "Where it stands", "As received", "Speaks of", "Document", "Grade")
    rights = (False, False, True, False, False, False)
    rows = [header_row(heads, rights, widths, pen, DENSE)]
    for file in page.evidence:
        rows.append(spanning_row(_file(file, page, pen), widths))
        rows += [table_row(_line(line, pen), widths) for line in file.lines]
    return whole_table(pen.styles[DENSE.table], widths, rows, "Evidence")


def linked(letter: str, numbers: tuple[int, ...]) -> str:
    """Numbers of entries as runs that lead to them: E3, E5–E7."""
    target = document if letter == "D" else evidence
    parts: list[str] = []
    for span in number_ranges(numbers):
        first = span.partition("–")[0]
        parts.append(link(target(int(first)), run(letter + span)))
    return run(", ").join(parts)


def _numbered(head: str, lines: Sequence[tuple[Anchor, str, str]], pen: Pen, room: int, name: str) -> str:
    widths = (_NUMBER, room - _NUMBER)
    style = pen.styles[DENSE.text]
    rows = [header_row(("No.", head), (False, False), widths, pen, DENSE)]
    for anchor, number, text in lines:
        first = paragraph(style, bookmark(anchor, run(number)))
        rows.append(table_row((first, paragraph(style, run(text))), widths))
    return whole_table(pen.styles[DENSE.table], widths, rows, name)


def _file(file: EvidenceFile, page: Page, pen: Pen) -> str:
    said = f"  sha256 {file.sha256[:12]}" if file.sha256 else "  put together from several files, each named below"
    said += f", known at {date_text(file.known_at)}" if file.known_at != page.known_at else ""
    said += f", {file.extractor}" if file.extractor != page.extractor else ""
    return paragraph(pen.styles[DENSE.text], pen.strong(file.file) + run(said), "<w:keepNext/>")


def _line(line: EvidenceLine, pen: Pen) -> tuple[str, ...]:
    text, number = pen.styles[DENSE.text], pen.styles[DENSE.number]
    return (
        paragraph(text, bookmark(evidence(line.number), run(f"E{line.number}"))),
        paragraph(text, run(line.place)),
        paragraph(number, run(line.evidence.value_as_received or "–")),
        paragraph(text, run(line.dates or "–")),
        paragraph(text, linked("D", line.documents)),
        paragraph(text, run(line.evidence.grade.value)),
    )
