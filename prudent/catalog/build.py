"""From a store to one DuckDB file for people, in one call. The file holds copies: it opens wherever it is moved to.

Belongs here: the order of the steps, and writing tables with their words. Does not: rows. No code reads the catalog;
what it says is in the store, and it is made anew from there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prudent.catalog.faulty import Faulty
from prudent.catalog.issues import MEMO_TABLES, Row, issue_rows, published
from prudent.catalog.ledger import ledger_rows
from prudent.catalog.parquet import stage_frames, stage_tables
from prudent.catalog.runs import review_rows, run_rows
from prudent.catalog.spec import catalog_tables
from prudent.catalog.writing import Writing
from prudent.code_version import code_sha256
from prudent.engine import new_file
from prudent.store.objects import Objects


@dataclass(frozen=True, slots=True)
class Catalogued:
    """What a catalog holds."""

    tables: int
    issues: int
    runs: int
    entries: int
    not_read: tuple[str, ...]
    tampered: int
    """How much of it is not as it was written."""


def build_catalog(objects: Objects, path: Path, built_at: datetime, store: str) -> Catalogued:
    """Write the catalog of a store to a new file.

    Args:
        objects: the store.
        path: the file, which must not exist.
        built_at: the time that it says it was built at.
        store: how a person names the store.
    """
    faulty = Faulty()
    issues = published(objects, faulty)
    with new_file(path) as database:
        writing = Writing(database)
        for name, frame in stage_frames(objects, issues, faulty):
            writing.add(name, frame)
        for rows in issue_rows(objects, issues, faulty):
            for name in MEMO_TABLES:
                writing.own(name, getattr(rows, name))
        runs, ledger = run_rows(objects, faulty), ledger_rows(objects, faulty)
        writing.own("runs", runs)
        writing.own("ledger", ledger.entries)
        writing.own("standing", ledger.standing)
        writing.own("conditions", ledger.conditions)
        writing.own("reviews", review_rows(objects))
        writing.own("not_read", faulty.rows)
        done = Catalogued(
            tables=len(catalog_tables()) + len(stage_tables()),
            issues=writing.rows["issues"],
            runs=len(runs),
            entries=len(ledger.entries),
            not_read=tuple(f"{row['folder']}: {row['reason']}" for row in faulty.rows),
            tampered=sum(bool(row["tampered"]) for row in faulty.rows),
        )
        writing.own("about", (_about(done, built_at, store),))
    return done


def _about(done: Catalogued, built_at: datetime, store: str) -> Row:
    return {
        "built_at": built_at.astimezone(UTC).replace(tzinfo=None),
        "store": store,
        "code_sha256": code_sha256(),
        "issues": done.issues,
        "runs": done.runs,
        "entries": done.entries,
    }
