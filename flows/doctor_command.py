"""What `prudent doctor` does: look at everything, print a line for each thing found, say whether all is well.

Belongs here: the order of the looks, and the words on the terminal. Does not: any look (`flows/doctor`). Prefect is not
imported and no server is started: a doctor must come when nothing works.
"""

# ruff: noqa: PLC0415 -- a library that is broken is found by a look and stops no other
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from flows.doctor.finding import Finding, Level, looked

if TYPE_CHECKING:
    from tasks.work import Place


def doctor(store: str | None, *, as_json: bool) -> int:
    """Look at versions, server, store, clock, schedules and locks. Returns 1 where something is bad, else 0."""
    found = [*looked("versions", _versions)]
    place, url, wrong = _where(store)
    found += wrong
    if place is not None:
        found += _all(place, url)
    is_bad = any(finding.level is Level.BAD for finding in found)
    if as_json:
        plain = [asdict(finding) for finding in found]
        print(json.dumps({"ok": not is_bad, "findings": plain}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_line(finding) for finding in found))
    return int(is_bad)


def _where(store: str | None) -> "tuple[Place | None, str | None, tuple[Finding, ...]]":
    """The project with its store, and the server's address. What is wrong with either is a line."""
    place: list[Place] = []
    url: list[str | None] = [None]

    def settled() -> Iterable[Finding]:
        from flows.commands import settle

        place.append(settle(store))
        return ()

    def addressed() -> Iterable[Finding]:
        from flows.server import ui_address

        url[0] = os.environ.get("PREFECT_API_URL") or (ui_address(place[0].root) if place else None)
        return ()

    wrong = (*looked("store", settled), *looked("server", addressed))
    return place[0] if place else None, url[0], wrong


def _versions() -> Iterable[Finding]:
    from flows.doctor.versions import versions

    return versions()


def _all(place: "Place", url: str | None) -> list[Finding]:
    """Every look. Where the store cannot be used that is one line, and the others leave it out."""
    from flows.doctor.clock import clock
    from flows.doctor.locks import locks
    from flows.doctor.schedules import schedules
    from flows.doctor.server import server
    from flows.doctor.store import store
    from flows.place import now
    from flows.server_api import answers

    at = now()
    lives = url if url is not None and answers(f"{url.rstrip('/')}/health") else None
    kept = looked("store", lambda: store(place))
    usable = None if any(finding.level is Level.BAD for finding in kept) else place
    return [
        *looked("server", lambda: server(url)),
        *kept,
        *looked("clock", lambda: clock(usable, lives, at)),
        *looked("schedules", lambda: schedules(place.root, lives)),
        *looked("locks", lambda: locks(usable, lives, at)),
    ]


def _line(finding: Finding) -> str:
    from prudent.ingest.characters import dotted

    do = f" {finding.do}" if finding.do else ""
    return dotted(f"{finding.level.value:<8} {finding.check:<10} {finding.said}{do}")
