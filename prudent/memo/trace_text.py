"""A trace as lines for a terminal: value ← formula ← inputs ← documents.

Belongs here: words and indents. Does not: what is followed (`trace.py`).
"""

import textwrap
from datetime import date

from prudent.memo.format import figure_text
from prudent.memo.trace import Input, Trace
from prudent.model.fact import Document

WIDTH = 100
SHOWN_CELLS = 60
"""Cells printed of one input: five years of months. A longer one says how many more there are; `--json` gives all."""


def as_lines(trace: Trace) -> tuple[str, ...]:
    """The whole trace, a line each."""
    figure = trace.figure
    lines = [f"{figure.name} = {figure_text(figure)}   ({figure.label})"]
    lines += ["", "← formula", *_wrapped(figure.method, "  ")]
    if (window := figure.window) is not None:
        lines.append(f"  window {window.start} to {window.end}, {figure.n} observations")
    lines += ["", "← inputs"]
    for item in trace.inputs:
        lines += _input(item)
    lines += ["", "← documents", *(line for item in trace.documents for line in _document(*item))]
    return tuple(lines)


def _input(item: Input) -> list[str]:
    head = f"  {item.locator}   grade {item.grade.value}, known since {item.known_at}"
    cells = [
        f"    {_day(cell.as_of):<12}{cell.value:>22}   {cell.place}   [{cell.file_sha256[:12]}]"
        for cell in item.cells[:SHOWN_CELLS]
    ]
    more = len(item.cells) - SHOWN_CELLS
    rest = [f"    … and {more} more; --json gives all"] if more > 0 else []
    return [head, *_wrapped(item.extractor, "    "), *cells, *rest]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _document(document: Document, sha256: str) -> list[str]:
    said = [document.form, document.period, document.accession, document.filed_on and f"filed {document.filed_on}"]
    details = ", ".join(str(word) for word in said if word)
    return [
        *_wrapped(f"{document.id}: {document.title}{f' ({details})' if details else ''}", "  "),
        f"    sha256 {sha256}",
    ]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
