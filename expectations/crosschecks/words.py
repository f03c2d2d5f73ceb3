"""How a number stands in a failure's sentence."""

import polars as pl


def millions(column: str) -> pl.Expr:
    """Dollars as millions to one decimal: 1626.1 million."""
    return pl.format("{} million", (pl.col(column).cast(pl.Float64) / 1e6).round(1))


def per_cent(column: str, decimals: int = 2) -> pl.Expr:
    """A fraction as per cent: 8.02 %, or 27 % without decimals."""
    rounded = (pl.col(column) * 100).round(decimals)
    return pl.format("{} %", rounded if decimals else rounded.cast(pl.Int64, strict=False))
