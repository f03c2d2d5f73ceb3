"""Prefect's server for one command: which one is used, how it is started, and that it is gone afterwards.

Belongs here: addresses, environment variables and processes. Does not: flows. Prefect is not imported here, because its
settings are read from the environment when it is.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flows.server_api import AUTH, SERVER_AUTH, answers
from prudent.errors import PrudentError

HOST = "127.0.0.1"
START_SECONDS = 120
HEARTBEAT_SECONDS = 30
_TETHER = Path(__file__).with_name("tether.py")

#: What a server that lives for one command does not need.
_IDLE_SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)
DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
"""Prefect's setting of where a server keeps its records: a file beside its logs unless it names a PostgreSQL."""

_LOGGING = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING"}
_PRIVATE = {"PREFECT_SERVER_UI_ENABLED": "false"} | {
    f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _IDLE_SERVICES
}


class ServerDidNotStart(PrudentError):
    """Prefect's server ended, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process of ours, kept by a tether."""

    tether: "subprocess.Popen[bytes]"

    def is_alive(self) -> bool:
        """True until it has ended, by itself or otherwise."""
        return self.tether.poll() is None

    def wait(self) -> int:
        """Wait until it has ended by itself. Returns its exit code."""
        return self.tether.wait()

    def stop(self) -> None:
        """End the process and everything that it started, and wait until it is gone."""
        if self.tether.stdin:
            self.tether.stdin.close()
        self.tether.wait()


def home(root: Path) -> Path:
    """Where Prefect keeps its database and we keep its logs."""
    folder = root / ".prefect"
    folder.mkdir(exist_ok=True)
    return folder


def quiet_environment(root: Path, api_url: str) -> dict[str, str]:
    """What every process of ours that imports Prefect is told: where the server is, and to say nothing itself."""
    known = os.environ.get(AUTH) or os.environ.get(SERVER_AUTH)
    past_proxies = ",".join(filter(None, [os.environ.get("NO_PROXY", ""), HOST, "localhost"]))
    return {
        "PREFECT_HOME": str(home(root)),
        "PREFECT_API_URL": api_url,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_CLI_PROMPT": "false",
        # by these a run whose worker is gone is found (`automations`); Prefect bears none more often
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        # a run's lines go to the server, and ours to the terminal through a handler of our own
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_HANDLERS_DEBUG_LEVEL": "CRITICAL",
        "NO_PROXY": past_proxies,
        "no_proxy": past_proxies,
    } | ({AUTH: known} if known else {})


def prefect_server(root: Path) -> "Waiting":
    """The server for one command: the one named in the environment, that of `prudent ui`, or a private one.

    The environment is set at once, so that Prefect may be imported while a private server starts; before the first flow
    runs, `Waiting.until_healthy` must be called. A private server ends with this process: Prefect hands in its last
    events and log lines when the interpreter ends, and would wait for over a minute for a server that was gone by then.
    Exit handlers run last in, first out, so this must be called before Prefect is imported.

    Raises:
        ServerDidNotStart: from `until_healthy`.
    """
    standing = os.environ.get("PREFECT_API_URL") or ui_address(root)
    if standing:
        os.environ.update(quiet_environment(root, standing))
        return Waiting(standing, None, None)
    port = free_port()
    url = f"http://{HOST}:{port}/api"
    os.environ.update(quiet_environment(root, url))
    log = home(root) / "server.log"
    # what several hosts share is no business of a server that lives for one command
    own = {DATABASE: f"sqlite+aiosqlite:///{home(root) / 'prefect.db'}"}
    running = start_server(port, log, _PRIVATE | own)
    atexit.register(running.stop)
    return Waiting(url, running, log)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A server that may still be starting."""

    url: str
    running: Running | None
    log: Path | None

    def is_alive(self) -> bool:
        """True while our own process runs; a server of someone else's is not watched."""
        return self.running is None or self.running.is_alive()

    def until_healthy(self) -> None:
        """Wait until the server answers.

        Raises:
            ServerDidNotStart: it ended, or did not answer in time.
        """
        over = time.monotonic() + START_SECONDS
        while not is_healthy(self.url):
            if self.running is None:
                raise ServerDidNotStart(f"No Prefect server answers at {self.url}, which PREFECT_API_URL names.")
            if not self.running.is_alive() or time.monotonic() > over:
                raise ServerDidNotStart(f"Prefect's server did not start. Its own words are in {self.log}.")
            time.sleep(0.05)


def start_server(port: int, log: Path, settings: dict[str, str], host: str = HOST) -> Running:
    """Start Prefect's server, its output into a log file. It takes some seconds to answer."""
    app = "prefect.server.api.server:create_app"
    command = [sys.executable, "-m", "uvicorn", "--factory", app, "--host", host, "--port", str(port)]
    return start([*command, "--log-level", "error", "--lifespan", "on"], log, _LOGGING | settings)


def start(command: list[str], log: Path, settings: dict[str, str], cwd: Path | None = None) -> Running:
    """Start a process that ends with this one, its output into a log file."""
    with log.open("wb") as out:
        tether = subprocess.Popen(  # noqa: S603 -- ours
            [sys.executable, "-I", "-S", str(_TETHER), *command],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **settings},
            cwd=cwd,
            start_new_session=True,
        )
    return Running(tether)


def ui_file(root: Path) -> Path:
    """Where `prudent ui` writes its address while it runs."""
    return home(root) / "ui.json"


def ui_address(root: Path) -> str | None:
    """The address of the server that `prudent ui` runs; None when it does not run."""
    try:
        url = str(json.loads(ui_file(root).read_bytes())["api_url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return url if is_healthy(url) else None


def is_healthy(api_url: str) -> bool:
    """True if a Prefect server answers at the address."""
    return answers(f"{api_url.rstrip('/')}/health")


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """True if nothing listens on the port there."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
