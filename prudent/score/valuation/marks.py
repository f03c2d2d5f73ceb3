"""How old the marks are, and what was gained on the day of buying.

Belongs here: dates and first values of single holdings, and the date of the portfolio. Does not: levels (`levels.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.model.period import months_before
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import beside, dated_refusals, latest, row_evidence
from prudent.tables.core import CoreTables

LEAST_DATED = 0.5
"""Under half of fair value with a date, the mean age speaks of the smaller part only; the same share as for levels."""

_MARKS = "core_fund__marks"
_VALUE, _COST, _FIRST = (pl.col(name).cast(pl.Float64) for name in ("fair_value_usd", "cost_usd", "first_mark_usd"))
_V = Factor.VALUATION


def mark_measures(funds: pl.DataFrame, core: CoreTables, as_of: date) -> pl.DataFrame:
    """`portfolio_age`, `mark_age`, `mark_age_oldest`, `day_one_markup`, `day_one_markup_to_net_assets`, of all funds.

    Args:
        funds: with column `fund`.
        core: the core tables.
        as_of: the as-of date of the question; ages are counted to it.
    """
    dated = ("owner", "as_of", "file", "row")
    portfolios = pl.concat(
        [
            frame.select(dated)
            for frame in (core.fund_exposure, core.fund_fair_value, core.fund_marks, core.fund_holdings)
        ]
    ).sort("owner", "as_of", "file", "row", descending=[False, False, True, True])
    held = _newest(core.fund_marks, as_of)
    aged = funds.join(_ages(held, as_of), on="fund", how="left", maintain_order="left")
    bought = funds.join(_markups(held, as_of), on="fund", how="left", maintain_order="left")
    sheets = latest(core.fund_balance_sheet, ["net_assets_usd"], as_of).select(
        "fund", "net_assets_usd", sheet_file="file", sheet_row="row", sheet_age="age"
    )
    return pl.concat(
        [
            answered(beside(funds, portfolios, ["as_of"], as_of), (_portfolio_age(as_of),)),
            answered(aged, _age_answers(as_of)),
            answered(bought.join(sheets, on="fund", how="left", maintain_order="left"), (_markup(), _markup_of_fund())),
        ]
    )


def _newest(marks: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The marks of each fund's last portfolio up to the as-of date, and not older than the oldest that counts."""
    known = latest(marks, ["as_of"], as_of).filter(pl.col("age") == "fresh").select("fund", "as_of")
    return marks.rename({"owner": "fund"}).join(known, on=["fund", "as_of"], how="semi").sort("fund", "row")


def _ages(held: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Per fund the value-weighted and the greatest age, and the share of fair value that has a date."""
    is_dated = pl.col("valued_on").is_not_null() & (pl.col("valued_on") <= as_of)
    days = (as_of - pl.col("valued_on")).dt.total_days().cast(pl.Float64)
    dated_value = _VALUE.filter(is_dated).sum()
    return held.group_by("fund", maintain_order=True).agg(
        dated_n=is_dated.sum().cast(pl.Int64),
        dated_share=pl.when(_VALUE.sum() > 0).then(dated_value / _VALUE.sum()),
        mean_days=pl.when(dated_value > 0).then((days * _VALUE).filter(is_dated).sum() / dated_value),
        most_days=days.filter(is_dated).max(),
        as_of=pl.col("as_of").first(),
        file=pl.col("file").first(),
        first_row=pl.col("row").filter(is_dated).min(),
        last_row=pl.col("row").filter(is_dated).max(),
    )


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
        received(_MARKS, column),
    )


def _portfolio_age(as_of: date) -> Answer:
    return Answer(
        _V,
        "portfolio_age",
        Unit.DAYS,
        (as_of - pl.col("as_of")).dt.total_days(),
        "Days from the date of the last portfolio in evidence to the as-of date; its marks are no younger.",
        dated_refusals("portfolio", as_of)[:1],
        window_end=pl.col("as_of"),
        evidence=row_evidence(_MARKS, "as_of"),
    )


def _age_answers(as_of: date) -> tuple[Answer, ...]:
    undated = Refuse(
        pl.col("dated_n").fill_null(0) == 0,
        RefusalCode.NOT_EVIDENCED,
        pl.lit(f"No mark up to {as_of} is in evidence with the day that it speaks of."),
    )
    thin = Refuse(
        pl.col("dated_share") < LEAST_DATED,
        RefusalCode.COVERAGE_TOO_LOW,
        pl.format(
            f"Only {{}} of the fair value in evidence has marks with a date; {LEAST_DATED * 100:g} % is needed.",
            percent(pl.col("dated_share")),
        ),
    )
    of = pl.format("marks with a date, {} of the fair value of the holdings listed.", percent(pl.col("dated_share")))
    of = of.fill_null("marks with a date.")
    mean = pl.format("Days from the day that a mark speaks of to the as-of date, weighted by fair value: {}", of)
    most = pl.format("Days from the day of the oldest mark to the as-of date: {}", of)
    evidence = locators(_rows_used("valued_on"), _rows_used("fair_value_usd"))
    n, end = pl.col("dated_n"), pl.col("as_of")
    return (
        Answer(
            _V,
            "mark_age",
            Unit.DAYS,
            pl.col("mean_days"),
            mean,
            (undated, thin),
            n=n,
            window_end=end,
            evidence=evidence,
        ),
        Answer(
            _V,
            "mark_age_oldest",
            Unit.DAYS,
            pl.col("most_days"),
            most,
            (undated,),
            n=n,
            window_end=end,
            evidence=locators(_rows_used("valued_on")),
        ),
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
