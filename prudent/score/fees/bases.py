"""A rate on one base as a rate on net assets: which balance sheet converts it, and what cannot be converted.

Belongs here: gross, managed and net assets. Does not: adding parts up (`parts.py`).
"""

from datetime import date

import numpy as np
import polars as pl

from prudent.score.answer import NO_EVIDENCE, locator, locators, received
from prudent.score.gaps import OLDEST_MONTHS
from prudent.score.panel import Floats

NET_BASES = ("average_net_assets", "net_assets")
GROSS, MANAGED = "gross_assets", "managed_assets"
_SHEET = "core_fund__balance_sheet"
_USD = ("total_assets_usd", "net_assets_usd", "borrowings_usd")
_TOTAL, _NET, _BORROWED = (pl.col(name) for name in _USD)
_BASE, _FACTOR = pl.col("base"), pl.col("to_net_assets")


def on_net_assets(rate: Floats, assets_to_net_assets: Floats) -> Floats:
    """A rate on managed or gross assets as a rate on net assets: times the assets over the net assets.

    Args:
        rate: a year, a fraction of managed or gross assets.
        assets_to_net_assets: those assets over net assets of the nearest date; 1 without leverage.

    Returns:
        A fraction of net assets a year: 1.25 % of managed assets at 1.512 is 1.89 %.
    """
    return np.asarray(rate * assets_to_net_assets)


def with_factor(rates: pl.DataFrame, sheets: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Each rate with what it is multiplied by to be one on net assets: `to_net_assets`, and where that comes from.

    Net assets need no conversion. Gross assets are total assets; managed assets are net assets and borrowings, or total
    assets where no borrowings are in evidence. Both are taken over net assets from the balance sheet nearest the rate's
    own date, at most eighteen months away and not after the later of that date and the as-of date. A zero of borrowings
    is not believed, for it may be a tag that was left empty.

    Args:
        rates: fund, as_of, base and more.
        sheets: core_fund__balance_sheet.
        as_of: the as-of date of the question.

    Returns:
        The same rows with to_net_assets (null where the base does not say, or no balance sheet in evidence does),
        factor_said and factor_evidence.
    """
    known = sheets.select(
        fund="owner",
        sheet_date="as_of",
        sheet_file="file",
        sheet_row="row",
        **{name: pl.col(name).cast(pl.Float64) for name in _USD},
    ).filter(_NET > 0)
    levered = rates.filter(_BASE.is_in([GROSS, MANAGED])).select("fund", "as_of", "base").unique()
    near = _near(levered.join(known, on="fund").with_columns(to_net_assets=_ratio()), as_of)
    described = near.select("fund", "as_of", "base", to_net_assets=_FACTOR, factor_said=_said(), factor_evidence=_at())
    frame = rates.join(described, on=["fund", "as_of", "base"], how="left", maintain_order="left")
    return frame.with_columns(
        to_net_assets=pl.when(_BASE.is_in(NET_BASES)).then(1.0).otherwise(_FACTOR),
        factor_evidence=pl.coalesce([pl.col("factor_evidence"), NO_EVIDENCE]),
    )


def _near(pairs: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The nearest balance sheet that gives a factor, the earlier of two as near."""
    day, sheet = pl.col("as_of"), pl.col("sheet_date")
    latest = pl.max_horizontal(day, pl.lit(as_of))
    near = sheet.is_between(day.dt.offset_by(f"-{OLDEST_MONTHS}mo"), day.dt.offset_by(f"{OLDEST_MONTHS}mo"))
    return (
        pairs.filter((_FACTOR >= 1) & near & (sheet <= latest))
        .with_columns(days=(sheet - day).dt.total_days().abs())
        .sort("fund", "as_of", "base", "days", "sheet_date")
        .unique(["fund", "as_of", "base"], keep="first", maintain_order=True)
    )


def _by_debt() -> pl.Expr:
    return (_BASE == MANAGED) & (_BORROWED > 0).fill_null(value=False)


def _ratio() -> pl.Expr:
    return pl.when(_by_debt()).then((_NET + _BORROWED) / _NET).otherwise(_TOTAL / _NET)


def _said() -> pl.Expr:
    over = pl.when(_by_debt()).then(pl.lit("net assets and borrowings")).otherwise(pl.lit("total assets"))
    return pl.format(
        "On {} {} were {} times net assets, by which a rate on {} is multiplied.",
        pl.col("sheet_date"),
        over,
        _FACTOR.round(3),
        _BASE.str.replace_all("_", " "),
    )


def _at() -> pl.Expr:
    def cell(column: str) -> pl.Expr:
        row = pl.col("sheet_row")
        return locator(pl.col("fund"), pl.col("sheet_file"), row, row, received(_SHEET, column))

    debt = locators(cell("net_assets_usd"), cell("borrowings_usd"))
    return pl.when(_by_debt()).then(debt).otherwise(locators(cell("total_assets_usd"), cell("net_assets_usd")))


def unconverted() -> pl.Expr:
    """Why a rate without a factor is none on net assets; over rows with `base` and `as_of`."""
    leverage = pl.format(
        "is on {}, and no balance sheet within {} months of {} says how these compare with net assets",
        _BASE.str.replace_all("_", " "),
        pl.lit(OLDEST_MONTHS),
        pl.col("as_of"),
    )
    words = {
        "profits": "is a share of profits, which is no rate on net assets",
        "lesser_of_dual_base": "is on the lesser of two bases, and which of them applied is not in evidence",
        "unstated": "is on a base that is not stated",
    }
    told = _BASE.replace_strict(words, default=None, return_dtype=pl.String)
    return pl.coalesce([told, leverage])
