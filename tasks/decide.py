"""Deciding as tasks: an issue and a decision go into the ledger, and the memo that was decided on is sealed.

Belongs here: reading what the core needs, the clock and the key through a stamp, what Prefect shows. Does not: what may
be recorded, and what a sealed memo is (`prudent/decide`).
"""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from datetime import date

from prudent.code_version import code_sha256
from prudent.decide.canonical import canonical
from prudent.decide.issuing import IssuedMemo, body, is_recorded, issued_memo
from prudent.decide.ledger import append, read_chain
from prudent.decide.recording import Brought, current, decided_on, first_day, not_sealed
from prudent.decide.recording import body as decision_body
from prudent.errors import PrudentError
from prudent.ingest.files import Files
from prudent.ingest.plan import read_plan
from prudent.ingest.policy import read_rule
from prudent.memo.format import rule_text
from prudent.model.decision import Decision
from prudent.model.ids import FundId, Line, PlanId, Sha256
from prudent.model.ledger import Decided, Entry, Subject
from prudent.model.run import Issue, Request
from prudent.model.value import Value
from prudent.store.frames import sha256
from prudent.store.issues import dates_of, finish_claimed, latest_issue
from prudent.store.layout import ledger_entry
from prudent.store.objects import Objects
from prudent.store.runs import RunFolder
from tasks.artifacts import MarkdownArtifact, artifact_key, cell
from tasks.stage import Done, stage
from tasks.stamping import stamp
from tasks.work import Place

BY = "record-decision"
"""How the flow that records decisions names itself where it records that a memo was issued."""
UNDATED = date.min
"""From when what there is not was known."""


class Vote(Value):
    """A decision as it is brought to the ledger."""

    plan: PlanId
    fund: FundId
    record: str
    """Of the memo or review that was voted on, or at least the first twelve characters of it."""
    decision: Decision
    recorded_by: Line
    today: date


class Recorded(Value):
    """A decision in the ledger."""

    entry: Entry
    decided: Decided
    key: str
    """Of the entry's file in the store."""
    sha256: Sha256
    new: bool
    """False where this very decision was recorded before."""
    sealed: str | None = None
    """Folder of the sealed issue; None before it is made, and for a decision on a review, which seals no memo."""

    @property
    def request(self) -> Request:
        """Plan, fund and date of what was decided on."""
        return Request(fund=self.entry.fund, as_of=self.decided.subject.as_of, plan=self.entry.plan)


@stage
def record_issue(place: Place, issue: Issue, by: str) -> Done[None]:
    """Record in the ledger that a memo was issued, unless the ledger knows it.

    Raises:
        RecordTampered: the ledger or the memo is not as it was written.
    """
    _record_issue(place.objects(), issue, by)
    return Done(None, "")


@stage
def seal(place: Place, plan: str, fund: str, by: str) -> Done[tuple[Issue, ...]]:
    """Seal every memo of a plan and fund that was decided on and is not sealed yet: at most one, as a rule none.

    Raises:
        RecordTampered: the ledger, or a memo that was decided on, is not as it was written.
    """
    objects = place.objects()
    pending = not_sealed(read_chain(objects, plan, fund))
    issues = tuple(_seal(objects, entry, by) for entry in pending)
    done = (f"entry {entry.number} as issue {issue.number}" for entry, issue in zip(pending, issues, strict=True))
    return Done(issues, ", ".join(done))


@stage
def decide(place: Place, vote: Vote) -> Done[Recorded]:
    """Record a committee's decision, unless this very decision is recorded.

    Raises:
        UsageError: it may not be recorded; the sentence says why.
        RecordTampered: the ledger or the memo is not as it was written.
    """
    objects, files = place.objects(), Files(place.root)
    plan, rule = read_plan(files, vote.plan, vote.today), read_rule(files)
    latest = latest_to_decide(objects, vote.plan, vote.fund)
    if latest is not None:
        _record_issue(objects, latest, BY)
    chain = read_chain(objects, vote.plan, vote.fund)
    brought = Brought(
        record=vote.record,
        decision=vote.decision,
        known_at=_known_at(objects, vote, current(chain)),
        today=vote.today,
        rule_status=rule_text(rule.citation, rule.status, rule.status_as_of),
    )
    made = append(objects, vote.plan, vote.fund, lambda now: decision_body(now, plan, brought), stamp(vote.recorded_by))
    standing = made or decided_on(read_chain(objects, vote.plan, vote.fund), vote.record)
    recorded = _recorded(standing, new=made is not None)
    line = f"entry {recorded.entry.number}: {recorded.decided.decision.outcome.value}"
    return Done(recorded, line if recorded.new else f"{line}, recorded before", (recorded_text(recorded),))


def _recorded(entry: Entry | None, *, new: bool) -> Recorded:
    if entry is None or not isinstance(entry.body, Decided):
        raise PrudentError("The decision was neither recorded nor found.")
    key = ledger_entry(entry.plan, entry.fund, entry.number)
    return Recorded(entry=entry, decided=entry.body, key=key, sha256=sha256(canonical(entry)), new=new)


def _known_at(objects: Objects, vote: Vote, subject: Subject | None) -> date:
    """From when all was known that is decided on; a memo that could not be sealed afterwards is refused here."""
    from prudent.decide.sealing import to_seal

    if subject is None:
        return UNDATED
    chain = read_chain(objects, vote.plan, vote.fund)
    return first_day(chain, subject) or to_seal(objects, vote.plan, vote.fund, subject).memo.known_at


def _seal(objects: Objects, entry: Entry, by: str) -> Issue:
    from prudent.decide.sealing import seal as seal_memo

    issue = seal_memo(objects, entry, code_sha256())
    _append(objects, issued_memo(objects, issue), by, entry.number)
    return issue


def latest_to_decide(objects: Objects, plan: str, fund: str) -> Issue | None:
    """The latest memo of a plan and fund, if it is one that goes before a committee: not sealed, and not made later
    for a past quarter. It may have been issued by a process that ended before it was recorded.
    """
    for as_of in dates_of(objects, plan, fund)[:1]:
        request = Request(fund=fund, as_of=as_of, plan=plan)
        finish_claimed(objects, request)
        issue = latest_issue(objects, request)
        return issue if issue is not None and _is_for_committee(objects, issue) else None
    return None


def _is_for_committee(objects: Objects, issue: Issue) -> bool:
    manifest = RunFolder(objects, issue.request, issue.run).manifest()
    return issue.seals is None and (manifest is None or manifest.known_on is None)


def _record_issue(objects: Objects, issue: Issue, by: str) -> None:
    request = issue.request
    # asked first: the key is not fetched, and the memo not read, where nothing is to be recorded
    if is_recorded(read_chain(objects, request.plan, request.fund), issue):
        return
    if _is_for_committee(objects, issue):
        _append(objects, issued_memo(objects, issue), by)


def _append(objects: Objects, memo: IssuedMemo, by: str, sealed_with: int | None = None) -> None:
    request = memo.issue.request
    append(objects, request.plan, request.fund, lambda chain: body(chain, memo, sealed_with), stamp(by))


def recorded_text(recorded: Recorded) -> MarkdownArtifact:
    """What was recorded, as Prefect shows it: outcome, votes, state before and after, hash and key of the entry."""
    decision, votes = recorded.decided.decision, recorded.decided.decision.votes
    move = recorded.decided.move
    entry = recorded.entry
    where = f"entry {entry.number} of the ledger of {entry.plan}/{entry.fund}"
    lines = [
        f"**{decision.outcome.value.capitalize()}**, decided on {decision.decided_on}, {where}.",
        "",
        f"* For ({len(votes.votes_for)}): {_names(votes.votes_for)}",
        f"* Against ({len(votes.votes_against)}): {_names(votes.votes_against)}",
        f"* Abstained ({len(votes.abstained)}): {_names(votes.abstained)}",
        f"* Recused ({len(votes.recused)}): {_names(tuple(item.member for item in votes.recused))}",
        f"* Quorum: {recorded.decided.quorum}; {len(votes.present)} counted",
        f"* State: {'unchanged' if move is None else f'{move.before.value} before, {move.after.value} after'}",
        f"* Decided on: {recorded.decided.subject.folder}, record `{recorded.decided.subject.record}`",
        f"* Entry: `{recorded.key}`, hash `{recorded.sha256}`",
        f"* Recorded at {entry.recorded_at:%Y-%m-%d %H:%M:%S} UTC by {cell(entry.recorded_by)}",
        f"* {cell(recorded.decided.rule_status)}",
    ]
    if decision.despite:
        against = "; ".join(f"{item.factor.value}, {item.status.value}" for item in decision.despite)
        lines.append(f"* Admitted although the committee determined otherwise on: {against}. Its rationale says why.")
    return MarkdownArtifact(
        key=artifact_key("decision", recorded.request), description="The committee's decision", text="\n".join(lines)
    )


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(cell(name) for name in names) or "none"
