"""The sheet Page one: what a committee reads first, on one printed page, with each number live beside its words.

Belongs here: the order of page one in cells. Does not: its words (`prudent/memo/first`).
"""

from typing import Final

from prudent.memo.exhibits import MemoTable
from prudent.memo.format import status_text
from prudent.memo.front import STRIP_KEY
from prudent.memo.links import Linker
from prudent.memo.pages import Page
from prudent.memo.prose import Figure, plain
from prudent.memo.sheets.look import Style
from prudent.memo.sheets.pen import Pen, lines
from prudent.memo.sheets.uses import Uses

_LABEL, _WORDS, _NUMBER, _NUMBERS = 17, 128, 13, 4
_FIRST_NUMBER: Final = 2
_GRADE: Final = _FIRST_NUMBER + _NUMBERS


def page_one_sheet(pen: Pen, page: Page, linker: Linker, uses: Uses) -> int:
    """All of page one; gives the last row, where the printed page ends."""
    pen.widths(_LABEL, _WORDS, *[_NUMBER] * _NUMBERS, 9, 11)
    return _Writer(pen, page, linker, uses).whole()


class _Writer:
    """Sets page one line by line."""

    def __init__(self, pen: Pen, page: Page, linker: Linker, uses: Uses) -> None:
        self._pen = pen
        self._page = page
        self._linker = linker
        self._uses = uses
        self._row = 1

    def whole(self) -> int:
        """Title, recommendation, strip, reasons, dollars, risk, leaving, data, changes, names, record."""
        memo, first = self._page.memo, self._page.memo.page_one
        said = first.recommendation
        self._head()
        self._said(f"Staff recommend: {said.verdict.value}", said.headline)
        self._said("What is asked", said.asked)
        if memo.decision is not None:
            self._said("Decided", memo.decision.line)
        self._strip()
        for title, reasons, note in (
            (said.for_title, said.reasons_for, said.for_note),
            (said.against_title, said.reasons_against, said.against_note),
            ("What would change this", said.would_change, ""),
            ("What is not known", (first.not_known,), ""),
            ("What it costs", first.cost, ""),
        ):
            self._list(title, (*reasons, note))
        self._table(first.risk)
        self._table(first.leaving)
        for title, texts in (
            ("Liquidity", first.liquidity),
            ("Marks", first.marks),
            ("Data", (first.data_quality.words,)),
            ("Evidence grades", (plain(memo.grading_note),)),
            ("Changes", (first.changes.summary,)),
            ("Conflicts", (first.conflicts,)),
            ("Prepared", (first.prepared,)),
            ("Checked", (first.checked,)),
            ("Rule", (plain(f"{self._page.rule_status}. {memo.rule.sentence}"),)),
            ("Record", (self._page.record,)),
        ):
            self._list(title, texts)
        return self._row - 1

    def _head(self) -> None:
        memo = self._page.memo
        known = f"as of {memo.as_of}, known at {memo.known_at}"
        self._pen.text(1, 0, memo.title, Style.TITLE)
        self._pen.text(2, 0, f"{self._page.plan_name} · {known} · {self._page.rule_status}", Style.FIXED)
        told = "Numbers are formulas: each leads to its line on Figures, and from there to the cells on Facts."
        self._pen.text(3, 0, told, Style.FIXED)
        self._row = 4

    def _strip(self) -> None:
        heads = ("Factor", "Proposed determination, and what is behind it", "The numbers named")
        self._pen.heads(self._row, (*heads, *("",) * (_NUMBERS - 1), "Evidence", "Peers"))
        self._row += 1
        for row in self._page.memo.page_one.strip:
            words = f"{status_text(row.status)}. {row.determination} {row.number}"
            self._pen.text(self._row, _GRADE, "–" if row.grade is None else row.grade.value)
            place = self._uses.one(row.peers)
            if place is None:
                self._pen.text(self._row, _GRADE + 1, self._linker.flat(row.peers))
            else:
                self._uses.write(self._pen, self._row, _GRADE + 1, place)
            beside = self._uses.named(row.peers) if place is None else ()
            self._said(row.factor.value.capitalize(), words, beside=beside)
        self._said("", STRIP_KEY, Style.QUIET)

    def _list(self, title: str, texts: tuple[str, ...]) -> None:
        for text in texts:
            if text:
                self._said(title, text)
                title = ""

    def _said(self, label: str, prose: str, style: Style = Style.TEXT, beside: tuple[Figure, ...] = ()) -> None:
        """A label, words, and beside them the figures that the words name, as many rows as they need."""
        text = self._linker.flat(prose)
        self._pen.text(self._row, 0, label, Style.LABEL)
        self._pen.text(self._row, 1, text, style)
        self._pen.height(self._row, max(lines(text, _WORDS), lines(label, _LABEL)))
        figures = (*self._uses.named(prose), *beside)
        for at, figure in enumerate(figures):
            row, column = self._row + at // _NUMBERS, _FIRST_NUMBER + at % _NUMBERS
            self._uses.write(self._pen, row, column, figure)
        self._row += max(1, -(-len(figures) // _NUMBERS))

    def _table(self, table: MemoTable) -> None:
        self._pen.text(self._row, 0, table.title, Style.LABEL)
        self._pen.height(self._row, lines(table.title, _LABEL))
        for at, column in enumerate(table.columns):
            self._pen.text(self._row, 1 + at, column.heading, Style.HEAD if at == 0 else Style.HEAD_RIGHT)
        self._row += 1
        aligned = self._linker.aligned(table)
        for cells in table.rows:
            for at, cell in enumerate(cells):
                figure = self._uses.one(cell)
                if figure is None:
                    style = Style.WORDS_RIGHT if table.columns[at].align == "right" else Style.TEXT
                    self._pen.text(self._row, 1 + at, self._linker.flat(cell), style)
                else:
                    self._uses.write(self._pen, self._row, 1 + at, figure, aligned=aligned[at])
            self._row += 1
        self._list("", (table.note,))
