"""`prudent verify` and `prudent anchor`: is the store as it was written? No Prefect: nothing is scheduled.

Belongs here: the commands' words and exit codes. Does not: what is checked (`prudent/decide`).
"""

# ruff: noqa: PLC0415 -- models are loaded when the store is known: help waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import json
import sys
from typing import TYPE_CHECKING

from flows.commands import settle
from flows.site_command import Progress
from prudent.errors import RecordTampered, UsageError
from prudent.ingest.characters import dotted

if TYPE_CHECKING:
    from prudent.decide.fault import Fault, Note
    from prudent.decide.verify import Report
    from tasks.work import Place

_MB = 1_000_000


def verify_store(store: str | None, *, as_json: bool) -> int:
    """Check every byte of a store's record and print what was found, a line each.

    Returns:
        0; 20 where anything was found.

    Raises:
        UsageError: there is no such store.
    """
    from prudent.decide.verify import verify

    place = standing(store)
    progress = Progress(sys.stderr)
    try:
        report = verify(place.objects(), tick=progress)
    finally:
        progress.end()
    print(json.dumps(_plain(report), ensure_ascii=False, indent=2) if as_json else _text(report))
    return RecordTampered.exit_code if report.faults else 0


def standing(store: str | None) -> "Place":
    """The store that is asked about, if it is there: a misspelled one would hold nothing and so nothing wrong.

    Raises:
        UsageError: there is no such folder.
    """
    place = settle(store)
    if place.folder is not None and not place.folder.is_dir():
        raise UsageError(f"There is no store {place.store}.")
    return place


def anchor_store(store: str | None, *, as_json: bool) -> int:
    """Make an anchor over all chains, if one moved since the last.

    Raises:
        UsageError: there is no such store, or the ledger is signed and the key is not at hand.
        RecordTampered: a chain is not what the last anchor holds.
    """
    from prudent.decide.anchors import make_anchor
    from prudent.decide.canonical import canonical
    from prudent.store.frames import sha256
    from prudent.store.layout import anchor
    from tasks.stamping import stamp

    made = make_anchor(standing(store).objects(), stamp("prudent anchor"))
    key, digest = (anchor(made.number), sha256(canonical(made))) if made else (None, None)
    if as_json:
        print(json.dumps({"anchor": key, "sha256": digest, "chains": len(made.heads) if made else 0}, indent=2))
    elif made is None:
        print("Nothing moved since the last anchor: none was made.")
    else:
        print(f"{key} holds the heads of {_many(len(made.heads), 'chain')}.\n  SHA-256 {digest}")
    return 0


def _text(report: "Report") -> str:
    held = f"{_many(report.chains, 'chain')} with {_many(report.entries, 'entry', 'entries')}"
    size = f"{_many(report.files, 'file')}, {report.size_bytes / _MB:.1f} MB"
    lines = [dotted(str(fault)) for fault in report.faults]
    lines += [f"Note: {dotted(str(note))}" for note in report.notes]
    lines.append(f"{size}: {held}, {_many(report.anchors, 'anchor')}, {_many(len(report.keys), 'key')}.")
    if report.keys:
        first = report.keys[0]
        lines.append(f"First key, trusted because it comes first: {first.name} {first.public_key}")
    if report.last_anchor is not None:
        lines.append(f"Last anchor: {report.last_anchor.key}, SHA-256 {report.last_anchor.sha256}")
    found = f"{len(report.faults)} found." if report.faults else "Nothing was found: every byte is as it was written."
    return "\n".join([*lines, found])


def _many(count: int, word: str, words: str | None = None) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {words or word + 's'}"


def _plain(report: "Report") -> dict[str, object]:
    return {
        "verified": not report.faults,
        "found": told(report.faults),
        "notes": told(report.notes),
        "files": report.files,
        "size_bytes": report.size_bytes,
        "chains": report.chains,
        "entries": report.entries,
        "anchors": report.anchors,
        "last_anchor": report.last_anchor and {"key": report.last_anchor.key, "sha256": report.last_anchor.sha256},
        "keys": [{"name": key.name, "public_key": key.public_key} for key in report.keys],
    }


def told(items: "tuple[Fault, ...] | tuple[Note, ...]") -> list[dict[str, str]]:
    """What was found, for a program."""
    return [{"where": item.where, "what": item.what} for item in items]
