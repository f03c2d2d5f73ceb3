"""The flow `receive` and the command: how they end, what they show, and that no secret is in any of it."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prefect import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    LogFilter,
    LogFilterFlowRunId,
)

import flows.receive
from flows.ending import final_state
from flows.receive import receive
from prudent.errors import UsageError
from sources.inbox import judging
from sources.inbox.receipt import Receipt

pytestmark = [
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

SECRET = "hunter2-hunter2"
RETURNS = b"date,net return\n2025-12-31,-0.5\n"
FUND = """\
fund: alpha-credit
legal_name: Alpha
cik: 101
asset_class: private_credit
wrapper: interval_fund
manager: A manager
source: made up for tests
"""
CALENDAR = """\
version: 1
expected:
  - id: monthly-returns
    funds: [alpha-credit]
    declared:
      file: "returns-{{period}}.csv"
      format: series
      source_kind: administrator
      document: {{id: "returns-{{period}}", title: Monthly returns}}
      series: {{content: returns, frequency: monthly, kind: total_net, unit: per_cent, dates: month_end,
        date_column: date, value_column: net return}}
    schedule: {{every: monthly, first_period: 2025-12, last_period: 2025-12, due_days: 20, late: {late}}}
    why: made up for tests
    source: made up for tests
    since: 2025-01-01
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch) -> Path:
    """A project of one fund with an inbox, around the current folder, on 23 January 2026."""
    root = tmp_path / "project"
    for folder in ("funds/alpha-credit", "policy", "inbox/alpha-credit"):
        (root / folder).mkdir(parents=True)
    (root / "funds/alpha-credit/fund.yml").write_text(FUND, encoding="utf-8")
    (root / "policy/calendar.yml").write_text(CALENDAR.format(late="stop"), encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PRUDENT_STORE", str(root / "store"))
    monkeypatch.setenv("PRUDENT_INBOX_URL", "inbox")
    monkeypatch.setenv("PRUDENT_INBOX_OPTIONS", json.dumps({"password": SECRET}))
    monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    monkeypatch.setattr(flows.receive, "now", lambda: datetime(2026, 1, 23, 12, tzinfo=UTC))
    monkeypatch.setattr("tasks.receive.code_sha256", lambda: "c" * 64)
    return root


def run(**more):
    """The final state, and what it holds."""

    async def go():
        state = await final_state(receive, **more)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(go())


def on_server(state):
    """The flow run, its artifacts and its log, as the server has them."""

    async def read():
        async with get_client() as client:
            id_ = state.state_details.flow_run_id
            mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[id_]))
            logs = await client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[id_])))
            return await client.read_flow_run(id_), await client.read_artifacts(artifact_filter=mine), logs

    return asyncio.run(read())


@pytest.mark.usefixtures("prefect")
def test_without_an_inbox_it_ends_well_and_says_so(small: Path, monkeypatch):
    monkeypatch.delenv("PRUDENT_INBOX_URL")
    state, _ = run()
    assert (state.type.value, state.name) == ("COMPLETED", "NoInbox")
    assert state.message == "No inbox is set: PRUDENT_INBOX_URL says where it is."
    assert not (small / "store").exists()


@pytest.mark.usefixtures("prefect")
def test_it_ends_under_the_name_of_what_it_brought(small: Path):
    state, held = run()
    assert (state.type.value, state.name) == ("FAILED", "SOURCE_LATE")
    assert state.message == (
        "nothing new, 1 late. alpha-credit: Monthly returns (monthly-returns) for 2025-12 was due on 2026-01-20 and is "
        "3 days late."
    )
    assert isinstance(held, Receipt)
    assert held.exit_code == 12

    (small / "policy/calendar.yml").write_text(CALENDAR.format(late="warn"), encoding="utf-8")
    state, held = run()
    assert (state.type.value, state.name, held.exit_code) == ("COMPLETED", "NothingNew", 0)
    assert "is 3 days late." in state.message

    (small / "inbox/alpha-credit/returns-2025-12.csv").write_bytes(RETURNS)
    state, held = run(dry_run=True)
    assert (state.type.value, state.name) == ("COMPLETED", "DryRun")
    assert not (small / "store/received").exists()

    state, held = run()
    assert (state.type.value, state.name, held.exit_code) == ("COMPLETED", "Received", 0)
    assert state.message == "1 received."

    (small / "inbox/alpha-credit/other.csv").write_bytes(RETURNS + b"#")
    state, held = run()
    assert (state.type.value, state.name, held.exit_code) == ("COMPLETED", "InQuarantine", 10)
    assert state.message.startswith("1 refused. DATA_BAD: alpha-credit/other.csv is not expected")

    state, held = run()
    assert (state.type.value, state.name, held.exit_code) == ("COMPLETED", "NothingNew", 0)


@pytest.mark.usefixtures("prefect")
def test_the_run_shows_files_and_what_is_expected_and_no_secret(small: Path):
    (small / "inbox/alpha-credit/returns-2025-12.csv").write_bytes(RETURNS)
    (small / "inbox/alpha-credit/<b>[x](y).csv").write_bytes(RETURNS + b"#")
    state, _ = run()
    flow_run, artifacts, logs = on_server(state)
    assert flow_run.name.startswith("inbox 20")
    tables = {artifact.key: json.loads(artifact.data) for artifact in artifacts}
    assert [(row["file"], row["fund"], row["state"]) for row in tables["inbox-files"]] == [
        (r"alpha-credit/\<b\>\[x\](y).csv", "alpha-credit", "refused"),
        ("alpha-credit/returns-2025-12.csv", "alpha-credit", "received"),
    ]
    assert tables["inbox-files"][1]["reason"] == "Monthly returns (monthly-returns), 1 row"
    assert [(row["expected"], row["period"], row["due"], row["state"]) for row in tables["inbox-expected"]] == [
        ("monthly-returns", "2025-12", "2026-01-20", "received")
    ]
    shown = [flow_run.model_dump_json(), *(str(item.data) + str(item.description) for item in artifacts)]
    assert not [text for text in [*shown, *(log.message for log in logs)] if SECRET in text]


@pytest.mark.usefixtures("prefect")
def test_settings_that_cannot_be_used_end_it_in_one_sentence(small: Path, monkeypatch):
    monkeypatch.setenv("PRUDENT_INBOX_URL", f"sftp://user:{SECRET}@host/x")
    state, held = run()
    assert (state.type.value, state.name) == ("FAILED", "USAGE")
    assert isinstance(held, UsageError)
    assert SECRET not in state.message


@pytest.mark.usefixtures("prefect")
def test_a_bug_in_a_reader_is_not_passed_off_as_a_refusal(small: Path, monkeypatch):
    (small / "inbox/alpha-credit/returns-2025-12.csv").write_bytes(RETURNS)

    def breaks(*_):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(judging, "read_delivery", breaks)
    state, held = run()
    assert (state.type.value, state.name, held.exit_code) == ("FAILED", "ReceiveBroke", 1)
    assert not (small / "store/quarantine").exists()


def prudent(root: Path, *arguments: str, **more: str):
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "PRUDENT"))}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "receive", *arguments]
    return subprocess.run(command, cwd=root, env=mine | more, capture_output=True, text=True, check=False)


def test_the_command_prints_a_line_a_file_and_what_is_expected(small: Path, served):
    (small / "policy/calendar.yml").write_text(CALENDAR.format(late="warn"), encoding="utf-8")
    (small / "inbox/alpha-credit/returns-2025-12.csv").write_bytes(RETURNS)
    (small / "inbox/alpha-credit/other.csv").write_bytes(b"what is this")
    settings = served | {"PRUDENT_INBOX_URL": "inbox", "PRUDENT_INBOX_SETTLE_SECONDS": "0"}
    ran = prudent(small, "--store", "kept", PRUDENT_INBOX_OPTIONS=json.dumps({"password": SECRET}), **settings)
    assert ran.returncode == 10
    lines = ran.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].split()[:2] == ["alpha-credit/returns-2025-12.csv", "received"]
    assert lines[1].split()[:3] == ["alpha-credit/monthly-returns", "2025-12", "received"]
    assert [line for line in ran.stderr.splitlines() if line.startswith("prudent: ")] == [
        "prudent: alpha-credit/other.csv is not expected: declare it in policy/calendar.yml, and it is taken at the next look."
    ]
    assert not [word for word in ("Traceback", "Warning", SECRET) if word in ran.stdout + ran.stderr]

    again = prudent(small, "--store", "kept", "--json", **settings)
    assert again.returncode == 0
    document = json.loads(again.stdout)
    assert [(one["file"], one["state"], one["is_news"]) for one in document["files"]] == [
        ("alpha-credit/other.csv", "refused", False)
    ]
    assert [row["standing"] for row in document["due"]] == ["received"]
    assert (document["exit_code"], document["source_late"]) == (0, None)


def test_the_command_without_an_inbox_starts_nothing_and_a_secret_is_not_repeated(small: Path):
    ran = prudent(small)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "prudent: No inbox is set: PRUDENT_INBOX_URL says where it is.\n"
    assert json.loads(prudent(small, "--json").stdout)["inbox"] is None
    assert not (small / ".prefect").exists()
    wrong = prudent(small, PRUDENT_INBOX_URL="inbox", PRUDENT_INBOX_SETTLE_SECONDS=SECRET)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("prudent: The setting PRUDENT_INBOX_SETTLE_SECONDS cannot be used:")
    assert SECRET not in wrong.stderr
