"""The record of decisions that the store's ledger is.

Belongs here: reading chains for the pages. Does not: what an entry is and when a chain is refused (`prudent/decide`). A
chain that is not as it was written is said to be so, and stops no other fund.
"""

from dataclasses import dataclass

from prudent.decide.allowed import SEVERITY
from prudent.decide.ledger import Chain, read_chain
from prudent.decide.moves import stand_of
from prudent.errors import PrudentError, RecordTampered
from prudent.model.ledger import Decided, Entry, Reviewed
from prudent.model.standing import FundState
from prudent.review.plan_calendar import chains_of
from prudent.site.standing import AWAITING, Decision, Owed, Standing
from prudent.site.standing import Reviewed as ReviewedLast
from prudent.store.objects import Objects

NOT_KNOWN = "not known: its record was changed"
_UNDECIDED = frozenset({FundState.CANDIDATE, FundState.IN_DILIGENCE, FundState.RECOMMENDED})
_ON_WATCH = SEVERITY[FundState.WATCH]


@dataclass(frozen=True, slots=True)
class Problem:
    """A chain that is not shown, and why."""

    plan: str
    fund: str
    reason: str
    tampered: bool


class LedgerRecord:
    """Every chain of the store, read once."""

    def __init__(self, objects: Objects) -> None:
        self._standings: dict[tuple[str, str], Standing] = {}
        self._problems: list[Problem] = []
        for plan, fund in chains_of(objects):
            self._standings[plan, fund] = self._read(objects, plan, fund)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Chains that are not shown."""
        return tuple(self._problems)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return not self._standings

    def standing(self, plan: str, fund: str) -> Standing:
        """Where the fund stands; awaiting a decision where nothing is recorded of it."""
        return self._standings.get((plan, fund)) or Standing(AWAITING, watched=False, decisions=())

    def _read(self, objects: Objects, plan: str, fund: str) -> Standing:
        try:
            return _standing(read_chain(objects, plan, fund))
        except PrudentError as error:
            self._problems.append(Problem(plan, fund, error.sentence, isinstance(error, RecordTampered)))
            return Standing(NOT_KNOWN, watched=False, decisions=(), problem=error.sentence)


def _standing(chain: Chain) -> Standing:
    stand = stand_of(chain)
    words = f"{stand.state.value}, {AWAITING}" if stand.state in _UNDECIDED else stand.state.value
    return Standing(
        words,
        watched=SEVERITY.get(stand.state, 0) >= _ON_WATCH,
        decisions=tuple(_decision(entry, entry.body) for entry in chain.entries if isinstance(entry.body, Decided)),
        since=stand.entry.recorded_at.date() if stand.entry else None,
        anew=stand.selected_anew_since,
        review=_last_review(chain),
    )


def _last_review(chain: Chain) -> ReviewedLast | None:
    """Of the latest quarter; of one quarter the version recorded last."""
    reviews = [(entry.number, entry.body) for entry in chain.entries if isinstance(entry.body, Reviewed)]
    if not reviews:
        return None
    body = max(reviews, key=lambda item: (item[1].subject.as_of, item[0]))[1]
    said = tuple(
        f"{item.trigger.replace('-', ' ').capitalize()} ({item.effect.value}): {item.said}" for item in body.fired
    )
    return ReviewedLast(body.quarter, f"{body.subject.folder}/review.html", said)


def _decision(entry: Entry, body: Decided) -> Decision:
    decision, subject = body.decision, body.subject
    votes = decision.votes
    counted = (
        (len(votes.votes_for), "for"),
        (len(votes.votes_against), "against"),
        (len(votes.abstained), "abstained"),
        (len(votes.recused), "recused"),
    )
    last = subject.folder.rpartition("/")[2]
    return Decision(
        entry.number,
        decision.decided_on,
        subject.as_of,
        int(last) if subject.kind == "memo" and last.isdecimal() else None,
        decision.outcome.value,
        body.move.after.value if body.move else "",
        votes=f"{', '.join(f'{count} {word}' for count, word in counted)}; quorum {body.quorum}",
        conditions=tuple(Owed(item.text, item.owner, item.due) for item in decision.conditions),
    )
