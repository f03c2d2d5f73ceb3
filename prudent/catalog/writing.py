"""Tables and views of the catalog as they are written to DuckDB, each with the words that say what it holds.

Belongs here: SQL of the catalog. Does not: rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from prudent.catalog.parquet import ISSUE_COLUMNS, stage_tables, with_issue
from prudent.catalog.spec import LATEST, catalog_tables
from prudent.tables.spec import Table


@dataclass(frozen=True, slots=True)
class Words:
    """What a table and its columns are."""

    table: str
    columns: dict[str, str]


def stage_words(table: Table) -> Words:
    """The words of a table that a stage writes, with the columns that say which issue shows it."""
    columns = {column.name: column.description for column in table.all_columns}
    return Words(f"{table.title}: {table.grain}. Own rows of each fund, of its latest issues.", ISSUE_COLUMNS | columns)


def own_words(name: str) -> Words:
    """The words of one of the catalog's own tables."""
    table = catalog_tables()[name]
    return Words(f"{table.title}: {table.grain}.", {column: said.description for column, said in table.columns.items()})


class Writing:
    """A catalog that is being written. All tables and views are there from the start, so that none can be missing."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self.rows: Counter[str] = Counter()
        """Rows written so far, by table."""
        database.begin()  # one write to the disk for some hundred statements
        for name, table in stage_tables().items():
            self._declare(name, with_issue(None, table.empty()).clear(), stage_words(table))
        for name, table in catalog_tables().items():
            self._declare(name, table.frame(()), own_words(name))
        for view, name in LATEST.items():
            self._declare_view(view, name)
        database.commit()

    def own(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Rows of one of the catalog's own tables."""
        self.add(name, catalog_tables()[name].frame(rows))

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Rows of a table."""
        self._database.register("incoming", frame)
        self._database.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM incoming')  # noqa: S608 -- names are ours
        self._database.unregister("incoming")
        self.rows[name] += frame.height

    def _declare(self, name: str, empty: pl.DataFrame, words: Words) -> None:
        self._database.register("incoming", empty)
        self._database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')  # noqa: S608 -- names are ours
        self._database.unregister("incoming")
        self._say("TABLE", name, words)

    def _declare_view(self, view: str, name: str) -> None:
        """A view of the rows of a table that belong to the latest issues."""
        query = f'SELECT * EXCLUDE (is_latest) FROM "{name}" WHERE is_latest'  # noqa: S608 -- names are ours
        self._database.execute(f'CREATE VIEW "{view}" AS {query}')
        words = own_words(name)
        columns = {column: said for column, said in words.columns.items() if column != "is_latest"}
        self._say("VIEW", view, Words(f"{words.table} Of the latest issues only.", columns))

    def _say(self, kind: str, name: str, words: Words) -> None:
        for statement in _comments(kind, name, words):
            self._database.execute(statement)


def _comments(kind: str, name: str, words: Words) -> Iterator[str]:
    """The words, as a person finds them in `duckdb_tables()` and `duckdb_columns()`. Names and words are ours."""
    yield f'COMMENT ON {kind} "{name}" IS {_text(words.table)}'
    for column, said in words.columns.items():
        yield f'COMMENT ON COLUMN "{name}"."{column}" IS {_text(said)}'


def _text(said: str) -> str:
    return "'" + said.replace("'", "''") + "'"
