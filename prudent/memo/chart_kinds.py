"""The kinds of charts, as values: what each holds. A chart without evidence is not made at all.

Belongs here: the data of a chart and how it is told to those who do not see it. Does not: how it is drawn and tabled
(`prudent/memo/charts`), nor where its data come from (`prudent/memo/charted`). All numbers stand here as numbers, at
full precision, so that drawing, table and alternative text say the same.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.memo.format import date_text, value_text
from prudent.memo.prose import Text, plain
from prudent.model.measured import Unit
from prudent.model.value import Value


class ChartHead(Value):
    """What every chart has."""

    id: str
    name: str
    """What is drawn, in a few words and without a figure: the head of the table behind it."""
    title: Text
    """The message, as a sentence."""
    subtitle: Text
    """n, dates, what the figures are of."""


class Point(Value):
    """One point of a line: the end of a period, and the value there."""

    x: date
    y: float


class Series(Value):
    """A line of a line chart."""

    label: str
    role: Literal["fund", "beside", "peer"]
    """The fund is a heavy line, what stands beside it a dashed one, a peer a thin grey one."""
    points: tuple[Point, ...] = Field(min_length=1)

    def shown(self, at: Literal["last", "lowest"]) -> float:
        """The value that stands at the line's end."""
        return self.points[-1].y if at == "last" else min(point.y for point in self.points)


class LineChart(ChartHead):
    """Values over time. The axis holds `base`; it is logarithmic where dollars more than quadrupled."""

    kind: Literal["lines"] = "lines"
    unit: Unit
    base: float
    """What the lines are read against: $10,000, or a return of zero."""
    shown: Literal["last", "lowest"] = "last"
    """Which of its values stands at a line's end."""
    series: tuple[Series, ...] = Field(min_length=1)

    @property
    def alt(self) -> str:
        """The chart in words, with the value at each line's end."""
        days = sorted({point.x for line in self.series for point in line.points})
        at = "at its lowest" if self.shown == "lowest" else "at the end"
        ends = (f"{line.label}: {value_text(line.shown(self.shown), self.unit)} {at}" for line in self.series)
        return plain(f"{self.name}, {date_text(days[0])} to {date_text(days[-1])}. {'; '.join(ends)}.")


class Step(Value):
    """A payment: the day, and the share paid from then on."""

    day: int
    share: float


class Scenario(Value):
    """One scenario of a fan. Between two payments nothing is paid."""

    label: str
    steps: tuple[Step, ...]

    def paid_by(self, day: int) -> float:
        """Share paid up to a day, that day included; zero before the first payment."""
        return next((step.share for step in reversed(self.steps) if step.day <= day), 0.0)


class FanChart(ChartHead):
    """Share of a request that is paid, by day and scenario."""

    kind: Literal["fan"] = "fan"
    days: tuple[int, ...]
    """The days at which it is read."""
    scenarios: tuple[Scenario, ...] = Field(min_length=1)

    @property
    def alt(self) -> str:
        """The chart in words, with the share paid by each day."""
        said = (f"{item.label}: {', '.join(self._read(item))}" for item in self.scenarios)
        return plain(f"{self.name}. {'; '.join(said)}.")

    def _read(self, item: Scenario) -> list[str]:
        return [f"{value_text(item.paid_by(day), Unit.FRACTION)} by day {day}" for day in self.days]


class Pair(Value):
    """Two values of one row, such as what was asked for and what was paid."""

    label: str
    first: float | None
    second: float | None
    tick: float | None = None
    emphasis: bool = False


class PairChart(ChartHead):
    """Two values a row, on one axis that starts at zero."""

    kind: Literal["pairs"] = "pairs"
    unit: Unit
    first: str
    """What the hollow circle is."""
    second: str
    """What the filled diamond is."""
    tick: str = ""
    """What the upright stroke is; empty where there is none."""
    ratio: str = ""
    """What the second over the first is called; empty where it means nothing."""
    absent: str = "not in evidence"
    """What a missing value means."""
    rows: tuple[Pair, ...] = Field(min_length=1)

    @property
    def alt(self) -> str:
        """The chart in words, with both values of each row."""
        said = (
            f"{row.label}: {self.first.lower()} {self.text(row.first)}, {self.second.lower()} {self.text(row.second)}"
            for row in self.rows
        )
        return plain(f"{self.name}. {'; '.join(said)}.")

    def text(self, value: float | None) -> str:
        """A value in words."""
        return self.absent if value is None else value_text(value, self.unit)

    def ratio_text(self, row: Pair) -> str:
        """The second over the first; empty where one is missing or the first is zero."""
        if not self.ratio or row.second is None or not row.first:
            return ""
        return value_text(round(row.second / row.first, 6), Unit.FRACTION)


class PeerValue(Value):
    """One peer's value of a measure."""

    label: str
    value: float


class Strip(Value):
    """One measure: the fund among its peers, on a scale of its own."""

    label: str
    unit: Unit
    better: Literal["higher", "lower"]
    own: float | None
    peers: tuple[PeerValue, ...]
    median: float | None
    rank: int | None
    """1 is best; ties share the better rank."""
    is_tied: bool = False

    @property
    def place(self) -> str:
        """`2 of 6`, or a dash."""
        return "–" if self.rank is None else f"{self.rank} of {len(self.peers) + 1}{', tied' if self.is_tied else ''}"


class StripChart(ChartHead):
    """Every compared measure in one row."""

    kind: Literal["strips"] = "strips"
    fund: str
    rows: tuple[Strip, ...] = Field(min_length=1)

    @property
    def alt(self) -> str:
        """The chart in words, with the fund's value and place on each measure."""
        return plain(f"{self.name}. {'; '.join(self._said(row) for row in self.rows)}.")

    @staticmethod
    def _said(row: Strip) -> str:
        own = "not in evidence" if row.own is None else value_text(row.own, row.unit)
        median = "" if row.median is None else f", peers' median {value_text(row.median, row.unit)}"
        return f"{row.label}: {own}{median}{'' if row.rank is None else f', place {row.place}'}"


class Stack(Value):
    """One bar; `parts` has a value, or none, for each part of the chart."""

    label: str
    emphasis: bool = False
    parts: tuple[float | None, ...]
    note: str = ""

    @property
    def total(self) -> float | None:
        """Sum of the parts; None where none is in evidence."""
        known = [part for part in self.parts if part is not None]
        return sum(known) if known else None


class StackChart(ChartHead):
    """Bars of parts that add up."""

    kind: Literal["stacks"] = "stacks"
    unit: Unit
    parts: tuple[str, ...]
    whole: float | None = None
    """Where the axis ends: 1 for shares of a whole; None ends it at the longest bar."""
    rows: tuple[Stack, ...] = Field(min_length=1)

    def without_empty_parts(self) -> Self:
        """The same chart without the parts that no row has."""
        kept = [place for place in range(len(self.parts)) if any(row.parts[place] for row in self.rows)]
        rows = (row.model_copy(update={"parts": tuple(row.parts[place] for place in kept)}) for row in self.rows)
        return self.model_copy(update={"parts": tuple(self.parts[place] for place in kept), "rows": tuple(rows)})

    @model_validator(mode="after")
    def _one_value_a_part(self) -> Self:
        if any(len(row.parts) != len(self.parts) for row in self.rows):
            raise ValueError(f"chart {self.id}: a row has not one value, or none, for each of {len(self.parts)} parts")
        return self

    @property
    def alt(self) -> str:
        """The chart in words, with each part of each bar."""
        return plain(f"{self.name}. {'; '.join(f'{row.label}: {self._said(row)}' for row in self.rows)}.")

    def _said(self, row: Stack) -> str:
        known = ((name, part) for name, part in zip(self.parts, row.parts, strict=True) if part is not None)
        return ", ".join(f"{name.lower()} {value_text(part, self.unit)}" for name, part in known) or "not in evidence"


class Range(Value):
    """A score, a span of scores, or a score in a span, in points of 100, with the ranks that go with it."""

    label: str
    low: float | None = None
    at: float | None = None
    high: float | None = None
    best: int | None = None
    """The best rank; None where no rank is claimed."""
    worst: int | None = None
    emphasis: bool = False

    @property
    def score(self) -> str:
        """`58`, or `44 to 58`."""
        ends = (self.at,) if self.low is None or self.high is None else (self.low, self.high)
        return " to ".join(dict.fromkeys("–" if end is None else value_text(end, Unit.COUNT) for end in ends))

    @property
    def rank(self) -> str:
        """`2`, `1 to 4`, or a dash."""
        if self.best is None:
            return "–"
        return f"{self.best}" if self.worst in {None, self.best} else f"{self.best} to {self.worst}"


class RangeChart(ChartHead):
    """A score of 0 to 100 under other weights and other months."""

    kind: Literal["ranges"] = "ranges"
    rows: tuple[Range, ...] = Field(min_length=1)

    @property
    def alt(self) -> str:
        """The chart in words, with score and rank of each row."""
        said = (f"{row.label}: score {row.score}, rank {row.rank}" for row in self.rows)
        return plain(f"{self.name}. {'; '.join(said)}.")


Chart = Annotated[LineChart | FanChart | PairChart | StripChart | StackChart | RangeChart, Field(discriminator="kind")]
