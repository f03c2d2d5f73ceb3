"""The Prefect server: where it is, whether it answers, its version and database, and who works for it."""

import os
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

from flows.deploy import POOL
from flows.doctor.finding import Finding, bad, ok, several, warning
from flows.server import DATABASE
from flows.server_api import answers, ask

CHECK = "server"
NONE_RUNS = "No server runs; each command starts one of its own for itself, and prudent ui runs one that stays."


def server(url: str | None) -> Iterator[Finding]:
    """What is found at the address; None where no server is named and none of ours runs."""
    if url is None:
        yield ok(CHECK, NONE_RUNS)
        return
    if not answers(f"{url.rstrip('/')}/health"):
        yield bad(CHECK, f"No Prefect server answers at {url}.", "Start it, or take PREFECT_API_URL away.")
        return
    theirs, ours = str(ask(url, "GET", "/admin/version")), version("prefect")
    if theirs != ours:
        yield warning(CHECK, f"The server is Prefect {theirs}, and this is {ours}.", "Run the same on both sides.")
    yield ok(CHECK, f"Prefect {theirs} answers at {url}; its database is {database(url)}.")
    yield from _workers(url)


def database(url: str) -> str:
    """Which kind of database the server keeps, as far as it or the environment tells. Its address is a secret."""
    told = ask(url, "GET", "/admin/settings")["server"]["database"]
    said = told.get("driver") or os.environ.get(DATABASE, "")
    kinds = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
    return next((kind for word, kind in kinds.items() if str(said).startswith(word)), "not told by the server")


def _workers(url: str) -> Iterator[Finding]:
    if not ask(url, "POST", "/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}}):
        yield warning(CHECK, f"It has no work pool {POOL}.", "prudent deploy makes it.")
        return
    workers: list[Any] = ask(url, "POST", f"/work_pools/{POOL}/workers/filter", {})
    alive = [worker for worker in workers if worker["status"] == "ONLINE"]
    if not alive:
        yield warning(CHECK, f"No worker takes runs from the pool {POOL}.", f"prefect worker start --pool {POOL}")
        return
    last = max(datetime.fromisoformat(worker["last_heartbeat_time"]) for worker in alive)
    yield ok(CHECK, f"{several(len(alive), 'worker')} of {POOL}, last heard of at {last:%Y-%m-%d %H:%M:%S} UTC.")
