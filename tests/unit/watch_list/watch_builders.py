"""Small bodies of entries, chains of them in memory, and readings, for the tests of the watch list."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from obstore.store import MemoryStore

from prudent.decide.ledger import Stamp, append, read_chain
from prudent.decide.moves import move_of
from prudent.model.decision import Condition, Decision, Determination, Outcome, Reliance, Votes
from prudent.model.finding import Factor, FindingStatus
from prudent.model.fund import Fund
from prudent.model.ledger import Decided, Fired, Issued, Reviewed, Subject
from prudent.model.readings import Offer, Offers, Quarters, Reading, Readings, Representations, Said
from prudent.model.standing import Effect
from prudent.model.verdict import Verdict
from prudent.store.objects import StoredObjects

ROOT = Path(__file__).resolve().parents[3]
PLAN, FUND = "a-plan", "a-fund"
Q3, Q4, Q1 = date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)
NONE = Said(None, None, "no document says so")


def subject(kind="memo", as_of=Q4, record="a" * 64):
    return Subject(kind=kind, as_of=as_of, folder=f"{kind}s/{PLAN}/{FUND}/{as_of}/1", record=record)


def issued(staff=Verdict.APPROVE, as_of=Q4, sealed_with=None, record="a" * 64):
    return Issued(subject=subject("memo", as_of, record), number=1, staff=staff, files=(), sealed_with=sealed_with)


def decision(outcome=Outcome.APPROVE, conditions=(), decided_on=date(2026, 4, 20)):
    needed = outcome is Outcome.APPROVE_WITH_CONDITIONS
    due = Condition(text="Send the annual report.", owner="Member One", due=date(2026, 9, 30))
    return Decision(
        decided_on=decided_on,
        outcome=outcome,
        determinations=tuple(
            Determination(factor=factor, status=FindingStatus.SUPPORTED, because="Read.", reliance=Reliance.OWN)
            for factor in Factor
        ),
        votes=Votes(votes_for=("Member One", "Member Two"), votes_against=(), abstained=(), recused=()),
        attendees=("Member One", "Member Two"),
        questions=(),
        rationale="As discussed.",
        dissent=(),
        conditions=conditions or ((due,) if needed else ()),
    )


def decided(outcome=Outcome.APPROVE, as_of=Q4, kind="memo", **words):
    return Decided(subject=subject(kind, as_of), decision=decision(outcome, **words), rule_status="proposed", quorum=2)


def reviewed(*effects, as_of=Q1, trigger="a-trigger"):
    fired = tuple(Fired(trigger=trigger, said="found 1, allowed 0", effect=effect) for effect in effects)
    return Reviewed(
        subject=subject("review", as_of), quarter="2026Q1", unchanged=not fired, late=(), fired=fired, files=()
    )


WATCHED = reviewed(Effect.WATCH)


class Ledger:
    """A real chain in memory: each entry is made by `append`, a minute after the one before."""

    def __init__(self):
        self.objects = StoredObjects(MemoryStore())
        self._at = datetime(2026, 4, 1, tzinfo=UTC)

    @property
    def chain(self):
        return read_chain(self.objects, PLAN, FUND)

    def add(self, *bodies):
        """Record bodies, each with the move that it makes; a body that is refused raises."""
        for body in bodies:
            self.put(lambda chain, body=body: body.model_copy(update={"move": move_of(chain, body)}))
        return self

    def put(self, body_of):
        """Record what a function gives, unasked."""
        self._at += timedelta(minutes=1)
        return append(self.objects, PLAN, FUND, body_of, Stamp(at=self._at, by="a test"))


def fund(**given):
    usual = {
        "fund": FUND, "legal_name": "A Fund", "cik": 1, "asset_class": "private_credit", "wrapper": "interval_fund",
        "manager": "A Manager", "source": "test",
    }  # fmt: skip
    return Fund(**{**usual, **given})


def said(words, on=Q4):
    return Said(words, on, "")


def reading(as_of=Q1, **given):
    usual = {
        "fund": fund(), "measures": (), "auditor": NONE, "administrator": NONE, "adviser": NONE, "suspended": NONE,
        "strategy_changed": NONE, "offers": Offers((), "no offers"), "representations": Representations((), "none"),
        "quarters": Quarters("An index", (), "no returns"),
    }  # fmt: skip
    return Reading(as_of=as_of, **{**usual, **given})


def readings(before=None, now=None, changed=()):
    """Readings of two sides, each given as what differs from a reading without evidence."""
    return Readings(reading(Q4, **(before or {})), reading(Q1, **(now or {})), changed)


def offers(*fills):
    """Offers of (day, fill)."""
    return Offers(tuple(Offer(on, fill) for on, fill in fills), "")
