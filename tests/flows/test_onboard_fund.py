"""`onboard_fund` on a real server: how it ends, what it is called, what it shows and what it leaves in the store."""

import asyncio
import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from obstore.exceptions import GenericError
from prefect import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

import tasks.publish
from flows.ending import final_state
from flows.onboard_fund import onboard_fund
from prudent.errors import CheckBroke, DataBad, PrudentError, UsageError
from prudent.model.run import Issue, Manifest
from prudent.model.validation import Outcome, Severity
from tasks.validate import stopped

pytestmark = [
    pytest.mark.usefixtures("prefect", "project"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

FUND = "apollo-diversified-credit"
AS_OF = date(2025, 12, 31)
MEMOS = f"store/memos/example/{FUND}/2025-12-31"


def onboard(fund: str = FUND, as_of: date = AS_OF, plan: str = "example", **more):
    """The final state, and what it holds."""

    async def run():
        state = await final_state(onboard_fund, fund=fund, as_of=as_of, plan=plan, **more)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


def on_server(state):
    """The flow run, its task runs and its artifacts, as the server has them."""

    async def read():
        async with get_client() as client:
            id_ = state.state_details.flow_run_id
            mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[id_]))
            return await client.read_flow_run(id_), await client.read_artifacts(artifact_filter=mine)

    return asyncio.run(read())


def test_it_publishes_the_first_issue_from_the_real_stages_and_awaits_a_decision(project: Path):
    state, held = onboard()
    assert (state.type.value, state.name) == ("COMPLETED", "AwaitingDecision")
    assert state.message == f"Issue 1 is in memos/example/{FUND}/2025-12-31/1."
    assert (held.ending, held.number, held.folder) == ("published", 1, f"memos/example/{FUND}/2025-12-31/1")

    issue = Issue.model_validate_json((project / MEMOS / "1/issue.json").read_bytes())
    formats = [f"memo.{ending}" for ending in ("json", "html", "pdf", "docx", "xlsx")]
    assert [file.name for file in issue.files] == [*formats, "validation.html"]
    for file in issue.files:
        body = (project / MEMOS / "1" / file.name).read_bytes()
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (file.sha256, file.size_bytes)
    assert (project / MEMOS / "1/memo.pdf").read_bytes().startswith(b"%PDF-")
    memo = json.loads((project / MEMOS / "1/memo.json").read_bytes())
    assert (memo["subject"]["fund"], memo["as_of"], memo["run"]) == (FUND, "2025-12-31", issue.run)

    folder = project / "store/runs" / FUND / "2025-12-31" / issue.run
    manifest = Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    assert {output.name for output in manifest.outputs} == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert {output.name: output.rows for output in manifest.outputs}["findings.json"] == 6
    assert any(file.path == f"funds/{FUND}/packet/returns.csv" for file in manifest.inputs)


@pytest.mark.usefixtures("quick")
def test_the_run_says_fund_and_quarter_and_shows_rules_and_findings():
    state, _ = onboard()
    run, artifacts = on_server(state)
    assert run.name == f"{FUND} 2025Q4 · example"
    assert sorted(run.tags) == [f"fund:{FUND}", "plan:example", "quarter:2025Q4"]
    assert run.state.name == "AwaitingDecision"

    shown = {artifact.key: artifact for artifact in artifacts}
    stages = [f"rows-{stage}" for stage in ("ingest", "memo", "score", "validate")]
    expected = ["findings", "memo", "reconciliation", *stages, "rules", "scorecard"]
    assert sorted(shown) == [f"{what}-{FUND}-2025q4" for what in expected]
    text = shown[f"findings-{FUND}-2025q4"].data
    for factor in ("performance", "fees", "liquidity", "valuation", "benchmark", "complexity"):
        assert text.count(f"* **{factor}** ") == 1
    assert "](" not in text
    assert "⟨" not in text
    memo = shown[f"memo-{FUND}-2025q4"].data
    assert "Issue 1 of **apollo-diversified-credit** as of 2025-12-31:" in memo
    assert f"store/memos/example/{FUND}/2025-12-31/1/memo.html" in memo
    points = json.loads(shown[f"scorecard-{FUND}-2025q4"].data)
    assert {row["factor"] for row in points} >= {"fees", "liquidity"}
    rules = json.loads(shown[f"rules-{FUND}-2025q4"].data)
    assert {row["outcome"] for row in rules} <= {"failed", "broke"}


def test_a_second_run_with_nothing_changed_says_so_and_touches_nothing(project: Path, quick, snapshot):
    onboard()
    before, asked = snapshot(project / "store"), dict(vars(quick))
    state, held = onboard()
    assert (state.type.value, state.name) == ("COMPLETED", "AwaitingDecision")
    assert state.message == f"Nothing changed: issue 1 in memos/example/{FUND}/2025-12-31/1 stands."
    assert (held.ending, held.number) == ("unchanged", 1)
    assert snapshot(project / "store") == before
    assert vars(quick) == asked == {"validate": 1, "score": 1, "rendered": 1}


def test_a_dry_run_publishes_nothing_and_the_next_run_computes_nothing_again(project: Path, quick):
    state, held = onboard(dry_run=True)
    assert (state.type.value, state.name, held.number) == ("COMPLETED", "DryRun", 1)
    assert state.message.startswith(f"Dry run: this would be issue 1. Its files are in runs/{FUND}/2025-12-31/")
    assert (project / "store" / held.folder / "memo.html").is_file()
    assert not (project / "store/memos").exists()

    state, _ = onboard()
    assert state.name == "AwaitingDecision"
    assert vars(quick) == {"validate": 1, "score": 1, "rendered": 1}
    assert (project / MEMOS / "1/issue.json").is_file()


@pytest.mark.usefixtures("quick")
def test_changed_input_makes_the_next_issue_and_leaves_the_old_one(project: Path, snapshot):
    onboard()
    before = snapshot(project / MEMOS / "1")
    plan = project / "plans/example/plan.yml"
    plan.write_text(plan.read_text() + "# looked at again\n")
    _, held = onboard()
    assert (held.ending, held.number) == ("published", 2)
    assert snapshot(project / MEMOS / "1") == before


@pytest.mark.usefixtures("quick")
def test_an_issue_that_was_removed_is_published_again_and_a_removed_run_is_not_missed(project: Path):
    onboard()
    shutil.rmtree(project / "store/memos")
    assert onboard()[0].name == "AwaitingDecision"
    shutil.rmtree(project / "store/runs")
    assert onboard()[0].message.startswith("Nothing changed: issue 1 in ")


def test_a_broken_file_ends_the_run_under_its_fault_goes_to_quarantine_and_leaves_nothing_else(project: Path):
    returns = project / f"funds/{FUND}/packet/returns.csv"
    lines = returns.read_text().splitlines()
    cells = lines[4].split(",")
    lines[4] = ",".join([*cells[:3], "two", *cells[4:]])
    returns.write_text("\n".join(lines) + "\n")

    state, held = onboard()
    assert (state.type.value, state.name) == ("FAILED", "DATA_BAD")
    assert isinstance(held, DataBad)
    assert f"funds/{FUND}/packet/returns.csv" in state.message
    assert "5" in state.message
    assert "return_pct" in state.message
    assert "\n" not in state.message

    sha = hashlib.sha256(returns.read_bytes()).hexdigest()
    kept = project / f"store/quarantine/{sha[:16]}-returns.csv"
    assert kept.read_bytes() == returns.read_bytes()
    reason = json.loads(Path(f"{kept}.reason.json").read_text())
    assert reason == {
        "code": "DATA_BAD", "file": f"funds/{FUND}/packet/returns.csv", "reason": held.sentence, "sha256": sha,
    }  # fmt: skip
    assert sorted(path.name for path in (project / "store").iterdir()) == ["quarantine"]


@pytest.mark.parametrize(
    ("outcome", "severity", "name", "kind"),
    [
        (Outcome.FAILED, Severity.CRITICAL, "DATA_BAD", DataBad),
        (Outcome.BROKE, Severity.INFO, "CHECK_BROKE", CheckBroke),
    ],
)
@pytest.mark.usefixtures("quick")
def test_the_gate_stops_the_run_and_still_shows_the_rules(project, answers, monkeypatch, outcome, severity, name, kind):
    worse = answers.results[0].model_copy(
        update={"outcome": outcome, "severity": severity, "detail": "Row 7 holds two months.", "owner": FUND}
    )
    monkeypatch.setattr("expectations.validate.validate", lambda *_: (worse, *answers.results[1:]))
    state, held = onboard()
    assert (state.type.value, state.name, type(held)) == ("FAILED", name, kind)
    assert state.message.startswith(f"{FUND}, rule {worse.rule}: ")
    assert "Row 7 holds two months." in state.message
    _, artifacts = on_server(state)
    (rules,) = [artifact for artifact in artifacts if artifact.key == f"rules-{FUND}-2025q4"]
    shown = [row for row in json.loads(rules.data) if row["detail"] == "Row 7 holds two months."]
    assert [row["outcome"] for row in shown] == [outcome.value]
    assert not list((project / "store").rglob("manifest.json"))
    assert not (project / "store/memos").exists()


def test_a_critical_failure_of_a_peer_does_not_stop_the_candidate(answers):
    own = next(result for result in answers.results if result.owner == FUND and result.table == "crosscheck")
    failed = own.model_copy(update={"owner": "a-peer", "outcome": Outcome.FAILED, "severity": Severity.CRITICAL})
    assert stopped(FUND, (failed,)) is None
    warned = failed.model_copy(update={"owner": FUND, "severity": Severity.WARNING})
    assert stopped(FUND, (warned,)) is None


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"fund": "apollo-diversified-kredit"}, "There is no fund 'apollo-diversified-kredit'."),
        ({"fund": "../secrets"}, "'../secrets' is no name of a fund"),
        ({"plan": "nobody"}, "There is no plan 'nobody'."),
        ({"as_of": date(2025, 12, 30)}, "must be a quarter end such as 2025-12-31, not 2025-12-30."),
        ({"as_of": date(2099, 12, 31)}, "2099-12-31"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_one_sentence(project: Path, asked, sentence):
    state, held = onboard(**asked)
    assert (state.type.value, state.name) == ("FAILED", "USAGE")
    assert isinstance(held, UsageError)
    assert sentence in state.message
    assert list((project / "store").rglob("*")) == [] or not (project / "store").exists()


@pytest.mark.usefixtures("quick")
def test_a_transport_error_is_tried_again(monkeypatch):
    calls, real = [], tasks.publish.publish_run

    def flaky(*arguments):
        calls.append(1)
        if len(calls) == 1:
            raise GenericError("connection reset")
        return real(*arguments)

    monkeypatch.setattr("tasks.publish.publish_run", flaky)
    assert onboard()[0].name == "AwaitingDecision"
    assert len(calls) == 2


@pytest.mark.parametrize("error", [PrudentError("It is broken."), ValueError("a bug")])
@pytest.mark.usefixtures("quick")
def test_nothing_else_is_tried_again(monkeypatch, error):
    calls = []

    def fails(*_):
        calls.append(1)
        raise error

    monkeypatch.setattr("tasks.publish.publish_run", fails)
    state, held = onboard()
    assert state.type.value == "FAILED"
    assert held is error
    assert len(calls) == 1
