"""A chain is read and added to: gaps, strangers and clocks are refused, and an append reads what it must and no more."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from obstore.store import MemoryStore

from prudent.decide.ledger import ClockWentBack, append, read_chain
from prudent.errors import RecordTampered, UsageError
from prudent.store.frames import sha256
from prudent.store.objects import StoredObjects
from tests.unit.ledger.ledger_store import FUND, PLAN, at, review

KEY = f"ledger/{PLAN}/{FUND}"


@dataclass
class Counted:
    """A store that counts, and lets another writer in before a create."""

    inner: StoredObjects
    gets: list = field(default_factory=list)
    first: list = field(default_factory=list)

    def get(self, key):
        self.gets.append(key)
        return self.inner.get(key)

    def create(self, key, body):
        if self.first and key.startswith("ledger/"):
            self.first.pop()()
        return self.inner.create(key, body)

    def __getattr__(self, name):
        return getattr(self.inner, name)


@pytest.fixture
def objects():
    return Counted(StoredObjects(MemoryStore()))


def add(objects, hours, quarter="2026Q1"):
    body = review(objects, FUND).model_copy(update={"quarter": quarter})
    return append(objects, PLAN, FUND, lambda _: body, at(hours))


def test_each_entry_holds_the_hash_of_the_file_before(objects):
    first, second = add(objects, 0), add(objects, 0)
    assert (first.number, first.previous, second.number) == (1, None, 2)
    assert second.previous == sha256(objects.inner.get(f"{KEY}/1.json"))
    chain = read_chain(objects, PLAN, FUND)
    assert chain.entries == (first, second)
    assert chain.head == sha256(objects.inner.get(f"{KEY}/2.json"))


def test_a_time_is_recorded_in_utc_to_the_second(objects):
    entry = add(objects, 0.9999)
    assert entry.recorded_at.isoformat() == "2026-03-10T09:59:59+00:00"
    assert b'"recorded_at":"2026-03-10T09:59:59Z"' in objects.inner.get(f"{KEY}/1.json")


def test_none_records_nothing_and_a_refusal_is_passed_on(objects):
    def refuse(chain):
        raise UsageError(f"{len(chain.entries)} entries")

    assert append(objects, PLAN, FUND, lambda _: None, at(0)) is None
    with pytest.raises(UsageError, match="0 entries"):
        append(objects, PLAN, FUND, refuse, at(0))
    assert objects.keys("ledger") == ()


def test_a_clock_that_went_back_records_nothing(objects):
    add(objects, 1)
    with pytest.raises(ClockWentBack, match=r"entry 1 of example/alpha-credit was recorded at .* Set the clock"):
        add(objects, 0.5)
    assert objects.keys("ledger") == (f"{KEY}/1.json",)


def test_whoever_was_second_reads_only_what_is_new_and_is_asked_again(objects):
    for _ in range(20):
        add(objects, 0)
    other = StoredObjects(objects.inner._backend)
    asked = []

    def body(chain):
        asked.append(len(chain.entries))
        return review(objects, FUND)

    objects.first = [lambda: add(other, 0, "2026Q2"), lambda: add(other, 0, "2026Q3")]
    objects.gets.clear()
    assert append(objects, PLAN, FUND, body, at(0)).number == 23
    assert asked == [20, 21, 22]
    read = [key for key in objects.gets if key.startswith("ledger/")]
    assert sorted(read) == sorted(f"{KEY}/{number}.json" for number in range(1, 23))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("01.json", "01.json was added"),
        ("3.json.bak", "3.json.bak was added"),
        ("4.json", "3.json is missing, though 4.json is there"),
        ("1000000000.json", "1000000000.json was added"),
        ("old/1.json", "old/1.json was added"),
        ("3.json", "3.json cannot be read"),
    ],
)
def test_what_does_not_belong_in_a_chain_is_refused_by_whoever_reads_or_adds(objects, key, says):
    add(objects, 0)
    add(objects, 0)
    objects.put(f"{KEY}/{key}", b"{}")
    with pytest.raises(RecordTampered, match=says):
        read_chain(objects, PLAN, FUND)
    with pytest.raises(RecordTampered, match=says):
        add(objects, 1)


def test_an_entry_of_another_fund_is_not_taken_for_its_own(objects):
    add(objects, 0)
    objects.put(f"ledger/{PLAN}/beta-credit/1.json", objects.inner.get(f"{KEY}/1.json"))
    with pytest.raises(RecordTampered, match=r"beta-credit/1\.json speaks of another entry than its name"):
        read_chain(objects, PLAN, "beta-credit")


def test_a_chain_that_shrinks_while_it_is_read_is_refused(objects):
    add(objects, 0)
    known = read_chain(objects, PLAN, FUND)
    empty = StoredObjects(MemoryStore())
    with pytest.raises(RecordTampered, match=r"1\.json is missing: it was there"):
        read_chain(empty, PLAN, FUND, known)


def test_two_hundred_entries_are_one_chain(objects):
    for number in range(200):
        append(objects, PLAN, FUND, lambda _: review(objects, FUND), at(number / 60 + 1))
    chain = read_chain(objects, PLAN, FUND)
    assert [entry.number for entry in chain.entries] == list(range(1, 201))
    assert chain.entries[-1].recorded_at - chain.entries[0].recorded_at == timedelta(minutes=199)
