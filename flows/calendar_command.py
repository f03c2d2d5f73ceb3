"""`prudent calendar`: the committee's days as a calendar file. No Prefect here: nothing is scheduled or retried.

Belongs here: the command's words, its exit code, and the file. Does not: which days there are (`prudent/review`).
"""

# ruff: noqa: PLC0415 -- tables are loaded when the store is known: help waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import settle
from flows.site_command import Progress
from flows.telling import tell
from prudent.errors import PrudentError, RecordTampered, UsageError

if TYPE_CHECKING:
    from prudent.review.plan_calendar import PlanCalendar


def write_calendar(plan: str, out: str | None, store: str | None, *, as_json: bool) -> int:
    """Print or write a plan's calendar.

    Args:
        plan: whose committee.
        out: the file that gets it; None prints it.
        store: the store; None for the project's own.
        as_json: print the days as one JSON document in place of the calendar.

    Returns:
        0; else the exit code of what could not be read: 20 where a record is not as it was written. The other funds'
        days are there all the same.

    Raises:
        UsageError: there is no such plan, or the file cannot be written.
    """
    from prudent.ingest.files import Files
    from prudent.ingest.fund import check_folder
    from prudent.ingest.plan import PLANS
    from prudent.review.plan_calendar import plan_calendar, timing

    place = settle(store)
    files = Files(place.root)
    check_folder(files, PLANS, plan, "plan")
    progress = Progress(sys.stderr)
    try:
        found = plan_calendar(place.objects(), timing(files), plan, lambda done, whole: progress("funds", done, whole))
    finally:
        progress.end()
    body = found.file(f"Prudent: {plan}")
    if out is not None:
        _replace(Path(out), body)
    if as_json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    elif out is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    else:
        print(f"{out}: {len(found.days)} {'day' if len(found.days) == 1 else 'days'}.")
    return _told(found)


def _told(found: "PlanCalendar") -> int:
    """Say what is missing from it, and how the command ends."""
    for fund, item in found.not_days:
        tell(
            f"{fund}: {item.term} reads {item.value!r}, which is no day such as 2026-06-05. It is not in the calendar."
        )
    for one in found.unread:
        tell(f"{one.fund}: {one.reason} Days of this fund are missing.")
    if any(one.tampered for one in found.unread):
        return RecordTampered.exit_code
    return PrudentError.exit_code if found.unread else 0


def _replace(out: Path, body: bytes) -> None:
    """Write the file whole or not at all."""
    near = out.with_name(f".{out.name}.new")
    try:
        near.write_bytes(body)
        near.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from error


def _plain(found: "PlanCalendar") -> list[dict[str, str]]:
    return [
        {
            "kind": one.kind.value,
            "fund": one.fund,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "title": one.title,
            "words": one.words,
        }
        for one in sorted(found.days, key=lambda one: (one.first, one.fund, one.kind))
    ]
