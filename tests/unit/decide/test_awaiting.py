"""What awaits a committee's decision, and since when: what can be decided on, and nothing else."""

from datetime import date

from prudent.decide.awaiting import Awaiting, awaiting, overdue
from prudent.decide.canonical import canonical
from prudent.store.layout import ledger_entry
from prudent.store.objects import in_folder
from tests.unit.decide.decided_sample import FUND, NEWER, PLAN, SEALED, chain, decided, issued, reviewed

# entries are a day apart, from 10 March 2026 on
FIRST, THIRD, FOURTH = date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 13)
EARLIER, LATER = date(2025, 9, 30), date(2026, 3, 31)


def waits(*bodies):
    found = awaiting(chain(*bodies))
    return found and (found.memo.record, found.since)


def test_a_memo_waits_from_its_first_version_on():
    assert waits() is None
    assert waits(issued()) == (issued().subject.record, FIRST)
    assert waits(issued(), issued(NEWER, 2)) == (NEWER, FIRST)
    assert waits(issued(), issued(NEWER, 1, LATER)) == (NEWER, FIRST)


def test_a_decision_ends_the_wait_and_the_next_memo_begins_it_anew():
    sealed = issued(SEALED, 2, sealed_with=2)
    assert waits(issued(), decided()) is None
    assert waits(issued(), decided(), sealed) is None
    assert waits(issued(), decided(), issued(NEWER, 3)) == (NEWER, THIRD)
    assert waits(issued(), decided(), sealed, issued(NEWER, 3)) == (NEWER, FOURTH)


def test_an_older_quarter_that_was_filled_in_does_not_wait():
    filled_in = issued(NEWER, 1, EARLIER)
    assert waits(issued(), decided(), filled_in) is None
    # nor does it take the place of what waits, or count as its beginning
    assert waits(issued(), filled_in) == (issued().subject.record, FIRST)
    assert waits(issued(), decided(), filled_in, issued(NEWER, 1, LATER)) == (NEWER, FOURTH)


def test_a_memo_that_a_review_passed_can_no_longer_be_decided_on():
    assert waits(issued(), decided(), issued(NEWER, 3), reviewed()) is None
    assert waits(issued(), decided(), reviewed()) is None


def test_only_what_waits_for_more_than_so_many_days_is_told(tmp_path):
    objects = in_folder(tmp_path / "store")
    for entry in chain(issued()).entries:
        objects.create(ledger_entry(PLAN, FUND, entry.number), canonical(entry))
    expected = Awaiting(plan=PLAN, fund=FUND, memo=issued().subject, since=FIRST)
    assert overdue(objects, date(2026, 3, 24), 14) == ()
    assert overdue(objects, date(2026, 3, 25), 14) == (expected,)
    assert overdue(objects, date(2026, 3, 25), 15) == ()
