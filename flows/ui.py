"""Prefect's own interface: a server, a worker and every deployment, on this machine, until Ctrl-C.

Belongs here: what `prudent ui` starts and in which order. Does not: how a process is kept and ended (`server`).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from flows.dead_runs import bury
from flows.server import (
    HOST,
    Running,
    Waiting,
    answers,
    home,
    is_free,
    quiet_environment,
    start,
    start_server,
    ui_file,
)
from prudent.errors import PrudentError, UsageError
from tasks.work import Place

POOL = "prudent"
#: Runs that the worker has going at once; with more, they would wait for each other's lock on the database.
RUNS_AT_ONCE = 1
_PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")


def serve(place: Place, port: int) -> int:
    """Run everything until Ctrl-C or SIGTERM, then end everything. Returns the exit code.

    Raises:
        UsageError: the port is taken.
        PrudentError: the server, a deployment or the worker did not start, or ended; the sentence names the log.
    """
    try:
        with server(place.root, port) as waiting:
            waiting.until_healthy()
            bury(waiting.url)
            deploy(place.root, waiting.url)
            with worker(place.root) as working, announced(place.root, port, waiting.url):
                while working.is_alive() and waiting.is_alive():
                    time.sleep(0.5)
        raise PrudentError(f"Prefect's server or its worker ended by itself. Its own words are in {home(place.root)}.")
    except KeyboardInterrupt:
        return 0


@contextmanager
def server(root: Path, port: int) -> Generator[Waiting]:
    """Prefect's server with its interface, on a loopback port; gone at the end of the block."""
    if not is_free(port):
        raise UsageError(f"Port {port} is taken. Name another: prudent ui --port {port + 1}.")
    url = f"http://{HOST}:{port}/api"
    os.environ.update(quiet_environment(root, url))
    log = home(root) / "ui-server.log"
    # the interface runs in the browser and must be told where the server is
    running = start_server(port, log, {"PREFECT_UI_API_URL": url, "PREFECT_SERVER_UI_API_URL": url})
    try:
        yield Waiting(url, running, log)
    finally:
        running.stop()


@contextmanager
def worker(root: Path) -> Generator[Running]:
    """One worker that runs each flow in a process of its own; gone, with its runs, at the end of the block."""
    command = [*_PREFECT, "worker", "start", "--pool", POOL, "--type", "process", "--limit", str(RUNS_AT_ONCE)]
    talks = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
    running = start([*command, "--name", "prudent-ui"], home(root) / "ui-worker.log", talks)
    try:
        yield running
    finally:
        running.stop()


def deploy(root: Path, api_url: str) -> None:
    """Make the work pool if it is missing, and deploy everything in `prefect.yaml`.

    Raises:
        PrudentError: a deployment was refused; the sentence names the log.
    """
    log = home(root) / "ui-deploy.log"
    log.unlink(missing_ok=True)
    if not answers(f"{api_url}/work_pools/{POOL}"):
        _prefect(root, log, "work-pool", "create", POOL, "--type", "process")
    _prefect(root, log, "deploy", "--all")


@contextmanager
def announced(root: Path, port: int, api_url: str) -> Generator[None]:
    """Say where it is: to the person, and to other commands of this project, which use this server inside the block."""
    ui_file(root).write_text(json.dumps({"api_url": api_url}), encoding="utf-8")
    try:
        sys.stdout.write(
            f"http://{HOST}:{port}\n"
            "Prefect's server, a worker and the deployments of prefect.yaml are running. Ctrl-C ends all of it.\n"
        )
        sys.stdout.flush()
        yield
    finally:
        ui_file(root).unlink(missing_ok=True)


def _prefect(root: Path, log: Path, *arguments: str) -> None:
    with log.open("ab") as out:
        done = subprocess.run(  # noqa: S603 -- ours
            [*_PREFECT, *arguments],
            cwd=root,
            env={**os.environ, "PWD": str(root)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise PrudentError(f"prefect {' '.join(arguments)} failed. Its own words are in {log}.")
