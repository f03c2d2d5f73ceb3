"""Frames as Parquet whose bytes repeat, and values as JSON whose bytes repeat."""

import hashlib
import io
import json
from collections.abc import Sequence

import polars as pl
from pydantic import BaseModel

from prudent.errors import RecordTampered, SchemaChanged
from prudent.tables.check import check
from prudent.tables.spec import Table


def sha256(body: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def parquet_bytes(frame: pl.DataFrame, table: Table) -> bytes:
    """The frame as Parquet, after it was held against its table. The same rows give the same bytes.

    One row group and one chunk: how a frame was put together must not show in the file.
    """
    buffer = io.BytesIO()
    whole = check(frame, table).rechunk()
    whole.write_parquet(buffer, compression="zstd", compression_level=3, row_group_size=max(whole.height, 1))
    return buffer.getvalue()


def read_parquet_bytes(body: bytes, table: Table) -> pl.DataFrame:
    """The frame that `parquet_bytes` wrote, held against its table again.

    Raises:
        RecordTampered: the bytes are no Parquet file.
        SchemaChanged: columns or types are not the table's.
        DataBad: a value is not one that the table allows.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(body))
    except pl.exceptions.PolarsError as error:
        raise RecordTampered(f"{table.table}.parquet cannot be read: it is not as it was written.") from error
    if frame.columns != table.polars_schema.names():
        raise SchemaChanged(f"{table.table}.parquet has the columns {frame.columns}, which are not the table's.")
    return check(frame, table)


def json_bytes(value: BaseModel | Sequence[BaseModel]) -> bytes:
    """One value or several as JSON in UTF-8: keys sorted, two spaces, a newline at the end."""
    plain = (
        value.model_dump(mode="json") if isinstance(value, BaseModel) else [v.model_dump(mode="json") for v in value]
    )
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n").encode()
