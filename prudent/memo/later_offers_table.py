"""Offers that were answered after the as-of date, of the fund and of its peers.

Belongs here: the table. Does not: what it means for the fund (`contrary.py`), nor fills as a measure
(`prudent/score/liquidity/offers.py`).
"""

from datetime import date
from typing import cast

import polars as pl

from prudent.memo.exhibits import MemoTable, number_columns, place_column, text_columns
from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.prose import plain
from prudent.memo.rows import Row
from prudent.memo.where import where
from prudent.model.case import Case

_TABLE = "core_fund__tenders"


def later_offers_table(case: Case, later: pl.DataFrame, book: FigureBook) -> MemoTable:
    """One row an offer: what was asked for, the cap, what was paid of it, each cited at its own cell.

    Args:
        case: knows the funds' names.
        later: rows of core_fund__tenders after the as-of date, in the order of the table.
        book: the memo's figures.
    """
    heads = ("Asked, of the fund", "Cap", "Paid, of what was asked")
    return MemoTable(
        id="later-offers",
        title="Results of later repurchase offers",
        columns=(*text_columns("Fund", "Result of"), *number_columns(*heads), place_column("Where")),
        rows=tuple(_cells(case, row, book) for row in later.iter_rows(named=True)),
        note="From final amendments of Schedule TO; transcribed, not re-checked.",
    )


def _cells(case: Case, row: dict[str, object], book: FigureBook) -> tuple[str, ...]:
    fund, day = plain(case.name_of(str(row["owner"]))), row["as_of"]
    offer = Row(_TABLE, row, f"offer {row['owner']} {day}", f"{fund}, offer of {day}")
    return (
        fund,
        date_text(cast("date", day)),
        book.cell(offer, "requested_frac", "asked", lacking="not in evidence"),
        book.cell(offer, "cap_frac", "cap", lacking="not in evidence"),
        book.cell(offer, "accepted_frac", "paid", lacking="not in evidence"),
        where(row, _TABLE, "accepted_frac"),
    )
