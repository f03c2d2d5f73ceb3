"""What a committee that approved funds leaves in a store: each one's memo, as its run keeps it, and the decision."""

from datetime import UTC, date, datetime
from pathlib import Path

from prudent.decide.ledger import Stamp, append
from prudent.decide.moves import move_of
from prudent.ingest.library import Library
from prudent.model.decision import Condition, Decision, Determination, Outcome, Reliance, Votes
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ledger import Decided, Subject
from prudent.model.run import Issue, Manifest, Request
from prudent.review.folder import write_question
from prudent.review.pool import Question
from prudent.score.score import score
from prudent.store.frames import json_bytes
from prudent.store.layout import ISSUE, issue_folder
from prudent.store.objects import Objects, in_folder
from prudent.store.runs import RunFolder

PLAN = "example"
CODE = "c" * 64
TODAY = date(2099, 12, 31)
MEMBERS = ("Member One", "Member Two", "Member Three")
CONDITION = Condition(text="Send the annual report.", owner="Member One", due=date(2026, 9, 30))


def decision(outcome: Outcome) -> Decision:
    """A decision of three made-up members."""
    return Decision(
        decided_on=date(2025, 11, 10),
        outcome=outcome,
        determinations=tuple(
            Determination(factor=factor, status=FindingStatus.SUPPORTED, because="Read.", reliance=Reliance.OWN)
            for factor in Factor
        ),
        votes=Votes(votes_for=MEMBERS, votes_against=(), abstained=(), recused=()),
        attendees=MEMBERS,
        questions=(),
        rationale="As discussed.",
        dissent=(),
        conditions=(CONDITION,) if outcome is Outcome.APPROVE_WITH_CONDITIONS else (),
    )


def approve(project: Path, as_of: date, *funds: str, outcome: Outcome = Outcome.APPROVE) -> None:
    """Make each fund's memo as of a day, as far as a review needs it, and record the decision on it."""
    library, objects = Library(project, PLAN, TODAY), in_folder(project / "store")
    for at, fund in enumerate(funds):
        read = library.gather(Request(fund=fund, as_of=as_of, plan=PLAN))
        kept(objects, Question(read.case, read.core), f"{at:064x}")
        decide(objects, read.case.request, outcome)


def kept(objects: Objects, question: Question, run: str) -> None:
    """A run with what a review reads of it, and the issue that shows it."""
    case = question.case
    folder = RunFolder(objects, case.request, run)
    memo = folder.write("memo.json", b"{}\n")
    rest = write_question(folder, question, score(case, question.core, ()), ())
    folder.seal(Manifest(run=run, request=case.request, code_sha256=CODE, inputs=case.inputs, outputs=(memo, *rest)))
    issue = Issue(number=1, request=case.request, run=run, files=(memo,))
    objects.create(f"{issue_folder(case.request, 1)}/{ISSUE}", json_bytes(issue))


def decide(objects: Objects, request: Request, outcome: Outcome) -> None:
    """Record a decision on the fund's first issue of a day."""
    folder = issue_folder(request, 1)
    memo = Issue.model_validate_json(objects.get(f"{folder}/{ISSUE}") or b"").files[0]
    subject = Subject(kind="memo", as_of=request.as_of, folder=folder, record=memo.sha256)

    def body(chain):
        made = Decided(subject=subject, decision=decision(outcome), rule_status="proposed", quorum=3)
        return made.model_copy(update={"move": move_of(chain, made)})

    append(objects, request.plan, request.fund, body, Stamp(datetime(2025, 11, 10, tzinfo=UTC), "a test"))
