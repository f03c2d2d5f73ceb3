"""DuckDB is closed, alone and single-threaded."""

import duckdb
import polars as pl
import pytest

from prudent.engine import database


def test_frames_that_are_registered_can_be_joined():
    left = pl.DataFrame({"fund": ["a", "b"], "x": [1.0, 2.0]})
    with database() as connection:
        connection.register("left_", left)
        assert connection.sql("select fund, x * 2 as y from left_ order by fund desc").pl().rows() == [
            ("b", 4.0),
            ("a", 2.0),
        ]


def test_one_thread_and_no_access_to_anything_outside(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with database() as connection:
        assert connection.sql("select current_setting('threads')").fetchall() == [(1,)]
        assert connection.sql("select current_setting('enable_external_access')").fetchall() == [(False,)]
        with pytest.raises(duckdb.Error, match="disabled"):
            connection.sql(f"select * from read_csv('{tmp_path / 'secret.csv'}')")
        with pytest.raises(duckdb.Error):
            connection.sql("set enable_external_access = true")


def test_variables_of_python_are_no_tables():
    frame = pl.DataFrame({"a": [1]})
    with database() as connection, pytest.raises(duckdb.CatalogException):
        connection.sql("select * from frame")
    assert frame.height == 1


def test_the_connection_is_closed_even_when_the_block_fails():
    with pytest.raises(RuntimeError, match="stop"), database() as connection:
        raise RuntimeError("stop")
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("select 1")
