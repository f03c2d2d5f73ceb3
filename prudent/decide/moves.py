"""The watch list as a machine: where a fund stands after its chain, and which moves are allowed to whom.

Belongs here: states and moves. Does not: what sets a move off (`policy/watch_list.yml`, `triggers`), what is recorded
of it (`prudent.model.ledger`).
"""

from prudent.decide.ledger import Chain
from prudent.errors import UsageError
from prudent.model.decision import Outcome
from prudent.model.standing import FundState, Move, Mover
from prudent.model.verdict import Verdict

_AFTER = {
    Outcome.APPROVE: FundState.APPROVED,
    Outcome.APPROVE_WITH_CONDITIONS: FundState.APPROVED,
    Outcome.DEFER: FundState.DEFERRED,
    Outcome.DECLINE: FundState.DECLINED,
    Outcome.MONITOR: FundState.MONITORED,
    Outcome.WATCH: FundState.WATCH,
    Outcome.PROBATION: FundState.PROBATION,
    Outcome.SUSPEND: FundState.SUSPENDED,
    Outcome.BEGIN_REMOVAL: FundState.REMOVAL_PENDING,
    Outcome.REMOVE: FundState.REMOVED,
}


def state_of(chain: Chain) -> FundState:
    """Where the fund stands: the moves of its chain, one after the other, from a candidate on."""
    state = FundState.CANDIDATE
    for entry in chain.entries:
        if entry.body.move is not None:
            state = entry.body.move.after
    return state


def after_issue(state: FundState, staff: Verdict) -> Move | None:
    """The move that a newly issued memo makes; None where it makes none."""
    after = {Verdict.APPROVE: FundState.RECOMMENDED, Verdict.APPROVE_WITH_CONDITIONS: FundState.RECOMMENDED}
    open_to_it = {FundState.CANDIDATE, FundState.IN_DILIGENCE, FundState.RECOMMENDED}
    new = after.get(staff, FundState.IN_DILIGENCE)
    return Move(before=state, after=new, by=Mover.RULE) if state in open_to_it and new != state else None


def after_decision(state: FundState, outcome: Outcome) -> Move:
    """The move that a committee's decision makes.

    Raises:
        UsageError: the committee cannot decide this of a fund in this state; the sentence says what it can.
    """
    raise UsageError(f"{state.value} to {_AFTER[outcome].value}: this move is not allowed.")


def after_review(state: FundState, *, fired: bool) -> Move | None:
    """The move that a review makes: up in severity, and only as far as watch; None where it makes none."""
    return Move(before=state, after=FundState.WATCH, by=Mover.RULE) if fired and state is FundState.MONITORED else None
