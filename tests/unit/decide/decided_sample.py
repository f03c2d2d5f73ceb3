"""A made-up committee's decision, and a chain of entries to record it in. Nothing in it is about anyone."""

from datetime import UTC, date, datetime

from prudent.decide.canonical import canonical
from prudent.decide.ledger import Chain
from prudent.model.decision import (
    Asked,
    Condition,
    Decision,
    Determination,
    Dissent,
    Outcome,
    Recusal,
    Reliance,
    Votes,
)
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ledger import Body, Decided, Entry, Issued, Reviewed, Subject
from prudent.model.plan import Committee, HostKind, Plan, Sleeve
from prudent.model.standing import FundState, Move, Mover
from prudent.model.verdict import Verdict
from prudent.store.frames import sha256

PLAN, FUND = "example", "sample-credit"
AS_OF, KNOWN_AT, DAY, TODAY = date(2025, 12, 31), date(2026, 3, 9), date(2026, 4, 15), date(2026, 4, 20)
RULE = "29 CFR 2550.404a-6 (made up here): proposed as of 31 March 2026"
MEMO, NEWER, REVIEW, SEALED = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


def determinations(**statuses: FindingStatus) -> tuple[Determination, ...]:
    """Each factor supported by the committee's own judgement, but for those that are said otherwise."""
    return tuple(
        Determination(
            factor=factor,
            status=statuses.get(factor.value, FindingStatus.SUPPORTED),
            because=f"The committee read chapter {factor.value} and the 3.25 % it speaks of.",
            reliance=Reliance.ADVISER if factor is Factor.VALUATION else Reliance.OWN,
            relied_on="Adviser One LLC" if factor is Factor.VALUATION else None,
        )
        for factor in Factor
    )


DECISION = Decision(
    decided_on=DAY,
    outcome=Outcome.APPROVE_WITH_CONDITIONS,
    determinations=determinations(liquidity=FindingStatus.INSUFFICIENT_EVIDENCE),
    votes=Votes(
        votes_for=("Member One", "Member Two"),
        votes_against=("Member Three",),
        abstained=("Member Four",),
        recused=(Recusal(member="Member Five", reason="Owns shares of the manager."),),
    ),
    attendees=("Member One", "Member Two", "Member Three", "Member Four", "Guest One"),
    questions=(Asked(question="Why was 45.02 % paid in December?", answer="Holders asked for 11.05 %."),),
    rationale="The sleeve is small: 10 % of the default.\nWhat is missing is asked for.",
    dissent=(Dissent(member="Member Three", words="I would have waited.\nTwo offers are not a record."),),
    conditions=(Condition(text="A written liquidity programme", owner="Officer One", due=date(2026, 6, 30)),),
)

COMMITTEE = Committee(name="Investment Committee (fictional)", voting_members=5, quorum=3)


def plan(committee: Committee | None = COMMITTEE) -> Plan:
    """The smallest plan."""
    none = {
        name: 0
        for name in Plan.model_fields
        if name.endswith("_usd") or name.startswith(("participants", "accounts"))
        if Plan.model_fields[name].is_required()
    }
    return Plan(
        **none,
        plan=PLAN,
        name="Example Plan (fictional)",
        fictional=True,
        note="Fictional.",
        source="Made up.",
        as_of=date(2024, 12, 31),
        target_date_share_frac=0.6,
        committee=committee,
        sleeve=Sleeve(host="target-date default", host_kind=HostKind.TARGET_DATE, weight_frac=0.1, stand_alone=False),
    )


def issued(record: str = MEMO, number: int = 1, as_of: date = AS_OF, sealed_with: int | None = None) -> Issued:
    """A memo that was issued; staff recommend to approve."""
    folder = f"memos/{PLAN}/{FUND}/{as_of}/{number}"
    move = Move(before=FundState.CANDIDATE, after=FundState.RECOMMENDED, by=Mover.RULE) if record == MEMO else None
    return Issued(
        subject=Subject(kind="memo", as_of=as_of, folder=folder, record=record),
        number=number,
        staff=Verdict.APPROVE,
        files=(),
        sealed_with=sealed_with,
        move=move,
    )


def decided(decision: Decision = DECISION, record: str = MEMO) -> Decided:
    """A recorded decision on the first memo."""
    subject = issued().subject.model_copy(update={"record": record})
    move = Move(before=FundState.RECOMMENDED, after=FundState.APPROVED, by=Mover.COMMITTEE)
    return Decided(subject=subject, decision=decision, rule_status=RULE, quorum=3, move=move)


def reviewed(as_of: date = date(2026, 3, 31)) -> Reviewed:
    """A review of the next quarter in which nothing changed."""
    folder = f"reviews/{PLAN}/{FUND}/{as_of}/{REVIEW}"
    return Reviewed(
        subject=Subject(kind="review", as_of=as_of, folder=folder, record=REVIEW),
        quarter="2026Q1",
        unchanged=True,
        late=(),
        fired=(),
        files=(),
        move=Move(before=FundState.APPROVED, after=FundState.MONITORED, by=Mover.RULE),
    )


def chain(*bodies: Body) -> Chain:
    """The bodies as entries, a day apart from 10 March 2026 on, each with the hash of the one before."""
    entries: list[Entry] = []
    head = None
    for number, body in enumerate(bodies, start=1):
        entry = Entry(
            plan=PLAN,
            fund=FUND,
            number=number,
            recorded_at=datetime(2026, 3, 9 + number, 12, tzinfo=UTC),
            recorded_by="Recorder One",
            previous=head,
            body=body,
        )
        entries.append(entry)
        head = sha256(canonical(entry))
    return Chain(PLAN, FUND, tuple(entries), head)
