"""The memo as a PDF for archives and for screen readers: PDF/UA-1 and PDF/A-3b, with `memo.json` inside.

Belongs here: from the memo to Typst source to bytes. Does not: the look, which is `templates/memo/typst`. Typst's own
fonts are used and never the machine's; the document's date is the memo's, so two runs give the same bytes.
"""

from collections.abc import Iterable
from functools import partial

import typst

from prudent.memo.charts import chart_svg
from prudent.memo.document import Memo
from prudent.memo.exhibits import Chart, MemoTable
from prudent.memo.links import Linker, TypstSource, typst_literal
from prudent.memo.pages import environment, page_of
from prudent.memo.schema import memo_bytes

_LINE = 116  # characters of a table's text that fit the page's width
_LABEL = 46  # characters of a cell that should not wrap
_WORD, _NAME, _SENTENCE = 13, 18, 26  # characters that figures, names and sentences keep at the least
_GAP = 3  # characters between columns
_NARROWEST, _WHOLE = 0.62, 0.8  # of the page's width; from the second on a table takes all of it


def render_pdf(memo: Memo, record: str) -> bytes:
    """The memo as one PDF, letter size.

    Args:
        memo: all that is printed.
        record: sha256 of `memo.json`; its first twelve characters stand on every page.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
        typst.TypstError: the PDF would break one of its two standards; that is a bug of the templates.
    """
    charts = {f"chart-{chart.id}": chart_svg(chart) for chapter in memo.chapters for chart in chapter.charts}
    compiler = typst.Compiler(
        typst_source(memo, record).encode(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={"memo": memo_bytes(memo).decode(), **charts},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-3b"])
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single PDF")
    return made


def typst_source(memo: Memo, record: str) -> str:
    """The Typst source of the PDF. Every value in it is a literal, so that no text can become markup."""
    linker = Linker(memo)
    templates = environment(
        "memo/typst",
        typst_literal,
        {
            "prose": linker.typst,
            "widths": partial(column_widths, linker=linker),
            "aligns": column_aligns,
            "aligned": linker.aligned,
            "svg": _chart_input,
        },
        autoescape=False,
    )
    page = page_of(memo, record, linker)
    return templates.get_template("memo.typ.j2").render(page=page, memo=memo)


def column_widths(table: MemoTable, linker: Linker) -> TypstSource:
    """Typst column widths, shared by what the cells and the heads need. A table of few words is narrower than the page.

    A cell of up to 46 characters should not wrap, a longer one counts for less, a longer head may take two lines.
    Where the page is too narrow, columns of long cells give way and those of numbers do not.
    """
    least: list[float] = []
    wanted: list[float] = []
    for index, column in enumerate(table.columns):
        longest = max((len(linker.flat(row[index])) for row in table.rows), default=0)
        cell = longest if longest <= _LABEL else _LABEL + (longest - _LABEL) ** 0.75
        head = _head_width(column.heading)
        kept = _WORD if column.align == "right" else _NAME if longest <= _LABEL else _SENTENCE
        least.append(max(min(cell, kept), head) + _GAP)
        wanted.append(max(cell, head) + _GAP)
    give = sum(wanted) - sum(least)
    given = min(1.0, max(0.0, _LINE - sum(least)) / give) if give else 1.0
    needs = [low + (high - low) * given for low, high in zip(least, wanted, strict=True)]
    share = max(_NARROWEST, sum(needs) * 1.15 / _LINE)
    share = 1 if share > _WHOLE else share
    return _tuple(f"{need / sum(needs) * share * 100:.2f}%" for need in needs)


def _head_width(heading: str) -> float:
    if len(heading) <= _WORD:
        return len(heading) * 1.1  # heads are bold
    return max(max(len(word) for word in heading.split()) * 1.1, len(heading) / 2 + 1)


def column_aligns(table: MemoTable) -> TypstSource:
    """Typst alignments, one a column."""
    return _tuple(column.align for column in table.columns)


def _chart_input(chart: Chart) -> TypstSource:
    return TypstSource(f"bytes(sys.inputs.at({typst_literal(f'chart-{chart.id}')}))")


def _tuple(parts: Iterable[str]) -> TypstSource:
    return TypstSource(f"({''.join(f'{part}, ' for part in parts)})")  # a trailing comma makes one part a tuple too
