"""Whether the fund's own figures agree with each other: value a share, shares, net assets, returns.

Belongs here: gaps as fractions, and values a share that no return explains. Does not: the data rules that stop a run on
them (expectations/), nor returns themselves: a value a share without its distributions is none.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import ReturnKind
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import aged, beside, dated_refusals, row_evidence
from prudent.score.performance.one_period import LEAST_SPLIT
from prudent.score.series import RETURN_COLUMN, month_of, periods

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
    return pl.concat(
        [
            answered(shares, (_nav_per_share_gap(as_of),)),
            answered(sheet, (_balance_gap(as_of),)),
            answered(funds.join(last, on="fund", how="left", maintain_order="left"), (_nav_change(as_of),)),
            answered(funds.join(counted, on="fund", how="left", maintain_order="left"), (_nav_breaks(as_of),)),
        ]
    )


def nav_moves(funds: pl.DataFrame, balance_sheet: pl.DataFrame, returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Neighbouring values a share with the net return between, where returns tile the time between.

    Args:
        funds: with column `fund`.
        balance_sheet: core_fund__balance_sheet; values a share speak of the month end of their date.
        returns: core_fund__returns; only total returns at net asset value are used, the shortest periods first.
        as_of: what lies after it is not seen.

    Returns:
        fund, before and as_of (dates), nav_before, nav, row_before, row, file, age, months, returned, change,
        beyond_return (the value over what the return makes of the one before), return_file, return_first_row,
        return_last_row; sorted by fund and date.
    """
    valued = (
        balance_sheet.filter((pl.col("as_of") <= as_of) & (_NAV > 0))
        .rename({"owner": "fund"})
        .join(funds.select("fund"), on="fund", how="semi")
        .sort("fund", "as_of")
        .with_columns(nav=_NAV, month=month_of(pl.col("as_of")))
    )
    before = {"nav": "nav_before", "month": "month_before", "as_of": "before", "row": "row_before"}
    pairs = valued.with_columns(
        pl.col(name).shift(1).over("fund").alias(earlier) for name, earlier in before.items()
    ).drop_nulls("nav_before")
    chained = _chained(pairs, returns.filter(pl.col("kind") == ReturnKind.TOTAL_NET.value), as_of)
    change = pl.col("nav") / pl.col("nav_before") - 1
    return aged(chained, as_of).with_columns(
        change=change,
        beyond_return=(1 + change) / (1 + pl.col("returned")),
        months=pl.col("month") - pl.col("month_before"),
    )


def _chained(pairs: pl.DataFrame, returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The pairs whose months an unbroken run of returns tiles, with the return of that time.

    Growth is cumulated inside each run, so that a pair is found by its two ends and not by what lies between.
    """
    by = ["fund", "frequency", "kind"]
    rows = periods(returns, pairs.select("fund").unique(), as_of).filter(pl.col("return_frac") > -1)
    is_break = (pl.col("month") - pl.col("month").shift(1)).fill_null(0) != pl.col("step")
    runs = rows.with_columns(run=is_break.cast(pl.Int64).cum_sum().over(by)).with_columns(
        index=(1 + pl.col("return_frac")).cum_prod().over([*by, "run"])
    )
    starts = runs.select(
        *by,
        "run",
        "step",
        "kind_rank",
        month_before=pl.col("month") - pl.col("step"),
        index_before=pl.col("index") / (1 + pl.col("return_frac")),
        return_first_row="row",
    )
    ends = runs.select(*by, "run", "month", "index", return_file="file", return_last_row="row")
    return (
        pairs.join(starts, on=["fund", "month_before"])
        .join(ends, on=[*by, "run", "month"])
        .with_columns(returned=pl.col("index") / pl.col("index_before") - 1)
        .sort("fund", "as_of", "step", "kind_rank")
        .unique(["fund", "as_of"], keep="first", maintain_order=True)
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


def _nav_change(as_of: date) -> Answer:
    split = Refuse(
        _BREAKS,
        RefusalCode.CONTRADICTED,
        pl.format(
            "A share is worth ${} on {} and ${} on {}, with a return of {} between: units were split, merged or "
            "changed, which is no gain and no loss.",
            pl.col("nav_before"),
            pl.col("before"),
            pl.col("nav"),
            pl.col("as_of"),
            percent(pl.col("returned")),
        ),
    )
    nav = (pl.col("row_before"), pl.col("row"))
    used = locator(pl.col("fund"), pl.col("file"), *nav, received(_SHEET, "nav_per_share_usd"))
    returned = (pl.col("return_first_row"), pl.col("return_last_row"))
    return Answer(
        _V,
        "nav_change_less_return",
        Unit.FRACTION,
        pl.col("change") - pl.col("returned"),
        "Change of net asset value a share less the chain-linked net return of the same months: below zero by what was "
        "distributed. A change is never taken for a return.",
        (*dated_refusals(_PAIR, as_of), split),
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
        "Times that the value of a share halved or doubled beyond the net return of the same months: a split, a merger "
        "of shares or another unit, not a loss.",
        (none,),
        n=pl.col("moves_n"),
        window_start=pl.col("before"),
        window_end=pl.col("as_of"),
        evidence=locators(locator(pl.col("fund"), pl.col("file"), *rows, received(_SHEET, "nav_per_share_usd"))),
    )
