"""Runs that an earlier `prudent ui` took down with it: they are marked as crashed and give their places back.

Prefect's server keeps the leases on a deployment's places in memory. A run that was cut off with its server would hold
its place for ever, and every later run would wait for it. Right after the server's start, with no worker yet, no run of
a deployment can be alive: this server listens on this machine only.
"""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

_ALIVE = ["RUNNING", "PENDING", "CANCELLING"]
_PLACES = "deployment:"
"""How Prefect names the limit on a deployment's concurrent runs."""


def bury(api_url: str) -> int:
    """Mark every run of a deployment that counts as alive as crashed, and free the places. Returns how many."""
    runs = _ask(api_url, "POST", "/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": _ALIVE}}}})
    dead = [run["id"] for run in runs if run["deployment_id"]]
    for run in dead:
        state = {"type": "CRASHED", "name": "Crashed", "message": "The worker ended while this ran. Start it again."}
        _ask(api_url, "POST", f"/flow_runs/{run}/set_state", {"state": state, "force": True})
    for limit in _ask(api_url, "POST", "/v2/concurrency_limits/filter", {}):
        if limit["name"].startswith(_PLACES) and limit["active_slots"]:
            _ask(api_url, "PATCH", f"/v2/concurrency_limits/{limit['id']}", {"active_slots": 0})
    return len(dead)


def _ask(api_url: str, method: str, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 -- Prefect's JSON
    parts = urlsplit(api_url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request(method, parts.path + path, json.dumps(body), {"content-type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= http.client.BAD_REQUEST:
            raise http.client.HTTPException(f"{method} {path}: {answer.status} {said[:200]!r}")
        return json.loads(said) if said else None
    finally:
        connection.close()
