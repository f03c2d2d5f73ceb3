"""Which memos await a committee's decision, and since when.

Belongs here: the fold over a chain. Does not: how many days are too many, which the asker says, and who is told.
"""

import re
from datetime import date, datetime, timedelta

from prudent.decide.ledger import Chain, read_chain
from prudent.decide.recording import current
from prudent.model.ids import FundId, PlanId
from prudent.model.ledger import Decided, Issued, Subject
from prudent.model.value import Value
from prudent.store.objects import Objects

_FIRST_ENTRY = re.compile(r"ledger/([^/]+)/([^/]+)/1\.json")


class Awaiting(Value):
    """A memo that awaits its decision."""

    plan: PlanId
    fund: FundId
    memo: Subject
    """The latest: what is decided on."""
    since: date
    """When the first memo after the last decision was issued: a new version does not start the wait anew."""


def awaiting(chain: Chain) -> Awaiting | None:
    """The memo of one plan and fund that awaits its decision; None where none does.

    What waits is what can be decided on: neither a memo that a review of a later quarter passed, nor an older quarter
    that was filled in afterwards.
    """
    memo = current(chain)
    if memo is None or memo.kind != "memo":
        return None
    since: datetime | None = None
    newest = date.min
    for entry in chain.entries:
        match entry.body:
            case Decided():
                since = None
            case Issued(sealed_with=None, subject=subject) if subject.as_of >= newest:
                since = since or entry.recorded_at
            case _:
                pass
        newest = max(newest, entry.body.subject.as_of)
    return None if since is None else Awaiting(plan=chain.plan, fund=chain.fund, memo=memo, since=since.date())


def overdue(objects: Objects, today: date, days: int) -> tuple[Awaiting, ...]:
    """Every memo of the store that has awaited its decision for more than so many days, the longest first.

    Raises:
        RecordTampered: a chain is not as it was written.
    """
    found = (_FIRST_ENTRY.fullmatch(key) for key in objects.keys("ledger"))
    waiting = (awaiting(read_chain(objects, at[1], at[2])) for at in found if at)
    late = (one for one in waiting if one is not None and today - one.since > timedelta(days=days))
    return tuple(sorted(late, key=lambda one: (one.since, one.plan, one.fund)))
