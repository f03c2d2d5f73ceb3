"""Whether a committee's decision may be recorded now, and the body of the entry if it may.

Belongs here: what depends on the chain, the plan and the day: the current record, the quorum, the motion, a second
decision. Does not: what makes a decision whole (`prudent.model.decision`), which outcomes a fund's state allows
(`moves`), and how an entry is written (`ledger`). No clock: the day is handed in.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from prudent.decide.ledger import Chain
from prudent.decide.moves import move_of
from prudent.errors import UsageError
from prudent.model.decision import Decision, Outcome
from prudent.model.ledger import Decided, Entry, Issued, Reviewed, Subject
from prudent.model.plan import Committee, Plan

#: Characters of a record that name it: as many as every page prints.
SHOWN = 12
#: What a committee decides on a memo, and not on a review.
ON_MEMOS = frozenset({Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS, Outcome.DEFER, Outcome.DECLINE})
#: A review is recorded with a time in UTC; west of Greenwich its first day is the day before.
_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Brought:
    """A decision as it is brought to the ledger."""

    record: str
    """Of the memo or review that was voted on: all of its hash, or at least the first twelve characters."""
    decision: Decision
    known_at: date
    """The day from which all that stands in the current memo or review was known."""
    today: date
    rule_status: str
    """The proposed rule's citation and status as known today."""


def body(chain: Chain, plan: Plan, brought: Brought) -> Decided | None:
    """What to record: a pure question, to be asked again when another writer was first.

    Args:
        chain: everything recorded on this fund by this plan's committee.
        plan: its committee and quorum.
        brought: the decision, and what it was taken on.

    Returns:
        The body of the entry; None where this very decision is recorded already.

    Raises:
        UsageError: it may not be recorded; the sentence says why, and what can be done.
    """
    standing = decided_on(chain, brought.record)
    if standing is not None and _is_same(standing, brought.decision):
        return None
    subject = _current(chain, plan, brought.record)
    committee = plan.committee
    if committee is None:
        raise UsageError(
            f"plans/{plan.plan}/plan.yml states no quorum, so no decision can be recorded: "
            "add committee: with name, voting_members and quorum."
        )
    _check_members(brought.decision, committee)
    _check_motion(brought.decision, committee)
    _check_days(chain, brought)
    _check_matter(subject, brought.decision)
    made = Decided(subject=subject, decision=brought.decision, rule_status=brought.rule_status, quorum=committee.quorum)
    return made.model_copy(update={"move": move_of(chain, made)})


def current(chain: Chain) -> Subject | None:
    """What can be decided on: the memo or review of the latest date, of two the one recorded later.

    A sealed memo is the memo that it seals. None before anything was issued.
    """
    found = [
        entry.body.subject
        for entry in chain.entries
        if isinstance(entry.body, Reviewed) or (isinstance(entry.body, Issued) and entry.body.sealed_with is None)
    ]
    # of equals `max` gives the first, so the latest goes first
    return max(reversed(found), key=lambda subject: subject.as_of, default=None)


def decided_on(chain: Chain, record: str) -> Entry | None:
    """The entry that holds the decision on a record; None where none was taken. A sealed memo counts as its own."""
    sealed = {
        entry.body.sealed_with
        for entry in chain.entries
        if isinstance(entry.body, Issued) and entry.body.sealed_with and entry.body.subject.record.startswith(record)
    }
    return next(
        (
            entry
            for entry in chain.entries
            if isinstance(entry.body, Decided)
            and (entry.body.subject.record.startswith(record) or entry.number in sealed)
        ),
        None,
    )


def not_sealed(chain: Chain) -> tuple[Entry, ...]:
    """Decisions on memos whose sealed issue is not recorded: the process ended before it was."""
    sealed = {entry.body.sealed_with for entry in chain.entries if isinstance(entry.body, Issued)}
    return tuple(
        entry
        for entry in chain.entries
        if isinstance(entry.body, Decided) and entry.body.subject.kind == "memo" and entry.number not in sealed
    )


def sealed_folder(chain: Chain, number: int) -> str | None:
    """The folder of the issue that was sealed with an entry; None where there is none."""
    bodies = (entry.body for entry in chain.entries)
    sealed = (body for body in bodies if isinstance(body, Issued) and body.sealed_with == number)
    return next((body.subject.folder for body in sealed), None)


def first_day(chain: Chain, subject: Subject) -> date | None:
    """The first day on which a review can have been decided on; None for a memo, which says it itself."""
    if subject.kind == "memo":
        return None
    entry = next(entry for entry in chain.entries if entry.body.subject == subject)
    return entry.recorded_at.date() - _ZONES


def _is_same(entry: Entry, decision: Decision) -> bool:
    return isinstance(entry.body, Decided) and entry.body.decision == decision


def _current(chain: Chain, plan: Plan, record: str) -> Subject:
    """The subject that the record names, if it is the current one and not decided."""
    subject = current(chain)
    if subject is None:
        raise UsageError(
            f"No memo of {chain.fund} has been issued for {plan.plan}, so there is nothing to decide on: "
            f"prudent onboard {chain.fund} --plan {plan.plan} writes one."
        )
    now = f"The current one is {_said(subject)}, with the record {subject.record[:SHOWN]}."
    standing = decided_on(chain, record)
    if standing is not None:
        again = "" if decided_on(chain, subject.record) == standing else f" {now}"
        raise UsageError(
            f"{_said(standing.body.subject).capitalize()} is decided already, by entry {standing.number}. "
            f"A second decision needs a new memo or review.{again}"
        )
    if subject.record.startswith(record):
        return subject
    older = next((entry.body.subject for entry in chain.entries if entry.body.subject.record.startswith(record)), None)
    if older is None:
        raise UsageError(f"No memo or review of {chain.fund} has the record {record[:SHOWN]}. {now}")
    raise UsageError(f"{record[:SHOWN]} is the record of {_said(older)}, and there is a newer {subject.kind}. {now}")


def _said(subject: Subject) -> str:
    number = f" {subject.folder.rpartition('/')[2]}" if subject.kind == "memo" else ""
    return f"{'issue' if subject.kind == 'memo' else 'the review'}{number} as of {subject.as_of}"


def _check_members(decision: Decision, committee: Committee) -> None:
    """Each member counts once, and no more members vote than the committee has."""
    votes = decision.votes
    names = (*votes.present, *(item.member for item in votes.recused))
    written: dict[str, str] = {}
    for name in names:
        first = written.setdefault(_folded(name), name)
        if first != name:
            raise UsageError(f"{first} and {name} are one name: write a member's name one way.")
    if len(names) > committee.voting_members:
        raise UsageError(
            f"{len(names)} members vote, abstain or are recused, but {committee.name} has "
            f"{committee.voting_members} voting members."
        )
    if absent := [item.member for item in decision.dissent if item.member not in decision.attendees]:
        raise UsageError(f"{absent[0]} dissents but is not among the attendees.")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _check_motion(decision: Decision, committee: Committee) -> None:
    votes = decision.votes
    counted = len(votes.present)
    told = f"{len(votes.votes_for)} for, {len(votes.votes_against)} against, {len(votes.abstained)} abstained"
    if counted < committee.quorum:
        there = "1 member counts" if counted == 1 else f"{counted} members count"
        raise UsageError(
            f"There was no quorum: {there}, and the quorum is {committee.quorum} ({told}). "
            f"Who is recused, here {len(votes.recused)}, does not count."
        )
    if len(votes.votes_for) <= len(votes.votes_against):
        raise UsageError(f"The motion did not carry ({told}): more must vote for it than against it.")


def _check_days(chain: Chain, brought: Brought) -> None:
    day = brought.decision.decided_on
    if day > brought.today:
        raise UsageError(f"The day of the decision, {day}, lies after today, {brought.today}.")
    if day < brought.known_at:
        raise UsageError(
            f"The day of the decision, {day}, lies before {brought.known_at}, from which what was decided on was known."
        )
    last = [entry for entry in chain.entries if isinstance(entry.body, Decided)][-1:]
    for entry in last:
        if isinstance(entry.body, Decided) and day < entry.body.decision.decided_on:
            raise UsageError(
                f"The day of the decision, {day}, lies before the last one, {entry.body.decision.decided_on} "
                f"(entry {entry.number}). Decisions are recorded in their order."
            )
    if early := [item for item in brought.decision.conditions if item.due < day]:
        raise UsageError(f"A condition of {early[0].owner} is due on {early[0].due}, before the decision, {day}.")


def _check_matter(subject: Subject, decision: Decision) -> None:
    """A memo asks for six determinations; a review for none, and for no admission."""
    if subject.kind == "memo" and not decision.determinations:
        raise UsageError("A decision on a memo needs the committee's determination on each of the six factors.")
    if subject.kind == "review" and decision.outcome in ON_MEMOS:
        raise UsageError(
            f"{decision.outcome.value!r} is decided on a memo, and {_said(subject)} is none: a new memo is needed."
        )
