"""Balance sheets: the identity, the holdings of the same month, and the debt that the printed coverage implies."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.chain import month_number
from prudent.validate.places import place_of
from prudent.validate.sides import Sides, at, compared, given, money

_SHEET, _EXPOSURE = "core_fund__balance_sheet", "core_fund__exposure"
_NET = "net_assets_usd"


def _cell(column: str) -> pl.Expr:
    return given(at(_SHEET, column), column)


def balance_identity(core: CoreTables) -> pl.DataFrame:
    """Total assets less total liabilities against net assets, each sheet that gives either side."""
    sheets = core.fund_balance_sheet.filter(pl.any_horizontal(pl.col(_NET, "total_liabilities_usd").is_not_null()))
    return compared(
        sheets,
        Sides(
            Unit.USD,
            "total assets less total liabilities",
            money("total_assets_usd") - money("total_liabilities_usd"),
            "net assets",
            money(_NET),
            (_cell("total_assets_usd"), _cell("total_liabilities_usd"), _cell(_NET)),
            place_of(_SHEET, "total_assets_usd", "total_liabilities_usd", _NET),
        ),
    )


def holdings_to_total_assets(core: CoreTables) -> pl.DataFrame:
    """The fair value of all holdings against total assets of the same month."""
    return _holdings(core, "total_assets_usd", "total assets")


def holdings_to_net_assets(core: CoreTables) -> pl.DataFrame:
    """The fair value of all holdings against net assets of the same month."""
    return _holdings(core, _NET, "net assets")


def _holdings(core: CoreTables, column: str, label: str) -> pl.DataFrame:
    """Joined on the month, because a balance sheet may be struck on the month's last business day."""
    month = month_number(pl.col("as_of")).alias("month")
    sheets = (
        core.fund_balance_sheet.drop_nulls(["owner", "as_of", column])
        .sort("owner", "as_of")
        .select("owner", month, column, pl.col("row").alias("sheet_row"), pl.col("file").alias("sheet_file"))
        .unique(["owner", "month"], keep="last", maintain_order=True)
    )
    held = core.fund_exposure.drop_nulls("total_fair_value_usd").with_columns(month)
    return compared(
        held.join(sheets, on=["owner", "month"], how="left", maintain_order="left"),
        Sides(
            Unit.USD,
            "the fair value of all holdings",
            money("total_fair_value_usd"),
            label,
            money(column),
            (at(_EXPOSURE, "total_fair_value_usd"), at(_SHEET, column, ("sheet_row",), "sheet_file")),
            place_of(_EXPOSURE, "total_fair_value_usd"),
        ),
    )


def coverage_to_borrowings(core: CoreTables) -> pl.DataFrame:
    """Asset coverage is net assets and debt over debt, so it implies the debt: net assets over coverage less one."""
    sheets = core.fund_balance_sheet.filter(pl.col("asset_coverage_ratio") > 1)
    derived = pl.col(_NET).is_null()
    net = money(_NET).fill_null(money("total_assets_usd") - money("total_liabilities_usd"))
    parts = [pl.when(derived).then(_cell(name)) for name in ("total_assets_usd", "total_liabilities_usd")]
    return compared(
        sheets,
        Sides(
            Unit.USD,
            "the debt that asset coverage implies",
            net / (pl.col("asset_coverage_ratio") - 1),
            "borrowings",
            money("borrowings_usd"),
            (_cell("asset_coverage_ratio"), _cell(_NET), *parts, _cell("borrowings_usd")),
            place_of(_SHEET, "asset_coverage_ratio", "borrowings_usd"),
        ),
    )
