"""The notes of the figures as native endnotes: `word/endnotes.xml`.

Belongs here: the sentences of a note, and the part that holds them. Does not: where its mark stands (`prose.py`).
"""

from typing import Final

from prudent.memo.cited import place_text
from prudent.memo.first.names import clipped
from prudent.memo.pages import FigureLine, Page
from prudent.memo.word.lists import linked
from prudent.memo.word.prose import Pen
from prudent.memo.word.written import DECLARATION, NAMESPACE, paragraph, run, styled

PART: Final = "word/endnotes.xml"
KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
RULES: Final = (("separator", -1), ("continuationSeparator", 0))
"""The lines that a word processor draws above notes; their ids are fixed by custom."""
_PLACES: Final = 3
"""Places of evidence that a note spells out; a median rests on every peer's returns, and the evidence list has all."""
_DOCUMENTS: Final = 2
_TITLE: Final = 220
"""Documents that a note names, and the characters of each; the list of documents has them in full."""


def endnotes(page: Page, pen: Pen) -> bytes:
    """The part: the two rules, and a note for each figure, by number."""
    plain = pen.styles["Normal"]
    rules = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}">{paragraph(plain, f"<w:r><w:{kind}/></w:r>")}</w:endnote>'
        for kind, number in RULES
    )
    notes = "".join(_note(line, page, pen) for line in page.figures)
    return f'{DECLARATION}<w:endnotes xmlns:w="{NAMESPACE}">{rules}{notes}</w:endnotes>'.encode()


def _note(line: FigureLine, page: Page, pen: Pen) -> str:
    style = styled(pen.styles["endnote reference"])
    mark = "<w:endnoteRef/>" if pen.is_counted else f"<w:t>{line.number}</w:t>"
    rests_on = _rests_on(line, page, pen)
    said = run(f" {line.figure.label}: {line.text}. {_how(line)}{' ' if rests_on else ''}")
    runs = f"<w:r>{style}{mark}</w:r>{said}{rests_on}"
    return f'<w:endnote w:id="{line.number}">{paragraph(pen.styles["endnote text"], runs)}</w:endnote>'


def _how(line: FigureLine) -> str:
    """The formula, or why there is no number; then n and window."""
    told = _sentence(line.reason) if line.method is None else f"Formula: {_sentence(line.reason)}"
    return f"{told} {_sentence(line.basis)}".rstrip()


def _rests_on(line: FigureLine, page: Page, pen: Pen) -> str:
    """Places and documents, as far as a note can tell them; the rest by number; the grade."""
    behind = zip(line.evidence, pen.linker.evidence_of(line.figure), strict=True)
    parts: list[str] = []
    for number, item in list(behind)[:_PLACES]:
        file = item.locator.partition(":")[0]
        parts += [run("Evidence "), linked("E", (number,)), run(f": {file}, {place_text(item)}. ")]
    if more := line.evidence[_PLACES:]:
        parts += [run("More evidence: "), linked("E", more), run(". ")]
    for number in line.documents[:_DOCUMENTS]:
        title = clipped(page.documents[number - 1], _TITLE)
        parts += [run("Document "), linked("D", (number,)), run(f": {_sentence(title)} ")]
    if more := line.documents[_DOCUMENTS:]:
        parts += [run("More documents: "), linked("D", more), run(". ")]
    if line.figure.grade is not None:
        parts.append(run(f"Grade {line.figure.grade.value}."))
    return "".join(parts)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."
