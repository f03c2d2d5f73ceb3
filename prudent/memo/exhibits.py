"""Tables and charts as values: what they show, not how they are drawn."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.memo.prose import Text
from prudent.model.measured import Unit
from prudent.model.value import Value


class Point(Value):
    """One point of a chart's series."""

    x: date
    y: float


class Series(Value):
    """A line of a growth chart: growth of $10,000."""

    label: str
    emphasis: bool
    points: tuple[Point, ...]


class Bar(Value):
    """A row of a peer chart."""

    label: str
    emphasis: bool
    value: float | None
    """None is drawn as the words `not in evidence`."""
    note: str = ""


class GrowthChart(Value):
    """Growth of $10,000 on a log or linear axis; the axis starts where the message is honest."""

    kind: Literal["growth"] = "growth"
    id: str
    title: str
    """The message, as a sentence."""
    subtitle: str
    """n, dates, kind of returns."""
    alt: str
    series: tuple[Series, ...]


class PeerChart(Value):
    """One measure of the fund and its peers, sorted; the median is marked."""

    kind: Literal["peers"] = "peers"
    id: str
    title: str
    subtitle: str
    alt: str
    unit: Unit
    bars: tuple[Bar, ...]
    median: float | None


Chart = Annotated[GrowthChart | PeerChart, Field(discriminator="kind")]


class TableColumn(Value):
    """A column's head, and the side on which its cells stand."""

    heading: str
    align: Literal["left", "right"] = "left"


def text_columns(*heads: str) -> tuple[TableColumn, ...]:
    """Columns of words."""
    return tuple(TableColumn(heading=head) for head in heads)


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
