"""What was gained on the day of buying: secondaries bought below net asset value and marked up to it.

Belongs here: costs and first marks. Does not: how old marks are (`marks.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import months_before
from prudent.score.answer import Answer, Refuse, answered, locator, locators, received
from prudent.score.latest import latest
from prudent.score.valuation.marks import MARKS, newest_marks

_COST, _FIRST = (pl.col(name).cast(pl.Float64) for name in ("cost_usd", "first_mark_usd"))
_V = Factor.VALUATION


def day_one_measures(
    funds: pl.DataFrame, marks: pl.DataFrame, balance_sheet: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """`day_one_markup` and `day_one_markup_to_net_assets`, of all funds.

    Args:
        funds: with column `fund`.
        marks: core_fund__marks.
        balance_sheet: core_fund__balance_sheet.
        as_of: the as-of date of the question.
    """
    bought = funds.join(_markups(newest_marks(marks, as_of), as_of), on="fund", how="left", maintain_order="left")
    sheets = latest(balance_sheet, ["net_assets_usd"], as_of).select(
        "fund", "net_assets_usd", sheet_file="file", sheet_row="row", sheet_age="age"
    )
    beside_sheet = bought.join(sheets, on="fund", how="left", maintain_order="left")
    return answered(beside_sheet, (_markup(), _markup_of_fund()))


def _markups(held: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Per fund cost and first mark of the secondaries that have both, and of those bought in the last year."""
    both = (pl.col("kind") == "secondary") & (_COST > 0) & _FIRST.is_not_null()
    lately = both & (pl.col("acquired_on") > months_before(as_of, 12)) & (pl.col("acquired_on") <= as_of)
    return held.group_by("fund", maintain_order=True).agg(
        secondary_n=both.sum().cast(pl.Int64),
        cost=_COST.filter(both).sum(),
        first=_FIRST.filter(both).sum(),
        lately_n=lately.sum().cast(pl.Int64),
        gained_lately=(_FIRST - _COST).filter(lately).sum(),
        as_of=pl.col("as_of").first(),
        file=pl.col("file").first(),
        first_row=pl.col("row").filter(both).min(),
        last_row=pl.col("row").filter(both).max(),
        lately_first_row=pl.col("row").filter(lately).min(),
        lately_last_row=pl.col("row").filter(lately).max(),
    )


def _rows_used(column: str, rows: str = "") -> pl.Expr:
    return locator(
        pl.col("fund"),
        pl.col("file"),
        pl.col(f"{rows}first_row"),
        pl.col(f"{rows}last_row"),
        received(MARKS, column),
    )


_NO_SECONDARY = Refuse(
    pl.col("secondary_n").fill_null(0) == 0,
    RefusalCode.NOT_EVIDENCED,
    pl.lit("No secondary with its cost and its first mark is in evidence."),
)


def _markup() -> Answer:
    return Answer(
        _V,
        "day_one_markup",
        Unit.FRACTION,
        pl.col("first") / pl.col("cost") - 1,
        "First marks over costs, less 1, of the secondaries held that have both: bought below the net asset value that "
        "another manager states, and marked up to it (ASC 820-10-35-59).",
        (_NO_SECONDARY,),
        n=pl.col("secondary_n"),
        window_end=pl.col("as_of"),
        evidence=locators(_rows_used("cost_usd"), _rows_used("first_mark_usd")),
    )


def _markup_of_fund() -> Answer:
    net = pl.col("net_assets_usd").cast(pl.Float64)
    not_lately = Refuse(
        pl.col("lately_n").fill_null(0) == 0,
        RefusalCode.NOT_EVIDENCED,
        pl.lit("No secondary bought in the year to the as-of date is in evidence with its cost and its first mark."),
    )
    no_net = Refuse(
        pl.col("sheet_age").fill_null("old") == "old",
        RefusalCode.NOT_EVIDENCED,
        pl.lit("No net assets of the last months are in evidence to hold it against."),
    )
    worthless = Refuse(net <= 0, RefusalCode.OUT_OF_RANGE, pl.lit("Net assets are not above zero."))
    row = pl.col("sheet_row")
    sheet = locator(
        pl.col("fund"), pl.col("sheet_file"), row, row, received("core_fund__balance_sheet", "net_assets_usd")
    )
    return Answer(
        _V,
        "day_one_markup_to_net_assets",
        Unit.FRACTION,
        pl.col("gained_lately") / net,
        "First marks less costs of the secondaries bought in the year to the as-of date, over the last net assets: "
        "about the part of the year's return that was made by buying.",
        (_NO_SECONDARY, not_lately, no_net, worthless),
        n=pl.col("lately_n"),
        window_end=pl.col("as_of"),
        evidence=locators(_rows_used("cost_usd", "lately_"), _rows_used("first_mark_usd", "lately_"), sheet),
    )
