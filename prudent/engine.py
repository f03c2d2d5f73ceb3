"""The only door to DuckDB. In memory, one thread, no extensions and no files: the same rows give the same bytes.

Belongs here: how a connection is opened and closed. Does not: SQL, which lies beside the table that it makes.
"""

from collections.abc import Generator
from contextlib import contextmanager

import duckdb


@contextmanager
def database() -> Generator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database that is gone, and closed, at the end of the block.

    One thread, because sums of floats depend on the number of threads. External access is off: SQL sees only the frames
    that were registered, no file and no network.
    """
    connection = duckdb.connect(
        ":memory:",
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
