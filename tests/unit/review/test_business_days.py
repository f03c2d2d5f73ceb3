"""Business days from the shipped policy. The dates are those of the exchanges' and the government's own calendars."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from prudent.ingest.files import Files
from prudent.ingest.policy import read_business_days
from prudent.model.business_days import Holiday, easter_sunday

DAYS = read_business_days(Files(Path(__file__).resolve().parents[3]))


@pytest.mark.parametrize(
    ("quarter_end", "first", "again"),
    [
        (date(2025, 12, 31), date(2026, 1, 20), date(2026, 2, 17)),  # 14 February a Saturday, the 16th Washington's
        (date(2026, 3, 31), date(2026, 4, 20), date(2026, 5, 15)),
        (date(2026, 6, 30), date(2026, 7, 20), date(2026, 8, 14)),
        (date(2026, 9, 30), date(2026, 10, 20), date(2026, 11, 16)),  # 14 November a Saturday
        (date(2024, 12, 31), date(2025, 1, 21), date(2025, 2, 14)),  # 20 January 2025 is Martin Luther King's day
        (date(2029, 12, 31), date(2030, 1, 22), date(2030, 2, 14)),  # a Sunday, then his day
    ],
)
def test_a_quarter_is_reviewed_on_two_days(quarter_end, first, again):
    assert DAYS.review_days(quarter_end) == (first, again)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 4, 3), date(2026, 5, 25), date(2026, 6, 19),
        date(2026, 7, 3),  # 4 July is a Saturday
        date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25),
        date(2021, 12, 31),  # New Year's Day of 2022 is a Saturday
        date(2027, 7, 5),  # 4 July is a Sunday
        date(2025, 1, 9), date(2026, 1, 3), date(2026, 1, 4),
    ],
)  # fmt: skip
def test_no_business_day(day):
    assert not DAYS.is_business_day(day)


def test_a_holiday_is_none_before_it_was_kept():
    assert DAYS.is_business_day(date(2020, 6, 19))
    assert not DAYS.is_business_day(date(2023, 6, 19))
    assert DAYS.is_business_day(date(2026, 4, 6))


def test_grace_ends_forty_five_days_after_the_quarter():
    assert DAYS.grace(date(2025, 12, 31)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25)), (2285, (3, 22)), (1818, (3, 22))],
)
def test_easter(year, day):
    assert easter_sunday(year) == date(year, *day)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"month": 1},
        {"month": 1, "day": 1, "easter": 0},
        {"month": 1, "weekday": "monday", "nth": 0},
        {"month": 2, "day": 30},
    ],
)
def test_a_holiday_has_one_shape(given):
    with pytest.raises(ValidationError):
        Holiday(name="A day", since=2000, source="test", **given)
