"""The memo as one HTML file that needs nothing else: no network, no script, charts and style inside.

Belongs here: from the memo to HTML bytes. Does not: the look, which is `templates/memo/html`.
"""

from markupsafe import Markup

from prudent.memo.charts import chart_svg
from prudent.memo.document import Memo
from prudent.memo.exhibits import Chart
from prudent.memo.links import Linker, code, shown
from prudent.memo.pages import environment, page_of


def render_html(memo: Memo, record: str) -> bytes:
    """The memo as one HTML page, UTF-8.

    Args:
        memo: all that is printed.
        record: sha256 of `memo.json`; its first twelve characters stand on every printed page.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
    """
    linker = Linker(memo)
    templates = environment(
        "memo/html",
        shown,
        {"prose": linker.html, "aligned": linker.aligned, "svg": _svg, "code": code, "is_number": _is_number},
        autoescape=True,
    )
    page = page_of(memo, record, linker)
    return templates.get_template("memo.html.j2").render(page=page, memo=memo).encode()


def _svg(chart: Chart) -> Markup:
    return Markup(chart_svg(chart))  # noqa: S704 - our own drawing; every text in it is escaped where it is drawn


def _is_number(align: str) -> str:
    return "number" if align == "right" else "words"
