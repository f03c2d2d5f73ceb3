"""Puts everything of Prudent on a Prefect server: work pool, queues, deployments and automations.

Belongs here: what a server needs before a worker can run our flows, in such a way that doing it again changes nothing
that a person has set there. Does not: what stands in `prefect.yaml`, what an automation does (`automations`).
"""

import sys
from importlib.metadata import version
from pathlib import Path

from flows.server import home, start
from flows.server_api import ask
from prudent.code_version import code_sha256
from prudent.errors import PrudentError

POOL = "prudent"
PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")
#: Runs of all deployments together, whatever number of workers there is: the store and PostgreSQL are shared by all.
RUNS_IN_ALL = 16
#: A worker takes from the first queue that holds anything: a committee's decision waits for no backfill.
QUEUES = {
    "decisions": "What a person waits for at a form.",
    "memos": "Onboarding and review.",
    "upkeep": "Fetching, receiving, looking after the store; what waits longest without harm.",
}
#: `prefect.yaml` reads it: which code a deployment was made from.
VERSION = "PRUDENT_VERSION"


def deploy(root: Path, api_url: str) -> str:
    """Make the pool and its queues if they are missing, deploy `prefect.yaml`, and see to the automations.

    Returns:
        What was done with the automations, in a sentence.

    Raises:
        ServerRefused: the server refused the pool or a queue.
        PrudentError: a deployment or an automation was refused; the sentence names the log.
    """
    make_pool(api_url)
    logs = home(root) / "ui-deploy.log", home(root) / "ui-automations.log"
    # two programs that load Prefect for some seconds each, so they run at once; both end with this one
    settings = {"PWD": str(root), VERSION: f"{version('prudent')}+{code_sha256()[:12]}"}
    asked = [*PREFECT, "deploy", "--all"], [sys.executable, "-m", "flows.automating"]
    running = [start(command, log, settings, cwd=root) for command, log in zip(asked, logs, strict=True)]
    try:
        ended = [one.wait() for one in running]
    finally:
        for one in running:
            one.stop()
    for code, log, what in zip(ended, logs, ("prefect deploy --all", "Making the automations"), strict=True):
        if code:
            raise PrudentError(f"{what} failed. Its own words are in {log}.")
    return logs[1].read_text(encoding="utf-8").strip().rpartition("\n")[2]


def make_pool(api_url: str) -> None:
    """Make the work pool and its queues. What is there stays as it is: a person may have set its limit or priority."""
    if not ask(api_url, "POST", "/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}}):
        said = "Prudent's flows, each in a process of its own."
        pool = {"name": POOL, "type": "process", "description": said, "concurrency_limit": RUNS_IN_ALL}
        ask(api_url, "POST", "/work_pools/", pool)
    standing = {queue["name"] for queue in ask(api_url, "POST", f"/work_pools/{POOL}/queues/filter", {})}
    for priority, (name, said) in enumerate(QUEUES.items(), start=1):
        if name not in standing:
            queue = {"name": name, "description": said, "priority": priority}
            ask(api_url, "POST", f"/work_pools/{POOL}/queues", queue)
