"""Net asset value a share: against net assets and shares, and its change against the return of the same time."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.chain import chained, month_number
from prudent.validate.places import pair_of, place_of
from prudent.validate.sides import Sides, at, compared, given, money

_SHEET, _RETURNS = "core_fund__balance_sheet", "core_fund__returns"
_NAV = "nav_per_share_usd"
LEAST_SPLIT, MOST_SPLIT = 0.5, 2.0
"""A value that halves or doubles beyond the return is another unit, which `share-value-follows-return` finds."""


def nav_by_shares(core: CoreTables) -> pl.DataFrame:
    """The value of a share against net assets over shares outstanding, each sheet with a value."""
    sheets = core.fund_balance_sheet.drop_nulls(_NAV)
    above_zero = (money("shares_outstanding") > 0) & (money("net_assets_usd") > 0)
    return compared(
        sheets,
        Sides(
            Unit.USD_PER_SHARE,
            "net asset value a share",
            money(_NAV),
            "net assets over shares outstanding",
            pl.when(above_zero).then(money("net_assets_usd") / money("shares_outstanding")),
            tuple(given(at(_SHEET, name), name) for name in (_NAV, "net_assets_usd", "shares_outstanding")),
            place_of(_SHEET, _NAV, "net_assets_usd", "shares_outstanding"),
        ),
    )


def nav_to_return(core: CoreTables) -> pl.DataFrame:
    """The change of value a share against the return between, for neighbouring values that are not the same.

    A value equal to the one before looks carried forward from the last report: it neither ends a pair nor starts one.
    """
    change = pl.col("nav") / pl.col("nav_before") - 1
    beyond = pl.col("nav") / pl.col("nav_before") / (1 + pl.col("chained_frac"))
    pairs = chained(core.fund_returns, _pairs(core), ("monthly", "quarterly", "annual"))
    whole = pairs.filter(beyond.is_between(LEAST_SPLIT, MOST_SPLIT).fill_null(value=True))
    returned = at(_RETURNS, "return_frac", ("chained_first_row", "chained_last_row"), "chained_file")
    return compared(
        whole,
        Sides(
            Unit.FRACTION,
            pl.format("the change of net asset value a share since {}", "before"),
            change,
            "the return of that time",
            pl.col("chained_frac"),
            (at(_SHEET, _NAV, ("row_before",)), at(_SHEET, _NAV), returned),
            pair_of(_SHEET, _NAV),
            months=pl.col("last_month") - pl.col("after_month"),
        ),
    )


def _pairs(core: CoreTables) -> pl.DataFrame:
    valued = (
        core.fund_balance_sheet.drop_nulls(["owner", "as_of", _NAV])
        .filter(pl.col(_NAV) > 0)
        .sort("owner", "as_of")
        .with_columns(nav=money(_NAV), last_month=month_number(pl.col("as_of")))
        .filter((pl.col("nav") != pl.col("nav").shift(1)).over("owner").fill_null(value=True))
    )
    before = {
        "nav": "nav_before",
        "last_month": "after_month",
        "as_of": "before",
        "row": "row_before",
        "places": "places_before",
    }
    pairs = valued.with_columns(pl.col(name).shift(1).over("owner").alias(new) for name, new in before.items())
    return pairs.drop_nulls("nav_before")
