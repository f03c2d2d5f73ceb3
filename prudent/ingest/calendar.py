"""Reads the calendar of expected files and holds what has come against it: what is due, what is received, what is late.

Belongs here: one row for each fund, entry and period. Does not: what an entry says (`prudent/model/calendar.py`). Which
period a delivery speaks of is in its name, as the calendar declares; its content is never asked.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.calendar import ALL, PERIOD, Calendar, Expected, Schedule, label
from prudent.model.delivery import Delivery
from prudent.model.value import Value

CALENDAR = "policy/calendar.yml"


class Standing(StrEnum):
    """How it stands with one expected file."""

    DUE = "due"
    """The period has ended, the due day has not passed."""
    RECEIVED = "received"
    LATE = "late"


class Due(Value):
    """One expected file of one fund for one period."""

    fund: str
    expected: str
    """Id of the calendar's entry."""
    title: str
    period: str
    due: date
    standing: Standing
    received: date | None = None
    """Day of the first delivery for the period."""
    days_late: int = 0
    """Of a late one, until today; of a received one, until it came."""
    stops: bool = False
    """A late one ends the run."""

    @property
    def sentence(self) -> str:
        """What is to be known of it, in words."""
        days = f"{self.days_late} {'day' if self.days_late == 1 else 'days'}"
        said = f"{self.fund}: {self.title} ({self.expected}) for {self.period} was due on {self.due}"
        match self.standing:
            case Standing.LATE:
                return f"{said} and is {days} late."
            case Standing.RECEIVED:
                return f"{said} and came on {self.received}{f', {days} late' if self.days_late else ''}."
            case Standing.DUE:
                return f"{self.fund}: {self.title} ({self.expected}) for {self.period} is due on {self.due}."


@dataclass(frozen=True, slots=True)
class Came:
    """What one fund has received of one entry: the first day for each end of a period."""

    first: dict[date, date]


def read_calendar(files: Files, funds: tuple[str, ...]) -> Calendar:
    """Read the calendar.

    Args:
        files: the project's folder.
        funds: the folders of `funds/`.

    Raises:
        DataBad: a field is wrong, or an entry names a fund that does not exist.
        SchemaChanged, HostileInput: see `read_model`.
    """
    calendar = read_model(files, CALENDAR, Calendar)
    for entry in calendar.expected:
        unknown = next((fund for fund in entry.funds if fund not in funds and fund != ALL), None)
        if unknown:
            raise DataBad(f"{CALENDAR}: {entry.id} is expected of {unknown}, but funds/ has no folder of that name.")
    return calendar


def due(calendar: Calendar, fund: str, deliveries: tuple[Delivery, ...], today: date) -> tuple[Due, ...]:
    """Every late and due file of a fund, and of each entry the latest received one; oldest first within an entry.

    Args:
        calendar: what is expected.
        fund: whose.
        deliveries: what the fund has received through the inbox.
        today: the day that lateness is counted to.
    """
    rows: list[Due] = []
    for entry in calendar.expected:
        if entry.schedule is None or not entry.is_for(fund):
            continue
        came = _came(entry, deliveries)
        of_entry = [_due(entry, entry.schedule, fund, end, came, today) for end in _ends(entry.schedule, came, today)]
        received = [row for row in of_entry if row.standing is Standing.RECEIVED]
        rows += [row for row in of_entry if row.standing is not Standing.RECEIVED or row is received[-1]]
    return tuple(rows)


def _ends(schedule: Schedule, came: Came, today: date) -> list[date]:
    ended = schedule.ended(today)
    return sorted({*ended, *came.first})


def _came(entry: Expected, deliveries: tuple[Delivery, ...]) -> Came:
    first: dict[date, date] = {}
    for delivery in deliveries:
        end = _period(entry, delivery.file)
        if end is not None:
            first[end] = min(first.get(end, delivery.received), delivery.received)
    return Came(first)


def _period(entry: Expected, name: str) -> date | None:
    if entry.match(name) is None:
        return None
    try:
        return entry.speaks_of(name)
    except ValueError:
        # it was taken under an earlier calendar, which read its name in another way
        return None


def _due(entry: Expected, schedule: Schedule, fund: str, end: date, came: Came, today: date) -> Due:
    by, received = schedule.due(end), came.first.get(end)
    late = max((received or today) - by, by - by).days
    said = label(end, schedule.every)
    standing = Standing.RECEIVED if received else Standing.LATE if late else Standing.DUE
    return Due(
        fund=fund,
        expected=entry.id,
        title=entry.declared.document.title.replace(PERIOD, said),
        period=said,
        due=by,
        standing=standing,
        received=received,
        days_late=late,
        stops=standing is Standing.LATE and schedule.late == "stop",
    )
