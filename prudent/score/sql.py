"""Runs the `query.sql` that lies beside a table's specification, over frames registered by the caller."""

from pathlib import Path

import duckdb
import polars as pl

from prudent.tables import spec
from prudent.tables.spec import Table


def query(
    connection: duckdb.DuckDBPyConnection, table: Table, parameters: dict[str, int | float | str]
) -> pl.DataFrame:
    """The table that the query makes, with its columns and types, in the order the query gives."""
    sql = (Path(spec.__file__).parent / table.table / "query.sql").read_text(encoding="utf-8")
    frame = connection.sql(sql, params=parameters).pl()
    return frame.select(pl.col(column.name).cast(column.dtype.polars) for column in table.all_columns)
