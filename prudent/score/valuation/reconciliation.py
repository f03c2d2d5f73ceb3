"""Whether the fund's own figures agree with each other: value a share, shares, net assets, returns.

Belongs here: gaps as fractions, and values a share that no return explains. Does not: the data rules that stop a run on
them (expectations/), nor returns themselves: a value a share without its distributions is none.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import beside, dated_refusals, row_evidence
from prudent.score.performance.one_period import LEAST_SPLIT
from prudent.score.series import RETURN_COLUMN
from prudent.score.valuation.nav_moves import nav_moves, values_alike

_SHEET = "core_fund__balance_sheet"
_NAV, _SHARES, _ASSETS, _LIABILITIES, _NET = (
    pl.col(name).cast(pl.Float64)
    for name in (
        "nav_per_share_usd",
        "shares_outstanding",
        "total_assets_usd",
        "total_liabilities_usd",
        "net_assets_usd",
    )
)
_V = Factor.VALUATION
_BREAKS = (pl.col("beyond_return") >= LEAST_SPLIT) | (pl.col("beyond_return") <= 1 / LEAST_SPLIT)


def reconciliation_measures(
    funds: pl.DataFrame, balance_sheet: pl.DataFrame, returns: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """`nav_per_share_gap`, `balance_gap`, `nav_change_less_return`, `nav_breaks`, of all funds.

    Args:
        funds: with column `fund`.
        balance_sheet: core_fund__balance_sheet.
        returns: core_fund__returns.
        as_of: the as-of date of the question.
    """
    shares = beside(funds, balance_sheet, ["nav_per_share_usd", "shares_outstanding", "net_assets_usd"], as_of)
    sheet = beside(funds, balance_sheet, ["total_assets_usd", "total_liabilities_usd", "net_assets_usd"], as_of)
    moves = nav_moves(funds, balance_sheet, returns, as_of)
    last = moves.unique("fund", keep="last", maintain_order=True)
    counted = moves.group_by("fund", maintain_order=True).agg(
        moves_n=pl.len().cast(pl.Int64),
        breaks=_BREAKS.sum().cast(pl.Int64),
        file=pl.col("file").first(),
        first_row=pl.min_horizontal(pl.col("row_before").min(), pl.col("row").min()),
        last_row=pl.max_horizontal(pl.col("row_before").max(), pl.col("row").max()),
        before=pl.col("before").min(),
        as_of=pl.col("as_of").max(),
    )
    alike = funds.join(values_alike(funds, balance_sheet, as_of), on="fund", how="left", maintain_order="left")
    return pl.concat(
        [
            answered(shares, (_nav_per_share_gap(as_of),)),
            answered(sheet, (_balance_gap(as_of),)),
            answered(alike.join(last, on="fund", how="left", maintain_order="left"), (_nav_change(as_of),)),
            answered(alike.join(counted, on="fund", how="left", maintain_order="left"), (_nav_breaks(as_of),)),
        ]
    )


def _nav_per_share_gap(as_of: date) -> Answer:
    what = "balance sheet with value a share, shares outstanding and net assets"
    none = Refuse(_NET <= 0, RefusalCode.OUT_OF_RANGE, pl.lit("Net assets are not above zero."))
    return Answer(
        _V,
        "nav_per_share_gap",
        Unit.FRACTION,
        _NAV * _SHARES / _NET - 1,
        "Net asset value a share times shares outstanding, over net assets, less 1. The value is of one class and the "
        "shares are of all, so classes explain a per cent or two.",
        (*dated_refusals(what, as_of), none),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_SHEET, "nav_per_share_usd", "shares_outstanding", "net_assets_usd"),
    )


def _balance_gap(as_of: date) -> Answer:
    what = "balance sheet with total assets, total liabilities and net assets"
    none = Refuse(_ASSETS <= 0, RefusalCode.OUT_OF_RANGE, pl.lit("Total assets are not above zero."))
    return Answer(
        _V,
        "balance_gap",
        Unit.FRACTION,
        (_ASSETS - _LIABILITIES - _NET) / _ASSETS,
        "Total assets less total liabilities less net assets, over total assets; minority interests explain some.",
        (*dated_refusals(what, as_of), none),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_SHEET, "total_assets_usd", "total_liabilities_usd", "net_assets_usd"),
    )


_PAIR = "pair of neighbouring values a share with the returns between"
_REPEATED = "A value equal to the one before looks carried forward and is left out."

_SPLIT = Refuse(
    _BREAKS,
    RefusalCode.CONTRADICTED,
    pl.format(
        "A share is worth ${} on {} and ${} on {}, with a return of {} between: units were split, merged or changed, "
        "which is no gain and no loss.",
        pl.col("nav_before"),
        pl.col("before"),
        pl.col("nav"),
        pl.col("as_of"),
        percent(pl.col("returned")),
    ),
)
_CARRIED = Refuse(
    pl.col("alike").is_not_null(),
    RefusalCode.NOT_EVIDENCED,
    pl.format(
        "A share is given as ${} on {} and on {} alike: the figure looks carried forward and is no second value.",
        pl.col("alike"),
        pl.col("alike_first"),
        pl.col("alike_last"),
    ),
)


def _nav_change(as_of: date) -> Answer:
    nav = (pl.col("row_before"), pl.col("row"))
    used = locator(pl.col("fund"), pl.col("file"), *nav, received(_SHEET, "nav_per_share_usd"))
    returned = (pl.col("return_first_row"), pl.col("return_last_row"))
    return Answer(
        _V,
        "nav_change_less_return",
        Unit.FRACTION,
        pl.col("change") - pl.col("returned"),
        "Change of net asset value a share less the chain-linked net return of the same months: below zero by what was "
        f"distributed; above zero it is not explained. A change is never taken for a return. {_REPEATED}",
        (_CARRIED, *dated_refusals(_PAIR, as_of), _SPLIT),
        n=pl.col("months"),
        window_start=pl.col("before"),
        window_end=pl.col("as_of"),
        evidence=locators(used, locator(pl.col("fund"), pl.col("return_file"), *returned, RETURN_COLUMN)),
    )


def _nav_breaks(as_of: date) -> Answer:
    rows = (pl.col("first_row"), pl.col("last_row"))
    none = Refuse(
        pl.col("moves_n").is_null(), RefusalCode.NOT_EVIDENCED, pl.lit(f"No {_PAIR} up to {as_of} is in evidence.")
    )
    return Answer(
        _V,
        "nav_breaks",
        Unit.COUNT,
        pl.col("breaks"),
        "Times that a share's value rose by a quarter or fell by a fifth beyond the net return of the same months: "
        f"a split, a merger of shares or another unit, not a loss. {_REPEATED}",
        (_CARRIED, none),
        n=pl.col("moves_n"),
        window_start=pl.col("before"),
        window_end=pl.col("as_of"),
        evidence=locators(locator(pl.col("fund"), pl.col("file"), *rows, received(_SHEET, "nav_per_share_usd"))),
    )
