"""The catalog's own tables as `tables.yml` documents them, and frames of that shape.

Belongs here: names, types and descriptions. Does not: rows (`issues`, `runs`, `ledger`), nor tables that stages write
(`prudent.tables`).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl
import yaml
from pydantic import Field, TypeAdapter

from prudent.model.value import Value

Cell = str | int | float | bool | tuple[str, ...] | object | None

_KINDS: dict[str, pl.DataType] = {
    "text": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int64(),
    "float": pl.Float64(),
    "boolean": pl.Boolean(),
    "timestamp": pl.Datetime("us"),
    "text_list": pl.List(pl.String()),
}

#: Views of the latest issues: the same columns without those that were superseded.
LATEST = {f"latest_{name}": name for name in ("issues", "findings", "figures", "missing")}


class CatalogColumn(Value):
    """One column."""

    dtype: Literal["text", "date", "integer", "float", "boolean", "timestamp", "text_list"]
    description: str


class CatalogTable(Value):
    """One table: what a row is, and each column."""

    title: str
    grain: str
    columns: dict[str, CatalogColumn] = Field(min_length=1)

    def frame(self, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
        """Rows as a frame; a column that a row does not name is null."""
        schema = {name: _KINDS[column.dtype] for name, column in self.columns.items()}
        return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row")


@cache
def catalog_tables() -> dict[str, CatalogTable]:
    """The catalog's own tables, by name."""
    text = (Path(__file__).parent / "tables.yml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, CatalogTable]).validate_python(yaml.safe_load(text))
