"""The check at both ends of a stage: a frame has exactly the columns, types, keys and bounds of its table."""

import polars as pl

from prudent.errors import DataBad, SchemaChanged
from prudent.tables.spec import Column, Table


def check(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return `frame` unchanged, or say what is wrong with it.

    Raises:
        SchemaChanged: columns or types are not the table's.
        DataBad: a required cell is null, a value is out of bounds or a key stands twice.
    """
    if frame.schema != table.polars_schema:
        raise SchemaChanged(
            f"{table.table}: the frame's columns are {dict(frame.schema)}, not {dict(table.polars_schema)}."
        )
    for column in table.all_columns:
        _check_column(frame, table, column)
    doubled = frame.filter(pl.struct(table.key).is_duplicated())
    if doubled.height:
        row = doubled.row(0, named=True)
        key = ", ".join(f"{name} {row[name]}" for name in table.key)
        raise DataBad(f"{table.table}: {doubled.height} rows share a key; the first is {key}.")
    return frame


def _check_column(frame: pl.DataFrame, table: Table, column: Column) -> None:
    values = frame.get_column(column.name)
    if column.required and values.null_count():
        raise DataBad(f"{table.table}: {values.null_count()} rows have no {column.name}, and it is required.")
    bounds = _bounds(column)
    if not bounds:  # polars 2.1 fails on a large frame that is filtered by a constant
        return
    wrong = frame.filter(pl.any_horizontal(bounds).fill_null(False))
    if wrong.height:
        row = wrong.row(0, named=True)
        where = f" in {row['file']} row {row['row']}" if table.provenance else ""
        raise DataBad(f"{table.table}: {column.name} is {row[column.name]}{where}, out of bounds.")


def _bounds(column: Column) -> tuple[pl.Expr, ...]:
    """Expressions that are true where a value is out of bounds; none for a column without bounds."""
    value = pl.col(column.name)
    wrong: list[pl.Expr] = []
    if column.minimum is not None:
        wrong.append(value.cast(pl.Float64) < column.minimum)
    if column.maximum is not None:
        wrong.append(value.cast(pl.Float64) > column.maximum)
    if column.one_of:
        wrong.append(~value.is_in(column.one_of))
    if str(column.dtype) == "float":
        wrong.extend((value.is_nan(), value.is_infinite()))
    return tuple(wrong)
