"""The tables that stages wrote, of every latest issue's run, put together: each fund's own rows, once.

Belongs here: which rows of which files. Does not: what a column means (`prudent/tables`). A run also holds the rows of
its peers and of public series; they are left out, because the peers have runs of their own and the series would stand
there once for every memo.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import polars as pl

from prudent.catalog.faulty import Faulty
from prudent.catalog.issues import Published
from prudent.errors import RecordTampered
from prudent.model.run import Manifest
from prudent.store.frames import sha256
from prudent.store.layout import run_folder
from prudent.store.objects import Objects
from prudent.store.reading import bodies
from prudent.store.runs import RunFolder
from prudent.tables.spec import Table, all_tables

OWNERS = ("fund", "owner")
"""Columns that say whose row it is, the first that a table has."""
_PARQUET = ".parquet"
_AT_A_TIME = 100
"""Files whose rows are in memory at a time."""
ISSUE_COLUMNS = {
    "memo_plan": "Plan of the memo that shows the run.",
    "memo_as_of": "Quarter end of that memo.",
    "memo_number": "Number of that issue, the latest of its plan, fund and date.",
}


@dataclass(frozen=True, slots=True)
class _File:
    key: str
    table: str
    sha256: str
    of: Published


@cache
def stage_tables() -> dict[str, Table]:
    """The tables of the catalog that stages write, by name: those that speak of a fund."""
    return {
        table.table: table
        for table in all_tables()
        if table.of == "fund" and any(column.name in OWNERS for column in table.all_columns)
    }


def stage_frames(objects: Objects, issues: tuple[Published, ...], faulty: Faulty) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of all latest issues, table by table, each in several frames, so that few are in memory at a time."""
    tables = stage_tables()
    latest = tuple(one for one in issues if one.is_latest)
    files = [file for one in latest for file in _files(objects, one, tables, faulty)]
    for name, table in sorted(tables.items()):
        wanted = tuple(file for file in files if file.table == name)
        for start in range(0, len(wanted), _AT_A_TIME):
            yield from ((name, frame) for frame in _frame(objects, table, wanted[start : start + _AT_A_TIME], faulty))


def _files(objects: Objects, one: Published, tables: dict[str, Table], faulty: Faulty) -> Iterator[_File]:
    manifest = _manifest(objects, one)
    if manifest is None:
        faulty.add(one.folder, "The run that it shows is gone or not as it was written.")
        return
    folder = run_folder(manifest.request, manifest.run)
    for output in manifest.outputs:
        name = output.name.removesuffix(_PARQUET)
        if output.name.endswith(_PARQUET) and name in tables:
            yield _File(f"{folder}/{output.name}", name, output.sha256, one)


def _manifest(objects: Objects, one: Published) -> Manifest | None:
    try:
        return RunFolder(objects, one.issue.request, one.issue.seals or one.issue.run).manifest()
    except RecordTampered:
        return None


def _frame(objects: Objects, table: Table, files: tuple[_File, ...], faulty: Faulty) -> Iterator[pl.DataFrame]:
    """The files' own rows in one frame; none where no file can be read."""
    frames: list[pl.DataFrame] = []
    for file, body in zip(files, bodies(objects, tuple(file.key for file in files)), strict=True):
        if body is None or sha256(body) != file.sha256:
            faulty.add(file.key, "It is not what the run's manifest says.")
            continue
        try:
            read = pl.read_parquet(io.BytesIO(body)).select(table.polars_schema.names()).cast(table.polars_schema)
        except pl.exceptions.PolarsError:
            faulty.add(file.key, "Its columns are those of another version of Prudent.", tampered=False)
            continue
        frames.append(with_issue(file.of, read.filter(_is_own(table, file.of.issue.request.fund))))
    if frames:
        yield pl.concat(frames)


def _is_own(table: Table, fund: str) -> pl.Expr:
    owner = next(name for name in OWNERS if any(column.name == name for column in table.all_columns))
    return pl.col(owner) == fund


def with_issue(one: Published | None, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame behind the columns that say which issue it belongs to."""
    asked = None if one is None else one.issue.request
    return frame.select(
        pl.lit(asked and asked.plan, pl.String()).alias("memo_plan"),
        pl.lit(asked and asked.as_of, pl.Date()).alias("memo_as_of"),
        pl.lit(one and one.issue.number, pl.Int64()).alias("memo_number"),
        pl.all(),
    )
