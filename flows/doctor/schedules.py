"""Schedule drift: what runs on the server against what `prefect.yaml` says. Deploying adds and changes; it takes away
neither a deployment nor a schedule that was removed from the file, and they run on.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from flows.doctor.finding import Finding, bad, ok, several, warning
from flows.server_api import ask
from prudent.code_version import code_sha256

CHECK = "schedules"
_PAGE = 200
_DEPLOY = "prudent deploy puts them there."


def schedules(root: Path, url: str | None) -> Iterator[Finding]:
    """What is found of the deployments; nothing where no server stays."""
    if url is None:
        return
    wanted = {entry["name"]: entry for entry in yaml.safe_load((root / "prefect.yaml").read_bytes())["deployments"]}
    listed: list[Any] = ask(url, "POST", "/deployments/filter", {"limit": _PAGE})
    found = {entry["name"]: entry for entry in listed if entry["name"] in wanted or _is_ours(entry)}
    faults = list(_faults(wanted, found))
    yield from faults
    if not faults:
        active = sum(bool(item["active"]) for entry in found.values() for item in entry["schedules"])
        yield ok(
            CHECK, f"{several(len(wanted), 'deployment')}, {several(active, 'active schedule')}: as prefect.yaml says."
        )


def _is_ours(entry: dict[str, Any]) -> bool:
    return "prudent" in entry["tags"] or str(entry["entrypoint"]).startswith("flows/")


def _faults(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[Finding]:
    if missing := sorted(set(wanted) - set(found)):
        yield bad(CHECK, f"Not on the server: {', '.join(missing)}.", _DEPLOY)
    for name in sorted(set(found) - set(wanted)):
        runs_on = any(item["active"] for item in found[name]["schedules"])
        said = f"{name} is on the server and not in prefect.yaml{', and its schedule runs on' if runs_on else ''}."
        yield (bad if runs_on else warning)(CHECK, said, f"prefect deployment delete '{_full(found[name])}'")
    both = sorted(set(found) & set(wanted))
    for name in both:
        yield from _times(name, wanted[name], found[name])
        yield from _state(name, wanted[name], found[name])
    if others := [name for name in both if not _is_of_this_code(found[name])]:
        yield warning(CHECK, f"Deployed from other code than this: {', '.join(others)}.", "prudent deploy")


def _times(name: str, wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[Finding]:
    file = {_when(item): item for item in wanted["schedules"]}
    server = {_when(item["schedule"]): item for item in found["schedules"]}
    for when in sorted(set(server) - set(file)):
        if server[when]["active"]:
            said = f"{name} also runs at '{when}', which is not in prefect.yaml."
            yield bad(CHECK, said, "Delete that schedule on the deployment's page; deploying does not.")
    for when in sorted(set(file) - set(server)):
        yield bad(CHECK, f"{name} does not run at '{when}' as prefect.yaml says.", _DEPLOY)
    for when in sorted(set(file) & set(server)):
        if file[when].get("active", True) and not server[when]["active"]:
            yield warning(
                CHECK, f"{name} at '{when}' is switched off on the server.", "Switch it on, or off in the file."
            )


def _state(name: str, wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[Finding]:
    if found["paused"]:
        yield warning(CHECK, f"{name} is paused on the server.", "Resume it on its page.")
    others = {key for key, value in wanted["parameters"].items() if found["parameters"].get(key) != value}
    if others:
        yield warning(CHECK, f"{name} has other values on the server for {', '.join(sorted(others))}.", _DEPLOY)


def _is_of_this_code(entry: dict[str, Any]) -> bool:
    """True also where the deployment does not say from which code it was made."""
    made_from = str(entry["version"]).partition("+")[2]
    return not made_from or code_sha256().startswith(made_from)


def _when(schedule: dict[str, Any]) -> str:
    return f"{schedule.get('cron') or schedule.get('rrule') or schedule.get('interval')} {schedule.get('timezone')}"


def _full(entry: dict[str, Any]) -> str:
    return f"{entry['name']}/{entry['name']}"
