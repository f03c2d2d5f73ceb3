"""What a figure rests on, in words: its place in a file, its document and page.

Belongs here: words for evidence, one way for notes, lists and tooltips. Does not: numbers of notes and entries
(`outline/notes`, `pages`), and escaping (`links`).
"""

from collections.abc import Iterable

from prudent.memo.format import date_text, figure_text, window_text
from prudent.memo.prose import Figure
from prudent.model.fact import Document, Evidence

_PLACES_TOLD = 2
"""Places of evidence in a tooltip. A median rests on every peer's returns, and its note lists them all."""


def place_text(evidence: Evidence) -> str:
    """`row 12, rate_pct; page 3`: within its file, and in the document behind it."""
    rows, _, column = evidence.locator.partition(":")[2].partition(":")
    many = "rows" if "-" in rows else "row"
    own = f"{many} {rows.replace('-', '–')}, {column}" if column else rows
    return "; ".join((column if rows == "0" else own, *evidence.places))  # a YAML file has keys and no rows


def dates_text(evidence: Evidence) -> str:
    """The date that the cells speak of, or the first and the last; empty where they name none."""
    days = dict.fromkeys(day for day in (evidence.as_of_first, evidence.as_of_last) if day is not None)
    return " to ".join(date_text(day) for day in days)


def document_texts(evidence: Evidence) -> tuple[str, ...]:
    """The documents behind it, each as its owner's packet names it."""
    return tuple(_document_text(evidence.owner, document) for document in evidence.documents)


def basis_text(figure: Figure) -> str:
    """How many observations and over which window, as far as the figure has them."""
    basis = [] if figure.n is None else [f"n {figure.n}"]
    basis += [] if figure.window is None else [window_text(figure.window)]
    return ", ".join(basis)


def cited_text(figure: Figure, evidence: tuple[Evidence, ...]) -> str:
    """A whole note in one line: label, value, method or why there is none, n, window, evidence, document, grade."""
    parts = [f"{figure.label}: {figure_text(figure)}"]
    parts.append(figure.method if figure.refusal is None else figure.refusal.reason)
    parts += [basis_text(figure)] if figure.n is not None or figure.window is not None else []
    parts += [_evidence_text(item) for item in evidence[:_PLACES_TOLD]]
    parts += [f"and {len(evidence) - _PLACES_TOLD} more places"] if len(evidence) > _PLACES_TOLD else []
    parts += [] if figure.grade is None else [f"Evidence grade {figure.grade.value}"]
    return _sentences(parts)


def _evidence_text(evidence: Evidence) -> str:
    file = evidence.locator.partition(":")[0]
    titles = "; ".join(document.title for document in evidence.documents)
    return f"{file} {place_text(evidence)} ({titles})"


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)


def _document_text(owner: str, document: Document) -> str:
    parts = [f"{owner}: {document.title}"]
    parts += [f"Form {document.form}"] if document.form else []
    parts += [f"period {document.period}"] if document.period else []
    parts += [f"accession {document.accession}"] if document.accession else []
    parts += [f"filed {date_text(document.filed_on)}"] if document.filed_on else []
    return ", ".join(parts)
