"""The memo as a PDF for archives and for screen readers: PDF/UA-1 and PDF/A-3b, with `memo.json` inside.

Belongs here: from the memo to Typst source to bytes. Does not: the look, which is `templates/memo/typst`. Typst's own
fonts are used and never the machine's; the document's date is the memo's, so two runs give the same bytes.
"""

from collections.abc import Iterable
from functools import partial

import typst

from prudent.memo.charts import chart_svg
from prudent.memo.document import Chart, Memo, MemoTable
from prudent.memo.links import Linker, TypstSource, typst_literal
from prudent.memo.pages import environment, page_of
from prudent.memo.schema import memo_bytes

_SHORT = 24  # characters up to which a column is as wide as its words
_LONG = 160  # characters past which a column gets no wider


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
            "svg": _chart_input,
        },
        autoescape=False,
    )
    page = page_of(memo, record, linker)
    return templates.get_template("memo.typ.j2").render(page=page, memo=memo)


def column_widths(table: MemoTable, linker: Linker) -> TypstSource:
    """Typst column widths: short columns as wide as their words, long ones share the rest by their length."""
    widths: list[str] = []
    for index, column in enumerate(table.columns):
        longest = max((len(linker.flat(row[index])) for row in table.rows), default=0)
        if max(longest, len(column.heading)) <= _SHORT:
            widths.append("auto")
        else:
            widths.append(f"{min(max(longest, _SHORT), _LONG) ** 0.7:.2f}fr")
    if widths and all(width == "auto" for width in widths):
        widths[0] = "1fr"
    return _tuple(widths)


def column_aligns(table: MemoTable) -> TypstSource:
    """Typst alignments, one a column."""
    return _tuple(column.align for column in table.columns)


def _chart_input(chart: Chart) -> TypstSource:
    return TypstSource(f"bytes(sys.inputs.at({typst_literal(f'chart-{chart.id}')}))")


def _tuple(parts: Iterable[str]) -> TypstSource:
    return TypstSource(f"({''.join(f'{part}, ' for part in parts)})")  # a trailing comma makes one part a tuple too
