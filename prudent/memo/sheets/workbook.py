"""The memo as an Excel workbook: figures as live formulas down to the cells of the received files.

Belongs here: the sheets in their order, page setup, names, and what makes the same memo the same bytes. Does not: what
stands on a sheet (a module each), and which formula a figure has (`formulas`).
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from prudent.memo.document import Memo
from prudent.memo.links import Linker, visible
from prudent.memo.outline.outline import outline
from prudent.memo.outline.texts import page_one_texts
from prudent.memo.pages import Page
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.memo.sheets.chart_sheet import chart_sheet
from prudent.memo.sheets.evidence_sheet import evidence_sheet, rules_sheet
from prudent.memo.sheets.facts_sheet import facts_sheet
from prudent.memo.sheets.figures_sheet import figures_sheet
from prudent.memo.sheets.formulas import Sheets, live_figures
from prudent.memo.sheets.look import Looks
from prudent.memo.sheets.memo_sheet import memo_sheet
from prudent.memo.sheets.page_one_sheet import page_one_sheet
from prudent.memo.sheets.pen import Pen
from prudent.memo.sheets.places import FACTS, FIGURES, VALUE_COLUMN
from prudent.memo.sheets.read_me import read_me
from prudent.memo.sheets.uses import Uses
from prudent.memo.sheets.workings import SHEET as WORKINGS
from prudent.memo.sheets.workings_sheet import workings_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PAGE_ONE, MEMO, EVIDENCE, CHARTS, RULES, READ_ME = "Page one", "Memo", "Evidence", "Chart data", "Rules", "Read me"
ORDER: Final = (PAGE_ONE, MEMO, FIGURES, FACTS, WORKINGS, EVIDENCE, CHARTS, RULES, READ_ME)
_RUNNING: Final = 60
"""Characters of a name in a header, whose parts share 255."""
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_xlsx(memo: Memo, record: str) -> bytes:
    """The memo as one workbook.

    Args:
        memo: all that is written.
        record: sha256 of `memo.json`; its first twelve characters stand on every printed page.

    Raises:
        ValueError: prose names a figure that the memo does not hold.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 -- a heavy library, loaded where it is used

    linker = Linker(memo)
    page, sheets = _page(memo, record), live_figures(memo, linker)
    made = BytesIO()
    book = Workbook(made, dict(_OPTIONS))
    _described(book, page)
    looks = Looks(book)
    pens = {name: Pen(_sheet(book, name), looks) for name in ORDER}
    _filled(pens, page, linker, sheets)
    for pen in pens.values():
        pen.prints(*_running(page))
    pens[PAGE_ONE].prints(*_running(page), pages_high=1)
    for name in dict.fromkeys(FIGURE_REFERENCE.findall(" ".join(page_one_texts(memo.page_one)))):
        book.define_name(f"figure_{name}", f"={FIGURES}!${VALUE_COLUMN[FIGURES]}${sheets.places.row(name)}")
    book.close()
    return made.getvalue()


def _sheet(book: "Workbook", name: str) -> "Worksheet":
    from prudent.memo.sheets.plain_sheet import PlainSheet  # noqa: PLC0415 -- the library's own class is its base

    return book.add_worksheet(name, PlainSheet)  # pyright: ignore[reportUnknownMemberType] -- half of it is untyped there


def _page(memo: Memo, record: str) -> Page:
    """The blocks, and the words of every page; the lists at the end are sheets of their own here."""
    return Page(memo, record, outline(memo), figures=(), methods=(), evidence=(), documents=())


def _filled(pens: dict[str, Pen], page: Page, linker: Linker, sheets: Sheets) -> None:
    uses = Uses(sheets, linker)
    page_one_sheet(pens[PAGE_ONE], page, linker, uses)
    memo_sheet(pens[MEMO], page.blocks, linker, uses)
    figures_sheet(pens[FIGURES], sheets, linker)
    facts_sheet(pens[FACTS], page.memo.facts)
    workings_sheet(pens[WORKINGS], sheets.workings)
    evidence_sheet(pens[EVIDENCE], page.memo.evidence)
    chart_sheet(pens[CHARTS], page.blocks, linker)
    rules_sheet(pens[RULES], page.memo)
    read_me(pens[READ_ME], page, sheets)


def _described(book: "Workbook", page: Page) -> None:
    """Title and day. The day is the one from which all was known: a clock would make other bytes each time."""
    memo = page.memo
    known = datetime(memo.known_at.year, memo.known_at.month, memo.known_at.day, tzinfo=UTC)
    comments = f"Record {page.record}, run {memo.run}"
    said = {"title": visible(memo.title)[:250], "author": "", "comments": comments, "created": known}
    book.set_properties(said)  # pyright: ignore[reportUnknownMemberType] -- untyped there


def _running(page: Page) -> tuple[str, str]:
    """Header and footer of each printed page: fund, date, plan; rule status, page, record."""
    memo = page.memo
    header = f"&L{_short(memo.subject.legal_name)}, as of {memo.as_of}&R{_short(page.plan_name)}"
    footer = f"&L{_short(page.rule_status, 90)}&CPage &P of &N&RRecord {page.record_short}"
    return header, footer


def _short(name: str, most: int = _RUNNING) -> str:
    """A name on one line, in which `&` starts no command."""
    shown = visible(name)
    return (shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…").replace("&", "&&")
