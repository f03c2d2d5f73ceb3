"""Where a fund stands with one plan's committee: the states of the watch list.

Belongs here: the names. Does not: which moves are allowed and who may make them (`prudent/decide/moves.py`), and what
sets one off (`policy/watch_list.yml`).
"""

from enum import StrEnum

from prudent.model.value import Value


class FundState(StrEnum):
    """The states, in the order in which a fund meets them."""

    CANDIDATE = "candidate"
    IN_DILIGENCE = "in diligence"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    MONITORED = "monitored"
    WATCH = "watch"
    PROBATION = "probation"
    REMOVAL_PENDING = "removal pending"
    REMOVED = "removed"
    DEFERRED = "deferred"
    DECLINED = "declined"
    SUSPENDED = "suspended"


class Mover(StrEnum):
    """Who moved a fund: a committee's recorded decision, or a rule of the policy."""

    COMMITTEE = "committee"
    RULE = "rule"


class Effect(StrEnum):
    """What a trigger does when it is set off, as the policy has it."""

    TELL = "told"
    WATCH = "watch"
    """The fund goes on the watch list."""
    NEW_MEMO = "new memo"
    """The fund goes on the watch list, and is selected from scratch: on a new full memo."""


class Move(Value):
    """From one state to another, or a committee's decision to leave the fund where it stands."""

    before: FundState
    after: FundState
    by: Mover
