"""The shape of the questionnaire: its slots, its sheet and its columns.

Belongs here: what is written (`questionnaire_sheet.py`) and expected back (`questionnaire.py`). Does not: the questions
themselves, which are in `questionnaire_slots.yml`, and how an .xlsx is made or opened.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import model_validator

from prudent.model.finding import Factor
from prudent.model.ids import Line, Slug
from prudent.model.value import Value
from prudent.tables.spec import Table, table

SHEET = "Questionnaire"
HEADER = ("id", "factor", "question", "answer", "unit", "as_of", "document", "page", "answered_by")
ID, QUESTION, ANSWER = HEADER.index("id") + 1, HEADER.index("question") + 1, HEADER.index("answer") + 1
AS_OF, DOCUMENT, PAGE = HEADER.index("as_of") + 1, HEADER.index("document") + 1, HEADER.index("page") + 1
ANSWERED_BY = HEADER.index("answered_by") + 1
"""Columns of the sheet, counted from 1."""

TERMS: Table = table("core_fund__terms")


class Answer(StrEnum):
    """What an answer must be."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


class Slot(Value):
    """One question, and the term of core_fund__terms that its answer becomes."""

    id: Slug
    factor: Factor
    term: str
    question: Line
    answer: Answer
    unit: Line | None = None
    """Of a number."""
    one_of: tuple[Line, ...] = ()
    """Of a choice."""
    who: Literal["manager", "committee"] = "manager"

    @model_validator(mode="after")
    def _says_what_is_needed(self) -> Self:
        if (self.answer is Answer.NUMBER) != (self.unit is not None) or (self.answer is Answer.CHOICE) != bool(
            self.one_of
        ):
            raise ValueError(
                f"slot {self.id}: a number needs a unit and a choice needs its words, and nothing else does"
            )
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """The words that an answer must be one of; none for a free answer."""
        return ("yes", "no") if self.answer is Answer.YES_NO else self.one_of

    @property
    def asks_for(self) -> str:
        """What stands in the column `unit`."""
        fixed = {Answer.TEXT: "words", Answer.DATE: "date: 2025-12-31"}
        return self.unit or fixed.get(self.answer) or " or ".join(self.words)


class Slots(Value):
    """`questionnaire_slots.yml`."""

    version: Literal[1]
    slots: tuple[Slot, ...]

    @model_validator(mode="after")
    def _one_a_term(self) -> Self:
        terms = next(column for column in TERMS.columns if column.name == "term").one_of
        if sorted(slot.term for slot in self.slots) != sorted(terms):
            raise ValueError("every term of core_fund__terms must have exactly one slot")
        if len({slot.id for slot in self.slots}) != len(self.slots):
            raise ValueError("a slot's id stands twice")
        return self


@cache
def slots() -> tuple[Slot, ...]:
    """Every slot, in the order of the sheet. They are part of the code, so a wrong one is a bug."""
    text = Path(__file__).with_name("questionnaire_slots.yml").read_text(encoding="utf-8")
    return Slots.model_validate(yaml.safe_load(text)).slots
