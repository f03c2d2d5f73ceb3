"""Reads `table.yml` into typed specifications. The specifications are part of the code, so a wrong one is a bug."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl
import yaml

from prudent.model.measured import Unit
from prudent.model.value import Value

_HERE = Path(__file__).parent


class Dtype(StrEnum):
    """Kinds of column. Money is decimal, to four places, because a cent that moves is a wrong number."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    FLOAT = "float"
    MONEY = "money"
    TEXT_LIST = "text_list"

    @property
    def polars(self) -> pl.DataType:
        """The polars type of the column."""
        kinds: dict[str, pl.DataType] = {
            "text": pl.String(),
            "date": pl.Date(),
            "integer": pl.Int64(),
            "float": pl.Float64(),
            "money": pl.Decimal(24, 4),
            "text_list": pl.List(pl.String()),
        }
        return kinds[self.value]


class Column(Value):
    """One column: its type, unit and bounds, and what it is called in the received file."""

    name: str
    dtype: Dtype
    unit: Unit | None = None
    required: bool = False
    received: str
    scale: int = 0
    """Decimal places the received figure is shifted by: -2 turns per cent into a fraction."""
    minimum: float | None = None
    maximum: float | None = None
    one_of: tuple[str, ...] = ()
    description: str


class Alone(Value):
    """Rows of a table that do not belong to the others, by what a key column says: what is left of a vehicle, beside
    its flows.
    """

    column: str
    values: tuple[str, ...]


class Table(Value):
    """One table, as its `table.yml` says."""

    table: str
    title: str
    grain: str
    file: str | None = None
    """The received file that the table is read from; None for a table that a stage computes."""
    of: Literal["fund", "benchmark"] = "fund"
    key: tuple[str, ...]
    together: tuple[str, ...] | None = None
    """Columns of the key whose rows come from one source only, because they belong to each other: the parts of one fee
    table. None stands for the whole key: each row for itself."""
    alone: Alone | None = None
    """Rows that stand for themselves all the same."""
    by_month: bool = False
    """Rows of one month speak of the same date: a balance sheet may be struck on the month's last business day."""
    fills: bool = False
    """A cell that the better source leaves empty may come from the next one."""
    date_column: str | None = None
    columns: tuple[Column, ...]
    provenance: tuple[Column, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Provenance's owner first, then the table's own columns, then the rest of the provenance."""
        return (*self.provenance[:1], *self.columns, *self.provenance[1:])

    @property
    def polars_schema(self) -> pl.Schema:
        """Column names and polars types, in order."""
        return pl.Schema({column.name: column.dtype.polars for column in self.all_columns})

    @property
    def whole(self) -> tuple[str, ...]:
        """Columns, the owner among them, whose rows one source gives as a whole."""
        return self.key if self.together is None else ("owner", *self.together)

    @property
    def cells(self) -> tuple[Column, ...]:
        """The columns that say something: those that are no part of the key."""
        return tuple(column for column in self.columns if column.name not in self.key)

    @property
    def received_header(self) -> tuple[str, ...]:
        """The header of the received file, in order."""
        return (*(column.received for column in self.columns), "source")

    def place_of(self, column: str, places: Sequence[str] | None) -> str:
        """Where a column's cell stands in its document, out of a row's `places`; empty where file and row say it."""
        names = [item.name for item in self.columns]
        return places[names.index(column)] if places and column in names else ""

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return self.polars_schema.to_frame()


@cache
def table(name: str) -> Table:
    """The specification of one table."""
    raw = yaml.safe_load((_HERE / name / "table.yml").read_text(encoding="utf-8"))
    shared = yaml.safe_load((_HERE / "provenance.yml").read_text(encoding="utf-8"))
    raw["columns"] = [{"name": key, "received": key, **value} for key, value in raw["columns"].items()]
    computed = raw.get("file") is None
    raw["provenance"] = [] if computed else [{"name": key, "received": key, **value} for key, value in shared.items()]
    return Table.model_validate(raw)


@cache
def all_tables() -> tuple[Table, ...]:
    """Every table, by name."""
    return tuple(table(path.parent.name) for path in sorted(_HERE.glob("*/table.yml")))


def received_tables(of: Literal["fund", "benchmark"]) -> tuple[Table, ...]:
    """The tables that a packet of a fund, or of a benchmark, can hold a file for."""
    return tuple(spec for spec in all_tables() if spec.of == of and spec.file is not None)
