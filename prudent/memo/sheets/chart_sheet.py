"""The sheet Chart data: the table behind each chart, in the order in which the memo shows them.

Belongs here: setting those tables. Does not: making them (`prudent.memo.charts`), or drawing.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from prudent.memo.charts import chart_table
from prudent.memo.format import MINUS, NARROW
from prudent.memo.links import Linker
from prudent.memo.outline.blocks import Block, Drawing
from prudent.memo.sheets.look import Style
from prudent.memo.sheets.pen import Pen

_PRINTED = re.compile(rf"({MINUS}?)(\$?)([0-9][0-9,]*(?:\.[0-9]+)?)({NARROW}%|×|)")


def chart_sheet(pen: Pen, blocks: Iterable[Block], linker: Linker) -> None:
    """A title, what the chart shows in words, and its table, for each."""
    pen.widths(46, *[18] * 9)
    pen.text(1, 0, "The numbers behind the charts, as they are printed", Style.TITLE)
    row = 3
    for chart in (block.chart for block in blocks if isinstance(block, Drawing)):
        table = chart_table(chart)
        pen.text(row, 0, linker.flat(chart.title), Style.SUBHEADING)
        pen.text(row + 1, 0, chart.alt, Style.QUIET)
        right = tuple(at for at, column in enumerate(table.columns) if column.align == "right")
        pen.heads(row + 2, tuple(column.heading for column in table.columns), right)
        row += 3
        for cells in table.rows:
            for at, cell in enumerate(cells):
                _cell(pen, row, at, linker.flat(cell), is_number=at in right)
            row += 1
        row += 1


def _cell(pen: Pen, row: int, column: int, printed: str, *, is_number: bool) -> None:
    """A printed number as one, with the format that prints it so; anything else as it is."""
    found = _PRINTED.fullmatch(printed) if is_number else None
    if found is None:
        pen.text(row, column, printed)
        return
    minus, dollar, digits, after = found.groups()
    number = Decimal(digits.replace(",", "")) * (-1 if minus else 1)
    decimals = len(digits.partition(".")[2])
    shown = f"{dollar}#,##0{'.' if decimals else ''}{'0' * decimals}"
    shown += f'"{NARROW}"%' if after.endswith("%") else '"×"' if after else ""
    pen.number(row, column, float(number / 100 if after.endswith("%") else number), f'{shown};"{MINUS}"{shown}')
