"""Writes the empty questionnaire of one fund. The same fund gives the same bytes: no clock, no formula.

Belongs here: how it looks. Does not: its questions and columns (`questionnaire_form.py`).
"""

from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from prudent.ingest.questionnaire_form import ANSWER, AS_OF, HEADER, SHEET, Answer, Slot, slots
from prudent.ingest.workbook.form import CIK_ITEM, FORMAT, FORMAT_ITEM, FUND, FUND_ITEM, INSTRUCTIONS, NAME_ITEM
from prudent.model.fund import Fund

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed day, so that the same fund gives the same bytes
_WIDTHS = (34, 12, 60, 44, 26, 12, 34, 8, 24)
_LINES = (
    "How to answer",
    "Answer in the column 'answer'. Leave it empty where the question does not apply or the answer is not known.",
    "Give the day that the answer speaks of in 'as_of', and who answered in 'answered_by', beside every answer.",
    "Name the document that says it in 'document', and its page in 'page', where there is one.",
    "Write numbers in the unit given: in per cent, 1.95 is 1.95 %. Type no percentage sign.",
    "Answer yes or no where it is asked for. Answers in words are read up to 2,000 characters.",
    "Do not change questions and ids, and do not rename or add sheets or columns.",
    "Questions marked with a * are the committee's own to answer; a manager leaves them empty.",
    "The sheet 'Fund' says whose questionnaire this is. One of another fund is refused.",
)
COMMITTEE = " *"
"""Behind the factor of a question that the committee answers itself."""


def questionnaire_bytes(fund: Fund) -> bytes:
    """The empty questionnaire of one fund, the same bytes each time."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        properties = {"title": f"Questions about {fund.legal_name}", "author": "", "created": _CREATED}
        book.set_properties(properties)  # pyright: ignore[reportUnknownMemberType] -- the library has types in part
        head = _format(book, {"bold": True, "bg_color": "#F2F2F2"})
        words = _format(book, {"num_format": "@", "text_wrap": True, "valign": "top"})
        _lines(_sheet(book, INSTRUCTIONS), head)
        _identity(_sheet(book, FUND), head, words, fund)
        _questions(book, _sheet(book, SHEET), head, words)
    return content.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    return book.add_worksheet(name)  # pyright: ignore[reportUnknownMemberType]


def _format(book: Workbook, properties: dict[str, object]) -> Format:
    return book.add_format(properties)  # pyright: ignore[reportUnknownMemberType]


def _lines(sheet: Worksheet, head: Format) -> None:
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(_LINES):
        sheet.write_string(row, 0, line, None if row else head)


def _identity(sheet: Worksheet, head: Format, words: Format, fund: Fund) -> None:
    sheet.set_column(0, 1, 40)
    rows = (
        ("item", "value"),
        (FORMAT_ITEM, str(FORMAT)),
        (FUND_ITEM, fund.fund),
        (CIK_ITEM, str(fund.cik or "")),
        (NAME_ITEM, fund.legal_name),
    )
    for row, (item, value) in enumerate(rows):
        sheet.write_string(row, 0, item, head)
        sheet.write_string(row, 1, value, words if row else head)


def _questions(book: Workbook, sheet: Worksheet, head: Format, words: Format) -> None:
    day, number = _format(book, {"num_format": "yyyy-mm-dd"}), _format(book, {"num_format": "General"})
    sheet.freeze_panes(1, 1)
    for column, (name, width) in enumerate(zip(HEADER, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, day if column == AS_OF - 1 else words)
        sheet.write_string(0, column, name, head)
    for row, slot in enumerate(slots(), start=1):
        said = (slot.id, f"{slot.factor.value}{COMMITTEE if slot.who == 'committee' else ''}", slot.question)
        for column, text in enumerate(said):
            sheet.write_string(row, column, text, words)
        sheet.write_string(row, ANSWER, slot.asks_for, words)
        sheet.write_blank(row, ANSWER - 1, None, {Answer.NUMBER: number, Answer.DATE: day}.get(slot.answer, words))
        _check(sheet, row, slot)
    check = {"validate": "date", "criteria": ">=", "value": date(1900, 3, 1), "error_message": "Here: a date."}
    sheet.data_validation(1, AS_OF - 1, len(slots()), AS_OF - 1, check)


def _check(sheet: Worksheet, row: int, slot: Slot) -> None:
    """What the spreadsheet refuses while somebody types. The reader refuses the same and more."""
    check: dict[str, object] | None = None
    if slot.words:
        check = {"validate": "list", "source": list(slot.words)}
    elif slot.answer is Answer.NUMBER:
        check = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": f"Here: {slot.asks_for}."}
    elif slot.answer is Answer.DATE:
        check = {"validate": "date", "criteria": ">=", "value": date(1900, 3, 1), "error_message": "Here: a date."}
    if check is not None:
        sheet.data_validation(row, ANSWER - 1, row, ANSWER - 1, check)
