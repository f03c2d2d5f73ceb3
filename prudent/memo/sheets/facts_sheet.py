"""The sheet Facts: every cell that a figure rests on, as it is computed with.

Belongs here: columns of that sheet. Column D holds the values that formulas start from.
"""

from typing import Final

from prudent.memo.document import MemoFact
from prudent.memo.sheets.look import FULL, Style
from prudent.memo.sheets.pen import Pen
from prudent.memo.sheets.places import FIRST_ROW, fact_number

HEADS: Final = ("Owner", "What it says", "As of", "Value", "Unit", "Grade", "Document", "Page or place", "Locator")


def facts_sheet(pen: Pen, facts: tuple[MemoFact, ...]) -> None:
    """All facts, in the order in which the memo holds them."""
    pen.widths(30, 48, 12, 22, 18, 7, 30, 30, 62)
    pen.heads(1, HEADS, right=(3,))
    for row, fact in enumerate(facts, start=FIRST_ROW):
        pen.text(row, 0, fact.owner)
        pen.text(row, 1, fact.field)
        if fact.as_of is not None:
            pen.day(row, 2, fact.as_of)
        number = fact_number(fact)
        if number is None:
            pen.text(row, 3, fact.value or "(an empty cell)")
        else:
            pen.number(row, 3, number, FULL)
        pen.text(row, 4, fact.unit.replace("_", " "))
        pen.text(row, 5, fact.grade.value)
        pen.text(row, 6, fact.document)
        if fact.place:
            pen.text(row, 7, fact.place)
        pen.text(row, 8, fact.locator, Style.FIXED)
    pen.listed(len(facts), len(HEADS))
