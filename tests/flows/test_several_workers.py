"""Three workers on PostgreSQL: people are told what they must know, and the run of a killed worker goes to another."""

import json
import os
import signal
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from bench.postgres import postgresql, programs
from flows.automating import put_on_server, see_to
from flows.automations import recovery
from prudent.decide.canonical import canonical
from prudent.errors import UsageError
from prudent.store.layout import ledger_entry
from prudent.store.objects import in_folder
from tests.flows.running_ui import running_ui
from tests.unit.decide.decided_sample import chain, issued

pytestmark = [
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed"),
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc"),
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
RUNS = 6
HEARD_OF_SECONDS = 5
TOKEN = "not-to-be-seen"
#: A flow that lasts until the test says so.
GATE = '''
"""Waits for a gate to open."""

import asyncio
from pathlib import Path

from prefect import flow


@flow(name="gate", persist_result=False)
async def gate() -> None:
    while not Path("gate-is-open").exists():
        await asyncio.sleep(0.05)
'''


def declared(name: str, entrypoint: str) -> dict:
    return {
        "name": name,
        "entrypoint": entrypoint,
        "concurrency_limit": {"limit": RUNS, "collision_strategy": "ENQUEUE"},
        "work_pool": {"name": "prudent", "work_queue_name": "memos"},
    }


@pytest.fixture(scope="module")
def interface(tmp_path_factory):
    """A project whose deployments are the gate and the look at what awaits a decision."""
    root = tmp_path_factory.mktemp("workers") / "project"
    for folder in ("funds", "policy"):
        (root / folder).mkdir(parents=True)
    (root / "gate.py").write_text(GATE)
    (root / "flows").symlink_to(ROOT / "flows")
    project = {
        "name": "gates",
        "pull": [{"prefect.deployments.steps.set_working_directory": {"directory": str(root)}}],
        "deployments": [
            declared("gate", "gate.py:gate"),
            declared("awaiting-decision", "flows/awaiting_decision.py:awaiting_decision"),
        ],
    }
    (root / "prefect.yaml").write_text(yaml.safe_dump(project))
    with (
        postgresql() as database,
        running_ui(
            root, "--workers", "3", "--store", "kept", PREFECT_SERVER_DATABASE_CONNECTION_URL=database
        ) as running,
    ):
        assert "3 workers" in running.said[0]
        yield running


@pytest.fixture
def on_it(interface, monkeypatch):
    """Prefect's client in this process speaks to the server."""
    monkeypatch.chdir(interface.root)
    with temporary_settings({PREFECT_API_URL: f"{interface.address}/api"}):
        yield


class Mailbox(BaseHTTPRequestHandler):
    """Takes what a notification block sends."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.messages.append(body | {"token": self.headers["x-token"]})
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def mailbox():
    """A server on loopback, and the messages that came."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mailbox)
    server.messages = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def automations(interface) -> list[tuple[str, str, str]]:
    """Name, id and time of the last change of each."""
    there = interface.api("/automations/filter", {})
    return sorted((one["name"], one["id"], one["updated"]) for one in there)


@pytest.mark.usefixtures("on_it")
def test_people_are_told_of_a_failure_a_late_source_and_a_decision_that_is_overdue(interface, mailbox):
    store = in_folder(interface.root / "kept")
    (waits,) = chain(issued()).entries  # of March 2026
    store.create(ledger_entry(waits.plan, waits.fund, 1), canonical(waits))
    CustomWebhookNotificationBlock(
        name="mailbox",
        url=f"http://127.0.0.1:{mailbox.server_port}/",
        json_data={"subject": "{{subject}}", "body": "{{body}}"},
        headers={"x-token": "{{token}}"},
        secrets={"token": TOKEN},
    ).save("committee-staff")
    with pytest.raises(UsageError, match="which the server does not have"):
        put_on_server("custom-webhook/nobody")
    assert (
        put_on_server("custom-webhook/committee-staff")
        == "Messages go through the block custom-webhook/committee-staff."
    )
    made = automations(interface)
    put_on_server("custom-webhook/committee-staff")
    assert automations(interface) == made
    assert sorted(name for name, _, _ in made) == [
        "prudent: a lost run is started anew",
        "prudent: a memo awaits its decision too long",
        "prudent: a run failed",
        "prudent: a run gives no sign of life",
        "prudent: a run was taken and does not start",
        "prudent: a source is late",
    ]
    assert TOKEN not in json.dumps(interface.api("/automations/filter", {}))

    for deployment, kind, name in (
        ("gate", "COMPLETED", "AwaitingDecision"),
        ("gate", "FAILED", "DATA_BAD"),
        ("gate", "FAILED", "SOURCE_LATE"),
    ):
        run = interface.start(deployment, state="PENDING")
        state = {"type": kind, "name": name, "message": f"{name} it is."}
        interface.api(f"/flow_runs/{run}/set_state", {"state": state, "force": True})
    # the worker looks, as on every Monday: the memo has waited for more than fourteen days
    looked = interface.ended(interface.start("awaiting-decision"))
    assert looked["state"]["name"] == "DecisionOverdue", looked["state"]["message"]

    interface.until(lambda: len(mailbox.messages) >= 3)
    told = {message["subject"].rpartition(": ")[2]: message for message in mailbox.messages}
    assert sorted(told) == ["DATA_BAD", "DecisionOverdue", "SOURCE_LATE"]
    assert len(mailbox.messages) == 3
    assert {message["token"] for message in mailbox.messages} == {TOKEN}
    assert told["DATA_BAD"]["body"].startswith("DATA_BAD it is.\nhttp://")
    assert "sample-credit as of 2025-12-31 (example) since 2026-03-10" in told["DecisionOverdue"]["body"]


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def lose_soon() -> None:
    """From now on a run counts as lost ten seconds after a sign of life, the least that Prefect knows."""
    soon = recovery(lost_after=timedelta(seconds=10), starts_within=timedelta(seconds=20))
    with get_client(sync_client=True) as client:
        see_to(client, soon)
    # the server's watch hears of it from its database a moment later, and forgets then what it has seen until then
    time.sleep(HEARD_OF_SECONDS)


def sign_of_life(run: dict) -> dict:
    """What a run says of itself every thirty seconds."""
    return {
        "id": str(uuid.uuid4()),
        "occurred": datetime.now(UTC).isoformat(),
        "event": "prefect.flow-run.heartbeat",
        "resource": {"prefect.resource.id": f"prefect.flow-run.{run['id']}", "prefect.resource.name": run["name"]},
        "related": [],
        "payload": {},
    }


def finished(interface, run: str) -> list[str] | None:
    """What a run went through, once it is done for good."""
    states = interface.api(f"/flow_run_states/?flow_run_id={run}")
    states.sort(key=lambda state: state["timestamp"])
    names = [state["name"] for state in states if state["type"] != "PENDING" and state["name"] != "Late"]
    return names if states[-1]["type"] == "COMPLETED" else None


@pytest.mark.usefixtures("on_it")
def test_the_run_of_a_killed_worker_is_run_by_another_and_none_is_lost(interface):
    runs = [interface.start("gate") for _ in range(RUNS)]

    def at_work():
        now = [interface.api(f"/flow_runs/{run}") for run in runs]
        running = [one for one in now if one["state"]["type"] == "RUNNING" and one["infrastructure_pid"]]
        return running if len(running) == 3 else None

    victim = interface.until(at_work)[0]
    process = int(victim["infrastructure_pid"])
    for dies in (parent(process), process):
        os.kill(dies, signal.SIGKILL)
    lose_soon()
    interface.get("/api/events", [sign_of_life(victim)]).close()
    # one whose worker is gone between taking and starting it, and one that was killed before its first sign of life
    taken, begun = interface.start("gate", state="PENDING"), interface.start("gate", state="PENDING")
    interface.api(f"/flow_runs/{begun}/set_state", {"state": {"type": "RUNNING", "name": "Running"}})
    (interface.root / "gate-is-open").touch()

    went = {run: interface.until(lambda run=run: finished(interface, run)) for run in [*runs, taken, begun]}
    assert [names[-1] for names in went.values()] == ["Completed"] * (RUNS + 2)
    assert went[taken] == ["WorkerLost", "AwaitingRetry", "Running", "Completed"]
    assert went[begun] == ["Running", *went[taken]]
    assert went[victim["id"]] == [
        "Scheduled", "Running", "WorkerLost", "AwaitingRetry", "Running", "Completed",
    ]  # fmt: skip
    (deployment,) = [one for one in interface.api("/deployments/filter", {}) if one["name"] == "gate"]
    free = interface.until(lambda: interface.api(f"/deployments/{deployment['id']}")["global_concurrency_limit"])
    assert free["active_slots"] == 0
    interface.process.send_signal(signal.SIGINT)
    said = interface.process.stderr.read()
    assert said.count("\n") == 1
    assert "ended by itself and is started anew" in said
