"""Trusts of one coin: net assets a coin against those of the other trusts on the same day."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.places import place_of
from prudent.validate.sides import Sides, at, compared, money

_SHEET, _TERMS = "core_fund__balance_sheet", "core_fund__terms"
LEAST_TRUSTS = 3
"""Of two that differ nobody can say which one is of another day."""


def coins_to_net_assets(core: CoreTables) -> pl.DataFrame:
    """One row a trust and day with net assets and coins held: what a coin is worth, and the median of that day.

    The price of the coin needs no third source: trusts of one coin value it by like benchmarks of the same hour.
    """
    coins = (
        core.fund_terms.filter(pl.col("term") == "coins_held")
        .with_columns(pl.col("value").cast(pl.Float64, strict=False).alias("coins"))
        .filter(pl.col("coins") > 0)
        .select("owner", "as_of", "coins", pl.col("row").alias("term_row"), pl.col("file").alias("term_file"))
    )
    sheets = core.fund_balance_sheet.filter(pl.col("net_assets_usd") > 0)
    both = sheets.join(coins, on=["owner", "as_of"], maintain_order="left").with_columns(
        (money("net_assets_usd") / pl.col("coins")).alias("a_coin")
    )
    median = pl.col("a_coin").median().over("as_of")
    enough = pl.len().over("as_of") >= LEAST_TRUSTS
    return compared(
        both.with_columns(pl.when(enough).then(median).alias("of_that_day")),
        Sides(
            Unit.USD,
            "net assets over coins held",
            pl.col("a_coin"),
            "the median of the trusts of that day",
            pl.col("of_that_day"),
            (at(_SHEET, "net_assets_usd"), at(_TERMS, "value", ("term_row",), "term_file")),
            place_of(_SHEET, "net_assets_usd"),
        ),
    )
