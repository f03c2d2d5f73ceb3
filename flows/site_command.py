"""`prudent site`: the reading room of a store. No Prefect here: nothing is computed that would be scheduled or retried.

Belongs here: the command's words, its exit code, and a line of progress. Does not: the room (`prudent/site`).
"""

# ruff: noqa: PLC0415 -- templates and models are loaded when the store is known: help waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flows.commands import settle
from flows.telling import tell
from prudent.errors import PrudentError, RecordTampered, UsageError

if TYPE_CHECKING:
    from prudent.review.plan_calendar import PlanCalendar
    from prudent.site.build import Built
    from tasks.work import Place

QUIET_S = 2.0
"""A person waits this long without being told anything."""
_BETWEEN_S = 0.1
_TOLD = 5


class Progress:
    """One line on a terminal that says how far a build is, from the third second on; nothing to a file or a pipe."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock, self._start = stream, clock, clock()
        self._last = self._start
        self._shown = False

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Say it, at most ten times a second."""
        now = self._clock()
        if not self._stream.isatty() or now - self._start < QUIET_S or now - self._last < _BETWEEN_S:
            return
        self._last, self._shown = now, True
        print(f"\r\x1b[K{done} of {whole} {what}", end="", file=self._stream, flush=True)

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def build_room(store: str | None, out: str | None, *, as_json: bool) -> int:
    """Make the reading room of a store and say where it is.

    Args:
        store: the store; None for the project's own.
        out: the folder that gets `site/` and, beside it, a copy of every issue, to which the pages lead. None for the
            store's own folder.
        as_json: print one JSON document.

    Returns:
        0; 20 where an issue is not what was published, or a record not as it was written. It is listed in the room and
        the others are shown all the same.

    Raises:
        UsageError: the store cannot be one, is no folder though no other is named, or holds a folder `site` that was
            not written here.
        StoreUnusable: the store cannot be read, or the folder cannot be written.
    """
    from prudent.site.build import build_site

    place = settle(store)
    progress = Progress(sys.stderr)
    try:
        folder = place.folder if out is None else _beside(place, Path(out), progress)
        if folder is None:
            raise UsageError(f"The store is {place.store}: name a folder for the reading room with --out.")
        days = _days(place, progress)
        body = days.file("Prudent") if days else None
        built = build_site(place.objects(), folder, tick=progress, calendar=body)
    finally:
        progress.end()
    lacking = _lacking(built, days)
    if as_json:
        print(json.dumps(_plain(built, lacking), ensure_ascii=False, indent=2))
    else:
        _say(built, lacking)
    return RecordTampered.exit_code if any(one.tampered for one in (*built.not_read, *lacking)) else 0


def _days(place: "Place", progress: Progress) -> "PlanCalendar | None":
    """The days of all plans; None where nothing was ever recorded, or the project's policy cannot be read."""
    from prudent.ingest.files import Files
    from prudent.review.plan_calendar import chains_of, plan_calendar, timing

    objects = place.objects()
    if not chains_of(objects):
        return None
    try:
        when = timing(Files(place.root))
    except PrudentError as error:
        tell(f"The room has no calendar. {error.sentence}")
        return None
    return plan_calendar(objects, when, tick=lambda done, whole: progress("funds", done, whole))


@dataclass(frozen=True, slots=True)
class _Lacking:
    """A fund of which the room shows no decisions, or the calendar not all days."""

    plan: str
    fund: str
    reason: str
    tampered: bool


def _lacking(built: "Built", days: "PlanCalendar | None") -> tuple[_Lacking, ...]:
    """Each fund once: where its chain cannot be read, its days cannot either."""
    records = [_Lacking(one.plan, one.fund, one.reason, one.tampered) for one in built.problems]
    chains = {(one.plan, one.fund) for one in records}
    unread = [one for one in days.unread if (one.plan, one.fund) not in chains] if days else []
    lost = [_Lacking(one.plan, one.fund, f"{one.fund}: {one.reason} Days are missing.", one.tampered) for one in unread]
    return (*records, *lost)


def _beside(place: "Place", out: Path, progress: Progress) -> Path:
    """The folder that was named, with what the room's pages lead to in it."""
    from prudent.store.layout import MEMOS, REVIEWS
    from prudent.store.mirror import mirror
    from prudent.store.objects import in_folder

    out = out.resolve()
    if out != place.folder:
        mirror(place.objects(), in_folder(out), (MEMOS, REVIEWS), lambda done, whole: progress("files", done, whole))
    return out


def _say(built: "Built", lacking: tuple[_Lacking, ...]) -> None:
    pages = built.pages
    print(f"Reading room: {_many(built.funds, 'fund')}, {_many(built.memos, 'memo')}.")
    print(f"  {_many(pages.written + pages.kept, 'page')}, {pages.written} written, {pages.kept} as before")
    print(f"  {built.path / 'index.html'}")
    tampered = [one for one in built.not_read if one.tampered]
    for one in tampered[:_TOLD]:
        tell(f"{one.folder}: {one.reason}")
    if len(tampered) > _TOLD:
        tell(f"{len(tampered) - _TOLD} more are not what was published; memos.html lists them.")
    if others := len(built.not_read) - len(tampered):
        tell(f"{_many(others, 'issue')} could not be shown; memos.html says which and why.")
    for one in lacking[:_TOLD]:
        tell(one.reason)
    if len(lacking) > _TOLD:
        tell(f"{len(lacking) - _TOLD} more funds' records are not shown in full; --json lists them.")


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _plain(built: "Built", lacking: tuple[_Lacking, ...]) -> dict[str, object]:
    return {
        "site": str(built.path),
        "funds": built.funds,
        "memos": built.memos,
        "pages_written": built.pages.written,
        "pages_kept": built.pages.kept,
        "records_not_shown": [
            {"plan": one.plan, "fund": one.fund, "reason": one.reason, "tampered": one.tampered} for one in lacking
        ],
        "not_read": [{"folder": one.folder, "reason": one.reason, "tampered": one.tampered} for one in built.not_read],
    }
