"""How old the marks are.

Belongs here: the dates of single holdings' marks, and the date of the portfolio. Does not: levels (`levels.py`), and
what was gained on the day of buying (`day_one.py`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import RefusalCode, Unit
from prudent.score.answer import Answer, Refuse, answered, locator, locators, percent, received
from prudent.score.latest import beside, dated_refusals, latest, row_evidence
from prudent.tables.core import CoreTables

LEAST_DATED = 0.5
"""Under half of fair value with a date, the mean age speaks of the smaller part only; the same share as for levels."""

MARKS = "core_fund__marks"
_VALUE = pl.col("fair_value_usd").cast(pl.Float64)
_V = Factor.VALUATION


def age_measures(funds: pl.DataFrame, core: CoreTables, as_of: date) -> pl.DataFrame:
    """`portfolio_age`, `mark_age` and `mark_age_oldest`, of all funds.

    Args:
        funds: with column `fund`.
        core: the core tables.
        as_of: the as-of date of the question; ages are counted to it.
    """
    dated = ("owner", "as_of", "file", "row")
    tables = (core.fund_exposure, core.fund_fair_value, core.fund_marks, core.fund_holdings)
    portfolios = pl.concat([frame.select(dated) for frame in tables]).sort(dated, descending=[False, False, True, True])
    aged = funds.join(_ages(newest_marks(core.fund_marks, as_of), as_of), on="fund", how="left", maintain_order="left")
    return pl.concat(
        [
            answered(beside(funds, portfolios, ["as_of"], as_of), (_portfolio_age(as_of),)),
            answered(aged, _age_answers(as_of)),
        ]
    )


def newest_marks(marks: pl.DataFrame, as_of: date) -> pl.DataFrame:
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


def _portfolio_age(as_of: date) -> Answer:
    return Answer(
        _V,
        "portfolio_age",
        Unit.DAYS,
        (as_of - pl.col("as_of")).dt.total_days(),
        "Days from the date of the last portfolio in evidence to the as-of date; its marks are no younger.",
        dated_refusals("portfolio", as_of)[:1],
        window_end=pl.col("as_of"),
        evidence=row_evidence(MARKS, "as_of"),
    )


def _age_answers(as_of: date) -> tuple[Answer, ...]:
    share = percent(pl.col("dated_share"))
    of = pl.format("marks with a date, {} of the fair value of the holdings listed.", share).fill_null(
        "marks with a date."
    )
    mean = pl.format("Days from the day that a mark speaks of to the as-of date, weighted by fair value: {}", of)
    most = pl.format("Days from the day of the oldest mark to the as-of date: {}", of)
    undated = Refuse(
        pl.col("dated_n").fill_null(0) == 0,
        RefusalCode.NOT_EVIDENCED,
        pl.lit(f"No mark up to {as_of} is in evidence with the day that it speaks of."),
    )
    thin = Refuse(
        pl.col("dated_share") < LEAST_DATED,
        RefusalCode.COVERAGE_TOO_LOW,
        pl.format(
            f"Only {{}} of the fair value in evidence has marks with a date; {LEAST_DATED * 100:g} % is needed.", share
        ),
    )
    return (
        _age("mark_age", "mean_days", mean, (undated, thin)),
        _age("mark_age_oldest", "most_days", most, (undated,)),
    )


def _age(measure: str, column: str, method: pl.Expr, refusals: tuple[Refuse, ...]) -> Answer:
    rows = (pl.col("file"), pl.col("first_row"), pl.col("last_row"))
    columns = (received(MARKS, name) for name in ("valued_on", "fair_value_usd"))
    return Answer(
        _V,
        measure,
        Unit.DAYS,
        pl.col(column),
        method,
        refusals,
        n=pl.col("dated_n"),
        window_end=pl.col("as_of"),
        evidence=locators(*(locator(pl.col("fund"), *rows, name) for name in columns)),
    )
