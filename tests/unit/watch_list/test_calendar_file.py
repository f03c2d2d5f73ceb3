"""The calendar file: what RFC 5545 asks, the same bytes twice, and text from outside."""

from datetime import UTC, date, datetime, timedelta, timezone

from icalendar import Calendar

from prudent.decide.dated import Dated, DatedKind
from prudent.decide.feed import feed, uid

NOON = datetime(2026, 4, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))


def one(**given):
    usual = {
        "kind": DatedKind.OFFER, "plan": "a-plan", "fund": "a-fund", "key": "k", "first": date(2026, 5, 8),
        "last": date(2026, 6, 5), "title": "An offer", "words": "Open.", "stamp": NOON,
    }  # fmt: skip
    return Dated(**{**usual, **given})


def events(body):
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_an_event_as_a_calendar_program_reads_it():
    [event] = events(feed((one(),), "A calendar"))
    assert (event["summary"], event["description"]) == ("An offer", "Open.")
    assert event.decoded("dtstart") == date(2026, 5, 8)
    # the end is the day after the last one
    assert event.decoded("dtend") == date(2026, 6, 6)
    # the record's time, in UTC
    assert event.decoded("dtstamp") == datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
    assert (event["class"], event["transp"], event["uid"]) == ("CONFIDENTIAL", "TRANSPARENT", uid(one()))
    calendar = Calendar.from_ical(feed((one(),), "A calendar"))
    assert (calendar["version"], calendar["x-wr-calname"]) == ("2.0", "A calendar")
    assert calendar["prodid"]


def test_a_day_keeps_its_name_while_its_words_change_and_no_two_share_one():
    # printf 'a-plan\\na-fund\\nrepurchase offer\\nk' | sha256sum
    assert uid(one()) == "3508176dedbcaa776a4be167001736ac@prudent.invalid"
    assert uid(one(title="Other", words="Other.", stamp=NOON + timedelta(1), first=date(2026, 5, 9))) == uid(one())
    others = [
        one(plan="b"),
        one(fund="b"),
        one(key="b"),
        one(kind=DatedKind.WAIVER),
        one(plan="a-plan\na", fund="fund"),
    ]
    assert len({uid(other) for other in (one(), *others)}) == 6


def test_the_same_days_in_any_order_give_the_same_bytes():
    days = (one(), one(key="l"), one(first=date(2026, 1, 1), key="m"))
    assert feed(days, "n") == feed(days[::-1], "n")
    assert events(feed(days, "n"))[0].decoded("dtstart") == date(2026, 1, 1)


def test_lines_are_folded_and_ended_as_asked():
    body = feed((one(words="Ä" * 500, title="T" * 300),), "n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert events(body)[0]["description"] == "Ä" * 500


def test_hostile_text_stays_text():
    hostile = 'a, b; c\\ "d"\r\nEND:VEVENT\r\nATTACH:file:///x\u2028BEGIN:VALARM\x00\u202e'
    body = feed((one(title=hostile, words=hostile),), hostile)
    [event] = events(body)
    assert event["description"] == 'a, b; c\\ "d"\nEND:VEVENT\nATTACH:file:///x\nBEGIN:VALARM··'
    assert not [line for line in body.split(b"\r\n") if line.startswith((b"ATTACH", b"BEGIN:VALARM"))]
    assert body.count(b"\r\nEND:VEVENT") == 1
    assert b'X-WR-CALNAME:a\\, b\\; c\\\\ "d"' in body
    long = events(feed((one(words="w" * 9000),), "n"))[0]["description"]
    assert (len(long), long[-1]) == (2000, "…")


def test_a_calendar_without_days_holds_a_time_zone_since_it_may_not_be_empty():
    calendar = Calendar.from_ical(feed((), "n"))
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert calendar.subcomponents[0]["tzid"] == "Etc/UTC"
