"""Runs that an earlier `prudent ui` took down with it: they are marked as lost and give their places back.

Belongs here: what is known to be dead when a server starts. Does not: a worker that is lost while the server runs,
which shows by the runs' heartbeats (`automations`). A run is known to be dead only where nobody but this command's own
workers can have run it: the server listens on loopback and keeps its records in a file of this machine. Where workers
may be on other hosts their runs go on while a server starts anew, so there only places that no run holds are freed.
"""

import itertools
from collections import Counter
from collections.abc import Generator
from typing import Any

from flows.server_api import ask

#: The name of the state of a run whose worker is gone. An automation starts such a run again.
WORKER_LOST = "WorkerLost"
_ALIVE = ["RUNNING", "PENDING", "CANCELLING"]
_PLACES = "deployment:"
"""How Prefect names the limit on a deployment's concurrent runs."""
_PAGE = 200
"""Prefect's server gives no more at a time."""


def bury(api_url: str) -> int:
    """Mark every run of a deployment that counts as alive as lost, and free the places. Returns how many."""
    buried = 0
    while dead := _alive(api_url):
        for run in dead:
            state = {"type": "CRASHED", "name": WORKER_LOST, "message": "The worker ended while this ran."}
            ask(api_url, "POST", f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
        buried += len(dead)
    free_places(api_url)
    return buried


def free_places(api_url: str) -> None:
    """Free the places that no run holds: the leases on them were lost with an earlier server."""
    held = Counter(str(run["deployment_id"]) for run in _all_alive(api_url))
    for limit in ask(api_url, "POST", "/v2/concurrency_limits/filter", {}):
        of_deployment, _, deployment = str(limit["name"]).rpartition(_PLACES)
        if not of_deployment and limit["active_slots"] > held[deployment]:
            ask(api_url, "PATCH", f"/v2/concurrency_limits/{limit['id']}", {"active_slots": held[deployment]})


def _all_alive(api_url: str) -> Generator[Any]:
    for offset in itertools.count(step=_PAGE):
        page = _alive(api_url, offset)
        yield from page
        if len(page) < _PAGE:
            return


def _alive(api_url: str, offset: int = 0) -> list[Any]:
    """A page of the runs of deployments that count as alive."""
    wanted = {"state": {"type": {"any_": _ALIVE}}, "deployment_id": {"is_null_": False}}
    return ask(api_url, "POST", "/flow_runs/filter", {"flow_runs": wanted, "limit": _PAGE, "offset": offset})
