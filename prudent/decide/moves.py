"""The watch list as a machine: where a fund stands after its chain, and which moves are allowed to whom.

Belongs here: which entry makes which move, and the fold over a chain. Does not: the table of what is allowed
(`allowed`), what sets a move off (`policy/watch_list.yml`, `triggers`), what is recorded
of it (`prudent.model.ledger`), and whether a decision may be recorded at all (`recording`).
"""

from dataclasses import dataclass
from datetime import date

from prudent.decide.allowed import ALLOWED, DECISIONS, HELD, OVER, QUIET, rule_moves
from prudent.decide.ledger import Chain
from prudent.errors import RecordTampered, UsageError
from prudent.model.decision import Outcome
from prudent.model.ledger import Body, Decided, Entry, Issued, Reviewed
from prudent.model.standing import Effect, FundState, Move, Mover
from prudent.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a fund stands after its chain."""

    state: FundState
    entry: Entry | None
    """The entry that moved it here; None for a candidate of whom nothing is recorded."""
    selected_anew_since: date | None
    """As-of date of the review that found a changed strategy. Until the committee decides on a memo of that date or a
    later one the fund counts as selected from scratch. None where there is no such review."""


def state_of(chain: Chain) -> FundState:
    """Where the fund stands: the moves of its chain, one after the other, from a candidate on.

    Raises:
        RecordTampered: see `stand_of`.
    """
    return stand_of(chain).state


def stand_of(chain: Chain) -> Stand:
    """Where the fund stands, since which entry, and whether it must be selected anew.

    Raises:
        RecordTampered: a move does not follow from the one before, or was made by someone who may not make it.
    """
    stand = Stand(FundState.CANDIDATE, None, None)
    for entry in chain.entries:
        problem = _problem(stand.state, entry.body)
        if problem:
            raise RecordTampered(f"Entry {entry.number} of {chain.plan}/{chain.fund} {problem}.")
        stand = _stepped(stand, entry)
    return stand


def after_issue(state: FundState, staff: Verdict) -> Move | None:
    """The move that a newly issued memo makes; None where it makes none: a held fund moves by decision or review.

    A sealed memo and one older than the newest make no move: `move_of` knows them.
    """
    recommended = staff in {Verdict.APPROVE, Verdict.APPROVE_WITH_CONDITIONS}
    new = FundState.RECOMMENDED if recommended else FundState.IN_DILIGENCE
    return Move(before=state, after=new, by=Mover.RULE) if new in rule_moves(state) else None


def after_decision(state: FundState, outcome: Outcome) -> Move:
    """The move that a committee's decision makes, also to where the fund stands already.

    Raises:
        UsageError: the committee cannot decide this of a fund in this state; the sentence says what it can.
    """
    after = DECISIONS[state].get(outcome)
    if after is None:
        raise UsageError(f"The fund is {state.value!r}: {outcome.value!r} cannot be decided of it. {_instead(state)}")
    return Move(before=state, after=after, by=Mover.COMMITTEE)


def after_review(state: FundState, *, fired: bool) -> Move | None:
    """The move that a review makes: up in severity, and only as far as watch; None where it makes none.

    Args:
        state: where the fund stands.
        fired: whether a trigger was set off that leads to the watch list (`triggers.leads_to_watch`).
    """
    if state not in QUIET:
        return None
    after = FundState.WATCH if fired else FundState.MONITORED
    return None if after is state else Move(before=state, after=after, by=Mover.RULE)


def move_of(chain: Chain, body: Body) -> Move | None:
    """The move that an entry makes if it is recorded next. Who records asks here and puts the answer into the entry.

    Raises:
        UsageError: the decision is not allowed in this state, or the fund's strategy changed and it is to go on.
        RecordTampered: see `stand_of`.
    """
    stand = stand_of(chain)
    if isinstance(body, Issued):
        return None if body.sealed_with is not None or _is_old(chain, body) else after_issue(stand.state, body.staff)
    if isinstance(body, Reviewed):
        return after_review(stand.state, fired=_to_watch(body))
    since = stand.selected_anew_since
    if since is not None and body.decision.outcome is Outcome.MONITOR:
        raise UsageError(
            f"The fund's strategy changed by {since.isoformat()}, so it counts as selected from scratch: it goes on "
            "only by 'approve' or 'approve with conditions' on a new memo of that date or a later one."
        )
    return after_decision(stand.state, body.decision.outcome)


def _is_old(chain: Chain, body: Issued) -> bool:
    """Whether a memo of a later date was issued or decided on: a quarter filled in afterwards moves nothing."""
    dates = [entry.body.subject.as_of for entry in chain.entries if entry.body.subject.kind == "memo"]
    return body.subject.as_of < max(dates, default=body.subject.as_of)


def _to_watch(body: Reviewed) -> bool:
    return any(item.effect is not Effect.TELL for item in body.fired)


def _instead(state: FundState) -> str:
    if state in OVER:
        return "It is selected again only when a new memo on it is issued."
    allowed = ", ".join(repr(outcome.value) for outcome in Outcome if outcome in DECISIONS[state])
    return f"Allowed are {allowed}."


def _problem(state: FundState, body: Body) -> str | None:
    """What is wrong with the move of an entry that follows on a state, as the end of a sentence; None if nothing."""
    move = body.move
    if move is None:
        return "is a decision without the move that it makes" if isinstance(body, Decided) else None
    said = f"moves the fund from {move.before.value!r} to {move.after.value!r}"
    if move.before is not state:
        return f"{said}, but it stood at {state.value!r}"
    maker = Mover.COMMITTEE if isinstance(body, Decided) else Mover.RULE
    if move.by is not maker or (move.before, move.after, move.by) not in ALLOWED:
        return f"{said}, which a {move.by.value} may not do by what was {body.kind}"
    return None if _made_by(state, body, move) else f"{said}, which is not what was {body.kind}"


def _made_by(state: FundState, body: Body, move: Move) -> bool:
    """Whether this entry makes this move, and not only some entry of its kind."""
    if isinstance(body, Issued):
        return body.sealed_with is None and move == after_issue(state, body.staff)
    if isinstance(body, Reviewed):
        return move == after_review(state, fired=_to_watch(body))
    return DECISIONS[state].get(body.decision.outcome) is move.after


def _stepped(stand: Stand, entry: Entry) -> Stand:
    body = entry.body
    moved = body.move is not None and body.move.after is not stand.state
    state = body.move.after if body.move is not None else stand.state
    return Stand(state, entry if moved else stand.entry, _anew(stand, body, state))


def _anew(stand: Stand, body: Body, state: FundState) -> date | None:
    since = stand.selected_anew_since
    if isinstance(body, Reviewed) and any(item.effect is Effect.NEW_MEMO for item in body.fired):
        return max(body.subject.as_of, since or body.subject.as_of)
    if since is None or not isinstance(body, Decided):
        return since
    on_new_memo = body.subject.kind == "memo" and body.subject.as_of >= since
    approved = body.decision.outcome in {Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS}
    return None if (on_new_memo and approved) or state not in HELD else since
