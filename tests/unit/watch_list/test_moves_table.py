"""Which moves are allowed, and to whom: all twelve states, written out by hand."""

import pytest

from prudent.decide.allowed import ALLOWED, DECISIONS, HELD, SEVERITY
from prudent.decide.moves import after_decision, after_issue, after_review
from prudent.errors import UsageError
from prudent.model.decision import Outcome
from prudent.model.standing import FundState, Move, Mover
from prudent.model.verdict import Verdict

S, O = FundState, Outcome  # noqa: E741 - the table below is read by column
SELECTED = {O.APPROVE: S.APPROVED, O.APPROVE_WITH_CONDITIONS: S.APPROVED, O.DEFER: S.DEFERRED, O.DECLINE: S.DECLINED}
HELD_MOVES = {
    O.APPROVE: S.APPROVED, O.APPROVE_WITH_CONDITIONS: S.APPROVED, O.MONITOR: S.MONITORED, O.WATCH: S.WATCH,
    O.PROBATION: S.PROBATION, O.SUSPEND: S.SUSPENDED, O.BEGIN_REMOVAL: S.REMOVAL_PENDING,
}  # fmt: skip
EXPECTED = {
    S.CANDIDATE: SELECTED,
    S.IN_DILIGENCE: SELECTED,
    S.RECOMMENDED: SELECTED,
    S.DEFERRED: SELECTED,
    S.DECLINED: {},
    S.REMOVED: {},
    **{state: {**HELD_MOVES, O.DEFER: state} for state in (S.APPROVED, S.MONITORED, S.WATCH, S.PROBATION, S.SUSPENDED)},
    S.REMOVAL_PENDING: {**HELD_MOVES, O.DEFER: S.REMOVAL_PENDING, O.REMOVE: S.REMOVED},
}


@pytest.mark.parametrize("state", list(FundState))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_a_committee_decides_in_each_state(state, outcome):
    after = EXPECTED[state].get(outcome)
    if after is not None:
        assert after_decision(state, outcome) == Move(before=state, after=after, by=Mover.COMMITTEE)
        return
    with pytest.raises(UsageError) as refused:
        after_decision(state, outcome)
    assert f"{outcome.value!r} cannot be decided" in refused.value.sentence
    for allowed in EXPECTED[state]:
        assert repr(allowed.value) in refused.value.sentence


def test_a_declined_or_removed_fund_is_told_that_it_takes_a_new_memo():
    for state in (S.DECLINED, S.REMOVED):
        with pytest.raises(UsageError, match="selected again only when a new memo on it is issued"):
            after_decision(state, O.APPROVE)


def test_every_decision_stands_in_the_table_and_nothing_else_does():
    by_committee = {(b, a) for b, a, by in ALLOWED if by is Mover.COMMITTEE}
    assert by_committee == {(state, after) for state, moves in EXPECTED.items() for after in moves.values()}
    assert set(DECISIONS) == set(FundState)


def test_a_rule_moves_as_memos_come_and_a_held_fund_up_to_watch():
    selected = (S.CANDIDATE, S.IN_DILIGENCE, S.RECOMMENDED, S.DEFERRED, S.DECLINED, S.REMOVED)
    expected = {(b, a) for b in selected for a in (S.IN_DILIGENCE, S.RECOMMENDED) if a is not b}
    expected |= {(S.APPROVED, S.MONITORED), (S.APPROVED, S.WATCH), (S.MONITORED, S.WATCH)}
    assert {(b, a) for b, a, by in ALLOWED if by is Mover.RULE} == expected


def test_no_move_by_rule_makes_a_held_fund_less_severe_or_passes_watch_or_ends_it():
    for before, after, by in ALLOWED:
        if by is Mover.RULE and before in HELD:
            assert SEVERITY[before] <= SEVERITY[after] <= SEVERITY[S.WATCH]


@pytest.mark.parametrize(
    ("state", "staff", "after"),
    [
        (S.CANDIDATE, Verdict.APPROVE, S.RECOMMENDED),
        (S.CANDIDATE, Verdict.DEFER, S.IN_DILIGENCE),
        (S.IN_DILIGENCE, Verdict.APPROVE_WITH_CONDITIONS, S.RECOMMENDED),
        (S.RECOMMENDED, Verdict.DECLINE, S.IN_DILIGENCE),
        (S.RECOMMENDED, Verdict.APPROVE, None),
        (S.DECLINED, Verdict.APPROVE, S.RECOMMENDED),
        (S.REMOVED, Verdict.DEFER, S.IN_DILIGENCE),
        (S.DEFERRED, Verdict.DEFER, S.IN_DILIGENCE),
        (S.WATCH, Verdict.APPROVE, None),
        (S.REMOVAL_PENDING, Verdict.DECLINE, None),
    ],
)
def test_the_move_of_a_new_memo(state, staff, after):
    expected = Move(before=state, after=after, by=Mover.RULE) if after else None
    assert after_issue(state, staff) == expected


@pytest.mark.parametrize("state", list(FundState))
def test_the_move_of_a_review(state):
    watched, quiet = after_review(state, fired=True), after_review(state, fired=False)
    assert (watched and watched.after) == (S.WATCH if state in {S.APPROVED, S.MONITORED} else None)
    assert (quiet and quiet.after) == (S.MONITORED if state is S.APPROVED else None)
