"""The sheet Workings: for each series the steps from its returns to what figures are made of, a row for each period.

Belongs here: columns of that sheet. Does not: the steps (`workings`).
"""

from typing import Final

from prudent.memo.sheets.look import FULL, Style
from prudent.memo.sheets.pen import Pen
from prudent.memo.sheets.terms import Term, needs_array, written
from prudent.memo.sheets.workings import TRUE, Block, Workings
from prudent.memo.sheets.worth import computed

HEADS: Final = (
    "Series",
    "Period to",
    "Return, or rate a year",
    "Bill, of the period",
    "Return less bill",
    "Benchmark",
    "Return less benchmark",
    "Growth of 1",
    "Highest so far",
    "Fall from it",
    "Unsmoothed",
    "Unsmoothed less bill",
)


def workings_sheet(pen: Pen, workings: Workings) -> None:
    """All blocks. What stands beside the title of one is its lag-1 autocorrelation."""
    pen.widths(20, 12, *[17] * (len(HEADS) - 2))
    pen.heads(1, HEADS, right=tuple(range(2, len(HEADS))))
    for block in workings.blocks:
        _block(pen, block)
    pen.headed()


def _block(pen: Pen, block: Block) -> None:
    pen.text(block.top, 0, block.title, Style.FIXED)
    if block.lag is not None:
        pen.text(block.top, _place(TRUE) - 1, "ρ, lag 1")
        _formula(pen, block.top, TRUE, block.lag)
    for at, fact in enumerate(block.facts):
        if fact.as_of is not None:
            pen.day(block.top + 1 + at, 1, fact.as_of)
    for column, terms in block.columns.items():
        for at, term in enumerate(terms):
            if term is not None:
                _formula(pen, block.top + 1 + at, column, term)


def _formula(pen: Pen, row: int, column: str, term: Term) -> None:
    pen.formula(row, _place(column), written(term), computed(term), FULL, array=needs_array(term))


def _place(column: str) -> int:
    return ord(column) - ord("A")
