"""From a store to its reading room, in one call.

Belongs here: the order of the steps. Does not: any of them.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from prudent.code_version import code_sha256
from prudent.memo.templating import TEMPLATES
from prudent.site import compare, fund, home, lists
from prudent.site.catalogue import Catalogue, catalogue
from prudent.site.folder import Folder, Written
from prudent.site.ledgered import LedgerRecord, Problem
from prudent.site.sheet import Setting, Sheet, setting
from prudent.site.shelf import NotRead, read_shelf
from prudent.site.standing import Decided
from prudent.store.objects import Objects

CALENDAR = "calendar.ics"


@dataclass(frozen=True, slots=True)
class Built:
    """What a room holds after it was built."""

    path: Path
    funds: int
    memos: int
    pages: Written
    not_read: tuple[NotRead, ...]
    """Listed in the room with their reasons."""
    problems: tuple[Problem, ...]
    """Records of decisions that the room does not show, with their reasons."""


def build_site(
    objects: Objects,
    store: Path,
    decided: Decided | None = None,
    tick: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
    calendar: bytes | None = None,
) -> Built:
    """Make the reading room of a store, in its folder `site`.

    Args:
        objects: the store's issues.
        store: the folder in which the room is written.
        decided: the record of decisions; without one, the store's ledger.
        tick: is told what is being done, how much of it is done, and of how much.
        calendar: the committees' days as a calendar file, which the room then holds; None for a room without one.

    Raises:
        UsageError: the folder holds a `site` that was not written here.
    """
    folder = Folder(store)
    shelf = read_shelf(objects, lambda done, whole: tick("memos read", done, whole))
    record = LedgerRecord(objects)
    found = replace(catalogue(shelf, decided or record), problems=record.problems, calendar=calendar)
    pages = tuple(_sheets(found, setting(found.known_at, many_plans=len(found.plans) > 1)))
    written = folder.replace(_told(pages, tick), _code())
    return Built(folder.path, len(found.funds), len(found.issues), written, shelf.not_read, record.problems)


def _sheets(found: Catalogue, how: Setting) -> Iterator[Sheet]:
    for pages in (home, lists, compare, fund):
        yield from pages.sheets(found, how)
    if found.calendar is not None:
        body = found.calendar
        yield Sheet(CALENDAR, (hashlib.sha256(body).hexdigest(),), lambda: body)


def _told(pages: tuple[Sheet, ...], tick: Callable[[str, int, int], None]) -> Iterator[Sheet]:
    for done, page in enumerate(pages, start=1):
        yield page
        tick("pages written", done, len(pages))


def _code() -> str:
    """Hash of all that makes a page."""
    total = hashlib.sha256(code_sha256().encode())
    for folder in (Path(__file__).parent, TEMPLATES / "site"):
        for path in sorted(folder.glob("*.*")):
            total.update(path.read_bytes())
    return total.hexdigest()
