"""Tables in Typst source: how wide columns are, how they stand, and their cells.

Belongs here: from a table of the memo to arguments of a Typst table. Does not: its look (`templates/memo/typst`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prudent.memo.exhibits import MemoTable
from prudent.memo.links import Linker, TypstSource, typst_literal
from prudent.memo.outline.blocks import BlankForm
from prudent.memo.prose import FIGURE_REFERENCE

_LINE = 116  # characters of a table's text that fit the page's width
_LABEL = 46  # characters of a cell that should not wrap
_WORD = 13  # characters of a head that stands on one line
_NUMBERS, _NAME, _SENTENCE = 22, 18, 26  # characters that figures, names and sentences keep at the least
_GAP = 3  # characters between columns
_MARK = 2  # characters that a note's number takes
_BREAKS = re.compile("[ /–-]")  # where a line may break; the spaces inside of numbers hold together
_NARROWEST, _WHOLE = 0.62, 0.8  # of the page's width; from the second on a table takes all of it


@dataclass(frozen=True, slots=True)
class Need:
    """What one column needs, in characters: at the least, so that no word and no number breaks, and at the best."""

    least: float
    wanted: float


def column_widths(table: MemoTable, linker: Linker) -> TypstSource:
    """Typst column widths, shared by what the cells and the heads need. A table of few words is narrower than the page.

    A cell of up to 46 characters should not wrap, a longer one counts for less, a longer head may take two lines.
    Where the page is too narrow, columns of long cells give way and those of numbers do not.
    """
    needs = _needs(table, linker)
    least = sum(need.least for need in needs)
    give = sum(need.wanted for need in needs) - least
    given = min(1.0, max(0.0, _LINE - least) / give) if give else 1.0
    widths = [need.least + (need.wanted - need.least) * given for need in needs]
    share = max(_NARROWEST, sum(widths) * 1.15 / _LINE)
    share = 1 if share > _WHOLE else share
    lost = (len(widths) - 1) / len(widths)  # each column gives its part to the gaps between them
    return _tuple(f"{width / sum(widths) * share * 100:.2f}% - {lost:.2f} * gutter" for width in widths)


def is_wide(table: MemoTable, linker: Linker) -> bool:
    """Whether the page is too narrow for the table's words and numbers at the common size."""
    return sum(need.least for need in _needs(table, linker)) > _LINE


def _needs(table: MemoTable, linker: Linker) -> list[Need]:
    marked = _marked(table)
    needs: list[Need] = []
    for index, column in enumerate(table.columns):
        cells = [_printed(row[index], linker) for row in table.rows]
        longest = max((len(cell) for cell in cells), default=0)
        cell = longest if longest <= _LABEL else _LABEL + (longest - _LABEL) ** 0.75
        head = _head_width(column.heading) + (_MARK if index in marked else 0)
        kept = _NUMBERS if column.align == "right" else _NAME if longest <= _LABEL else _SENTENCE
        word = max((len(word) for cell in cells for word in _BREAKS.split(cell)), default=0)
        needs.append(Need(max(min(cell, kept), min(word, _SENTENCE), head) + _GAP, max(cell, head) + _GAP))
    return needs


def column_aligns(table: MemoTable) -> TypstSource:
    """Typst alignments, one a column."""
    return _tuple(column.align for column in table.columns)


def column_heads(table: MemoTable) -> TypstSource:
    """The heads. In a column of numbers a head ends where the numbers do, before the marks of their notes."""
    marked = _marked(table)
    return _tuple(
        f"column-head({typst_literal(column.heading)})" if index in marked else typst_literal(column.heading)
        for index, column in enumerate(table.columns)
    )


def table_rows(table: MemoTable, linker: Linker) -> tuple[TypstSource, ...]:
    """Each row as the cells of a Typst table."""
    aligned, marked = linker.aligned(table), _marked(table)
    return tuple(
        TypstSource("".join(f"{linker.typst(cell, aligned=aligned[at], in_column=at in marked)}, " for at, cell in row))
        for row in (tuple(enumerate(cells)) for cells in table.rows)
    )


def form_widths(form: BlankForm) -> TypstSource:
    """Widths of a form's columns: what its printed words need, and of the rest the most for the wide ones."""
    printed = [any(row[index] for row in form.rows) for index in range(len(form.heads))]
    return _tuple(
        "auto" if is_printed else "2.2fr" if index in form.wide else "1fr" for index, is_printed in enumerate(printed)
    )


def _marked(table: MemoTable) -> set[int]:
    """Columns of numbers in which figures stand, so that marks of notes do."""
    return {
        index
        for index, column in enumerate(table.columns)
        if column.align == "right" and any(FIGURE_REFERENCE.search(row[index]) for row in table.rows)
    }


def _printed(cell: str, linker: Linker) -> str:
    """The cell as it is printed, with a sign for each digit of a note's number."""
    segments = linker.segments(cell)
    return "".join(part.text + ("" if part.figure is None else "\u2007" * _MARK) for part in segments)


def _head_width(heading: str) -> float:
    if len(heading) <= _WORD:
        return len(heading) * 1.1  # heads are bold
    return max(max(len(word) for word in heading.split()) * 1.1, len(heading) / 2 + 1)


def _tuple(parts: Iterable[str]) -> TypstSource:
    return TypstSource(f"({''.join(f'{part}, ' for part in parts)})")  # a trailing comma makes one part a tuple too
