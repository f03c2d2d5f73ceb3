"""The days that a committee has to keep in mind of one fund, from what is recorded of it.

Belongs here: what a day is, the next review, and conditions that are due. Does not: days that documents name
(`dated_evidence`), the calendar file (`feed`) and reading the store (`prudent/review`). A day that nothing gives is not
there: none is estimated. No clock: a day that has passed stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from prudent.decide.allowed import HELD
from prudent.decide.ledger import Chain
from prudent.decide.moves import stand_of
from prudent.model.decision import Outcome
from prudent.model.ledger import Decided, Reviewed
from prudent.model.period import months_before, quarter_label

_QUARTER = 3
_APPROVED = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS})


class DatedKind(StrEnum):
    """What happens on the day."""

    REVIEW = "review"
    OFFER = "repurchase offer"
    WAIVER = "fee waiver"
    REPRESENTATION = "representation"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, or several in a row, with what happens then."""

    kind: DatedKind
    plan: str
    fund: str
    key: str
    """What tells it from the others of its kind, plan and fund, today and in a year."""
    first: date
    last: date
    title: str
    words: str
    """What is to be known of it, and where it stands."""
    stamp: datetime
    """When that was recorded."""


def by_record(chain: Chain, name: str, review_day: Callable[[date], date]) -> tuple[Dated, ...]:
    """The next review of a fund that is held, and the conditions of its approval.

    Args:
        chain: all that is recorded of the fund.
        name: what the fund is called.
        review_day: the day on which the quarter that ends on a day is reviewed.

    Raises:
        RecordTampered: the chain does not follow from itself.
    """
    if stand_of(chain).state not in HELD:
        return ()
    return (_next_review(chain, name, review_day), *_conditions(chain, name))


def _next_review(chain: Chain, name: str, review_day: Callable[[date], date]) -> Dated:
    # a held fund was approved or reviewed, so there is one
    entries = [entry for entry in chain.entries if isinstance(entry.body, Reviewed | Decided)]
    last = max(entries, key=lambda entry: (entry.body.subject.as_of, entry.number))
    end = months_before(last.body.subject.as_of, -_QUARTER)
    day, quarter = review_day(end), quarter_label(end)
    return Dated(
        DatedKind.REVIEW,
        chain.plan,
        chain.fund,
        quarter,
        day,
        day,
        f"Quarterly review of {name}: {quarter}",
        f"The quarter that ends on {end} is reviewed. Evidence of the duty to monitor, outside the proposed rule.",
        last.recorded_at,
    )


def _conditions(chain: Chain, name: str) -> tuple[Dated, ...]:
    """Of the last approval: a later one takes the place of the conditions before."""
    approved = [(entry, entry.body.decision) for entry in chain.entries if isinstance(entry.body, Decided)]
    approved = [(entry, decision) for entry, decision in approved if decision.outcome in _APPROVED]
    if not approved:
        return ()
    entry, decision = approved[-1]
    return tuple(
        Dated(
            DatedKind.CONDITION,
            chain.plan,
            chain.fund,
            f"{entry.number}-{place}",
            condition.due,
            condition.due,
            f"Condition due: {name}",
            f"{condition.text}\nOwner: {condition.owner}. Decided on {decision.decided_on}, entry {entry.number}.",
            entry.recorded_at,
        )
        for place, condition in enumerate(decision.conditions, start=1)
    )
