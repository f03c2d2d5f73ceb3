"""The memo as a Word file: page one by a template, everything behind it block by block, each figure with its note.

Belongs here: the order of the steps. Does not: any of them.
"""

from collections.abc import Callable, Mapping
from functools import partial

from prudent.errors import DataBad
from prudent.memo.charts import chart_svg
from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable
from prudent.memo.links import Linker
from prudent.memo.outline.blocks import Drawing, Listing
from prudent.memo.outline.texts import page_one_texts
from prudent.memo.pages import Page, page_of
from prudent.memo.prose import FIGURE_REFERENCE, plain
from prudent.memo.word import notes, settings
from prudent.memo.word.blocks import Setter
from prudent.memo.word.filled import filled, mentioned, without_notes
from prudent.memo.word.fitted import characters, fitted
from prudent.memo.word.numbering import with_lists
from prudent.memo.word.package import DOCUMENT, KINDS, RELATIONS, of_kind, packed, related
from prudent.memo.word.page_one import BODY, LEAVING, RISK, page_one_words
from prudent.memo.word.pictures import Picture, pictures
from prudent.memo.word.prose import Pen
from prudent.memo.word.room import cell_room, page_room
from prudent.memo.word.styles import STYLES, styles_of
from prudent.memo.word.tables import PAGE_ONE, memo_table
from prudent.memo.word.template import filled_in, shipped
from prudent.memo.word.tree import Element, parsed
from prudent.memo.word.written import paragraph

_SVG, _PNG = "image/svg+xml", "image/png"


def render_docx(memo: Memo, record: str, template: bytes | None = None) -> bytes:
    """The memo as one .docx file. The same memo and template give the same bytes.

    Args:
        memo: all that is printed.
        record: sha256 of `memo.json`; its first twelve characters stand on every page.
        template: the plan's own template; the shipped one for None.

    Raises:
        DataBad: the template cannot be filled in, or has not the styles that a memo is set in.
    """
    linker = Linker(memo)
    page = page_of(memo, record, linker)
    words = page_one_words(page)
    parts = filled_in(shipped() if template is None else template, words)
    styles = styles_of(parts[STYLES])
    parts[STYLES] = fitted(parts[STYLES], characters(words, memo.page_one, linker))
    root = parsed(parts[DOCUMENT])
    _check_figures(parts, memo)
    pen = Pen(linker, styles, is_counted=_is_in_order(root, memo))
    shown = _pictures(page)
    numbered = _numbered(page)
    lists = with_lists(parts, styles, len(numbered))
    made = _makers(Setter(page, pen, shown, page_room(root), numbered if lists else ()))
    parts[DOCUMENT] = filled(root, pen, made)
    for name in parts:
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            parts[name] = without_notes(parsed(parts[name]), linker.flat)
    return packed(_completed(parts | lists, page, pen, tuple(shown.values())))


def _check_figures(parts: Mapping[str, bytes], memo: Memo) -> None:
    """A template may cite figures of its own accord, if the memo holds them."""
    known = {figure.name for figure in memo.figures}
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found = FIGURE_REFERENCE.findall(part.decode("utf-8", "replace"))
            if lost := next((figure for figure in found if figure not in known), None):
                raise DataBad(f"The memo's Word template cites a figure {lost}, which this memo does not hold.")


def _is_in_order(root: Element, memo: Memo) -> bool:
    """Whether the template shows page one's figures in the memo's order: then Word counts notes as all formats do."""
    first = memo.page_one
    tables = {mark: tuple(_texts(table)) for mark, table in ((RISK, first.risk), (LEAVING, first.leaving))}
    expected = dict.fromkeys(name for text in page_one_texts(first) for name in FIGURE_REFERENCE.findall(text))
    return mentioned(root, tables) == tuple(expected)


def _texts(table: MemoTable) -> tuple[str, ...]:
    return (*(cell for row in table.rows for cell in row), table.note)


def _pictures(page: Page) -> dict[str, Picture]:
    charts = {block.chart.id: block.chart for block in page.blocks if isinstance(block, Drawing)}
    drawn = pictures(tuple(chart_svg(chart) for chart in charts.values()))
    return dict(zip(charts, drawn, strict=True))


def _numbered(page: Page) -> tuple[int, ...]:
    """Places of the numbered lists among the blocks."""
    return tuple(place for place, block in enumerate(page.blocks) if isinstance(block, Listing) and block.is_numbered)


def _makers(body: Setter) -> dict[str, Callable[[Element], str]]:
    first = body.page.memo.page_one
    return {
        RISK: partial(_beside, table=first.risk, pen=body.pen, room=body.room),
        LEAVING: partial(_beside, table=first.leaving, pen=body.pen, room=body.room),
        BODY: lambda _: body.all(),
    }


def _beside(place: Element, table: MemoTable, pen: Pen, room: int) -> str:
    """A small table of page one with its note; without rows only what the note says."""
    made = memo_table(table, pen, PAGE_ONE, cell_room(place, room)) if table.rows else ""
    return made + paragraph(pen.styles["Memo Page One Note"], pen.prose(table.note))


def _completed(parts: dict[str, bytes], page: Page, pen: Pen, shown: tuple[Picture, ...]) -> dict[str, bytes]:
    """The parts with notes, pictures and properties, and with the relations that lead to them."""
    relations = {"memo-endnotes": ("endnotes", "endnotes.xml")}
    media: dict[str, bytes] = {}
    for picture in shown:
        for ending, content in (("svg", picture.svg.encode()), ("png", picture.png)):
            relations[f"{picture.name}-{ending}"] = ("image", f"media/{picture.name}.{ending}")
            media[f"word/media/{picture.name}.{ending}"] = content
    memo = page.memo
    return (
        parts
        | media
        | {
            notes.PART: notes.endnotes(page, pen),
            RELATIONS: related(parts[RELATIONS], relations),
            KINDS: of_kind(parts[KINDS], {"svg": _SVG, "png": _PNG}, {notes.PART: notes.KIND}),
            settings.SETTINGS: settings.settings(parts[settings.SETTINGS]),
            settings.CORE: settings.core(plain(memo.title), plain(memo.subject.legal_name), page.record, memo.known_at),
            settings.APP: settings.app(),
        }
    )
