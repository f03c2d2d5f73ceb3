"""Where a fund stands after its chain, and which chains are refused."""

import pytest

from prudent.decide.moves import move_of, stand_of, state_of
from prudent.errors import RecordTampered, UsageError
from prudent.model.decision import Outcome
from prudent.model.standing import Effect, FundState, Move, Mover
from prudent.model.verdict import Verdict
from tests.unit.watch_list.watch_builders import Q1, Q3, Q4, WATCHED, Ledger, decided, issued, reviewed


def test_a_life_from_candidate_to_removed_and_back():
    ledger = Ledger()
    for body, expected in (
        (issued(Verdict.DEFER), FundState.IN_DILIGENCE),
        (issued(Verdict.APPROVE), FundState.RECOMMENDED),
        (decided(Outcome.APPROVE), FundState.APPROVED),
        (issued(Verdict.APPROVE, sealed_with=3), FundState.APPROVED),
        (reviewed(), FundState.MONITORED),
        (WATCHED, FundState.WATCH),
        (WATCHED, FundState.WATCH),
        (decided(Outcome.PROBATION, Q1, "review"), FundState.PROBATION),
        (decided(Outcome.BEGIN_REMOVAL, Q1, "review"), FundState.REMOVAL_PENDING),
        (decided(Outcome.REMOVE, Q1, "review"), FundState.REMOVED),
        (issued(Verdict.APPROVE, Q1), FundState.RECOMMENDED),
    ):
        assert state_of(ledger.add(body).chain) is expected
    assert stand_of(ledger.chain).entry.number == 11


def test_a_fund_of_which_nothing_is_recorded_is_a_candidate():
    stand = stand_of(Ledger().chain)
    assert (stand.state, stand.entry, stand.selected_anew_since) == (FundState.CANDIDATE, None, None)


def test_the_entry_that_moved_a_fund_is_kept_while_later_ones_move_nothing():
    chain = Ledger().add(issued(), decided(), reviewed(), reviewed()).chain
    assert stand_of(chain).entry.number == 3


def test_a_sealed_memo_and_a_quarter_filled_in_afterwards_move_nothing():
    ledger = Ledger().add(issued(Verdict.APPROVE))
    assert move_of(ledger.chain, issued(Verdict.DEFER, Q3)) is None
    assert move_of(ledger.add(issued(Verdict.DEFER, Q3)).chain, issued(Verdict.DEFER, Q3)) is None
    assert move_of(ledger.chain, issued(Verdict.DEFER, Q4)).after is FundState.IN_DILIGENCE
    ledger.add(decided(Outcome.DEFER))
    assert move_of(ledger.chain, issued(Verdict.APPROVE, sealed_with=3)) is None
    assert move_of(ledger.chain, issued(Verdict.APPROVE)).after is FundState.RECOMMENDED


def test_what_is_only_told_moves_no_fund_to_watch():
    ledger = Ledger().add(issued(), decided(), reviewed(Effect.TELL, Effect.TELL))
    assert state_of(ledger.chain) is FundState.MONITORED
    assert state_of(ledger.add(reviewed(Effect.TELL, Effect.WATCH)).chain) is FundState.WATCH


def test_a_changed_strategy_counts_until_a_memo_of_that_date_is_approved():
    ledger = Ledger().add(issued(), decided(), reviewed(Effect.NEW_MEMO))
    assert (stand_of(ledger.chain).state, stand_of(ledger.chain).selected_anew_since) == (FundState.WATCH, Q1)
    with pytest.raises(UsageError, match="strategy changed by 2026-03-31"):
        ledger.add(decided(Outcome.MONITOR, Q1, "review"))
    # watched, deferred, or approved on a memo of before the change: the fund still counts as selected from scratch
    ledger.add(decided(Outcome.PROBATION, Q1, "review"), issued(Verdict.APPROVE, Q1), decided(Outcome.DEFER, Q1))
    assert stand_of(ledger.chain).selected_anew_since == Q1
    ledger.add(decided(Outcome.APPROVE, Q4))
    assert stand_of(ledger.chain).selected_anew_since == Q1
    ledger.add(decided(Outcome.APPROVE, Q1))
    assert (stand_of(ledger.chain).state, stand_of(ledger.chain).selected_anew_since) == (FundState.APPROVED, None)


def test_a_removed_fund_is_no_longer_to_be_selected_anew():
    ledger = Ledger().add(issued(), decided(), reviewed(Effect.NEW_MEMO), decided(Outcome.BEGIN_REMOVAL, Q1, "review"))
    ledger.add(decided(Outcome.REMOVE, Q1, "review"))
    assert stand_of(ledger.chain).selected_anew_since is None


def forged(ledger, body, before, after, by):
    move = Move(before=FundState(before), after=FundState(after), by=Mover(by))
    ledger.put(lambda _chain: body.model_copy(update={"move": move}))
    return ledger.chain


APPROVED = (issued(), decided())


@pytest.mark.parametrize(
    ("earlier", "body", "move", "said"),
    [
        ((), issued(), ("in diligence", "recommended", "rule"), "but it stood at 'candidate'"),
        ((), issued(), ("candidate", "approved", "rule"), "which a rule may not do by what was issued"),
        ((), issued(), ("candidate", "approved", "committee"), "which a committee may not do by what was issued"),
        ((), issued(Verdict.DEFER), ("candidate", "recommended", "rule"), "which is not what was issued"),
        ((issued(),), decided(), ("recommended", "approved", "rule"), "which a rule may not do by what was decided"),
        (
            (issued(),),
            decided(Outcome.DEFER),
            ("recommended", "approved", "committee"),
            "which is not what was decided",
        ),
        (APPROVED, WATCHED, ("approved", "probation", "rule"), "which a rule may not do by what was reviewed"),
        (APPROVED, WATCHED, ("approved", "watch", "committee"), "which a committee may not do by what was reviewed"),
        (APPROVED, reviewed(), ("approved", "watch", "rule"), "which is not what was reviewed"),
        (APPROVED, reviewed(Effect.TELL), ("approved", "watch", "rule"), "which is not what was reviewed"),
        ((*APPROVED, WATCHED), reviewed(), ("watch", "monitored", "rule"), "which a rule may not do"),
        (APPROVED, issued(sealed_with=2), ("approved", "recommended", "rule"), "which a rule may not do"),
    ],
)
def test_a_chain_that_does_not_follow_from_itself_is_refused(earlier, body, move, said):
    ledger = Ledger().add(*earlier)
    chain = forged(ledger, body, *move)
    with pytest.raises(RecordTampered) as refused:
        state_of(chain)
    assert f"Entry {len(earlier) + 1} of a-plan/a-fund moves the fund" in refused.value.sentence
    assert said in refused.value.sentence


def test_a_sealed_memo_that_moves_a_deferred_fund_is_refused():
    ledger = Ledger().add(issued(), decided(Outcome.DEFER))
    chain = forged(ledger, issued(sealed_with=2), "deferred", "recommended", "rule")
    with pytest.raises(RecordTampered, match="which is not what was issued"):
        state_of(chain)


def test_a_decision_without_its_move_is_refused():
    ledger = Ledger().add(issued())
    ledger.put(lambda _chain: decided())
    with pytest.raises(RecordTampered, match="Entry 2 of a-plan/a-fund is a decision without the move"):
        state_of(ledger.chain)
