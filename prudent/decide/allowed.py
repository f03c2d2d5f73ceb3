"""The table of the watch list: the states of a fund's two lives, and every move with who may make it.

Belongs here: what is allowed at all. Does not: which entry makes which move (`moves`).

Two lives. While a fund is *selected* it is a candidate, in diligence, recommended, deferred or declined. Once it is
approved it is *held*, and grows more severe from approved and monitored to watch, probation, suspended and removal
pending. A rule moves a fund that is selected as its memos come, and a held one up in severity and no further than
watch. Everything else, each step down and each way out, is a committee's recorded decision. A fund that was declined
or removed is selected again only when a newer memo is issued, and is held again only by a new decision on it.
"""

from prudent.model.decision import Outcome
from prudent.model.standing import FundState, Mover

#: How severe the state of a held fund is. A review makes an approved fund a monitored one, so both weigh the same.
SEVERITY = {
    FundState.APPROVED: 0,
    FundState.MONITORED: 0,
    FundState.WATCH: 1,
    FundState.PROBATION: 2,
    FundState.SUSPENDED: 3,
    FundState.REMOVAL_PENDING: 4,
}
HELD = frozenset(SEVERITY)
#: A committee's decision on a memo is allowed here. A candidate is among them: before there was a ledger, memos were
#: issued without an entry.
_UNDECIDED = frozenset({FundState.CANDIDATE, FundState.IN_DILIGENCE, FundState.RECOMMENDED, FundState.DEFERRED})
#: From here a fund is selected again only on a new memo.
OVER = frozenset({FundState.DECLINED, FundState.REMOVED})
#: The states that a review by rule moves a fund out of.
QUIET = frozenset({FundState.APPROVED, FundState.MONITORED})

_ON_SELECTION = {
    Outcome.APPROVE: FundState.APPROVED,
    Outcome.APPROVE_WITH_CONDITIONS: FundState.APPROVED,
    Outcome.DEFER: FundState.DEFERRED,
    Outcome.DECLINE: FundState.DECLINED,
}
_ON_HELD = {
    Outcome.APPROVE: FundState.APPROVED,
    Outcome.APPROVE_WITH_CONDITIONS: FundState.APPROVED,
    Outcome.MONITOR: FundState.MONITORED,
    Outcome.WATCH: FundState.WATCH,
    Outcome.PROBATION: FundState.PROBATION,
    Outcome.SUSPEND: FundState.SUSPENDED,
    Outcome.BEGIN_REMOVAL: FundState.REMOVAL_PENDING,
}


def _committee_moves(state: FundState) -> dict[Outcome, FundState]:
    if state in _UNDECIDED:
        return dict(_ON_SELECTION)
    if state in OVER:
        return {}
    removed = {Outcome.REMOVE: FundState.REMOVED} if state is FundState.REMOVAL_PENDING else {}
    # A committee that defers on a held fund has not taken it off the menu: it stays where it stands.
    return {**_ON_HELD, Outcome.DEFER: state, **removed}


#: What a committee can decide in each state, and where the fund stands then.
DECISIONS = {state: _committee_moves(state) for state in FundState}


def rule_moves(state: FundState) -> frozenset[FundState]:
    """Where a rule can move a fund that stands here."""
    if state in QUIET:
        return frozenset({FundState.MONITORED, FundState.WATCH} - {state})
    return frozenset() if state in HELD else frozenset({FundState.IN_DILIGENCE, FundState.RECOMMENDED} - {state})


#: Every move that is allowed, each with who makes it. A committee's move may lead to where the fund stands already.
ALLOWED: frozenset[tuple[FundState, FundState, Mover]] = frozenset(
    {(before, after, Mover.COMMITTEE) for before in FundState for after in DECISIONS[before].values()}
    | {(before, after, Mover.RULE) for before in FundState for after in rule_moves(before)}
)
