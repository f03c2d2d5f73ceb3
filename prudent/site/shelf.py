"""What the store has published: every issue, read and checked against the hash that it was published with.

Belongs here: reading issues, and saying of one that cannot be shown why. Does not: pages. One damaged issue stops no
other: it is put on the list of those that were not read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from prudent.model.run import Issue
from prudent.site.stored import SCHEMA_READ, StoredMemo, Version
from prudent.site.telling import tell_memo
from prudent.site.told import Memo
from prudent.store.frames import sha256
from prudent.store.layout import CLAIM, ISSUE, issue_folder
from prudent.store.objects import Objects

MEMOS, MEMO = "memos", "memo.json"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FOLDER = re.compile(rf"memos/({_SLUG})/({_SLUG})/(\d{{4}}-\d\d-\d\d)/([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Shelved:
    """One issue and its memo."""

    folder: str
    """Its folder in the store: `memos/<plan>/<fund>/<as of>/<n>`."""
    number: int
    record: str
    """sha256 of its `memo.json`."""
    files: tuple[str, ...]
    memo: Memo


@dataclass(frozen=True, slots=True)
class NotRead:
    """An issue that is listed with its reason and shown nowhere else."""

    folder: str
    plan: str
    fund: str
    as_of: str
    number: int
    reason: str
    tampered: bool
    """What is there is not what was published, which no other version of Prudent explains."""
    files: tuple[str, ...]
    """Those that can still be opened, as they were published: none of a tampered issue."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All issues of the store, by plan, fund, date and number."""

    issues: tuple[Shelved, ...]
    not_read: tuple[NotRead, ...]

    @property
    def tampered(self) -> tuple[NotRead, ...]:
        """Issues that are not what was published."""
        return tuple(one for one in self.not_read if one.tampered)


class _Faulty(Exception):
    def __init__(self, reason: str, *, tampered: bool, files: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.tampered, self.files = reason, tampered, files


def read_shelf(objects: Objects, tick: Callable[[int, int], None] = lambda _done, _all: None) -> Shelf:
    """Every issue that was published.

    Args:
        objects: the store.
        tick: is told after each issue how many were read, of how many.
    """
    present = frozenset(objects.keys(MEMOS))
    folders = _folders(present)
    issues: list[Shelved] = []
    not_read: list[NotRead] = []
    for done, found in enumerate(folders, start=1):
        try:
            issues.append(_read(objects, found, present))
        except _Faulty as error:
            not_read.append(
                NotRead(
                    found[0], found[1], found[2], found[3], int(found[4]), error.reason, error.tampered, error.files
                )
            )
        tick(done, len(folders))
    return Shelf(tuple(issues), tuple(not_read))


def _folders(present: frozenset[str]) -> list[re.Match[str]]:
    """The folders that hold an issue or the claim of one, each once, by plan, fund, date and number."""
    held = {key.rpartition("/")[0] for key in present if key.endswith((f"/{ISSUE}", f"/{CLAIM}"))}
    found = [match for folder in held if (match := _FOLDER.fullmatch(folder)) is not None]
    return sorted(found, key=lambda match: (match[1], match[2], match[3], int(match[4])))


def _read(objects: Objects, found: re.Match[str], present: frozenset[str]) -> Shelved:
    folder, number = found[0], int(found[4])
    if f"{folder}/{ISSUE}" not in present:
        raise _Faulty("It was begun and not finished; the next onboarding of the fund finishes it.", tampered=False)
    issue = _issue(objects, folder, number)
    recorded = {file.name: file.sha256 for file in issue.files}
    if lost := sorted(name for name in recorded if f"{folder}/{name}" not in present):
        raise _Faulty(f"{lost[0]} is missing from the store.", tampered=True)
    body = objects.get(f"{folder}/{MEMO}") or b""
    record = sha256(body)
    if recorded.get(MEMO) != record:
        raise _Faulty(f"{MEMO} is not what was published: its hash is another.", tampered=True)
    memo = _memo(body, tuple(recorded))
    if (memo.fund, memo.plan, memo.as_of) != (issue.request.fund, issue.request.plan, issue.request.as_of):
        raise _Faulty(f"{MEMO} speaks of another fund, plan or date than its folder.", tampered=True)
    return Shelved(folder, number, record, tuple(recorded), memo)


def _issue(objects: Objects, folder: str, number: int) -> Issue:
    try:
        issue = Issue.model_validate_json(objects.get(f"{folder}/{ISSUE}") or b"")
    except ValidationError as error:
        raise _Faulty(f"{ISSUE} cannot be read: it is not as it was written.", tampered=True) from error
    if issue_folder(issue.request, number) != folder or issue.number != number:
        raise _Faulty(f"{ISSUE} speaks of another issue than its folder.", tampered=True)
    return issue


def _memo(body: bytes, files: tuple[str, ...]) -> Memo:
    """What the pages show of a memo that is as it was published."""
    try:
        return tell_memo(StoredMemo.model_validate_json(body))
    except ValueError as error:
        raise _Faulty(_why(body, error), tampered=False, files=files) from error


def _why(body: bytes, error: ValueError) -> str:
    """Why a memo whose hash is right is not shown: mostly it was written by another version."""
    try:
        version = Version.model_validate_json(body).schema_version
    except ValidationError:
        return "It is no memo that this version of Prudent knows."
    if version != SCHEMA_READ:
        age = "an earlier" if version < SCHEMA_READ else "a later"
        return f"Written by {age} version of Prudent (schema {version}): its files open, its findings are not listed."
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file as a whole"
        return f"It is no memo that this version of Prudent knows: {where}: {first['msg']}."
    return f"It is no memo that this version of Prudent knows: {error}."
