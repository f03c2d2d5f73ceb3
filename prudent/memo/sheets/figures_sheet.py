"""The sheet Figures: one line a figure, by the number of its note, with its formula down to the facts.

Belongs here: columns of that sheet. Column C is what every other sheet points to.
"""

from typing import Final

from prudent.memo.format import figure_text, window_text
from prudent.memo.links import Linker
from prudent.memo.sheets.formulas import How, Live, Sheets
from prudent.memo.sheets.look import DATE, FULL, WHOLE, Style, number_format
from prudent.memo.sheets.pen import Pen
from prudent.memo.sheets.places import FIRST_ROW
from prudent.memo.sheets.terms import needs_array
from prudent.memo.sheets.uses import figure_day
from prudent.memo.templating import number_ranges

HEADS: Final = (
    "Note",
    "Figure",
    "Value",
    "As printed",
    "Unit",
    "n",
    "Window",
    "Method, or why there is no number",
    "How it stands here",
    "Value in memo.json",
    "Grade",
    "Evidence entries",
    "Name",
)
_UNIT = 4


def figures_sheet(pen: Pen, sheets: Sheets, linker: Linker) -> None:
    """All figures."""
    pen.widths(6, 44, 17, 17, 16, 6, 28, 70, 14, 22, 7, 24, 40)
    pen.heads(1, HEADS, right=(2, 5))
    for row, line in enumerate(sheets.live, start=FIRST_ROW):
        figure = line.figure
        pen.number(row, 0, linker.note(figure), WHOLE)
        pen.text(row, 1, figure.label)
        _value(pen, row, line)
        pen.text(row, 3, figure_text(figure))
        pen.text(row, _UNIT, figure.unit.value.replace("_", " "))
        if figure.n is not None:
            pen.number(row, 5, figure.n, WHOLE)
        if figure.window is not None:
            pen.text(row, 6, window_text(figure.window))
        pen.text(row, 7, figure.method if figure.refusal is None else figure.refusal.reason)
        pen.text(row, 8, line.how.value)
        if figure.value is not None:
            pen.number(row, 9, figure.value, FULL)
        pen.text(row, 10, "–" if figure.grade is None else figure.grade.value)
        pen.text(row, 11, ", ".join(number_ranges(linker.evidence_numbers(figure))))
        pen.text(row, 12, figure.name, Style.FIXED)
    pen.listed(len(sheets.live), len(HEADS))


def _value(pen: Pen, row: int, line: Live) -> None:
    figure = line.figure
    if figure.value is not None:
        shown = number_format(figure.value, figure.unit)
        if line.how is How.VALUE:
            pen.number(row, 2, figure.value, shown)
        else:
            array = line.term is not None and needs_array(line.term)
            pen.formula(row, 2, line.formula, figure.value, shown, array=array)
        return
    day = figure_day(figure)
    if line.how is How.LINK:
        worth, shown = (figure.text or "", "") if day is None else (day, DATE)
        pen.formula(row, 2, line.formula, worth, shown, Style.WORDS_RIGHT)
    elif day is not None:
        pen.number(row, 2, day, DATE)
    else:
        pen.text(row, 2, figure_text(figure), Style.WORDS_RIGHT)
