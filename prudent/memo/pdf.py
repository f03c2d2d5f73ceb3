"""The memo as a PDF for archives and for screen readers: PDF/UA-1 and PDF/A-3b, with what it was made from inside.

Belongs here: from the memo to Typst source to bytes. Does not: the look, which is `templates/memo/typst`. Typst's own
fonts are used and never the machine's; the document's date is the memo's, so two runs give the same bytes.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

import typst
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from prudent.memo.attached import Attached, attachments
from prudent.memo.chart_kinds import Chart
from prudent.memo.charts.draw import chart_svg
from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable
from prudent.memo.format import status_text
from prudent.memo.links import Linker, TypstSource, typst_literal, typst_words, visible
from prudent.memo.outline.blocks import Block, Drawing, Heading, Notes
from prudent.memo.pages import EvidenceFile, EvidenceLine, Page, page_of
from prudent.memo.prose import Text
from prudent.memo.templating import Sandbox, environment, number_ranges
from prudent.memo.typst_columns import column_aligns, column_heads, column_widths, form_widths, is_wide, table_rows
from prudent.model.finding import CheckOutcome, FindingStatus
from prudent.model.validation import Outcome


def render_pdf(memo: Memo, record: str, workbook: bytes | None = None) -> bytes:
    """The memo as one PDF, letter size, with `memo.json`, `facts.csv` and the workbook attached.

    Args:
        memo: all that is printed.
        record: sha256 of `memo.json`; its first twelve characters stand on every page.
        workbook: `memo.xlsx`; without it the other two are attached.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
        typst.TypstError: the PDF would break one of its two standards; that is a bug of the templates.
    """
    linker = Linker(memo)
    page = page_of(memo, record, linker)
    attached = attachments(memo, workbook)
    charts = {_key(block.chart): chart_svg(block.chart) for block in page.blocks if isinstance(block, Drawing)}
    return compiled(_source(page, linker, attached), {**{file.name: file.text for file in attached}, **charts})


def compiled(source: str, inputs: dict[str, str]) -> bytes:
    """Typst source as a PDF/UA-1 and PDF/A-3b, with the fonts that travel with Typst.

    Args:
        source: every value in it is a literal.
        inputs: what the source reads by name, such as attached files and drawings.

    Raises:
        typst.TypstError: the PDF would break one of its two standards; that is a bug of the templates.
    """
    compiler = typst.Compiler(
        source.encode(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-3b"])
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single PDF")
    return made


def typst_source(memo: Memo, record: str) -> str:
    """The Typst source of the PDF. Every value in it is a literal, so that no text can become markup."""
    linker = Linker(memo)
    return _source(page_of(memo, record, linker), linker, attachments(memo, None))


def _source(page: Page, linker: Linker, attached: tuple[Attached, ...]) -> str:
    template = _templates().get_template("memo.typ.j2")
    return template.render(page=page, memo=page.memo, linker=linker, attached=attached)


@cache
def _templates() -> Sandbox:
    filters: dict[str, Callable[..., object]] = {
        "prose": _prose,
        "widths": _widths,
        "rows": _rows,
        "is_wide": _is_wide,
        "aligns": column_aligns,
        "heads": column_heads,
        "form_widths": form_widths,
        "numbers": _numbers,
        "particulars": _particulars,
        "code": _code,
        "status": _status,
        "runs": _runs,
        "svg": _chart_input,
    }
    return environment("memo/typst", literal, filters)


def literal(value: object) -> Markup:
    """What a template prints: a Typst literal. What a macro printed has gone through here already."""
    return value if isinstance(value, Markup) else Markup(typst_literal(value))  # noqa: S704 - Typst, not HTML


def _linker(context: Context) -> Linker:
    return cast("Linker", context["linker"])


@pass_context
def _prose(context: Context, text: Text) -> TypstSource:
    return _linker(context).typst(text)


@pass_context
def _widths(context: Context, table: MemoTable) -> TypstSource:
    return column_widths(table, _linker(context))


@pass_context
def _is_wide(context: Context, table: MemoTable) -> bool:
    return is_wide(table, _linker(context))


@pass_context
def _rows(context: Context, table: MemoTable) -> tuple[TypstSource, ...]:
    return table_rows(table, _linker(context))


def _numbers(numbers: tuple[int, ...], letter: str) -> TypstSource:
    """Entries of a list at the end, runs of them as one: E1, E3–5. A link for each would double the time of a PDF."""
    return TypstSource(typst_literal(", ".join(f"{letter}{run}" for run in number_ranges(numbers))))


def _particulars(line: EvidenceLine, file: EvidenceFile) -> TypstSource:
    """What is said of one line of evidence because not all lines of its file share it; empty where they share all."""
    received = line.evidence.value_as_received
    parts = [] if received is None else [typst_literal(received)]
    parts += [typst_literal(line.dates)] if file.dates is None and line.dates else []
    parts += [_numbers(line.documents, "D")] if file.documents is None else []
    parts += [typst_literal(line.evidence.grade.value)] if file.grade is None else []
    return TypstSource(f"[#soft[ ({'; '.join(f'#{part};' for part in parts)})];]" if parts else "[]")


def _code(text: str) -> TypstSource:
    """A machine's name, which may break after its separators."""
    parts = (f"#{typst_literal(part)};" for part in re.split(r"(?<=[/:_])", visible(text)))
    return TypstSource(f"[{'#sym.zws;'.join(parts)}]")


def _runs(blocks: tuple[Block, ...]) -> tuple[tuple[bool, tuple[Block, ...]], ...]:
    """The blocks cut before the notes and after the lists: those between are set small and in columns."""
    start = next(at for at, block in enumerate(blocks) if isinstance(block, Notes))
    end = next(at for at, block in enumerate(blocks) if at > start and isinstance(block, Heading) and block.level == 1)
    return (False, blocks[:start]), (True, blocks[start:end]), (False, blocks[end:])


def _status(status: FindingStatus | CheckOutcome | Outcome) -> TypstSource:
    return TypstSource(f"[{typst_words(status_text(status))}]")


def _key(chart: Chart) -> str:
    return f"chart-{chart.id}"


def _chart_input(chart: Chart) -> TypstSource:
    return TypstSource(f"bytes(sys.inputs.at({typst_literal(_key(chart))}))")
