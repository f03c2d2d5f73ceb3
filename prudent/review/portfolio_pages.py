"""The page on all funds of a quarter, in its formats.

Belongs here: words of its lines, and from the document to bytes. Does not: what a line holds (`portfolio.py`).
"""

from dataclasses import dataclass
from typing import Final

from prudent.memo.attached import Attached
from prudent.memo.pdf import compiled
from prudent.review.folder import PORTFOLIO
from prudent.review.pages import canonical, html_templates, typst_templates
from prudent.review.portfolio import FundLine, Portfolio, Waiting
from prudent.store.frames import sha256

PAGES: Final = (PORTFOLIO, "portfolio.html", "portfolio.pdf")
_SAID = "The page as data; this document is made from it alone"
_NOTHING = "–"
_MANY: Final = 14
"""From more funds on each line names one measure, so that a page holds some forty of them."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One fund's line in words."""

    name: str
    state: str
    moved: str
    fired: str
    late: str
    record: str
    link: str
    """From the page's folder to the fund's review, so that both can be moved together."""


@dataclass(frozen=True, slots=True)
class _Page:
    """All that the page prints."""

    summary: str
    rows: tuple[_Row, ...]
    without: tuple[str, ...]
    left_out: str


def rendered_portfolio(portfolio: Portfolio) -> dict[str, bytes]:
    """`portfolio.json`, `portfolio.html` and `portfolio.pdf`, by name."""
    data = canonical(portfolio)
    record, page = sha256(data), _page(portfolio)
    attached = Attached(PORTFOLIO, data.decode(), True, "source", "application/json", _SAID)
    given = {"page": page, "portfolio": portfolio, "record": record}
    html = html_templates().get_template("review/portfolio.html.j2").render(**given).encode()
    source = typst_templates().get_template("review/portfolio.typ.j2").render(**given, attached=attached)
    return dict(zip(PAGES, (data, html, compiled(source, {attached.name: attached.text})), strict=True))


def _page(portfolio: Portfolio) -> _Page:
    funds = portfolio.funds
    counts = (
        f"{len(funds)} reviewed",
        f"{sum(1 for line in funds if line.findings or line.changed_n)} moved",
        f"{sum(1 for line in funds if line.fired)} with a trigger",
        f"{sum(1 for line in funds if line.late_n)} with late sources",
        f"{sum(1 for line in funds if line.after is not line.before)} in another state than before",
    )
    return _Page(
        summary=f"{', '.join(counts)}.",
        rows=tuple(_row(line, 1 if len(funds) > _MANY else len(line.moved)) for line in funds),
        without=tuple(_waiting(item) for item in portfolio.without),
        left_out=_left_out(portfolio.left_out_n),
    )


def _row(line: FundLine, named: int) -> _Row:
    state = line.after.value if line.after is line.before else f"{line.before.value} → {line.after.value}"
    shown = line.moved[:named]
    more = line.changed_n - len(shown)
    told = "; ".join([*line.findings, *shown, *([f"{more} more"] if more else [])])
    return _Row(
        name=line.name,
        state=state,
        moved=told or "nothing",
        fired="; ".join(line.fired) or _NOTHING,
        late=str(line.late_n) if line.late_n else _NOTHING,
        record=line.record[:12],
        link=f"../../../{line.folder.split('/', 2)[2]}/review.html",
    )


def _waiting(item: Waiting) -> str:
    return f"{item.fund}, {item.why}: {' '.join(item.said)}"


def _left_out(count: int) -> str:
    if not count:
        return "Every fund of the project is monitored."
    were, it = ("1 fund is", "it") if count == 1 else (f"{count} funds are", "them")
    return f"{were} not monitored: the committee has not approved {it}."
