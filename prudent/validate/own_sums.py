"""Sums that a reader of ours made from a received file: two of one file are one source, and neither checks the other.

Belongs here: the file that figures were read from. Does not: which items are sums (`portfolio.py`), nor what that does
to an outcome (`reconcile.py`).

A packet's CSV file holds one table. So figures of two tables that stand in one file were taken out of it by a reader,
which listed, added up and divided what the file says of each holding.
"""

from typing import cast

import polars as pl

from prudent.tables.core import CoreTables
from prudent.validate.sides import at


def with_file(
    rows: pl.DataFrame, core: CoreTables, core_table: str, columns: tuple[str, ...], name: str
) -> pl.DataFrame:
    """The rows with `name`: the hash of the one file that all these cells were read from; null where of several.

    Args:
        rows: rows of one core table.
        core: the core tables, whose facts say of each cell that is used which file it stands in; where they say
            nothing, the row's own hash counts.
        core_table: the rows' table.
        columns: the core table's columns, of which an empty cell says nothing.
        name: the new column.
    """
    used = core.fund_facts.filter(pl.col("standing") == "used").drop_nulls("used_at")
    files = dict(cast("list[tuple[str, str]]", used.select("used_at", "document_sha256").rows()))
    hashes = [
        pl.when(pl.col(column).is_not_null()).then(
            at(core_table, column)
            .replace_strict(files, default=None, return_dtype=pl.String())
            .fill_null(pl.col("file_sha256"))
        )
        for column in columns
    ]
    several = pl.concat_list(hashes).list.drop_nulls().list.unique()
    return rows.with_columns(pl.when(several.list.len() == 1).then(several.list.first()).alias(name))


def one_file() -> pl.Expr:
    """Whether `sums_file` and `exposure_sums_file`, of the first and of the portfolio's figures, are the same."""
    return (pl.col("sums_file") == pl.col("exposure_sums_file")).fill_null(value=False)
