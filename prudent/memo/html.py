"""The memo as one HTML file that needs nothing else: no network, no script, charts and style inside.

Belongs here: from the memo to HTML bytes. Does not: the look, which is `templates/memo/html`.
"""

import re
from functools import cache
from typing import cast

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from prudent.memo.chart_kinds import Chart
from prudent.memo.charts.draw import chart_svg, chart_table
from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable
from prudent.memo.links import Linker, code, shown
from prudent.memo.pages import page_of
from prudent.memo.prose import Figure, Text
from prudent.memo.templating import Sandbox, environment, number_ranges

_GROUP = re.compile(r"<g [^>]*>")  # no text holds it: there it is escaped
_PICTURE = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')


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
def _templates() -> Sandbox:
    filters = {
        "prose": _prose,
        "words": _words,
        "rows": _rows,
        "entries": _entries,
        "is_met": _is_met,
        "svg": _svg,
        "data": chart_table,
        "code": code,
        "is_number": _is_number,
    }
    return environment("memo/html", shown, filters)


def _linker(context: Context) -> Linker:
    return cast("Linker", context["linker"])


@pass_context
def _prose(context: Context, text: Text, aligned: bool = False) -> Markup:  # noqa: FBT001, FBT002 - a template's words
    return _linker(context).html(text, aligned=aligned)


@pass_context
def _words(context: Context, text: Text) -> str:
    return _linker(context).flat(text)


_Cell = tuple[str, Markup]


@pass_context
def _rows(context: Context, table: MemoTable) -> tuple[tuple[_Cell, list[_Cell]], ...]:
    """Each row's head and its other cells, each cell with its class."""
    linker = _linker(context)
    columns = tuple(zip((_is_number(column.align) for column in table.columns), linker.aligned(table), strict=True))
    made = (
        [(kind, linker.html(cell, aligned=aligned)) for cell, (kind, aligned) in zip(row, columns, strict=True)]
        for row in table.rows
    )
    return tuple((cells[0], cells[1:]) for cells in made)


@pass_context
def _is_met(context: Context, figure: Figure) -> bool:
    return _linker(context).is_met(figure)


def _entries(numbers: tuple[int, ...], letter: str, anchor: str) -> Markup:
    """Numbers of a list at the end as links, runs of them as one: E1, E3–5."""
    links = (f'<a href="#{anchor}-{run.partition("–")[0]}">{letter}{run}</a>' for run in number_ranges(numbers))
    return Markup(", ".join(links))  # noqa: S704 - numbers, and names that a template gives


def _svg(chart: Chart) -> Markup:
    """The drawing. It is one picture with its own words, so that its groups are not told as pictures of their own."""
    drawn = _GROUP.sub(lambda group: _PICTURE.sub("", group[0]), chart_svg(chart))
    return Markup(drawn)  # noqa: S704 - our own drawing; every text in it is escaped where it is drawn


def _is_number(align: str) -> str:
    return "number" if align == "right" else "words"
