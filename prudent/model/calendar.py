"""The calendar of expected files, `policy/calendar.yml`: which files a manager or administrator sends, and by when.

Belongs here: what is declared of a file before it comes, how its name says which period it speaks of, and when it is
due. Does not: what has come (`prudent/ingest/calendar.py`) and where it is looked for (`sources/inbox`). Holidays and
weekends are not modelled: a due day is a number of calendar days after the period's end.
"""

import re
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from prudent.model.delivery import Declared, Format
from prudent.model.ids import Line, Slug
from prudent.model.period import Frequency, month_end, months_before, quarter_end, quarter_label
from prudent.model.value import Value

ALL = "all"
"""In place of a fund: every folder of `funds/`."""
PERIOD = "{period}"
"""In a pattern: where the file's name says which period it speaks of."""

_FIRST_YEAR = 1990
_LAST_YEAR = 2199
_MOST_STARS = 2
"""More would make matching a long name slow, and no honest pattern needs them."""
_PERIOD_IN_A_NAME = r"(?P<period>[0-9]{4}(?:-?Q[1-4]|-?[0-9]{2}(?:-?[0-9]{2})?)?)"
_TOKENS = re.compile(r"\{period\}|.", re.DOTALL)
_WORDS = {Frequency.MONTHLY: "month", Frequency.QUARTERLY: "quarter", Frequency.ANNUAL: "year"}


class Schedule(Value):
    """How often a file comes, from which period on, and how many calendar days after a period's end it is due."""

    every: Frequency
    first_period: Line
    """The first period for which the file is expected: 2025-12, 2025Q4 or "2025". Nothing before it is ever late."""
    last_period: Line | None = None
    """The last one; None while the arrangement lasts."""
    due_days: int = Field(ge=0, le=730)
    """Calendar days; the file is late from the next day on."""
    late: Literal["stop", "warn"]
    """stop: the run ends as SOURCE_LATE; warn: it is told and the run ends well."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = (period_end(text, self.every) if text else None for text in (self.first_period, self.last_period))
        if first is None or (self.last_period is not None and last is None):
            raise ValueError(f"first_period and last_period must each be a {_WORDS[self.every]} such as {self.example}")
        if last is not None and last < first:
            raise ValueError(f"last_period {self.last_period} lies before first_period {self.first_period}")
        return self

    @property
    def example(self) -> str:
        """How a period is written."""
        return label(date(2025, 12, 31), self.every)

    def due(self, end: date) -> date:
        """The last day on which the file of the period that ends on `end` is not late."""
        return end + timedelta(days=self.due_days)

    def ended(self, today: date) -> tuple[date, ...]:
        """The ends of all expected periods that ended before today, oldest first."""
        end, last = period_end(self.first_period, self.every), period_end(self.last_period or "", self.every)
        found: list[date] = []
        while end is not None and end < today and (last is None or end <= last):
            found.append(end)
            end = months_before(end, -self.every.months)
        return tuple(found)


class Expected(Value):
    """A file that is expected of one fund or several."""

    id: Slug
    funds: tuple[Slug, ...] = Field(min_length=1)
    """Folders of `funds/`, or `[all]`."""
    declared: Declared
    """What the file is. `file` is a pattern: `*` stands for any characters, `?` for one, `{period}` for the period.
    The document's id and title may hold `{period}` too."""
    schedule: Schedule | None = None
    """None for a file that comes when it comes: it is taken and is never late."""
    why: str
    source: Line
    """The arrangement that this rests on."""
    since: date

    @model_validator(mode="after")
    def _sound(self) -> Self:
        problem = _problem(self)
        if problem:
            raise ValueError(f"{self.id}: {problem}")
        return self

    def is_for(self, fund: str) -> bool:
        """Whether the file is expected of a fund."""
        return fund in self.funds or self.funds == (ALL,)

    def match(self, name: str) -> re.Match[str] | None:
        """The name against the pattern, as a whole and with its case."""
        return re.fullmatch(_expression(self.declared.file), name)

    def speaks_of(self, name: str) -> date | None:
        """The end of the period that a file of a matching name speaks of; None for a file of no period.

        Raises:
            ValueError: the name holds no period of the declared length.
        """
        if self.schedule is None:
            return None
        found = self.match(name)
        said = found["period"] if found and PERIOD in self.declared.file else self.schedule.first_period
        end = period_end(said, self.schedule.every)
        if end is None:
            raise ValueError(f"{said} is no {_WORDS[self.schedule.every]} such as {self.schedule.example}")
        return end

    def declared_of(self, name: str) -> Declared:
        """What is declared of the file of a matching name, with its period filled in.

        Raises:
            ValueError: see `speaks_of`.
        """
        end, document = self.speaks_of(name), self.declared.document
        if end is not None and self.schedule is not None:
            said = label(end, self.schedule.every)
            filled = {"id": document.id.replace(PERIOD, said), "title": document.title.replace(PERIOD, said)}
            document = document.model_copy(update={**filled, "period": document.period or said})
        return self.declared.model_copy(update={"file": name, "document": document})


class Calendar(Value):
    """All that is expected."""

    version: int
    since: date | None = None
    why: str = ""
    expected: tuple[Expected, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [entry.id for entry in self.expected]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice:
            raise ValueError(f"two entries have the id {twice}")
        return self

    def matching(self, fund: str, name: str) -> tuple[Expected, ...]:
        """The entries of a fund whose pattern the name meets."""
        return tuple(entry for entry in self.expected if entry.is_for(fund) and entry.match(name))


def period_end(text: str, every: Frequency) -> date | None:
    """The last day of a period as names write it: 2025-12 or 202512, 2025Q4 or 2025-Q4, 2025; or that day itself.

    None when the text is no such period.
    """
    if re.fullmatch(_PERIOD_IN_A_NAME, text) is None:
        return None
    plain = text.replace("-", "")
    try:
        if re.fullmatch(r"[0-9]{8}", plain):
            day = date.fromisoformat(f"{plain[:4]}-{plain[4:6]}-{plain[6:]}")
            return day if _is_end(day, every) else None
        return _end_of(plain, every)
    except ValueError:
        return None


def label(end: date, every: Frequency) -> str:
    """How a period that ends on a day is written: 2025-12, 2025Q4, 2025."""
    return {Frequency.MONTHLY: f"{end:%Y-%m}", Frequency.QUARTERLY: quarter_label(end)}.get(every, f"{end.year}")


def _end_of(plain: str, every: Frequency) -> date | None:
    shapes = {Frequency.MONTHLY: r"[0-9]{6}", Frequency.QUARTERLY: r"[0-9]{4}Q[1-4]", Frequency.ANNUAL: r"[0-9]{4}"}
    if re.fullmatch(shapes[every], plain) is None or not _FIRST_YEAR <= int(plain[:4]) <= _LAST_YEAR:
        return None
    if every is Frequency.QUARTERLY:
        return quarter_end(plain)
    return month_end(date(int(plain[:4]), int(plain[4:] or 12), 1))


def _is_end(day: date, every: Frequency) -> bool:
    return _FIRST_YEAR <= day.year <= _LAST_YEAR and day == month_end(day) and day.month % every.months == 0


def _expression(pattern: str) -> str:
    parts = {"*": "[^/]*", "?": "[^/]", PERIOD: _PERIOD_IN_A_NAME}
    return _TOKENS.sub(lambda token: parts.get(token[0]) or re.escape(token[0]), pattern)


def _problem(entry: Expected) -> str | None:
    """What is wrong with an entry; None for nothing."""
    pattern, schedule, document = entry.declared.file, entry.schedule, entry.declared.document
    has_period = PERIOD in pattern
    in_document = PERIOD in document.id + document.title
    one_period = schedule is not None and schedule.first_period == schedule.last_period
    problems = {
        "funds: all stands alone": ALL in entry.funds and len(entry.funds) > 1,
        "file: a pattern names a file, not a folder": bool(re.search(r"[/\\]", pattern)),
        "file: a name that begins with a dot is never taken": pattern.startswith("."),
        f"file: at most {_MOST_STARS} stars": pattern.count("*") > _MOST_STARS,
        "file: {period} stands at most once": pattern.count(PERIOD) > 1,
        "file: put a letter or dash between {period} and *, ? or a digit, so that the name can be read in one way only":
            bool(re.search(r"[*?0-9]\{period\}|\{period\}[*?0-9]", pattern)),
        "schedule is missing: a pattern with {period} needs to know how long a period is":
            has_period and schedule is None,
        "a file without {period} speaks of one period: first_period and last_period must be the same":
            schedule is not None and not has_period and not one_period,
        "document: {period} is known only with a schedule": in_document and schedule is None,
        "document: period is filled in from the file's name": has_period and document.period is not None,
        "declared: series belongs to the format series, and that format needs it":
            (entry.declared.series is None) == (entry.declared.format is Format.SERIES),
    }  # fmt: skip
    return next((said for said, wrong in problems.items() if wrong), None)
