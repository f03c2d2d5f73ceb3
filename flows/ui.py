"""Prefect's own interface: a server, workers and every deployment, until Ctrl-C.

Belongs here: what `prudent ui` starts and in which order, and what it refuses to start. Does not: how a process is kept
and ended (`server`), what a server is given (`deploy`), and what the workers are (`workers`).
"""

import ipaddress
import json
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.dead_runs import bury, free_places
from flows.deploy import deploy, make_pool
from flows.server import DATABASE, HOST, Waiting, home, is_free, quiet_environment, start_server, ui_file
from flows.server_api import SERVER_AUTH
from flows.telling import tell
from flows.workers import fleet
from prudent.errors import PrudentError, UsageError
from tasks.work import Place

LAST_PORT = 65_535
MOST_WORKERS = 16
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 -- what a person may ask for, and is warned of
#: Prefect's setting, under its newer and its older name, of where the pages look for the server.
_PAGES_ASK = ("PREFECT_SERVER_UI_API_URL", "PREFECT_UI_API_URL")
#: Prefect's newer pages tell a tracking service of each visit, and no setting of theirs keeps them from it; the older
#: ones ask nobody but this server, which a test holds.
_PAGES = {"PREFECT_SERVER_UI_V2_ENABLED": "false", "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false"}
#: Leases on a deployment's places outlive a server that is started anew, and run out by themselves.
_LEASES = {"PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem"}


@dataclass(frozen=True, slots=True)
class Serving:
    """What `prudent ui` was asked for."""

    port: int
    host: str
    workers: int

    @property
    def is_loopback(self) -> bool:
        """True if only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def address(self) -> str:
        """Where this machine reaches it."""
        host = HOST if self.host in _EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def serve(place: Place, asked: Serving) -> int:
    """Run everything until Ctrl-C or SIGTERM, then end everything. Returns the exit code.

    Raises:
        UsageError: the port is taken or no port, or there are more workers than the database bears.
        PrudentError: the server, a deployment or the workers did not start, or ended; the sentence names the log.
    """
    check(asked)
    try:
        with server(place.root, asked) as waiting:
            waiting.until_healthy()
            clear(waiting.url, asked)
            make_pool(waiting.url)
            with fleet(place.root, asked.workers) as workers:
                said = deploy(place.root, waiting.url)
                with announced(place.root, asked, waiting.url, said):
                    while waiting.is_alive():
                        workers.look()
                        time.sleep(0.5)
        raise PrudentError(f"Prefect's server ended by itself. Its own words are in {home(place.root)}.")
    except KeyboardInterrupt:
        return 0


def on_postgresql() -> bool:
    """True if Prefect's server keeps its records in PostgreSQL."""
    return os.environ.get(DATABASE, "").startswith("postgresql")


def check(asked: Serving) -> None:
    """Refuse what cannot work, and warn of what others can reach.

    Raises:
        UsageError: the sentence says what to set.
    """
    if not 0 < asked.port <= LAST_PORT:
        raise UsageError(f"The port must lie between 1 and {LAST_PORT}, not {asked.port}.")
    if not 0 < asked.workers <= MOST_WORKERS:
        raise UsageError(f"The number of workers must lie between 1 and {MOST_WORKERS}, not {asked.workers}.")
    if asked.workers > 1 and not on_postgresql():
        raise UsageError(
            f"Two workers lock SQLite against each other. For {asked.workers} workers set {DATABASE} to a PostgreSQL, "
            "such as postgresql+asyncpg://USER:PASSWORD@HOST/prefect, or leave --workers at 1."
        )
    if not asked.is_loopback:
        guarded = "" if os.environ.get(SERVER_AUTH) else f" Set {SERVER_AUTH}=user:password: now it asks nobody."
        tell(f"listening on {asked.host}, which others can reach.{guarded} Put TLS in front of it.")


@contextmanager
def server(root: Path, asked: Serving) -> Generator[Waiting]:
    """Prefect's server with its interface; gone at the end of the block."""
    if not is_free(asked.host, asked.port):
        raise UsageError(f"Port {asked.port} is taken. Name another: prudent ui --port {asked.port + 1}.")
    url = f"{asked.address}/api"
    os.environ.update(quiet_environment(root, url))
    log = home(root) / "ui-server.log"
    # the interface runs in the browser and must be told where the server is: behind TLS the person who set that up does
    seen = next(filter(None, map(os.environ.get, _PAGES_ASK)), url)
    running = start_server(asked.port, log, dict.fromkeys(_PAGES_ASK, seen) | _PAGES | _LEASES, asked.host)
    try:
        yield Waiting(url, running, log)
    finally:
        running.stop()


def clear(api_url: str, asked: Serving) -> None:
    """See to what an earlier server left. On this machine alone no run can be alive yet; elsewhere one can."""
    if asked.is_loopback and not on_postgresql():
        bury(api_url)
    else:
        free_places(api_url)


@contextmanager
def announced(root: Path, asked: Serving, api_url: str, said: str) -> Generator[None]:
    """Say where it is: to the person, and to other commands of this project, which use this server inside the block."""
    ui_file(root).write_text(json.dumps({"api_url": api_url}), encoding="utf-8")
    workers = "a worker" if asked.workers == 1 else f"{asked.workers} workers"
    try:
        sys.stdout.write(
            f"{asked.address}\n"
            f"Prefect's server, {workers} and the deployments of prefect.yaml are running. Ctrl-C ends all of it.\n"
            f"{said}\n"
        )
        sys.stdout.flush()
        yield
    finally:
        ui_file(root).unlink(missing_ok=True)
