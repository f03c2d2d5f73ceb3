"""The sheet Read me: what the workbook is, how a number is followed, and how many of them are live.

Belongs here: those words. Does not: anything about the fund.
"""

from typing import Final

from prudent.memo.pages import Page
from prudent.memo.sheets.formulas import How, Sheets
from prudent.memo.sheets.look import WHOLE, Style
from prudent.memo.sheets.pen import Pen, lines

_WIDTH: Final = 110
_SHEETS: Final = (
    ("Page one", "What a committee reads first. It prints on one page."),
    ("Memo", "Everything behind page one, in the memo's order. A table's cell that is one figure is a formula."),
    ("Figures", "One line a figure, by the number of its note, which is the same in every format of the memo."),
    ("Facts", "Every cell that a figure rests on, in the unit that it is computed with: a fraction, 0.01, is 1 %."),
    ("Workings", "Steps that need a row a period: returns less bills, growth, falls, unsmoothed returns."),
    ("Evidence", "The places in files that figures rest on, with the documents and the hash of each file."),
    ("Chart data", "The tables behind the charts, as printed."),
    (
        "Rules",
        "Every data rule of the fund, and of others those that failed or broke; validation.html lists all of them.",
    ),
)
_HOW: Final = (
    (How.FORMULA, "Figures that are formulas over Facts, Workings or other figures"),
    (How.LINK, "Figures that are one fact: a link to its cell"),
    (How.VALUE, "Figures whose value alone stands here: their method is in words, their facts are on Facts"),
    (How.WORDS, "Figures without a number: the reason stands where the method would"),
)
_NOTES: Final = (
    (
        "A formula stands here only where it gives the memo's own value to a part in 10 to the 12th. What needs a "
        "search or a draw (likelihoods, style weights, repeated draws, offers one after another) stands as a value."
    ),
    (
        "Cells hold full numbers; the format shows what the memo prints. A change on Facts goes through to Page one. "
        "The column Value in memo.json on Figures does not change, so that both can be held against each other."
    ),
    (
        "memo.json is the record; this workbook is made from it alone. What is proposed here is staff's; only the "
        "committee determines."
    ),
)


def read_me(pen: Pen, page: Page, sheets: Sheets) -> None:
    """What stands where, the counts, the record."""
    pen.widths(24, _WIDTH, 12)
    pen.text(1, 0, "About this workbook", Style.TITLE)
    row = 3
    for name, words in _SHEETS:
        pen.text(row, 0, name, Style.LABEL)
        pen.text(row, 1, words)
        row += 1
    row += 1
    for how, words in _HOW:
        pen.text(row, 0, how.value, Style.LABEL)
        pen.text(row, 1, words)
        pen.number(row, 2, sheets.count(how), WHOLE)
        row += 1
    for label, words in zip(("How to read it", "", ""), _NOTES, strict=True):
        pen.text(row, 0, label, Style.LABEL)
        pen.text(row, 1, words)
        pen.height(row, lines(words, _WIDTH))
        row += 1
    pen.text(row, 0, "Record", Style.LABEL)
    pen.text(row, 1, f"{page.record} (sha256 of memo.json)")
    pen.text(row + 1, 0, "Run", Style.LABEL)
    pen.text(row + 1, 1, page.memo.run)
