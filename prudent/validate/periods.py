"""Returns of short periods against those printed for longer ones, and whether all months of a quarter are there."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.chain import chained, month_number
from prudent.validate.places import place_of
from prudent.validate.sides import Sides, at, compared

_RETURNS, _SHEET = "core_fund__returns", "core_fund__balance_sheet"
_QUARTER = 3


def months_to_year(core: CoreTables) -> pl.DataFrame:
    """Months or quarters linked against each printed year. One that follows another by less is as long as that."""
    annual = _printed(core, "annual")
    since = pl.col("last_month") - pl.col("last_month").shift(1).over("owner")
    spans = annual.with_columns((pl.col("last_month") - pl.min_horizontal(since, 12)).alias("after_month"))
    return _linked(chained(core.fund_returns, spans), "year")


def months_to_quarter(core: CoreTables) -> pl.DataFrame:
    """Months linked against each printed quarter."""
    spans = _printed(core, "quarterly").with_columns((pl.col("last_month") - _QUARTER).alias("after_month"))
    return _linked(chained(core.fund_returns, spans, ("monthly",)), "quarter")


def _printed(core: CoreTables, frequency: str) -> pl.DataFrame:
    wanted = (pl.col("frequency") == frequency) & (pl.col("kind") == "total_net")
    return (
        core.fund_returns.filter(wanted)
        .drop_nulls(["owner", "period_end", "return_frac"])
        .sort("owner", "period_end")
        .with_columns(month_number(pl.col("period_end")).alias("last_month"), pl.col("period_end").alias("as_of"))
    )


def _linked(spans: pl.DataFrame, whole: str) -> pl.DataFrame:
    shorter = at(_RETURNS, "return_frac", ("chained_first_row", "chained_last_row"), "chained_file")
    return compared(
        spans,
        Sides(
            Unit.FRACTION,
            "the shorter periods linked",
            pl.col("chained_frac"),
            f"the printed {whole}",
            pl.col("return_frac"),
            (shorter, at(_RETURNS, "return_frac")),
            place_of(_RETURNS, "return_frac"),
            months=pl.col("last_month") - pl.col("after_month"),
        ),
    )


def months_of_quarter(core: CoreTables) -> pl.DataFrame:
    """Of a fund with monthly returns: how many months of the quarter to each balance sheet are in evidence.

    Sheets before the series' first full quarter are left out, and dates that have no more than a value a share.
    """
    monthly = _months(core.fund_returns)
    first = monthly.group_by("owner", maintain_order=True).agg(pl.col("month").min().alias("first_month"))
    sheets = (
        core.fund_balance_sheet.filter(pl.any_horizontal(pl.col("net_assets_usd", "total_assets_usd").is_not_null()))
        .with_columns(month_number(pl.col("as_of")).alias("last_month"))
        .join(first, on="owner", maintain_order="left")
        .filter(pl.col("last_month") >= pl.col("first_month") + _QUARTER - 1)
    )
    months = at(_RETURNS, "return_frac", ("month_row", "month_row_last"), "month_file")
    return compared(
        sheets.join(_counted(sheets, monthly), on=["owner", "as_of"], how="left", maintain_order="left"),
        Sides(
            Unit.MONTHS,
            "months with a return in the quarter",
            pl.col("counted").fill_null(0),
            "months of a quarter",
            pl.lit(_QUARTER),
            (months, _total()),
            place_of(_SHEET, "net_assets_usd"),
        ),
    )


def _months(returns: pl.DataFrame) -> pl.DataFrame:
    """Each month of a fund with a total net return, and where it stands."""
    return (
        returns.filter((pl.col("frequency") == "monthly") & (pl.col("kind") == "total_net"))
        .drop_nulls(["owner", "period_end", "return_frac"])
        .select(
            "owner",
            month_number(pl.col("period_end")).alias("month"),
            pl.col("row").alias("month_row"),
            pl.col("file").alias("month_file"),
        )
        .unique(["owner", "month"], keep="first", maintain_order=True)
    )


def _counted(sheets: pl.DataFrame, monthly: pl.DataFrame) -> pl.DataFrame:
    """How many months of the quarter to each sheet there are, and their first and last row."""
    inside = pl.col("month").is_between(pl.col("last_month") - _QUARTER, pl.col("last_month"), closed="right")
    return (
        sheets.select("owner", "as_of", "last_month")
        .join(monthly, on="owner", maintain_order="left")
        .filter(inside)
        .group_by("owner", "as_of", maintain_order=True)
        .agg(
            pl.len().alias("counted"),
            pl.col("month_row").min(),
            pl.col("month_row").max().alias("month_row_last"),
            pl.col("month_file").first(),
        )
    )


def _total() -> pl.Expr:
    """Where the balance sheet of the quarter stands: its net assets, else its total assets."""
    net = pl.when(pl.col("net_assets_usd").is_not_null()).then(at(_SHEET, "net_assets_usd"))
    return net.otherwise(at(_SHEET, "total_assets_usd"))
