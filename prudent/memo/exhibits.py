"""Tables as values: what they show, not how they are set. The kinds of charts are in `chart_kinds.py`."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from prudent.memo.prose import FIGURE_REFERENCE, Text
from prudent.model.value import Value


class Holds(StrEnum):
    """Whose words a column holds."""

    PROSE = "prose"
    """The memo's own: a number is a figure."""
    QUOTATION = "quotation"
    """A document's, a packet's or the policy's, as they stand there. Each row says where, or names a figure of it."""
    PLACE = "place"
    """Where it stands."""


class TableColumn(Value):
    """A column's head, the side on which its cells stand, and whose words they are."""

    heading: str
    align: Literal["left", "right"] = "left"
    holds: Holds = Holds.PROSE


def text_columns(*heads: str) -> tuple[TableColumn, ...]:
    """Columns of words."""
    return tuple(TableColumn(heading=head) for head in heads)


def quoting_columns(*heads: str) -> tuple[TableColumn, ...]:
    """Columns of words from outside; the table has a column of places beside them, or a figure in each row."""
    return tuple(TableColumn(heading=head, holds=Holds.QUOTATION) for head in heads)


def place_column(head: str) -> TableColumn:
    """The column that says where the quoted words of its row stand."""
    return TableColumn(heading=head, holds=Holds.PLACE)


def number_columns(*heads: str) -> tuple[TableColumn, ...]:
    """Columns of numbers."""
    return tuple(TableColumn(heading=head, align="right") for head in heads)


class MemoTable(Value):
    """A table of prose cells; `note` says units, n and dates."""

    id: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    note: Text = ""

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.id}: a row has {len(row)} cells for {len(self.columns)} columns")
        return self

    @model_validator(mode="after")
    def _quotations_have_a_place(self) -> Self:
        held = {column.holds for column in self.columns}
        if Holds.QUOTATION not in held or Holds.PLACE in held:
            return self
        for row in self.rows:
            if not FIGURE_REFERENCE.search(" ".join(row)):
                raise ValueError(f"table {self.id} quotes {row[0]!r} and says neither where nor a figure of it")
        return self
