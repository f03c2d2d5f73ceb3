"""How each source's figure stands to the one that is used: it is the one, says the same, is older, or says otherwise.

Belongs here: that comparison alone. Does not: which one is used (`merge.py`).
"""

from decimal import Decimal, InvalidOperation
from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_stored
from prudent.ingest.merge import ORDER

LEAST_DIGITS = 4
"""A figure of fewer digits is taken as exact: a cap of 5 % is no rounding of 4.6 %, and 12.63 % is one of 12.6312 %."""


def standing(rows: pl.DataFrame, column: str, key: list[str]) -> pl.DataFrame:
    """The rows with `standing`.

    Args:
        rows: one row for each source that gives the column, with `ORDER`, `source_kind`, `_used` (the value that is
            used, null for none) and `_overridden`.
        column: the column spoken of.
        key: the table's key.
    """
    values = cast("list[CellValue]", rows.get_column(column).to_list())
    used = cast("list[CellValue | None]", rows.get_column("_used").to_list())
    same = pl.Series(
        "_same", [_agree(mine, theirs) for mine, theirs in zip(values, used, strict=True)], dtype=pl.Boolean
    )
    best = pl.col(ORDER) == pl.col(ORDER).min().over(key)
    best_kind = pl.col("source_kind").sort_by(ORDER).first().over(key)
    said = (
        pl.when(pl.col("_overridden").fill_null(value=False) & best)
        .then(pl.lit("overridden"))
        .when(pl.col("_used").is_null())
        .then(pl.lit("set_aside"))
        .when(best & pl.col("_same"))
        .then(pl.lit("used"))
        .when(pl.col("_same"))
        .then(pl.lit("confirms"))
        .when(pl.col("source_kind") == best_kind)
        .then(pl.lit("superseded"))
        .otherwise(pl.lit("contradicts"))
    )
    return rows.with_columns(same).with_columns(said.alias("standing"))


def _agree(mine: CellValue, used: CellValue | None) -> bool:
    """True when both say the same; numbers to half a unit of the last digit of the coarser, if it has digits enough."""
    if used is None:
        return False
    first, second = as_stored(mine), as_stored(used)
    if first == second:
        return True
    try:
        one, other = Decimal(first), Decimal(second)
    except InvalidOperation:
        return False
    coarser = max(one.normalize(), other.normalize(), key=lambda number: cast("int", number.as_tuple().exponent))
    if len(coarser.as_tuple().digits) < LEAST_DIGITS:
        return False
    unit = Decimal(1).scaleb(cast("int", coarser.as_tuple().exponent))
    return abs(one - other) <= unit / 2
