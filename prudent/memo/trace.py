"""From a figure back to its documents: value, formula, inputs cell by cell, and the file and place of each.

Belongs here: following a figure of a run. It needs the run's memo, case, core tables and facts, and nothing else, so it
works as long as the store is kept. Does not: printing (`trace_text.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_received
from prudent.ingest.evidence import rows_at
from prudent.memo.prose import Figure
from prudent.model.case import Case
from prudent.model.fact import Document, Evidence, Grade
from prudent.tables.core import CoreTables


@dataclass(frozen=True, slots=True)
class Run:
    """What a run keeps that a figure is traced through."""

    case: Case
    core: CoreTables
    facts: pl.DataFrame


@dataclass(frozen=True, slots=True)
class InputCell:
    """One figure as received that the traced one rests on."""

    as_of: date | None
    value: str
    place: str
    file_sha256: str
    document: str


@dataclass(frozen=True, slots=True)
class Input:
    """The cells of one locator, and what is known of all of them."""

    locator: str
    column: str
    cells: tuple[InputCell, ...]
    grade: Grade
    extractor: str
    known_at: date


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure with all that it rests on."""

    figure: Figure
    inputs: tuple[Input, ...]
    documents: tuple[tuple[Document, str], ...]
    """Each document with the hash of the file that its figures were received in."""


def trace(figure: Figure, evidence: tuple[Evidence, ...], run: Run) -> Trace:
    """Follow one figure.

    Args:
        figure: a figure of a memo, or a measure that the memo does not print.
        evidence: what its locators name, in their order.
        run: the run that it is of.

    Raises:
        ValueError: a locator names nothing. Locators are made by the code, so this is a fault of the code.
    """
    inputs = tuple(_input(item, run) for item in evidence)
    documents: dict[tuple[str, str], tuple[Document, str]] = {}
    for item, given in zip(evidence, inputs, strict=True):
        hashes = {(cell.document, cell.file_sha256) for cell in given.cells}
        for document in item.documents:
            for sha256 in sorted(digest for name, digest in hashes if name == document.id) or [item.file_sha256]:
                documents[document.id, sha256] = (document, sha256)
    return Trace(figure, inputs, tuple(documents.values()))


def _input(item: Evidence, run: Run) -> Input:
    return Input(
        locator=item.locator,
        column=item.locator.rpartition(":")[2],
        cells=_cells(item, run),
        grade=item.grade,
        extractor=item.extractor,
        known_at=item.known_at,
    )


def _cells(item: Evidence, run: Run) -> tuple[InputCell, ...]:
    """The figures at the locator; none for a plan's or the committee's own file, which says it in words."""
    if item.owner in {run.case.plan.plan, "policy"}:
        return ()
    table, column, rows = rows_at(item.locator, run.case, run.core)
    given = rows.filter(pl.col(column.name).is_not_null())
    sources = _sources(item, run)
    cells: list[InputCell] = []
    for row in given.iter_rows(named=True):
        at = f"{row['owner']}/{row['file']}:{row['row']}:{column.received}"
        place, sha256, document = sources.get(at, (None, str(row["file_sha256"]), str(row["source"])))
        cells.append(
            InputCell(
                as_of=None if table.date_column is None else cast("date", row[table.date_column]),
                value=as_received(cast("CellValue", row[column.name]), column),
                place=place or f"{row['file']} row {row['row']}",
                file_sha256=sha256,
                document=document,
            )
        )
    return tuple(cells)


def _sources(item: Evidence, run: Run) -> dict[str, tuple[str | None, str, str]]:
    """By the place where a figure is used: where it stands in its own document, the file's hash, the document's id."""
    used = run.facts.filter(pl.col("fund") == item.owner, pl.col("standing") == "used", pl.col("used_at").is_not_null())
    return {
        str(row["used_at"]): (_place(row), str(row["document_sha256"]), str(row["document"]))
        for row in used.iter_rows(named=True)
    }


def _place(row: dict[str, object]) -> str:
    """`book.xlsx Returns!C7`, or file and row where the document has no finer place."""
    file, _, rest = str(row["locator"]).partition("/")[2].partition(":")
    number, _, _ = rest.partition(":")
    return f"{file} {row['place']}" if row["place"] else f"{file} row {number}"
