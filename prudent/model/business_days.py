"""Days on which a scheduled review may run, typed: `policy/business_days.yml`.

Belongs here: what a holiday can be, which days are business days, and on which of them a quarter is looked at. Does
not: the clock, and what a review does.
"""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.ids import Line
from prudent.model.value import Value

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
_WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
_SATURDAY, _SUNDAY = 5, 6
_DAY = timedelta(days=1)


class Holiday(Value):
    """A day that comes every year: on a date, on the nth weekday of a month, or so many days from Easter Sunday."""

    name: Line
    since: Annotated[int, Field(ge=1870, le=2199)]
    """First year in which it is kept."""
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Weekday | None = None
    nth: Annotated[int, Field(ge=-1, le=4)] | None = None
    """1 for the first such weekday of the month, -1 for the last."""
    easter: Annotated[int, Field(ge=-60, le=60)] | None = None
    """Days from Easter Sunday: -2 is Good Friday."""
    source: Line

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        given = {name for name in ("month", "day", "weekday", "nth", "easter") if getattr(self, name) is not None}
        if given not in ({"month", "day"}, {"month", "weekday", "nth"}, {"easter"}) or self.nth == 0:
            raise ValueError(f"{self.name}: give month and day, or month, weekday and nth, or easter")
        self.on(2024)  # a leap year, in which every date of a month that is one exists
        return self

    def on(self, year: int) -> date:
        """The day in a year, moved off a weekend: from Saturday to Friday, from Sunday to Monday."""
        day = self._on(year)
        return day + {_SATURDAY: -_DAY, _SUNDAY: _DAY}.get(day.weekday(), timedelta())

    def _on(self, year: int) -> date:
        if self.easter is not None:
            return easter_sunday(year) + timedelta(days=self.easter)
        month = self.month or 1
        if self.weekday is None or self.nth is None:
            return date(year, month, self.day or 1)
        place = _WEEKDAYS.index(self.weekday)
        if self.nth > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(place - first.weekday()) % 7 + 7 * (self.nth - 1))
        last = date(year + month // 12, month % 12 + 1, 1) - _DAY
        return last - timedelta(days=(last.weekday() - place) % 7)


class Closed(Value):
    """A day on which markets were closed once."""

    on: date
    why: Line
    source: Line


class BusinessDays(Value):
    """`policy/business_days.yml`."""

    version: int
    since: date
    why: str
    timezone: Line
    """In which a scheduled start is dated."""
    review_day: Annotated[int, Field(ge=1, le=28)]
    """Day of the month after a quarter's end from which its funds are reviewed."""
    grace_days: Annotated[int, Field(ge=0, le=89)]
    """Calendar days after a quarter's end for which a review waits for the quarter's sources."""
    holidays: tuple[Holiday, ...]
    closed: tuple[Closed, ...] = ()

    def is_business_day(self, day: date) -> bool:
        """Whether it is a weekday and no holiday. New Year's Day may be kept on the last day of the year before."""
        near = (
            holiday.on(year) for holiday in self.holidays for year in (day.year, day.year + 1) if year >= holiday.since
        )
        return day.weekday() < _SATURDAY and day not in {*near, *(item.on for item in self.closed)}

    def from_day(self, day: date) -> date:
        """The first business day on or after a day."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def grace(self, quarter_end: date) -> date:
        """The day from which a review of the quarter waits for nothing any more."""
        return quarter_end + timedelta(days=self.grace_days)

    def review_days(self, quarter_end: date) -> tuple[date, date]:
        """When a quarter is reviewed: on the first business day from the review day on, and from the grace date on."""
        after = quarter_end + _DAY
        return self.from_day(after.replace(day=self.review_day)), self.from_day(self.grace(quarter_end))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of 1876 in Meeus, Astronomical Algorithms, 2nd edition, chapter 8.
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leap_years, years = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leap_years - epact - years) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
