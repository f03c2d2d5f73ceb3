"""How each source's figure stands to the one that is used: it is the one, says the same, is older, or says otherwise.

Belongs here: that comparison alone. Does not: which one is used (`merge.py`).
"""

from decimal import Decimal, InvalidOperation
from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_received
from prudent.ingest.merge import ORDER
from prudent.model.measured import Unit
from prudent.tables.spec import Column

LEAST_DIGITS = 4
"""Of dollars and counts: one of fewer digits is taken as exact, so that 5 million is no rounding of 4.6 million."""
LEAST_PLACES = 2
"""Of per cents, dollars a share and ratios: filings print two decimals, and a nought at the end is not kept. A cap of
5 % is no rounding of 4.6 %, and 0.9 % is one of 0.8951 %."""
FRACTION_PLACES = 4
"""The same of fractions that are received as fractions."""
_FRACTIONS = frozenset({Unit.FRACTION, Unit.FRACTION_PER_YEAR})
_EXACT = frozenset({Unit.USD, Unit.COUNT, Unit.MONTHS, Unit.DAYS})


def standing(rows: pl.DataFrame, column: Column, key: list[str]) -> pl.DataFrame:
    """The rows with `standing`.

    Args:
        rows: one row for each source that gives the column, with `ORDER`, `source_kind`, `family` (what its document is
            one of), `_used` (the value that is used, null for none) and `_overridden`.
        column: the column spoken of.
        key: columns that say which rows speak of the same figure.
    """
    values = cast("list[CellValue]", rows.get_column(column.name).to_list())
    used = cast("list[CellValue | None]", rows.get_column("_used").to_list())
    agreed = [_agree(mine, theirs, column) for mine, theirs in zip(values, used, strict=True)]
    best = pl.col(ORDER) == pl.col(ORDER).min().over(key)
    of_best = [pl.col(name) == pl.col(name).sort_by(ORDER).first().over(key) for name in ("source_kind", "family")]
    said = (
        pl.when(pl.col("_overridden").fill_null(value=False) & best)
        .then(pl.lit("overridden"))
        .when(pl.col("_used").is_null())
        .then(pl.lit("set_aside"))
        .when(best & pl.col("_same"))
        .then(pl.lit("used"))
        .when(pl.col("_same"))
        .then(pl.lit("confirms"))
        .when(of_best[0] & of_best[1])
        .then(pl.lit("superseded"))
        .otherwise(pl.lit("contradicts"))
    )
    same = pl.Series("_same", agreed, dtype=pl.Boolean)
    return rows.with_columns(same).with_columns(said.alias("standing"))


def _agree(mine: CellValue, used: CellValue | None, column: Column) -> bool:
    """True when both say the same: to half a unit of the last digit of the coarser, if that is fine enough."""
    if used is None:
        return False
    first, second = as_received(mine, column), as_received(used, column)
    if first == second:
        return True
    try:
        one, other = Decimal(first), Decimal(second)
    except InvalidOperation:
        return False
    exponents = [cast("int", number.normalize().as_tuple().exponent) for number in (one, other)]
    if column.unit in _EXACT:
        coarser = one if exponents[0] >= exponents[1] else other
        if len(coarser.normalize().as_tuple().digits) < LEAST_DIGITS:
            return False
        last = max(exponents)
    else:
        plain = column.unit in _FRACTIONS and not column.scale
        last = min(max(exponents), -(FRACTION_PLACES if plain else LEAST_PLACES))
    return abs(one - other) <= Decimal(1).scaleb(last) / 2
