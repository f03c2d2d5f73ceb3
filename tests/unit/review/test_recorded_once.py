"""What the ledger records of a review: once, and only while the fund stands where it stood."""

import pytest

from prudent.decide.moves import state_of
from prudent.model.decision import Outcome
from prudent.model.ledger import FileHash, Fired
from prudent.model.run import Request
from prudent.model.standing import Effect, FundState
from prudent.review.before import compared_with
from prudent.review.recorded import MovedMeanwhile, body_of
from prudent.review.stored import StoredReview
from tests.unit.review.review_builders import NOW, THEN, review
from tests.unit.watch_list.watch_builders import Ledger, decided, issued, reviewed

FIRED = Fired(trigger="fee-up", said="It rose.", effect=Effect.WATCH)


def stored(**given):
    folder = f"reviews/a-plan/a-fund/{NOW}/{'e' * 64}"
    files = (FileHash(key=f"{folder}/review.json", sha256="b" * 64),)
    request = Request(fund="a-fund", as_of=NOW, plan="a-plan")
    return StoredReview(request, review(**given), folder, "b" * 64, 10, files)


def test_a_review_is_recorded_once_with_the_move_that_it_makes():
    ledger = Ledger().add(decided(as_of=THEN))
    made = stored(fired=(FIRED,), late=("A letter.",))
    entry = ledger.put(lambda chain: body_of(chain, made))
    assert (entry.body.move.before, entry.body.move.after) == (FundState.APPROVED, FundState.WATCH)
    assert (entry.body.subject.record, entry.body.late, entry.body.fired) == ("b" * 64, ("A letter.",), (FIRED,))
    assert ledger.put(lambda chain: body_of(chain, made)) is None
    assert state_of(ledger.chain) is FundState.WATCH


def test_a_review_of_a_fund_that_was_moved_meanwhile_is_not_recorded():
    ledger = Ledger().add(decided(as_of=THEN), decided(Outcome.PROBATION, as_of=THEN))
    with pytest.raises(MovedMeanwhile, match="'approved' when it was reviewed and is 'probation' now"):
        ledger.put(lambda chain: body_of(chain, stored()))
    assert len(ledger.chain.entries) == 2


def test_a_review_is_compared_with_the_last_one_else_with_the_memo_that_was_decided_on():
    ledger = Ledger().add(issued(as_of=THEN))
    assert compared_with(ledger.chain, NOW) is None
    ledger.add(decided(as_of=THEN))
    assert (compared_with(ledger.chain, NOW).kind, compared_with(ledger.chain, NOW).as_of) == ("memo", THEN)
    ledger.add(reviewed(as_of=NOW))
    # the same quarter again: with what it was compared with first
    assert compared_with(ledger.chain, NOW).kind == "memo"
    later = NOW.replace(year=2026)
    assert (compared_with(ledger.chain, later).kind, compared_with(ledger.chain, later).as_of) == ("review", NOW)
    # a quarter that was filled in afterwards is older all the same
    ledger.add(reviewed(as_of=THEN))
    assert compared_with(ledger.chain, later).as_of == NOW
    assert compared_with(ledger.chain, THEN.replace(year=2024)) is None
