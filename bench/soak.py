"""`make soak`: many onboardings on PostgreSQL with three workers, some of which are killed with the run that they have.

Real throughout: `prudent ui --workers 3`, Prefect's own server, automations and limits as they are shipped, and every
run a memo of its own: each shipped fund at one quarter's end after another, the latest first. The figures are kept in
docs/soak.md.
"""

import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.postgres import postgresql
from flows.server import DATABASE
from flows.server_api import ask
from flows.stopping import listen

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "soak.md"
RUNS = int(os.environ.get("RUNS", "200"))
WORKERS = 3
FUNDS = tuple(sorted(path.name for path in (ROOT / "funds").iterdir() if path.is_dir()))
QUARTERS = ("2025-12-31", "2025-09-30", "2025-06-30", "2025-03-31", "2024-12-31", "2024-09-30")
QUESTIONS = tuple((fund, quarter) for quarter in QUARTERS for fund in FUNDS)[:RUNS]
#: A worker is killed, with its run, when so much of all runs has ended.
KILLED_AT = (0.1, 0.4, 0.7)
#: Nothing ends for so long: something is stuck.
STUCK_SECONDS = 900
_DATA = ("funds", "plans", "policy", "benchmarks", "prefect.yaml")
_TIMES = {1: "once", 2: "twice"}
_DONE = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running `prudent ui`."""

    url: str

    def started(self) -> list[str]:
        """An onboarding for each question; their ids."""
        there = ask(self.url, "POST", "/deployments/filter", {})
        (deployment,) = (one["id"] for one in there if one["name"] == "onboard-fund")
        start = f"/deployments/{deployment}/create_flow_run"
        asked = ({"fund": fund, "as_of": as_of} for fund, as_of in QUESTIONS)
        return [
            ask(self.url, "POST", start, {"parameters": one, "state": {"type": "SCHEDULED"}})["id"] for one in asked
        ]

    def runs(self, ids: list[str]) -> Iterator[dict[str, Any]]:
        """The runs as they are now, a page at a time."""
        for first in range(0, len(ids), 100):
            wanted = {"flow_runs": {"id": {"any_": ids[first : first + 100]}}}
            yield from ask(self.url, "POST", "/flow_runs/filter", wanted)

    def states(self, run: str) -> list[dict[str, Any]]:
        """What a run went through."""
        return sorted(ask(self.url, "GET", f"/flow_run_states/?flow_run_id={run}"), key=lambda one: one["timestamp"])


@dataclass(slots=True)
class Soak:
    """What was seen."""

    seconds: float = 0
    ended: Counter[str] = field(default_factory=Counter)
    started_times: Counter[int] = field(default_factory=Counter)
    killed: dict[str, float] = field(default_factory=dict)
    """Runs that were killed with their worker, and when. One may have said that it had ended just before."""
    noticed: list[float] = field(default_factory=list)
    """Seconds from each kill of a run that had not ended to its being marked as lost."""
    done: list[float] = field(default_factory=list)
    """Seconds from each such kill to the run's end."""
    issues: int = 0
    entries: int = 0
    verified: str = ""


@contextmanager
def serving(root: Path, database: str) -> Generator[Server]:
    """`prudent ui` with its workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from flows.cli import main; main()", "ui", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--workers", str(WORKERS), "--store", "kept"],
        cwd=root,
        env=os.environ | {DATABASE: database},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        if not address:
            sys.exit("prudent ui did not start.")
        yield Server(f"{address}/api")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def main() -> None:
    """Run, judge, keep."""
    listen()
    with tempfile.TemporaryDirectory(prefix="prudent-soak-") as folder, postgresql() as database:
        root = Path(folder)
        for name in _DATA:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
        (root / "flows").symlink_to(ROOT / "flows")
        with serving(root, database) as server:
            seen = soaked(server)
        seen.issues = len(list((root / "kept/memos").rglob("issue.json")))
        seen.entries = len(list((root / "kept/ledger").rglob("*.json")))
        seen.verified = verified(root)
    text = page(seen)
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    whole = seen.ended == Counter({"AwaitingDecision": len(QUESTIONS)}) and not seen.verified
    sys.exit(0 if whole and seen.issues == seen.entries == len(QUESTIONS) else 1)


def soaked(server: Server) -> Soak:
    """All runs, with workers killed on the way."""
    seen = Soak()
    began = time.monotonic()
    ids = server.started()
    told(f"{len(ids)} runs asked for in {time.monotonic() - began:.0f} s")
    until_all_ended(server, ids, seen)
    seen.seconds = time.monotonic() - began
    for run in server.runs(ids):
        seen.ended[run["state"]["name"]] += 1
        seen.started_times[run["run_count"]] += 1
    for run, at in seen.killed.items():
        times = {state["name"]: datetime.fromisoformat(state["timestamp"]).timestamp() for state in server.states(run)}
        if "WorkerLost" in times:
            seen.noticed.append(times["WorkerLost"] - at)
            seen.done.append(max(times.values()) - at)
    return seen


def until_all_ended(server: Server, ids: list[str], seen: Soak) -> None:
    """Wait for every run; kill a worker whenever one of the shares has ended."""
    left, ended, moved = list(KILLED_AT), -1, time.monotonic()
    while True:
        now = list(server.runs(ids))
        # a lost run counts as crashed until an automation starts it anew
        over = [run for run in now if run["state"]["type"] in _DONE and run["state"]["name"] != "WorkerLost"]
        if len(over) != ended:
            ended, moved = len(over), time.monotonic()
            told(f"{ended} of {len(ids)} have ended")
        if ended == len(ids) or time.monotonic() - moved > STUCK_SECONDS:
            return
        if left and ended >= left[0] * len(ids) and kill_one(now, seen):
            left.pop(0)
        time.sleep(2)


def kill_one(runs: list[dict[str, Any]], seen: Soak) -> bool:
    """Kill a worker and the run that it has, as a machine that loses its power would."""
    for run in runs:
        if run["state"]["type"] == "RUNNING" and run["infrastructure_pid"] and run["id"] not in seen.killed:
            process = int(run["infrastructure_pid"])
            try:
                worker = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
                os.kill(worker, signal.SIGKILL)
                os.kill(process, signal.SIGKILL)
            except (OSError, ValueError):
                continue  # it ended just then
            seen.killed[run["id"]] = time.time()
            told("killed a worker with its run")
            return True
    return False


def verified(root: Path) -> str:
    """What `prudent verify` finds; nothing where the store is as it was written."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "verify", "--store", "kept"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip()


def told(what: str) -> None:
    """Progress, to a person."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")
    sys.stderr.flush()


def page(seen: Soak) -> str:
    """The figures as a page."""
    ended = ", ".join(f"{number} {name}" for name, number in sorted(seen.ended.items()))
    times = ", ".join(
        f"{number} {_TIMES.get(count, f'{count} times')}" for count, number in sorted(seen.started_times.items())
    )
    noticed = ", ".join(f"{one:.0f}" for one in seen.noticed)
    done = ", ".join(f"{one:.0f}" for one in seen.done)
    ended_before = len(seen.killed) - len(seen.done)
    but = f"; {ended_before} of these runs had told its end just before" if ended_before else ""
    return f"""# Many runs, and workers that are killed

Written by `make soak`: {len(QUESTIONS)} onboardings ({len(FUNDS)} funds, {len({quarter for _, quarter in QUESTIONS})} quarters), asked for at once on a server with PostgreSQL and {WORKERS} workers
(`prudent ui --workers {WORKERS}`). {len(seen.killed)} times a worker was killed with the run that it had (`kill -9`){but}.
A run that is given to another worker waits for its turn among the others. The times are of this machine, which did other work too.

| what | found |
|---|---|
| how the {len(QUESTIONS)} runs ended | {ended} |
| how often each was started | {times} |
| seconds until a killed run was marked as lost | {noticed} |
| seconds until a killed run had ended on another worker | {done} |
| issues in the store | {seen.issues} |
| entries in the ledger | {seen.entries} |
| `prudent verify` | {seen.verified or "the store is as it was written"} |
| time for all | {seen.seconds / 60:.1f} minutes, {60 * len(QUESTIONS) / seen.seconds:.1f} runs a minute |

Run on {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.
"""


if __name__ == "__main__":
    main()
