"""Tables in Typst source: how wide columns are, how they stand, and their cells.

Belongs here: from a table of the memo to arguments of a Typst table. Does not: its look (`templates/memo/typst`).
"""

from collections.abc import Iterable

from prudent.memo.exhibits import MemoTable
from prudent.memo.links import Linker, TypstSource, typst_literal
from prudent.memo.outline.blocks import BlankForm
from prudent.memo.prose import FIGURE_REFERENCE

_LINE = 116  # characters of a table's text that fit the page's width
_LABEL = 46  # characters of a cell that should not wrap
_WORD, _NAME, _SENTENCE = 13, 18, 26  # characters that figures, names and sentences keep at the least
_GAP = 3  # characters between columns
_MARK = 2  # characters that a note's number takes
_NARROWEST, _WHOLE = 0.62, 0.8  # of the page's width; from the second on a table takes all of it


def column_widths(table: MemoTable, linker: Linker) -> TypstSource:
    """Typst column widths, shared by what the cells and the heads need. A table of few words is narrower than the page.

    A cell of up to 46 characters should not wrap, a longer one counts for less, a longer head may take two lines.
    Where the page is too narrow, columns of long cells give way and those of numbers do not.
    """
    least: list[float] = []
    wanted: list[float] = []
    marked = _marked(table)
    for index, column in enumerate(table.columns):
        longest = max((_length(row[index], linker) for row in table.rows), default=0)
        cell = longest if longest <= _LABEL else _LABEL + (longest - _LABEL) ** 0.75
        head = _head_width(column.heading) + (_MARK if index in marked else 0)
        kept = _WORD if column.align == "right" else _NAME if longest <= _LABEL else _SENTENCE
        least.append(max(min(cell, kept), head) + _GAP)
        wanted.append(max(cell, head) + _GAP)
    give = sum(wanted) - sum(least)
    given = min(1.0, max(0.0, _LINE - sum(least)) / give) if give else 1.0
    needs = [low + (high - low) * given for low, high in zip(least, wanted, strict=True)]
    share = max(_NARROWEST, sum(needs) * 1.15 / _LINE)
    share = 1 if share > _WHOLE else share
    lost = (len(needs) - 1) / len(needs)  # each column gives its part to the gaps between them
    return _tuple(f"{need / sum(needs) * share * 100:.2f}% - {lost:.2f} * gutter" for need in needs)


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


def _length(cell: str, linker: Linker) -> int:
    segments = linker.segments(cell)
    return sum(len(part.text) + (_MARK if part.figure is not None else 0) for part in segments)


def _head_width(heading: str) -> float:
    if len(heading) <= _WORD:
        return len(heading) * 1.1  # heads are bold
    return max(max(len(word) for word in heading.split()) * 1.1, len(heading) / 2 + 1)


def _tuple(parts: Iterable[str]) -> TypstSource:
    return TypstSource(f"({''.join(f'{part}, ' for part in parts)})")  # a trailing comma makes one part a tuple too
