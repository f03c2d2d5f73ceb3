"""The blocks behind page one, each kind set in its own way.

Belongs here: from a block to paragraphs and tables. Does not: what a block says (`outline/`), how a style looks (the
template), the lists at the end (`lists.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prudent.memo.charts import chart_table
from prudent.memo.format import date_text, status_text
from prudent.memo.outline.blocks import (
    BlankForm,
    Block,
    Drawing,
    EvidenceList,
    Grid,
    Heading,
    Listing,
    Methods,
    Notes,
    Paragraph,
    Proposed,
    Tone,
)
from prudent.memo.pages import Page
from prudent.memo.word.anchors import part
from prudent.memo.word.lists import documents_table, evidence_table, methods_table
from prudent.memo.word.numbering import own_list
from prudent.memo.word.pictures import WIDTH, Picture, drawing
from prudent.memo.word.prose import Pen
from prudent.memo.word.tables import DENSE, MANY, PLAIN, header_row, memo_table, table_row, whole_table
from prudent.memo.word.written import bookmark, link, paragraph, run

_TONES: Final = {Tone.PLAIN: "Normal", Tone.QUIET: "Memo Question", Tone.NOTE: "Memo Small Print"}
_ENDNOTES: Final = part(9_000, "endnotes")
_DATA: Final = part(9_001, "chart_data")
_DRAWINGS: Final = 10_000
"""Above the numbers of a template's own pictures."""
_TO_WRITE_ON: Final = 460
"""Least height of a blank line, in twentieths of a point: room for a hand or for typing."""
_WIDE: Final = 3
"""Times that a wide column of a form is as wide as another."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the blocks of one memo, in their order."""

    page: Page
    pen: Pen
    pictures: Mapping[str, Picture]
    """By the chart's id."""
    room: int
    """Width of the text, in twentieths of a point."""
    numbered: tuple[int, ...]
    """Places, among the blocks, of the lists whose numbers start at one."""

    def all(self) -> str:
        """Every block, the data behind the charts, and the head under which a word processor sets the notes."""
        blocks = "".join(self._set(order, block) for order, block in enumerate(self.page.blocks))
        return f"{blocks}{''.join(self._data())}{self._closing()}"

    def _set(self, order: int, block: Block) -> str:
        match block:
            case Heading():
                made = self._heading(order, block)
            case Paragraph():
                made = paragraph(self.pen.styles[_TONES[block.tone]], self.pen.prose(block.text))
            case Listing():
                made = "".join(self._items(order, block))
            case Grid():
                made = self.grid(block)
            case Drawing():
                made = self._drawing(order, block)
            case Proposed():
                made = self._proposed(block)
            case _:
                made = self._at_the_end(block)
        return made

    def _at_the_end(self, block: BlankForm | Notes | Methods | EvidenceList) -> str:
        match block:
            case BlankForm():
                return self._form(block)
            case Notes():
                there = link(_ENDNOTES, run("at the end of this document"))
                said = f"{run('The number after a figure leads to its note. The notes stand ')}{there}{run('.')}"
                return paragraph(self.pen.styles["Normal"], said)
            case Methods():
                return self._listed(methods_table(self.page, self.pen, self.room), len(self.page.methods))
            case EvidenceList():
                return self._evidence()

    def _heading(self, order: int, block: Heading) -> str:
        number = f"{run(block.number)}<w:r><w:tab/></w:r>" if block.number else ""
        runs = bookmark(part(order, block.anchor), number + self.pen.prose(block.text))
        more = "<w:pageBreakBefore/>" if block.starts_page else ""
        return paragraph(self.pen.styles[f"heading {block.level}"], runs, more)

    def _items(self, order: int, block: Listing) -> Iterator[str]:
        style = self.pen.styles["List Number" if block.is_numbered else "List Bullet"]
        own = own_list(self.numbered.index(order)) if order in self.numbered else ""
        leads = block.leads or ("",) * len(block.items)
        for lead, item in zip(leads, block.items, strict=True):
            before = self.pen.strong(f"{lead.rstrip('.')}.") + run(" ") if lead else ""
            yield paragraph(style, before + self.pen.prose(item), own)

    def grid(self, block: Grid) -> str:
        """A table with its caption above and its note below."""
        table = block.table
        caption = paragraph(self.pen.styles["caption"], run(table.title)) if table.title else ""
        made = memo_table(table, self.pen, DENSE if block.is_dense or len(table.columns) > MANY else PLAIN, self.room)
        return f"{caption}{made}{self._after(self.pen.prose(table.note))}"

    def _after(self, runs: str = "") -> str:
        """The paragraph after a table. There is always one: two tables without one between them would become one."""
        return paragraph(self.pen.styles["Memo Small Print"], runs)

    def _listed(self, table: str, lines: int) -> str:
        return table + self._after() if lines else paragraph(self.pen.styles["Normal"], run("None."))

    def _evidence(self) -> str:
        if not self.page.evidence:
            return self._listed("", 0)
        told = (
            f"Known at {date_text(self.page.known_at)} and taken from its documents, unless a line says otherwise: "
            f"{self.page.extractor.rstrip('.')}."
        )
        head = paragraph(self.pen.styles["caption"], run("Documents"))
        documents = documents_table(self.page, self.pen, self.room)
        table = evidence_table(self.page, self.pen, self.room)
        return f"{paragraph(self.pen.styles['Normal'], run(told))}{table}{head}{documents}{self._after()}"

    def _drawing(self, order: int, block: Drawing) -> str:
        chart = block.chart
        picture = drawing(
            self.pictures[chart.id], _DRAWINGS + order, self.pen.linker.flat(chart.alt), min(self.room, WIDTH * 20)
        )
        return (
            paragraph(self.pen.styles["caption"], self.pen.prose(chart.title))
            + paragraph(self.pen.styles["Memo Small Print"], self.pen.prose(chart.subtitle), "<w:keepNext/>")
            + paragraph(self.pen.styles["Memo Chart"], picture, "<w:keepNext/>")
            + paragraph(self.pen.styles["Memo Small Print"], link(_DATA, run("The data stand in a table at the end.")))
        )

    def _data(self) -> Iterator[str]:
        """A table behind each chart, at the end: forty months would stand between a chart and the next sentence."""
        charts = [block.chart for block in self.page.blocks if isinstance(block, Drawing)]
        if charts:
            head = bookmark(_DATA, run("Data behind the charts"))
            yield paragraph(self.pen.styles["heading 1"], head, "<w:pageBreakBefore/>")
        for chart in charts:
            yield self.grid(Grid(chart_table(chart), is_dense=True))

    def _proposed(self, block: Proposed) -> str:
        status = self.pen.strong(f"{status_text(block.status)}. ")
        return paragraph(self.pen.styles["Memo Proposal"], status + self.pen.prose(block.sentence)) + paragraph(
            self.pen.styles["Memo Proposal Basis"], self.pen.prose(block.basis)
        )

    def _form(self, block: BlankForm) -> str:
        shares = [_WIDE if index in block.wide else 1 for index in range(len(block.heads))]
        widths = [self.room * share // sum(shares) for share in shares]
        style = self.pen.styles["Memo Form"]
        head = header_row(block.heads, (False,) * len(widths), widths, self.pen, PLAIN)
        lines = ([paragraph(style, run(cell)) for cell in row] for row in block.rows)
        rows = [head, *(table_row(line, widths, height=_TO_WRITE_ON) for line in lines)]
        table = whole_table(self.pen.styles["Memo Form Table"], widths, rows, block.title)
        return f"{paragraph(self.pen.styles['caption'], run(block.title))}{table}{self._after()}"

    def _closing(self) -> str:
        """A head for the notes, which a word processor sets after the last paragraph; and marks of any left over."""
        head = paragraph(
            self.pen.styles["heading 1"], bookmark(_ENDNOTES, run("Notes, by number")), "<w:pageBreakBefore/>"
        )
        left = [line.number for line in self.page.figures if line.number not in self.pen.met]
        if not left:
            return head
        marks = run(" ").join(self.pen.mark(number) for number in left)
        return head + paragraph(self.pen.styles["Memo Small Print"], run("Figures that no page above shows: ") + marks)
