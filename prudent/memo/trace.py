"""From a figure back to its documents: value, formula, inputs cell by cell, and the file and place of each.

Belongs here: following a figure of a run. It needs the run's memo, case, core tables and facts, and nothing else, so it
works as long as the store is kept. Does not: printing (`trace_text.py`).
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_received
from prudent.ingest.cited import cited
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
            alone = [item.file_sha256] if item.file_sha256 else []
            for sha256 in sorted(digest for name, digest in hashes if name == document.id) or alone:
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
    values = cast("list[CellValue]", given.get_column(column.name).to_list())
    days = [None] * given.height if table.date_column is None else given.get_column(table.date_column).to_list()
    return tuple(
        InputCell(
            as_of=cast("date | None", day),
            value=as_received(value, column),
            place=f"{cell.file} {cell.place}",
            file_sha256=cell.file_sha256,
            document=cell.document,
        )
        for day, value, cell in zip(days, values, cited(given, column, table, run.core.fund_facts), strict=True)
    )
