"""The calendar of expected files: what a pattern matches, which period a name speaks of, what is due and late."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from prudent.errors import DataBad
from prudent.ingest.calendar import Standing, due, read_calendar
from prudent.ingest.files import Files
from prudent.model.calendar import Calendar, Expected, period_end
from prudent.model.delivery import Delivery
from prudent.model.period import Frequency

ROOT = Path(__file__).resolve().parents[3]
SERIES = {
    "content": "returns", "frequency": "monthly", "kind": "total_net", "unit": "per_cent", "dates": "month_end",
    "date_column": "d", "value_column": "v",
}  # fmt: skip


def entry(file="returns-{period}.csv", schedule=None, document=None, kind="series", **more):
    """An entry with what is not asked about filled in."""
    monthly = {"every": "monthly", "first_period": "2025-11", "due_days": 20, "late": "stop"}
    made = {
        "id": "returns",
        "funds": ("alpha-credit",),
        "declared": {
            "file": file, "format": kind, "source_kind": "manager",
            "document": document or {"id": "r", "title": "Returns"},
            "series": SERIES if kind == "series" else None,
        },
        "schedule": monthly if schedule is None else schedule or None,
        "why": "made up", "source": "made up", "since": "2025-01-01",
    }  # fmt: skip
    return Expected.model_validate(made | more)


def delivery(name: str, received: date, entry: Expected) -> Delivery:
    return Delivery(
        fund="alpha-credit", declared=entry.declared, file=name, sha256="a" * 64, size_bytes=1, received=received,
        channel="inbox", extractor="made up",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "every", "end"),
    [
        ("2025-12", "monthly", date(2025, 12, 31)),
        ("202402", "monthly", date(2024, 2, 29)),
        ("2025-12-31", "monthly", date(2025, 12, 31)),
        ("20251130", "monthly", date(2025, 11, 30)),
        ("2025Q4", "quarterly", date(2025, 12, 31)),
        ("2025-Q1", "quarterly", date(2025, 3, 31)),
        ("20250630", "quarterly", date(2025, 6, 30)),
        ("2025", "annual", date(2025, 12, 31)),
        ("2025-12-31", "annual", date(2025, 12, 31)),
    ],
)
def test_a_period_is_read_as_it_is_written(text, every, end):
    assert period_end(text, Frequency(every)) == end


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("2025-13", "monthly"), ("2025-00", "monthly"), ("2025Q4", "monthly"), ("2025", "monthly"),
        ("2025-12-30", "monthly"), ("2025-02-29", "monthly"), ("20-25-12", "monthly"), ("1812-01", "monthly"),
        ("2025-12", "quarterly"), ("2025Q5", "quarterly"), ("2025-11-30", "quarterly"), ("2025-12", "annual"),
        ("2025-06-30", "annual"), ("", "annual"), ("٢٠٢٥", "annual"),
    ],
)  # fmt: skip
def test_what_is_no_such_period_is_none(text, every):
    assert period_end(text, Frequency(every)) is None


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("returns-{period}.csv", "returns-2025-12.csv", True),
        ("returns-{period}.csv", "returns-2025-12.csv.exe", False),
        ("returns-{period}.csv", "xreturns-2025-12.csv", False),
        ("returns-{period}.csv", "returns-2025-12xcsv", False),
        ("returns-{period}.csv", "returns-lately.csv", False),
        ("*_{period}_?.csv", "any thing_2025-12_a.csv", True),
        ("*_{period}_?.csv", "any_2025-12_ab.csv", False),
        ("a+b(1)-{period}.csv", "a+b(1)-2025-12.csv", True),
        ("a+b(1)-{period}.csv", "aab1-2025-12.csv", False),
    ],
)
def test_a_pattern_is_held_against_the_whole_name(pattern, name, matches):
    assert (entry(pattern).match(name) is not None) is matches


def test_the_period_of_the_name_is_filled_into_the_document():
    quarterly = {"every": "quarterly", "first_period": "2025Q1", "due_days": 45, "late": "warn"}
    one = entry("nav_{period}.csv", quarterly, {"id": "nav-{period}", "title": "Values for {period}"})
    assert one.speaks_of("nav_20250930.csv") == date(2025, 9, 30)
    declared = one.declared_of("nav_20250930.csv")
    assert declared.file == "nav_20250930.csv"
    assert (declared.document.id, declared.document.title) == ("nav-2025Q3", "Values for 2025Q3")
    assert declared.document.period == "2025Q3"
    with pytest.raises(ValueError, match="2025-11 is no quarter such as 2025Q4"):
        one.speaks_of("nav_2025-11.csv")


def test_a_file_without_a_period_speaks_of_the_one_that_is_declared_or_of_none():
    once = {"every": "annual", "first_period": "2024", "last_period": "2024", "due_days": 120, "late": "warn"}
    assert entry("audited.pdf", once, kind="document").speaks_of("audited.pdf") == date(2024, 12, 31)
    whenever = entry("letter-*.pdf", schedule={}, kind="document")
    assert whenever.schedule is None
    assert whenever.speaks_of("letter-2024.pdf") is None


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"file": "returns-{period}*.csv"}, "in one way only"),
        ({"file": "returns-1{period}.csv"}, "in one way only"),
        ({"file": "{period}/{period}.csv"}, "names a file, not a folder"),
        ({"file": "{period}-{period}.csv"}, "at most once"),
        ({"file": ".{period}.csv"}, "begins with a dot"),
        ({"file": "*a*b*-{period}.csv"}, "at most 2 stars"),
        ({"schedule": {}}, "schedule is missing"),
        ({"file": "returns.csv"}, "first_period and last_period must be the same"),
        ({"kind": "document", "file": "x-{period}.pdf", "document": {"id": "d", "title": "D", "period": "2024"}},
         "filled in from the file's name"),
        ({"kind": "document", "schedule": {}, "file": "x.pdf", "document": {"id": "d", "title": "{period}"}},
         "only with a schedule"),
        ({"funds": ("all", "alpha-credit")}, "all stands alone"),
        ({"schedule": {"every": "monthly", "first_period": "2025Q1", "due_days": 1, "late": "stop"}}, "a month such as"),
        ({"schedule": {"every": "monthly", "first_period": "2025-02", "last_period": "2025-01", "due_days": 1,
          "late": "stop"}}, "lies before"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_meant_is_refused(made, said):
    with pytest.raises(ValidationError, match=said):
        entry(**made)


def test_series_belongs_to_series():
    with pytest.raises(ValidationError, match="series belongs to the format series"):
        entry(declared=entry().declared.model_copy(update={"series": None}).model_dump(mode="json"))


def test_two_entries_of_one_id_are_refused():
    with pytest.raises(ValidationError, match="two entries have the id returns"):
        Calendar(version=1, expected=(entry(), entry()))


@pytest.mark.parametrize(
    ("today", "rows"),
    [
        # November is due on 20 December, December on 20 January
        (date(2025, 11, 30), []),
        (date(2025, 12, 1), [("2025-11", "due", 0)]),
        (date(2025, 12, 20), [("2025-11", "due", 0)]),
        (date(2025, 12, 21), [("2025-11", "late", 1)]),
        (date(2026, 1, 2), [("2025-11", "late", 13), ("2025-12", "due", 0)]),
        (date(2026, 1, 22), [("2025-11", "late", 33), ("2025-12", "late", 2)]),
    ],
)
def test_absence_is_news_from_the_day_after_the_due_day(today, rows):
    calendar = Calendar(version=1, expected=(entry(),))
    found = due(calendar, "alpha-credit", (), today)
    assert [(row.period, row.standing.value, row.days_late) for row in found] == rows
    assert [row.stops for row in found] == [row.standing is Standing.LATE for row in found]
    assert due(calendar, "beta-credit", (), today) == ()


def test_what_came_is_told_with_the_day_and_only_the_latest_of_an_entry():
    one = entry()
    came = (
        delivery("returns-2025-10.csv", date(2025, 11, 3), one),  # before the first expected period
        delivery("returns-2025-11.csv", date(2025, 12, 22), one),
        delivery("returns-2025-11.csv", date(2025, 12, 29), one),
        delivery("something else.csv", date(2026, 1, 3), one),
    )
    found = due(Calendar(version=1, expected=(one,)), "alpha-credit", came, date(2026, 1, 22))
    assert [(row.period, row.standing.value, row.received, row.days_late) for row in found] == [
        ("2025-11", "received", date(2025, 12, 22), 2),
        ("2025-12", "late", None, 2),
    ]
    assert found[1].sentence == "alpha-credit: Returns (returns) for 2025-12 was due on 2026-01-20 and is 2 days late."


def test_a_warning_does_not_stop_and_an_arrangement_ends():
    schedule = {"every": "monthly", "first_period": "2025-11", "last_period": "2025-12", "due_days": 0, "late": "warn"}
    found = due(Calendar(version=1, expected=(entry(schedule=schedule),)), "alpha-credit", (), date(2026, 6, 30))
    assert [(row.period, row.days_late, row.stops) for row in found] == [
        ("2025-11", 212, False),
        ("2025-12", 181, False),
    ]


def test_all_funds_are_meant_by_all():
    assert entry(funds=("all",)).is_for("gamma-credit")
    assert not entry().is_for("gamma-credit")


def test_an_entry_of_a_fund_that_does_not_exist_is_refused(desk):
    with pytest.raises(DataBad, match="monthly-returns is expected of alpha-credit, but funds/ has no folder"):
        read_calendar(Files(desk.root), ("beta-credit",))
    assert len(read_calendar(Files(desk.root), ("alpha-credit", "beta-credit")).expected) == 2


def test_the_shipped_calendar_expects_nothing_and_its_example_can_be_used(tmp_path):
    text = (ROOT / "policy/calendar.yml").read_text(encoding="utf-8")
    assert read_calendar(Files(ROOT), ()).expected == ()
    example = [line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# expected", "#   "))]
    (tmp_path / "policy").mkdir()
    body = "\n".join(line.removeprefix("#").removeprefix(" ") if line.startswith("#") else line for line in example)
    (tmp_path / "policy/calendar.yml").write_text(f"version: 1\n{body}\n", encoding="utf-8")
    (one,) = read_calendar(Files(tmp_path), ("a-fund",)).expected
    assert one.match("returns-2026-01.csv")
