"""Stale locks: places that no live run holds, and what was begun in the store and not finished.

Nothing here is in the way of correctness: a claim is finished by the next run of its fund, a run folder without a
manifest is no run. But a place that nobody holds keeps runs waiting, and what lies unfinished for long wants a look.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flows.doctor.finding import Finding, ok, several, warning
from flows.server_api import ask
from prudent.store.layout import CLAIM, ISSUE, MANIFEST, MEMOS, REVIEWS, RUNS
from prudent.store.objects import Listed
from tasks.work import Place

CHECK = "locks"
#: No run of one fund takes longer.
OLD = timedelta(hours=1)
_ALIVE = ["RUNNING", "PENDING", "CANCELLING"]
_PAGE = 200
_SHOWN = 3


def locks(place: Place | None, url: str | None, now: datetime) -> Iterator[Finding]:
    """What is held or was begun and not finished; of the store nothing where it cannot be used (None)."""
    found = [*(_places(url) if url else ()), *(_begun(place, now) if place and place.is_there() else ())]
    yield from found
    if not found:
        yield ok(CHECK, "No place is held without a run, and nothing that is older than an hour lies unfinished.")


def _places(url: str) -> Iterator[Finding]:
    wanted = {"state": {"type": {"any_": _ALIVE}}, "deployment_id": {"is_null_": False}}
    runs: list[Any] = ask(url, "POST", "/flow_runs/filter", {"flow_runs": wanted, "limit": _PAGE})
    held = Counter(run["deployment_id"] for run in runs)
    for entry in ask(url, "POST", "/deployments/filter", {"limit": _PAGE}):
        limit = entry["global_concurrency_limit"]
        if limit is None or limit["active_slots"] <= held[entry["id"]]:
            continue
        places = several(limit["active_slots"], "place")
        said = f"{entry['name']} holds {places}, and {held[entry['id']]} of its runs live."
        do = f"prefect global-concurrency-limit update '{limit['name']}' --active-slots {held[entry['id']]}"
        yield warning(CHECK, said, do)


def _begun(place: Place, now: datetime) -> Iterator[Finding]:
    objects = place.objects()
    for prefix, last, began, do in (
        (MEMOS, ISSUE, CLAIM, "Onboard the fund again: it finishes the issue."),
        (RUNS, MANIFEST, "", "Onboard the fund again: it finishes the run, or makes another where data has changed."),
        (REVIEWS, MANIFEST, "", "Review the quarter again: it finishes the review."),
    ):
        begun = unfinished(objects.listed(prefix), last, began, now - OLD)
        if begun:
            more = f" and {len(begun) - _SHOWN} more" if len(begun) > _SHOWN else ""
            yield warning(CHECK, f"Begun and not finished: {', '.join(begun[:_SHOWN])}{more}.", do)


def unfinished(listed: tuple[Listed, ...], last: str, began: str, before: datetime) -> list[str]:
    """Folders that lack the file which is written last, and were last written to before that time.

    Args:
        listed: what lies there.
        last: the file that makes a folder exist.
        began: the file that a folder must hold to count as begun; empty for any.
        before: when it was last written to, at the latest.
    """
    folders: dict[str, list[Listed]] = {}
    for item in listed:
        folders.setdefault(item.key.rpartition("/")[0], []).append(item)
    return sorted(
        folder
        for folder, items in folders.items()
        if not any(item.key == f"{folder}/{last}" for item in items)
        and (not began or any(item.key == f"{folder}/{began}" for item in items))
        and max(item.modified for item in items) < before
    )
