"""Days as a calendar file that any calendar program reads (RFC 5545). The same days give the same bytes.

Belongs here: the file. Does not: which days there are (`dated`).
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from prudent.decide.dated import Dated
from prudent.ingest.characters import dotted

if TYPE_CHECKING:
    from icalendar import Component

_PRODUCT = "-//Prudent//Committee calendar//EN"
#: A name that no host ever has (RFC 6761): a UID must be globally unique, and ours names no machine.
_HOST = "prudent.invalid"
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- local time of the zone that it begins, as RFC 5545 asks
#: Of a text from outside: more is in the record, and no calendar program shows it.
_LONGEST = 2_000


def feed(days: tuple[Dated, ...], name: str) -> bytes:
    """A calendar with one event for each of the days, in the order of time.

    Args:
        days: in any order.
        name: what the calendar is called.

    Returns:
        UTF-8, lines folded and ended as RFC 5545 asks. A time stamp is that of the record, never of the clock.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 -- a quarter of a second that only a calendar needs

    calendar = Calendar()
    _put(calendar, "prodid", _PRODUCT)
    _put(calendar, "version", "2.0")
    _put(calendar, "calscale", "GREGORIAN")
    _put(calendar, "x-wr-calname", vText(_line(name)))  # of a name that it does not know the library escapes nothing
    for one in sorted(days, key=lambda one: (one.first, one.last, one.kind, one.plan, one.fund, one.key)):
        calendar.add_component(_event(one))
    if not days:
        calendar.add_component(_utc())
    return calendar.to_ical()


def uid(one: Dated) -> str:
    """What the event is known by in every edition of the calendar: its words and stamp may change, this does not."""
    named = "\n".join((one.plan, one.fund, one.kind.value, one.key))
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@{_HOST}"


def _event(one: Dated) -> "Component":
    from icalendar import Event  # noqa: PLC0415 -- see above

    event = Event()
    _put(event, "uid", uid(one))
    _put(event, "dtstamp", one.stamp.astimezone(UTC))
    _put(event, "dtstart", one.first)
    _put(event, "dtend", one.last + _DAY)  # the day after the last one: an end is not part of an event
    _put(event, "summary", _line(one.title))
    _put(event, "description", _text(one.words))
    _put(event, "categories", [one.kind.value])
    _put(event, "class", "CONFIDENTIAL")
    _put(event, "transp", "TRANSPARENT")  # a day in mind, not an hour taken
    return event


def _utc() -> "Component":
    """A calendar must hold something (RFC 5545, section 3.6): one without days holds the time zone of its stamps."""
    from icalendar import Timezone, TimezoneStandard  # noqa: PLC0415 -- see above

    zone, standard = Timezone(), TimezoneStandard()
    _put(zone, "tzid", "Etc/UTC")
    for name, value in (("dtstart", _EPOCH), ("tzoffsetfrom", timedelta()), ("tzoffsetto", timedelta())):
        _put(standard, name, value)
    zone.add_component(standard)
    return zone


def _put(component: "Component", name: str, value: object) -> None:
    component.add(name, value)  # pyright: ignore[reportUnknownMemberType] -- its values are typed as anything


def _line(words: str) -> str:
    return _text(dotted(words))


def _text(words: str) -> str:
    """Words from outside, without a character that is not seen; line breaks stay and are written as such."""
    lines = "\n".join(dotted(line) for line in words.splitlines())
    return lines if len(lines) <= _LONGEST else f"{lines[: _LONGEST - 1]}…"
