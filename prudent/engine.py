"""The only door to DuckDB. One thread, no extensions and no files that a query could reach: the same rows give the same
bytes. In memory, but for the catalog, which is a file.

Belongs here: how a connection is opened and closed. Does not: SQL, which lies beside the table that it makes.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def database() -> Generator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database that is gone, and closed, at the end of the block.

    One thread, because sums of floats depend on the number of threads. External access is off: SQL sees only the frames
    that were registered, no file and no network.
    """
    with _opened(":memory:") as connection:
        yield connection


@contextmanager
def new_file(path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection to a new database file, which is whole and closed at the end of the block.

    Args:
        path: the file, which must not exist. No other process can open it inside the block, so it must be one that
            nobody looks for yet.

    Raises:
        OSError: there is such a file, or it cannot be written; the disk may be full.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists")
    try:
        with _opened(str(path)) as connection:
            yield connection
            connection.execute("CHECKPOINT")
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error).partition("\n")[0]) from error


@contextmanager
def _opened(where: str) -> Generator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(
        where,
        config={
            "threads": 1,
            "enable_external_access": False,
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
            "python_enable_replacements": False,
        },
    )
    try:
        yield connection
    finally:
        connection.close()
