"""Portfolios: fair-value levels and listed holdings against the totals and shares that are printed for all of them."""

import polars as pl

from prudent.model.measured import Unit
from prudent.tables.core import CoreTables
from prudent.validate.chain import month_number
from prudent.validate.own_sums import one_file, with_file
from prudent.validate.places import place_of, span_of, spanned
from prudent.validate.sides import Sides, at, compared, given, money

_LEVELS = ("level1_usd", "level2_usd", "level3_usd")
_EXPOSURE, _FAIR, _HOLDINGS = "core_fund__exposure", "core_fund__fair_value", "core_fund__holdings"
_TEN = 10


def _with_exposure(rows: pl.DataFrame, core: CoreTables, column: str) -> pl.DataFrame:
    """Rows with the portfolio's figures of the same month, null where there are none, and the file of one of them."""
    month = month_number(pl.col("as_of")).alias("month")
    exposure = (
        _with_sums_file(core, (column,))
        .drop_nulls(["owner", "as_of"])
        .sort("owner", "as_of")
        .select(
            "owner",
            month,
            "total_fair_value_usd",
            "level3_share_of_covered_frac",
            pl.col("row").alias("exposure_row"),
            pl.col("file").alias("exposure_file"),
            "exposure_sums_file",
        )
        .unique(["owner", "month"], keep="last", maintain_order=True)
    )
    dated = rows.drop_nulls(["owner", "as_of"]).with_columns(month)
    return dated.join(exposure, on=["owner", "month"], how="left", maintain_order="left")


def _with_sums_file(core: CoreTables, columns: tuple[str, ...]) -> pl.DataFrame:
    return with_file(core.fund_exposure, core, _EXPOSURE, columns, "exposure_sums_file")


def _levels(core: CoreTables, columns: tuple[str, ...]) -> pl.DataFrame:
    return with_file(core.fund_fair_value, core, _FAIR, columns, "sums_file")


def _of_exposure(column: str) -> pl.Expr:
    return given(at(_EXPOSURE, column, ("exposure_row",), "exposure_file"), column)


def levels_to_fair_value(core: CoreTables) -> pl.DataFrame:
    """Levels 1 to 3 and what stands at net asset value against the fair value of all holdings of the same month.

    Without any one of the four there is no sum: what is not given is not zero.
    """
    names = (*_LEVELS, "nav_expedient_usd")
    levels = [money(name) for name in names]
    return compared(
        _with_exposure(_levels(core, names), core, "total_fair_value_usd"),
        Sides(
            Unit.USD,
            "the fair-value levels and what stands at net asset value",
            pl.sum_horizontal(levels, ignore_nulls=False),
            "the fair value of all holdings",
            money("total_fair_value_usd"),
            (*(given(at(_FAIR, name), name) for name in names),
             _of_exposure("total_fair_value_usd")),
            place_of(_FAIR, *names),
            same_source=one_file(),
        ),
    )  # fmt: skip


def level3_to_share(core: CoreTables) -> pl.DataFrame:
    """Level 3 over all levels against the Level 3 share that the portfolio's filing gives."""
    return compared(
        _with_exposure(_levels(core, _LEVELS), core, "level3_share_of_covered_frac"),
        Sides(
            Unit.FRACTION,
            "Level 3 over all levels",
            money("level3_usd") / pl.sum_horizontal([money(name) for name in _LEVELS], ignore_nulls=False),
            "the printed Level 3 share",
            pl.col("level3_share_of_covered_frac"),
            (*(given(at(_FAIR, name), name) for name in _LEVELS), _of_exposure("level3_share_of_covered_frac")),
            place_of(_FAIR, *_LEVELS),
            same_source=one_file(),
        ),
    )


def _portfolios(core: CoreTables, of: pl.Expr) -> pl.DataFrame:
    """One row a fund and date: value and printed shares of some listed holdings, and where they stand."""
    placed = with_file(core.fund_holdings, core, _HOLDINGS, ("fair_value_usd", "share_of_portfolio_frac"), "sums_file")
    ranked = placed.drop_nulls(["owner", "as_of", "rank", "fair_value_usd"]).filter(of)
    grouped = ranked.sort("owner", "as_of", "rank").group_by("owner", "as_of", maintain_order=True)
    return grouped.agg(
        money("fair_value_usd").sum().alias("listed_usd"),
        pl.col("share_of_portfolio_frac").sum().alias("shares_frac"),
        pl.len().alias("listed"),
        *spanned(_HOLDINGS, "fair_value_usd"),
        pl.when(pl.col("sums_file").n_unique() == 1).then(pl.col("sums_file").first()),
    )


def holdings_to_shares(core: CoreTables) -> pl.DataFrame:
    """Listed holdings over the fair value of all against the sum of the shares printed beside them."""
    listed = _portfolios(core, pl.col("share_of_portfolio_frac").is_not_null())
    rows = ("first", "last")
    return compared(
        _with_exposure(listed, core, "total_fair_value_usd"),
        Sides(
            Unit.FRACTION,
            "the listed holdings over the fair value of all",
            pl.col("listed_usd") / money("total_fair_value_usd"),
            "the sum of their printed shares",
            pl.col("shares_frac"),
            (
                at(_HOLDINGS, "fair_value_usd", rows),
                at(_HOLDINGS, "share_of_portfolio_frac", rows),
                _of_exposure("total_fair_value_usd"),
            ),
            span_of(),
            same_source=one_file(),
        ),
    )


def top_ten_to_share(core: CoreTables) -> pl.DataFrame:
    """The ten largest holdings over the fair value of all against their printed share; fewer listed are no ten."""
    ten = _portfolios(core, pl.col("rank") <= _TEN).rename({"file": "holdings_file"})
    shares = _with_sums_file(core, ("top10_share_frac", "total_fair_value_usd"))
    printed = shares.drop_nulls("top10_share_frac").join(
        ten.filter(pl.col("listed") == _TEN), on=["owner", "as_of"], how="left", maintain_order="left"
    )
    listed = at(_HOLDINGS, "fair_value_usd", ("first", "last"), "holdings_file")
    return compared(
        printed,
        Sides(
            Unit.FRACTION,
            "the ten largest holdings over the fair value of all",
            pl.col("listed_usd") / money("total_fair_value_usd"),
            "their printed share",
            pl.col("top10_share_frac"),
            (listed, at(_EXPOSURE, "top10_share_frac"), at(_EXPOSURE, "total_fair_value_usd")),
            place_of(_EXPOSURE, "top10_share_frac", "total_fair_value_usd"),
            same_source=one_file(),
        ),
    )
