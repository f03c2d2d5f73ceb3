"""The memo as one HTML file that needs nothing else: no network, no script, charts and style inside.

Belongs here: from the memo to HTML bytes. Does not: the look, which is `templates/memo/html`.
"""

from functools import cache
from typing import cast

from jinja2 import pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from prudent.memo.charts import chart_svg
from prudent.memo.document import Memo
from prudent.memo.exhibits import Chart, MemoTable
from prudent.memo.links import Linker, code, shown
from prudent.memo.pages import page_of
from prudent.memo.prose import Figure, Text
from prudent.memo.templating import environment


def render_html(memo: Memo, record: str) -> bytes:
    """The memo as one HTML page, UTF-8.

    Args:
        memo: all that is printed.
        record: sha256 of `memo.json`; its first twelve characters stand on every printed page.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
    """
    linker = Linker(memo)
    page = page_of(memo, record, linker)
    template = _templates().get_template("memo.html.j2")
    return template.render(page=page, memo=memo, linker=linker).encode()


@cache
def _templates() -> ImmutableSandboxedEnvironment:
    filters = {
        "prose": _prose,
        "words": _words,
        "aligned": _aligned,
        "is_met": _is_met,
        "svg": _svg,
        "code": code,
        "is_number": _is_number,
    }
    return environment("memo/html", shown, filters, autoescape=True)


def _linker(context: Context) -> Linker:
    return cast("Linker", context["linker"])


@pass_context
def _prose(context: Context, text: Text, aligned: bool = False) -> Markup:  # noqa: FBT001, FBT002 - a template's words
    return _linker(context).html(text, aligned=aligned)


@pass_context
def _words(context: Context, text: Text) -> str:
    return _linker(context).flat(text)


@pass_context
def _aligned(context: Context, table: MemoTable) -> tuple[bool, ...]:
    return _linker(context).aligned(table)


@pass_context
def _is_met(context: Context, figure: Figure) -> bool:
    return _linker(context).is_met(figure)


def _svg(chart: Chart) -> Markup:
    return Markup(chart_svg(chart))  # noqa: S704 - our own drawing; every text in it is escaped where it is drawn


def _is_number(align: str) -> str:
    return "number" if align == "right" else "words"
