"""Three workers on PostgreSQL: one is killed with its run, and another one takes the run."""

import os
import signal
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from bench.postgres import postgresql, programs
from flows.automating import see_to
from flows.automations import recovery
from tests.flows.running_ui import running_ui

pytestmark = [
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed"),
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc"),
]

RUNS = 6
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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose only deployment is the gate."""
    root = tmp_path / "project"
    for folder in ("funds", "policy"):
        (root / folder).mkdir(parents=True)
    (root / "gate.py").write_text(GATE)
    declared = {
        "name": "gates",
        "pull": [{"prefect.deployments.steps.set_working_directory": {"directory": str(root)}}],
        "deployments": [
            {
                "name": "gate",
                "entrypoint": "gate.py:gate",
                "concurrency_limit": {"limit": RUNS, "collision_strategy": "ENQUEUE"},
                "work_pool": {"name": "prudent", "work_queue_name": "memos"},
            }
        ],
    }
    (root / "prefect.yaml").write_text(yaml.safe_dump(declared))
    return root


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def lose_soon(address: str) -> None:
    """From now on a run counts as lost ten seconds after a sign of life, the least that Prefect knows."""
    soon = recovery(lost_after=timedelta(seconds=10), starts_within=timedelta(seconds=20))
    with temporary_settings({PREFECT_API_URL: f"{address}/api"}), get_client(sync_client=True) as client:
        see_to(client, soon)


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


def test_the_run_of_a_killed_worker_is_run_by_another_and_none_is_lost(project):
    with (
        postgresql() as database,
        running_ui(project, "--workers", "3", PREFECT_SERVER_DATABASE_CONNECTION_URL=database) as interface,
    ):
        assert "3 workers" in interface.said[0]
        runs = [interface.start("gate") for _ in range(RUNS)]

        def at_work():
            now = [interface.api(f"/flow_runs/{run}") for run in runs]
            running = [one for one in now if one["state"]["type"] == "RUNNING" and one["infrastructure_pid"]]
            return running if len(running) == 3 else None

        victim = interface.until(at_work)[0]
        process = int(victim["infrastructure_pid"])
        for dies in (parent(process), process):
            os.kill(dies, signal.SIGKILL)
        lose_soon(interface.address)
        interface.get("/api/events", [sign_of_life(victim)]).close()
        # one whose worker is gone between taking and starting it
        taken = interface.start("gate", state="PENDING")
        (project / "gate-is-open").touch()

        went = {run: interface.until(lambda run=run: finished(interface, run)) for run in [*runs, taken]}
        assert [names[-1] for names in went.values()] == ["Completed"] * (RUNS + 1)
        assert went[taken] == ["WorkerLost", "AwaitingRetry", "Running", "Completed"]
        assert went[victim["id"]] == [
            "Scheduled", "Running", "WorkerLost", "AwaitingRetry", "Running", "Completed",
        ]  # fmt: skip
        (deployment,) = interface.api("/deployments/filter", {})
        free = interface.until(lambda: interface.api(f"/deployments/{deployment['id']}")["global_concurrency_limit"])
        assert free["active_slots"] == 0
        interface.process.send_signal(signal.SIGINT)
        said = interface.process.stderr.read()
        assert said.count("\n") == 1
        assert "ended by itself and is started anew" in said


def finished(interface, run: str) -> list[str] | None:
    """What a run went through, once it is done for good."""
    states = interface.api(f"/flow_run_states/?flow_run_id={run}")
    states.sort(key=lambda state: state["timestamp"])
    names = [state["name"] for state in states if state["type"] != "PENDING" and state["name"] != "Late"]
    return names if states[-1]["type"] == "COMPLETED" else None
