"""`prudent ui` as a person starts it, for the tests that look at it from outside."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 180
ENDED = {"COMPLETED", "FAILED", "CRASHED"}


class Interface:
    """A running `prudent ui`."""

    def __init__(self, process, root: Path, mark: str, password: str) -> None:
        self.process, self.root, self.mark, self.password = process, root, mark, password
        self.address, *said = (process.stdout.readline().strip() for _ in range(3))
        self.said = tuple(said)
        if not self.address:
            raise AssertionError(f"prudent ui did not start: {process.stderr.read()}")

    def get(self, path: str, body: dict | list | None = None):
        """An answer, with the password where there is one."""
        data = None if body is None else json.dumps(body).encode()
        known = {"authorization": f"Basic {base64.b64encode(self.password.encode()).decode()}"} if self.password else {}
        asked = urllib.request.Request(f"{self.address}{path}", data, {"content-type": "application/json"} | known)
        for _ in range(20):
            try:
                return urllib.request.urlopen(asked, timeout=30)
            except urllib.error.HTTPError as refused:
                if refused.code != 503:  # SQLite was locked just then
                    raise
                refused.close()
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server has no time")

    def api(self, path: str, body: dict | list | None = None):
        with self.get(f"/api{path}", body) as answer:
            return json.load(answer)

    def start(self, deployment: str, state: str = "SCHEDULED", **parameters) -> str:
        """A run of a deployment; its id."""
        (found,) = [one for one in self.api("/deployments/filter", {}) if one["name"] == deployment]
        asked = {"parameters": parameters, "state": {"type": state}}
        return self.api(f"/deployments/{found['id']}/create_flow_run", asked)["id"]

    def until(self, question):
        """Ask until the answer is true, or patience ends; the last answer."""
        over = time.monotonic() + PATIENCE_SECONDS
        while not (answer := question()) and time.monotonic() < over:
            time.sleep(0.2)
        return answer

    def ended(self, run: str) -> dict:
        """A run, once it has ended."""

        def look():
            now = self.api(f"/flow_runs/{run}")
            return now if now["state"]["type"] in ENDED else None

        return self.until(look) or self.api(f"/flow_runs/{run}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def plain_environment() -> dict[str, str]:
    """This process's environment without what Prefect and the tests have set."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "PRUDENT"))}


@contextmanager
def running_ui(root: Path, *arguments: str, password: str = "", **environment: str) -> Iterator[Interface]:
    """`prudent ui` in a project, ended at the end of the block."""
    mark = uuid.uuid4().hex
    secret = {"PREFECT_SERVER_API_AUTH_STRING": password} if password else {}
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "ui", "--port", str(free_port()), *arguments],
        cwd=root,
        env=plain_environment() | {"PRUDENT_TEST_MARK": mark} | secret | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Interface(process, root, mark, password)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        process.stdout.close()
        process.stderr.close()
