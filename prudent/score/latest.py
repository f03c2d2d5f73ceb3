"""The latest figure of a dated table: not after the as-of date, not older than eighteen months before it.

Belongs here: which row counts as the latest. Does not: what the figure means.
"""

from datetime import date

import polars as pl

from prudent.model.measured import RefusalCode
from prudent.model.period import months_before
from prudent.score.answer import Refuse, locator, locators, received
from prudent.score.gaps import OLDEST_MONTHS

AGE_ORDER = pl.when(pl.col("age") == "fresh").then(0).when(pl.col("age") == "after").then(1).otherwise(2)
"""Within eighteen months, else the first after the as-of date, else too old."""


def aged(rows: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Rows with `age` (fresh, after, old) and `days_away` from the as-of date; `as_of` is the rows' own date."""
    day, oldest = pl.col("as_of"), months_before(as_of, OLDEST_MONTHS)
    age = pl.when(day > as_of).then(pl.lit("after")).when(day >= oldest).then(pl.lit("fresh")).otherwise(pl.lit("old"))
    return rows.with_columns(age=age, days_away=(day - as_of).dt.total_days().abs())


def latest(rows: pl.DataFrame, needed: list[str], as_of: date) -> pl.DataFrame:
    """One row a fund: the last on or before the as-of date in which all needed columns are known.

    Args:
        rows: a core table with `owner` and `as_of`.
        needed: columns that must be known.
        as_of: the as-of date of the question.

    Returns:
        The rows, `owner` renamed to `fund`, with `age` fresh or old.
    """
    known = rows.filter((pl.col("as_of") <= as_of) & pl.all_horizontal(pl.col(needed).is_not_null()))
    return (
        aged(known, as_of)
        .sort("owner", "as_of")
        .unique("owner", keep="last", maintain_order=True)
        .rename({"owner": "fund"})
    )


def nearest(rows: pl.DataFrame, by: list[str], as_of: date, better: list[pl.Expr], ties: list[pl.Expr]) -> pl.DataFrame:
    """One row for each key: the latest of the 18 months to the as-of date, else the first after it, else an old one.

    Args:
        rows: with `as_of` and the keys.
        by: the keys.
        as_of: the as-of date of the question.
        better: what comes before nearness in time among rows of one such group, such as the better basis.
        ties: what decides between rows of one date.
    """
    order = [*(pl.col(key) for key in by), AGE_ORDER, *better, pl.col("days_away"), *ties]
    return aged(rows, as_of).sort(order).unique(by, keep="first", maintain_order=True)


def beside(funds: pl.DataFrame, rows: pl.DataFrame, needed: list[str], as_of: date) -> pl.DataFrame:
    """Each fund with its latest row in which the needed columns are known; nulls where there is none."""
    return funds.join(latest(rows, needed, as_of), on="fund", how="left", maintain_order="left")


def dated_refusals(what: str, as_of: date) -> tuple[Refuse, ...]:
    """Refuses a figure that is not there up to the as-of date, and one that is too old."""
    missing = pl.lit(f"No {what} up to {as_of} is in evidence.")
    return (Refuse(pl.col("age").is_null(), RefusalCode.NOT_EVIDENCED, missing), too_old(what, as_of))


def row_evidence(table_name: str, *columns: str) -> pl.Expr:
    """Locators of some columns of the row that was used."""
    row = pl.col("row")
    return locators(
        *(locator(pl.col("fund"), pl.col("file"), row, row, received(table_name, column)) for column in columns)
    )


def too_old(what: str, as_of: date) -> Refuse:
    """Refuses a figure whose age is old, with its date."""
    return Refuse(
        pl.col("age") == "old",
        RefusalCode.NOT_EVIDENCED,
        pl.format(
            f"The last {what} in evidence is of {{}}, more than {OLDEST_MONTHS} months before {as_of}.", pl.col("as_of")
        ),
    )


def said_after() -> pl.Expr:
    """What a method adds for a figure from a later document; empty otherwise."""
    words = pl.format(" Stated in a document of {}, after the as-of date.", pl.col("as_of"))
    return pl.when(pl.col("age") == "after").then(words).otherwise(pl.lit(""))
