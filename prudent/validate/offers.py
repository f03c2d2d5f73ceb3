"""Repurchase offers: what was asked and filled against what was accepted, the cap, and the shares outstanding."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.places import place_of
from prudent.validate.sides import Sides, at, compared, given, money

_TENDERS, _SHEET = "core_fund__tenders", "core_fund__balance_sheet"
FILLED = 0.9999
"""A fill is printed to a hundredth of a per cent, so from here on holders were paid in full."""
_SHEET_DAYS = 190
"""Half a year and a week: an older share count says nothing of the offer's."""


def _cells(*columns: str) -> tuple[pl.Expr, ...]:
    return tuple(given(at(_TENDERS, name), name) for name in columns)


def tendered_by_fill(core: CoreTables) -> pl.DataFrame:
    """Shares tendered times the printed fill against the shares that were accepted as printed."""
    offers = core.fund_tenders.filter((pl.col("shares_tendered") > 0) & pl.col("accepted_frac").is_not_null())
    return compared(
        offers,
        Sides(
            Unit.COUNT,
            "shares tendered times the fill",
            money("shares_tendered") * pl.col("accepted_frac"),
            "shares accepted",
            money("shares_accepted"),
            _cells("shares_tendered", "accepted_frac", "shares_accepted"),
            place_of(_TENDERS, "shares_tendered", "accepted_frac", "shares_accepted"),
        ),
    )


def paid_to_cap(core: CoreTables) -> pl.DataFrame:
    """Requested times the fill, which is what was paid, against the most that the offer could take.

    Where holders were cut that is the cap; where they were paid in full, what was asked, up to the cap.
    """
    offers = core.fund_tenders.drop_nulls("requested_frac")
    asked, cap = pl.col("requested_frac"), pl.col("cap_frac")
    most = (
        pl.when(pl.col("accepted_frac") < FILLED).then(cap).when(cap.is_not_null()).then(pl.min_horizontal(asked, cap))
    )
    return compared(
        offers,
        Sides(
            Unit.FRACTION,
            "what was requested times the fill",
            asked * pl.col("accepted_frac"),
            "what the offer was for",
            most,
            _cells("requested_frac", "accepted_frac", "cap_frac"),
            place_of(_TENDERS, "requested_frac", "accepted_frac", "cap_frac"),
        ),
    )


def tendered_to_shares(core: CoreTables) -> pl.DataFrame:
    """Shares tendered over the share of all that they are, against the last shares outstanding of half a year."""
    offers = core.fund_tenders.filter((pl.col("shares_tendered") > 0) & (pl.col("requested_frac") > 0))
    sheets = (
        core.fund_balance_sheet.drop_nulls(["owner", "as_of", "shares_outstanding"])
        .select(
            "owner",
            pl.col("as_of").alias("sheet_on"),
            "shares_outstanding",
            pl.col("row").alias("sheet_row"),
            pl.col("file").alias("sheet_file"),
        )
        .sort("sheet_on")
    )
    dated = offers.drop_nulls(["owner", "as_of"]).sort("as_of")
    near = dated.join_asof(
        sheets, left_on="as_of", right_on="sheet_on", by="owner", strategy="backward", tolerance=f"{_SHEET_DAYS}d",
        check_sortedness=False,
    )  # fmt: skip
    counted = given(at(_SHEET, "shares_outstanding", ("sheet_row",), "sheet_file"), "sheet_row")
    return compared(
        near,
        Sides(
            Unit.COUNT,
            "shares tendered over the share of all that was requested",
            money("shares_tendered") / pl.col("requested_frac"),
            pl.format("shares outstanding of {}", "sheet_on").fill_null("shares outstanding of the last half-year"),
            money("shares_outstanding"),
            (*_cells("shares_tendered", "requested_frac"), counted),
            place_of(_TENDERS, "shares_tendered", "requested_frac"),
        ),
    )
