"""The market price of a share against its net asset value.

Belongs here: premium and discount, and what their change did to a holder. Does not: the price of what a trust holds
(`tracking.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import Frequency, ReturnKind, months_before
from prudent.score.answer import Answer, Refuse, answered, count_of, locator, locators, received
from prudent.score.latest import beside, dated_refusals, row_evidence
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.score.series import RETURN_COLUMN, month_index, month_of

LEAST_DAYS = 12
"""A lowest and a highest premium need as many days as a year has month ends."""

_MARKET = "core_fund__market"
_PRICE, _NAV = (pl.col(name).cast(pl.Float64) for name in ("price_usd", "nav_per_share_usd"))
_V = Factor.VALUATION


def premium(price: pl.Expr, nav_per_share: pl.Expr) -> pl.Expr:
    """Price over net asset value a share of the same day, less 1: a discount lies below zero.

    Args:
        price: closing price a share, dollars.
        nav_per_share: net asset value a share, dollars.

    Returns:
        A fraction; null without both, or where the value is not above zero.
    """
    return pl.when(nav_per_share > 0).then(price / nav_per_share - 1)


def market_measures(funds: pl.DataFrame, market: pl.DataFrame, returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`premium_to_nav`, its lowest and highest of a year, and `premium_change_1y`, of all funds.

    Args:
        funds: with column `fund`.
        market: core_fund__market.
        returns: core_fund__returns.
        as_of: the as-of date of the question.
    """
    priced = market.with_columns(premium=premium(_PRICE, _NAV))
    year = priced.filter(
        pl.col("premium").is_not_null() & (pl.col("as_of") <= as_of) & (pl.col("as_of") > months_before(as_of, 12))
    )
    spans = (
        year.sort("owner", "as_of")
        .group_by(fund="owner", maintain_order=True)
        .agg(
            days=pl.len().cast(pl.Int64),
            lowest=pl.col("premium").min(),
            highest=pl.col("premium").max(),
            start=pl.col("as_of").min(),
            end=pl.col("as_of").max(),
            file=pl.col("file").first(),
            first_row=pl.col("row").min(),
            last_row=pl.col("row").max(),
        )
    )
    both = _both_returns(returns, as_of)
    return pl.concat(
        [
            answered(beside(funds, priced, ["premium"], as_of), (_premium(as_of),)),
            answered(funds.join(spans, on="fund", how="left", maintain_order="left"), _extremes(as_of)),
            answered(funds.join(both, on="fund", how="left", maintain_order="left"), (_change(as_of),)),
        ]
    )


def _both_returns(returns: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Per fund the year's growth at market price and at net asset value, over the months that have both."""
    last = month_index(as_of)
    month = month_of(pl.col("period_end"))
    monthly = returns.filter(
        (pl.col("frequency") == Frequency.MONTHLY.value) & month.is_between(last - 11, last)
    ).with_columns(month=month)
    at_price, at_value = (
        monthly.filter(pl.col("kind") == kind.value) for kind in (ReturnKind.TOTAL_MARKET, ReturnKind.TOTAL_NET)
    )
    paired = at_price.join(at_value, on=["owner", "month"], suffix="_value").sort("owner", "month")
    rows = ("row", "row_value")
    return paired.group_by(fund="owner", maintain_order=True).agg(
        months=pl.len().cast(pl.Int64),
        growth=(1 + pl.col("return_frac")).product(),
        growth_value=(1 + pl.col("return_frac_value")).product(),
        file=pl.col("file").first(),
        first_row=pl.min_horizontal(pl.col(name).min() for name in rows),
        last_row=pl.max_horizontal(pl.col(name).max() for name in rows),
        start=pl.col("period_end").min().dt.month_start(),
        end=pl.col("period_end").max(),
    )


def _premium(as_of: date) -> Answer:
    return Answer(
        _V,
        "premium_to_nav",
        Unit.FRACTION,
        pl.col("premium"),
        "Closing price over net asset value a share of the same day, less 1; a discount lies below zero.",
        dated_refusals("price with the net asset value a share of its day", as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_MARKET, "price_usd", "nav_per_share_usd"),
    )


def _extremes(as_of: date) -> tuple[Answer, ...]:
    rows = (pl.col("first_row"), pl.col("last_row"))
    columns = (received(_MARKET, name) for name in ("price_usd", "nav_per_share_usd"))
    evidence = locators(*(locator(pl.col("fund"), pl.col("file"), *rows, column) for column in columns))
    said = "{} of the days of the year that have both: closing price over net asset value a share, less 1."
    return tuple(
        Answer(
            _V,
            f"premium_to_nav_{name}_1y",
            Unit.FRACTION,
            pl.col(name),
            said.format(name.capitalize()),
            _few_days(as_of),
            n=pl.col("days"),
            window_start=pl.col("start"),
            window_end=pl.col("end"),
            evidence=evidence,
        )
        for name in ("lowest", "highest")
    )


def _few_days(as_of: date) -> tuple[Refuse, ...]:
    none = pl.lit(f"No price with the net asset value a share of its day is in evidence in the year to {as_of}.")
    few = pl.format(
        f"Needs at least {LEAST_DAYS} days of the year to {as_of} with price and value a share; {{}} in evidence.",
        count_of(pl.col("days"), "is", "are"),
    )
    return (
        Refuse(pl.col("days").is_null(), RefusalCode.NOT_EVIDENCED, none),
        Refuse(pl.col("days") < LEAST_DAYS, RefusalCode.TOO_FEW_OBSERVATIONS, few),
    )


def _change(as_of: date) -> Answer:
    none = Refuse(
        pl.col("months").is_null(),
        RefusalCode.NOT_EVIDENCED,
        pl.lit(f"No month of the year to {as_of} has a return at market price and one at net asset value in evidence."),
    )
    short = Refuse(
        pl.col("months") < MONTHS_IN_YEAR,
        RefusalCode.WINDOW_NOT_COVERED,
        pl.format(
            f"Needs the monthly return at market price and at net asset value of the 12 months to {as_of}; both {{}} "
            "in evidence.",
            count_of(pl.col("months"), "month is", "months are"),
        ),
    )
    lost = Refuse(
        pl.col("growth_value") <= 0,
        RefusalCode.OUT_OF_RANGE,
        pl.lit("Net asset value fell by 100 %, so it has no premium."),
    )
    rows = (pl.col("first_row"), pl.col("last_row"))
    return Answer(
        _V,
        "premium_change_1y",
        Unit.FRACTION,
        pl.col("growth") / pl.col("growth_value") - 1,
        "Growth of a year at market price over growth at net asset value, less 1: what a holder won, or lost below "
        "zero, by the change of premium or discount alone.",
        (none, short, lost),
        n=pl.col("months"),
        frequency=pl.when(pl.col("months") > 0).then(pl.lit(Frequency.MONTHLY.value)),
        window_start=pl.col("start"),
        window_end=pl.col("end"),
        evidence=locators(locator(pl.col("fund"), pl.col("file"), *rows, RETURN_COLUMN)),
    )
