"""`record_decision` on a real server: the entry, the sealed issue and what Prefect shows, and nothing of it twice."""

import asyncio
import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from prefect import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from flows.record_decision import record_decision
from prudent.decide.ledger import read_chain
from prudent.decide.verify import verify
from prudent.errors import UsageError
from prudent.model.run import Issue
from prudent.store.objects import in_folder
from tests.unit.decide.decided_sample import DECISION
from tests.unit.decide.filled_form import form_of

pytestmark = [
    pytest.mark.usefixtures("prefect", "project", "quick"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND, AS_OF = "apollo-diversified-credit", date(2025, 12, 31)
MEMOS = f"memos/example/{FUND}/2025-12-31"
LEDGER = f"ledger/example/{FUND}"
#: After the day from which the shipped packets are known.
DAY, TODAY = date(2027, 1, 11), date(2027, 1, 15)
TAKEN = DECISION.model_copy(
    update={
        "decided_on": DAY,
        "conditions": tuple(item.model_copy(update={"due": DAY}) for item in DECISION.conditions),
    }
)


@pytest.fixture(autouse=True)
def january(monkeypatch) -> None:
    """The day on which the committee's clerk records."""
    monkeypatch.setattr("flows.record_decision.today", lambda: TODAY)


def flow_of(flow, **asked):
    """The final state, and what it holds."""

    async def run():
        state = await final_state(flow, fund=FUND, plan="example", **asked)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


def onboard(**more):
    return flow_of(onboard_fund, as_of=AS_OF, **more)


def decide(decision=TAKEN, record=None, **changes):
    return flow_of(record_decision, **dict(form_of(decision, record or record_of(1)[:12], **changes)))


def refused(sentence, *args, **more):
    state, held = decide(*args, **more)
    assert (state.type.value, state.name, state.message) == ("FAILED", "USAGE", sentence)
    assert isinstance(held, UsageError)


def record_of(number: int) -> str:
    return hashlib.sha256(Path("store", MEMOS, str(number), "memo.json").read_bytes()).hexdigest()


def bodies():
    """What the ledger holds, the oldest first."""
    return [entry.body for entry in read_chain(in_folder(Path("store")), "example", FUND).entries]


def artifacts_of(state):
    async def read():
        async with get_client() as client:
            id_ = state.state_details.flow_run_id
            mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[id_]))
            return await client.read_flow_run(id_), await client.read_artifacts(artifact_filter=mine)

    return asyncio.run(read())


def test_a_decision_is_recorded_sealed_and_shown_and_the_same_again_changes_nothing(project: Path, snapshot):
    state, _ = onboard()
    assert state.name == "AwaitingDecision"
    first = snapshot(project / "store" / MEMOS / "1")
    state, held = decide()
    assert (state.type.value, state.name) == ("COMPLETED", "Decided")
    assert state.message == (f"Entry 2: approve with conditions, 2027-01-11. The sealed memo is in {MEMOS}/2.")
    assert (held.new, held.sealed, held.key) == (True, f"{MEMOS}/2", f"{LEDGER}/2.json")
    entry = (project / "store" / LEDGER / "2.json").read_bytes()
    assert held.sha256 == hashlib.sha256(entry).hexdigest()

    issued, decided, sealed = bodies()
    assert decided.decision == TAKEN
    assert (decided.subject, decided.quorum) == (issued.subject, 3)
    assert (decided.subject.record, decided.subject.folder) == (record_of(1), f"{MEMOS}/1")
    assert (sealed.sealed_with, sealed.number, sealed.subject.record) == (2, 2, record_of(2))
    assert snapshot(project / "store" / MEMOS / "1") == first
    one, two = (Issue.model_validate_json((project / "store" / MEMOS / n / "issue.json").read_bytes()) for n in "12")
    assert (one.seals, two.seals, two.question) == (None, one.run, one.question)
    assert [file.name for file in two.files] == [file.name for file in one.files]
    memo = json.loads((project / "store" / MEMOS / "2/memo.json").read_bytes())
    assert (memo["decision"]["entry"], memo["decision"]["sha256"]) == (2, held.sha256)
    report = verify(in_folder(project / "store"))
    assert (report.faults, report.notes) == ((), ())
    _shown(state, held)

    before = snapshot(project / "store")
    # by its record, and by that of the sealed issue as another clerk types it in
    for more in ({}, {"record": record_of(2), "by": "Recorder Two"}):
        state, again = decide(**more)
        assert (state.name, again.new, again.entry) == ("Decided", False, held.entry)
        assert state.message == (
            f"Entry 2: approve with conditions, 2027-01-11, recorded before. The sealed memo is in {MEMOS}/2."
        )
    refused(
        "Issue 1 as of 2025-12-31 is decided already, by entry 2. A second decision needs a new memo or review.",
        record=record_of(2),
        rationale="Another one.",
    )
    state, held = onboard()
    assert (state.name, held.ending, held.number) == ("Decided", "unchanged", 2)
    assert state.message == f"Nothing changed: issue 2 in {MEMOS}/2 stands."
    assert snapshot(project / "store") == before


def _shown(state, held):
    run, artifacts = artifacts_of(state)
    assert run.name == f"{FUND} decision · example"
    assert sorted(run.tags) == [f"fund:{FUND}", "plan:example", "quarter:2025Q4"]
    [shown] = artifacts
    assert shown.key == f"decision-{FUND}-2025q4"
    for line in (
        f"**Approve with conditions**, decided on 2027-01-11, entry 2 of the ledger of example/{FUND}.",
        "* For (2): Member One, Member Two",
        "* Against (1): Member Three",
        "* Abstained (1): Member Four",
        "* Recused (1): Member Five",
        "* Quorum: 3; 4 counted",
        f"* Decided on: {MEMOS}/1, record `{record_of(1)}`",
        f"* Entry: `{LEDGER}/2.json`, hash `{held.sha256}`",
    ):
        assert line in shown.data.splitlines()
    despite = "Admitted although the committee determined otherwise on: liquidity, insufficient evidence."
    assert f"* {despite} Its rationale says why." in shown.data.splitlines()
    move = held.decided.move
    assert f"* State: {move.before.value} before, approved after" in shown.data.splitlines()


def test_what_may_not_be_recorded_is_refused_and_leaves_nothing(project: Path, snapshot):
    onboard()
    before = snapshot(project / "store")
    state, held = flow_of(record_decision, record=record_of(1))
    assert (state.name, isinstance(held, UsageError)) == ("USAGE", True)
    assert state.message == "outcome is 'not decided': choose what the committee said. Nothing is filled in for it."
    now = f"The current one is issue 1 as of 2025-12-31, with the record {record_of(1)[:12]}."
    refused(f"No memo or review of {FUND} has the record eeeeeeeeeeee. {now}", record="e" * 64)
    refused(
        "There was no quorum: 2 members count, and the quorum is 3 (2 for, 0 against, 0 abstained). "
        "Who is recused, here 1, does not count.",
        votes_against=(),
        abstained=(),
    )
    known = json.loads((project / "store" / MEMOS / "1/memo.json").read_bytes())["known_at"]
    early = str(date.fromisoformat(known) - timedelta(days=1))
    refused(
        f"The day of the decision, {early}, lies before {known}, from which what was decided on was known.",
        decided_on=early,
    )
    assert snapshot(project / "store") == before


def ends(*_, **__):
    raise KeyError("the process ended")


def finished():
    """All is there, and nothing of it twice."""
    assert [(body.kind, getattr(body, "sealed_with", None)) for body in bodies()] == [
        ("issued", None),
        ("decided", None),
        ("issued", 2),
    ]
    assert sorted(path.name for path in Path("store", MEMOS).iterdir()) == ["1", "2"]
    report = verify(in_folder(Path("store")))
    assert (report.faults, report.notes) == ((), ())


def test_what_dies_before_an_entry_and_before_the_sealed_issue_is_finished_by_the_next_onboarding(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("tasks.decide.is_recorded", ends)
        state, _ = onboard()
    assert (state.type.value, bodies()) == ("FAILED", [])
    with monkeypatch.context() as patched:
        patched.setattr("prudent.decide.sealing.publish", ends)
        state, _ = decide()
    assert state.type.value == "FAILED"
    assert [body.kind for body in bodies()] == ["issued", "decided"]
    assert not Path("store", MEMOS, "2").exists()

    state, held = onboard()
    assert (state.name, held.number) == ("Decided", 2)
    finished()


def test_a_sealed_issue_that_was_not_recorded_is_recorded_by_the_same_decision_again(monkeypatch):
    onboard()
    with monkeypatch.context() as patched:
        patched.setattr("tasks.decide.issued_memo", ends)
        state, _ = decide()
    assert state.type.value == "FAILED"
    assert Path("store", MEMOS, "2/issue.json").exists()
    assert [body.kind for body in bodies()] == ["issued", "decided"]

    state, held = decide()
    assert (state.name, held.new, held.sealed) == ("Decided", False, f"{MEMOS}/2")
    finished()
