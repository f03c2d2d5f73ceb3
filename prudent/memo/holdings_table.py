"""The fund's largest holdings, as its latest filing on file prints them.

Belongs here: the table. Does not: what is measured of the holdings (`prudent/score/complexity`).
"""

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, quoting_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.rows import Row
from prudent.model.case import Case
from prudent.tables.core import CoreTables

_TABLE = "core_fund__holdings"


def holdings_table(case: Case, core: CoreTables, book: FigureBook) -> MemoTable | None:
    """The candidate's holdings of the latest date up to the as-of date, each cell cited; None where none is on file."""
    rows = core.fund_holdings.filter(pl.col("owner") == case.candidate.fund, pl.col("as_of") <= case.request.as_of)
    if rows.is_empty():
        return None
    newest = rows.filter(pl.col("as_of") == pl.col("as_of").max()).sort("rank")
    return MemoTable(
        id="holdings",
        title=f"Largest holdings at {date_text(newest['as_of'][0])}",
        columns=(*quoting_columns("Issuer, as printed"), *number_columns("Fair value", "Share")),
        rows=tuple(_cells(row, book) for row in newest.iter_rows(named=True)),
        note="Largest first. The share is the one that the document prints; where it prints none there is a dash.",
    )


def _cells(row: dict[str, object], book: FigureBook) -> tuple[str, ...]:
    holding = Row(_TABLE, row, f"holding {row['rank']}", f"Holding {row['rank']}")
    return (
        plain(str(row["issuer"])),
        book.cell(holding, "fair_value_usd", "fair value"),
        book.cell(holding, "share_of_portfolio_frac", "share as printed"),
    )
