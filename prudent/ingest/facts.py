"""The long table of facts: every figure and word of the fund tables in a row of its own, with its provenance.

Belongs here: turning wide core tables into one long one. Does not: reading files.
"""

from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_stored
from prudent.model.measured import Unit
from prudent.tables.check import check
from prudent.tables.core import CoreTables
from prudent.tables.spec import Column, Dtype, Table, table

FACTS = table("core_fund__facts")


def facts(core: CoreTables) -> pl.DataFrame:
    """Every cell of the fund tables that is neither empty nor part of a key, sorted by fund, field, date and place.

    Values are text, written out in the unit beside them: a return of 1.95 % is `0.0195` in `fraction`.
    """
    parts = [FACTS.empty()]
    for name in CoreTables.names():
        spec = CoreTables.spec(name)
        if spec.of == "fund":
            parts += [
                _facts_of(core.frame(name), spec, column) for column in spec.columns if column.name not in spec.key
            ]
    return check(pl.concat(parts).sort("fund", "field", "as_of", "locator"), FACTS)


def _facts_of(frame: pl.DataFrame, spec: Table, column: Column) -> pl.DataFrame:
    rows = frame.filter(pl.col(column.name).is_not_null())
    values = cast("list[CellValue]", rows.get_column(column.name).to_list())
    dates = {item.name for item in spec.columns if item.dtype is Dtype.DATE}
    keys = [pl.col(name).cast(pl.String) for name in spec.key if name != "owner" and name not in dates]
    word = spec.table.rpartition("__")[2]
    unit = Unit.TEXT if column.unit is None else column.unit
    return rows.select(
        pl.col("owner").alias("fund"),
        pl.concat_str(pl.lit(word), *keys, pl.lit(column.name), separator="/").alias("field"),
        pl.Series("value", [as_stored(value) for value in values], dtype=pl.String),
        pl.lit(unit.value).alias("unit"),
        pl.col(spec.date_column or "").alias("as_of"),
        pl.col("known_at"),
        pl.col("file_sha256").alias("document_sha256"),
        pl.format("{}/{}:{}:{}", "owner", "file", "row", pl.lit(column.received)).alias("locator"),
        pl.col("extractor"),
        pl.col("grade"),
    )
