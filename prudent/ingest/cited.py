"""What a cell that is used rests on: its document, its file's hash and its place, out of the facts where they say it.

Belongs here: one cell, which may stand in a row that several sources made. Does not: ranges of cells (`evidence.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

from prudent.model.fact import Grade
from prudent.tables.spec import Column, Table


@dataclass(frozen=True, slots=True)
class Cited:
    """One cell and what it rests on."""

    row: int
    file: str
    """As received; of a cell that a person overrides, `overrides.yml`."""
    file_sha256: str
    document: str
    place: str
    """In its file: a cell of a sheet, an XPath, a page, or its row."""
    known_at: date
    extractor: str
    grade: Grade


def cited(rows: pl.DataFrame, column: Column, table: Table, facts: pl.DataFrame) -> tuple[Cited, ...]:
    """Every row's cell of the column, in the rows' order.

    Args:
        rows: rows of one owner.
        column: the column spoken of.
        table: the rows' table.
        facts: all facts of the funds; where they say nothing of a cell, as of a benchmark's, the row's own columns
            count.
    """
    places = [
        f"{row['owner']}/{row['file']}:{row['row']}:{column.received}"
        for row in rows.select("owner", "file", "row").iter_rows(named=True)
    ]
    used = facts.filter(pl.col("standing") == "used", pl.col("used_at").is_in(places))
    known = {str(fact["used_at"]): fact for fact in used.iter_rows(named=True)}
    return tuple(
        _of_fact(known[place], row) if place in known else _of_row(row, column, table)
        for place, row in zip(places, rows.iter_rows(named=True), strict=True)
    )


def _of_fact(fact: Mapping[str, object], row: Mapping[str, object]) -> Cited:
    file, _, rest = str(fact["locator"]).partition("/")[2].partition(":")
    return Cited(
        row=cast("int", row["row"]),
        file=file,
        file_sha256=str(fact["document_sha256"]),
        document=str(fact["document"]),
        place=str(fact["place"] or f"row {rest.partition(':')[0]}"),
        known_at=cast("date", fact["known_at"]),
        extractor=str(fact["extractor"]),
        grade=Grade(fact["grade"]),
    )


def _of_row(row: Mapping[str, object], column: Column, table: Table) -> Cited:
    said = table.place_of(column.name, cast("list[str] | None", row["places"]))
    return Cited(
        row=cast("int", row["row"]),
        file=str(row["file"]),
        file_sha256=str(row["file_sha256"]),
        document=str(row["source"]),
        place=said or f"row {row['row']}",
        known_at=cast("date", row["known_at"]),
        extractor=str(row["extractor"]),
        grade=Grade(row["grade"]),
    )


def places_of(cells: tuple[Cited, ...]) -> tuple[str, ...]:
    """One entry for each file that the cells stand in: its name, its hash's first digits, and where in it."""
    by_file: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        by_file.setdefault((cell.file, cell.file_sha256), []).append(cell.place)
    return tuple(f"{file} ({sha256[:12]}) {_span(places)}" for (file, sha256), places in by_file.items())


def _span(places: list[str]) -> str:
    different = list(dict.fromkeys(places))
    if len(different) == 1:
        return different[0]
    return f"{different[0]} to {different[-1]}, {len(places)} cells"
