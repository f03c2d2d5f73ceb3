"""Complexity: size, borrowed money, breadth of the portfolio, interest paid in kind.

Belongs here: the balance sheet and the portfolio's composition. Does not: fair-value levels
(`prudent/score/valuation`), asset coverage computed and commitments not yet drawn (`obligations.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, percent
from prudent.score.latest import beside, dated_refusals, row_evidence

UNEXPLAINED_SHARE = 0.1
"""Liabilities other than borrowings are a few per cent of assets; a tenth without borrowings is not explained."""

IDENTITY_SHARE = 0.005
"""Assets less liabilities may miss net assets by rounding and minority interests, up to this share of assets."""

_SHEET, _EXPOSURE = "core_fund__balance_sheet", "core_fund__exposure"
_ASSETS, _LIABILITIES, _NET, _BORROWED = (
    pl.col(name).cast(pl.Float64)
    for name in ("total_assets_usd", "total_liabilities_usd", "net_assets_usd", "borrowings_usd")
)
NET = pl.coalesce([_NET, _ASSETS - _LIABILITIES])
"""Net assets as printed, else total assets less total liabilities."""
_C = Factor.COMPLEXITY


def leverage(total_assets: pl.Expr, net_assets: pl.Expr) -> pl.Expr:
    """Total assets over net assets, a multiple of one and more. The 1940 Act's asset coverage counts debt only."""
    return total_assets / net_assets


def structure_measures(
    funds: pl.DataFrame, balance_sheet: pl.DataFrame, exposure: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Measures of size, leverage and composition, of all funds.

    Args:
        funds: with column `fund`.
        balance_sheet: core_fund__balance_sheet. Net assets that are not printed are assets less liabilities.
        exposure: core_fund__exposure.
        as_of: the as-of date of the question.
    """
    sheet = balance_sheet.with_columns(net=NET)
    return pl.concat(
        [
            answered(beside(funds, sheet, ["net"], as_of), (_net_assets(as_of),)),
            answered(beside(funds, sheet, ["total_assets_usd", "net"], as_of), (_leverage(as_of),)),
            answered(beside(funds, sheet, ["borrowings_usd", "net"], as_of), (_borrowings(as_of),)),
            answered(beside(funds, sheet, ["asset_coverage_ratio"], as_of), (_coverage(as_of),)),
            answered(beside(funds, exposure, [_PIK, _DEBT], as_of), (_pik_of_portfolio(as_of),)),
            *(_composition(funds, exposure, as_of, *each) for each in _COMPOSITION),
        ]
    )


def net_words() -> pl.Expr:
    """What a method adds where net assets are derived; over rows with `net`."""
    derived = pl.lit(" Net assets are total assets less total liabilities; they are not printed.")
    return pl.when(_NET.is_null() & pl.col("net").is_not_null()).then(derived).otherwise(pl.lit(""))


def net_evidence(*columns: str) -> pl.Expr:
    """Locators of the columns and of net assets, or of what they were derived from."""
    printed = row_evidence(_SHEET, *columns, "net_assets_usd")
    return (
        pl.when(_NET.is_not_null())
        .then(printed)
        .otherwise(row_evidence(_SHEET, *columns, "total_assets_usd", "total_liabilities_usd"))
    )


def no_net(as_of: date) -> tuple[Refuse, ...]:
    """Refuses a sheet that is missing or too old, has no net assets above zero, or does not add up.

    Total assets under net assets cannot be: a leverage under 1 would earn the best points of all.
    """
    none = Refuse(
        pl.col("net") <= 0,
        RefusalCode.OUT_OF_RANGE,
        pl.format("Net assets on {} are not above zero.", pl.col("as_of")),
    )
    broken = Refuse(
        (_ASSETS - _LIABILITIES - _NET).abs() > IDENTITY_SHARE * _ASSETS,
        RefusalCode.CONTRADICTED,
        pl.format(
            "On {} total assets of ${} less liabilities of ${} are not net assets of ${}.",
            pl.col("as_of"),
            *(each.round(0).cast(pl.Int64) for each in (_ASSETS, _LIABILITIES, _NET)),
        ),
    )
    short = Refuse(
        pl.col("net") > _ASSETS,
        RefusalCode.CONTRADICTED,
        pl.format(
            "On {} total assets of ${} are less than net assets of ${}, which are a part of them.",
            pl.col("as_of"),
            *(each.round(0).cast(pl.Int64, strict=False) for each in (_ASSETS, pl.col("net"))),
        ),
    )
    return (*dated_refusals("balance sheet with these figures", as_of), none, broken, short)


def _net_assets(as_of: date) -> Answer:
    return Answer(
        _C,
        "net_assets",
        Unit.USD,
        pl.col("net"),
        pl.format("Net assets of the last balance sheet.{}", net_words()),
        dated_refusals("figure of net assets", as_of),
        window_end=pl.col("as_of"),
        evidence=net_evidence(),
    )


def _leverage(as_of: date) -> Answer:
    return Answer(
        _C,
        "leverage_assets_to_net_assets",
        Unit.MULTIPLE,
        leverage(_ASSETS, pl.col("net")),
        pl.format(
            "Total assets over net assets on {}.{}", pl.col("as_of").cast(pl.String).fill_null("one date"), net_words()
        ),
        no_net(as_of),
        window_end=pl.col("as_of"),
        evidence=net_evidence("total_assets_usd"),
    )


def unbelieved_zero() -> Refuse:
    """Refuses borrowings of zero where a large part of total assets is neither net assets nor explained."""
    unexplained = (_ASSETS - pl.col("net")) / _ASSETS
    return Refuse(
        (_BORROWED == 0) & (unexplained > UNEXPLAINED_SHARE),
        RefusalCode.CONTRADICTED,
        pl.format(
            f"Borrowings are tagged as zero on {{}}, but {{}} of total assets are not net assets; over "
            f"{UNEXPLAINED_SHARE * 100:g} % a zero is not believed.",
            pl.col("as_of"),
            percent(unexplained),
        ),
    )


def _borrowings(as_of: date) -> Answer:
    return Answer(
        _C,
        "borrowings_to_net_assets",
        Unit.MULTIPLE,
        _BORROWED / pl.col("net"),
        pl.format(
            "Debt to equity: borrowings as tagged in the filing over net assets of the same date.{}", net_words()
        ),
        (*no_net(as_of), unbelieved_zero()),
        window_end=pl.col("as_of"),
        evidence=net_evidence("borrowings_usd"),
    )


def _coverage(as_of: date) -> Answer:
    return Answer(
        _C,
        "asset_coverage",
        Unit.RATIO,
        pl.col("asset_coverage_ratio"),
        "Asset coverage of senior securities as printed (1940 Act, sections 18 and 61).",
        dated_refusals("figure of asset coverage", as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_SHEET, "asset_coverage_ratio"),
    )


def pik_of_portfolio(of_debt: pl.Expr, debt: pl.Expr) -> pl.Expr:
    """Debt that may pay in kind as a share of all fair value: its share of debt × the share of debt; fractions."""
    return of_debt * debt


def _pik_of_portfolio(as_of: date) -> Answer:
    return Answer(
        _C,
        "pik_share_of_portfolio",
        Unit.FRACTION,
        pik_of_portfolio(pl.col(_PIK), pl.col(_DEBT)),
        "Debt that may pay interest in kind, over fair value: its share of debt times the share of debt.",
        dated_refusals("share of debt that may pay in kind beside the share of debt", as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, _PIK, _DEBT),
    )


_PIK, _DEBT = "pik_share_of_debt_frac", "debt_share_frac"
_COMPOSITION = (
    ("positions", "positions", Unit.COUNT, "number of holdings", "Number of holdings in the portfolio."),
    (
        "top10_share",
        "top10_share_frac",
        Unit.FRACTION,
        "share of the ten largest",
        "Ten largest holdings over fair value.",
    ),
    (
        "pik_share_of_debt",
        _PIK,
        Unit.FRACTION,
        "share of debt that may pay in kind",
        "Debt that may pay interest in kind, over debt at fair value.",
    ),
    ("debt_share", _DEBT, Unit.FRACTION, "share of debt", "Debt over fair value."),
)


def _composition(
    funds: pl.DataFrame,
    exposure: pl.DataFrame,
    as_of: date,
    measure: str,
    column: str,
    unit: Unit,
    what: str,
    method: str,
) -> pl.DataFrame:
    answer = Answer(
        _C,
        measure,
        unit,
        pl.col(column),
        method,
        dated_refusals(what, as_of),
        window_end=pl.col("as_of"),
        evidence=row_evidence(_EXPOSURE, column),
    )
    return answered(beside(funds, exposure, [column], as_of), (answer,))
