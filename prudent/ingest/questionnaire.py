"""Reads a questionnaire that was answered: each answer becomes a term of the fund, with its cell, document and page.

Belongs here: what an answer may be. Does not: opening the workbook (`workbook/cells.py`), which questions there are
(`questionnaire_form.py`), and the limits of a cell (`raw.py`).
"""

import difflib
import re
from dataclasses import dataclass
from functools import partial

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.faults import Faults, told
from prudent.ingest.files import SourceFile
from prudent.ingest.questionnaire_form import (
    ANSWER,
    ANSWERED_BY,
    AS_OF,
    DOCUMENT,
    HEADER,
    ID,
    PAGE,
    QUESTION,
    SHEET,
    TERMS,
    Answer,
    Slot,
    slots,
)
from prudent.ingest.raw import RawRow, RawTable
from prudent.ingest.workbook.cells import Sheet, open_workbook
from prudent.ingest.workbook.form import FUND, INSTRUCTIONS
from prudent.ingest.workbook.identity import check_identity
from prudent.ingest.workbook.number_format import Kind
from prudent.model.delivery import Declared
from prudent.model.finding import Factor
from prudent.model.fund import Fund
from prudent.model.packet import Noticed

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PAGE = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_BREAKS = re.compile(r"\r\n|\n|\r")


def read_questionnaire(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:
    """The answers of a questionnaire that `questionnaire_bytes` made and somebody filled in.

    Questions without an answer are noticed, by factor, where the file has no faults. Nothing is answered for anybody.
    An answer that is not of the kind that was asked for, or to a question that was changed, is a fault of its row.

    Raises:
        DataBad: it is another fund's.
        SchemaChanged: a sheet or a column is not one of the questionnaire's.
        HostileInput: it is larger or stranger than any honest workbook.
    """
    book = open_workbook(source)
    sheet = book.sheet(SHEET)
    unknown = next((name for name in book.names if name not in {INSTRUCTIONS, FUND, SHEET}), None)
    if sheet is None or unknown is not None:
        wrong = f"the sheet {SHEET} is missing" if sheet is None else f"the sheet {shown(unknown or '')} is unknown"
        raise SchemaChanged(f"{source.name}: {wrong}; ask for the questionnaire anew.", file=source.path)
    check_identity(book, fund)
    return _Answers(source, sheet, declared.document.id).delivered()


@dataclass(frozen=True, slots=True)
class _Answers:
    """The sheet of answers."""

    source: SourceFile
    sheet: Sheet
    document: str

    def delivered(self) -> Delivered:
        """The answers as rows of terms, and what is open."""
        if not self.sheet.rows or tuple(self.sheet.rows[0]) != HEADER:
            wanted = f"row 1 must be {', '.join(HEADER)}; ask for the questionnaire anew."
            raise SchemaChanged(f"{self.source.name}, sheet {SHEET}, {wanted}", file=self.source.path)
        rows: list[RawRow] = []
        seen: dict[str, int] = {}
        faults = Faults()
        for row in range(2, len(self.sheet.rows) + 1):
            answer = told(faults, partial(self._answered, row, seen), None)
            rows += [] if answer is None else [answer]
        answered = {row.cells[0] for row in rows}
        unanswered = tuple(slot for slot in slots() if slot.term not in answered)
        file = self.source.name.rpartition("/")[2]
        # an answer at fault was given: until it is mended, nothing says which questions are open
        still_open = () if faults.found else self._open(file, unanswered, seen)
        noticed = (*self.sheet.noticed(file), *still_open)
        raws = (RawTable(TERMS, self.source, tuple(rows)),) if rows else ()
        return Delivered(raws, noticed, tuple(faults.found))

    def _answered(self, row: int, seen: dict[str, int]) -> RawRow | None:
        """A row's answer; None for a row without one. `seen` takes the question's row."""
        if (slot := self._slot(row)) is None:
            return None
        if slot.id in seen:
            raise self._wrong(f"rows {seen[slot.id]} and {row} both answer {slot.id}; keep one")
        seen[slot.id] = row
        return self._row(row, slot) if self.sheet.text(row, ANSWER).strip() else None

    def _slot(self, row: int) -> Slot | None:
        said = self.sheet.text(row, ID).strip()
        if not said:
            if any(cell.strip() for cell in self.sheet.rows[row - 1]):
                raise self._wrong(f"row {row} has no id, so nothing says which question it answers; remove the row")
            return None
        slot = next((slot for slot in slots() if slot.id == said), None)
        if slot is None:
            near = difflib.get_close_matches(said, [slot.id for slot in slots()], n=1)
            meant = f"; is {near[0]} meant?" if near else "."
            raise SchemaChanged(
                f"{self.source.name}, {self.sheet.place(row, ID)}: there is no question {shown(said)}{meant}",
                file=self.source.path,
            )
        if " ".join(self.sheet.text(row, QUESTION).split()) != slot.question:
            raise SchemaChanged(
                f"{self.source.name}, {self.sheet.place(row, QUESTION)}: the question of {slot.id} was changed, so its "
                "answer may be one to something else; ask for the questionnaire anew.",
                file=self.source.path,
            )
        return slot

    def _row(self, row: int, slot: Slot) -> RawRow:
        answer, as_of = self._answer(row, slot), self._day(row, AS_OF)
        who = self._words(row, ANSWERED_BY)
        if not who:
            raise self._wrong(f"{self.sheet.place(row, ANSWERED_BY)} is empty; name who answered {slot.id}")
        section = f"{self._cited(row)}answered by {who}"
        places = ("", self.sheet.place(row, ANSWER), self.sheet.place(row, AS_OF), self.sheet.place(row, DOCUMENT))
        return RawRow(row, (slot.term, answer, as_of, section, self.document), places)

    def _answer(self, row: int, slot: Slot) -> str:
        text, place = self._words(row, ANSWER), self.sheet.place(row, ANSWER)
        kind = self.sheet.kind(row, ANSWER)
        if kind is Kind.PERCENT:
            raise self._wrong(f"{place} is formatted as a percentage and stores {text}; write it as a plain number")
        if kind is Kind.BOOLEAN:
            raise self._wrong(f"{place} is {text} as a truth value; write yes or no")
        if slot.answer is Answer.DATE:
            return self._day(row, ANSWER)
        if slot.answer is Answer.NUMBER and not _NUMBER.fullmatch(text):
            raise self._wrong(f"{place}, {slot.id}: {shown(text)} is not a plain number in {slot.asks_for}")
        if slot.words and text.casefold() not in slot.words:
            raise self._wrong(f"{place}, {slot.id}: {shown(text)} is not {slot.asks_for}")
        return text.casefold() if slot.words else text

    def _day(self, row: int, column: int) -> str:
        text = self.sheet.text(row, column).strip()
        if not _DAY.fullmatch(text):
            what = (
                f"holds {shown(text)}, which is no date" if text else "is empty; give the day that the answer speaks of"
            )
            raise self._wrong(f"{self.sheet.place(row, column)} {what}")
        return text

    def _cited(self, row: int) -> str:
        document, page = self._words(row, DOCUMENT), self._words(row, PAGE)
        if page and not (document and _PAGE.fullmatch(page)):
            raise self._wrong(f"{self.sheet.place(row, PAGE)} must be a page's number, beside the document's name")
        return f"{document}, page {page}; " if page else f"{document}; " if document else ""

    def _words(self, row: int, column: int) -> str:
        """The cell on one line: a line break in a cell is layout, any other unseen character is refused later."""
        return _BREAKS.sub(" ", self.sheet.text(row, column)).strip()

    def _open(self, file: str, unanswered: tuple[Slot, ...], seen: dict[str, int]) -> tuple[Noticed, ...]:
        told: list[Noticed] = []
        for factor in Factor:
            missing = [slot for slot in unanswered if slot.factor is factor]
            if missing:
                names = ", ".join(slot.term for slot in missing)
                where = ", ".join(self.sheet.place(seen[slot.id], ANSWER) for slot in missing if slot.id in seen)
                count = "1 question is" if len(missing) == 1 else f"{len(missing)} questions are"
                told.append(Noticed(file=file, place=where, what=f"{count} not answered on {factor.value}: {names}"))
        return tuple(told)

    def _wrong(self, why: str) -> DataBad:
        return DataBad(f"{self.source.name}: {why}.", file=self.source.path)
