"""What the ledger says of files, and which issues and reviews no entry speaks of.

Belongs here: from entries to keys and hashes. Does not: the files themselves (`issues`, `reviews`, `runs`).
"""

from collections.abc import Iterable, Mapping

from prudent.decide.checks.checking import Named
from prudent.decide.fault import Note
from prudent.decide.links import Links
from prudent.model.ledger import Decided, Entry, Subject
from prudent.store.layout import ISSUE, MANIFEST, MEMOS, REVIEWS

_RECORD = {"memo": "memo.json", "review": "review.json"}


def named_by(chains: Iterable[Links]) -> Mapping[str, tuple[Named, ...]]:
    """By key: what entries say of its hash."""
    named: dict[str, tuple[Named, ...]] = {}
    for chain in chains:
        for link in chain.links:
            for key, digest in _said(link.entry):
                named[key] = (*named.get(key, ()), Named(digest, link.key))
    return named


def _said(entry: Entry | None) -> list[tuple[str, str]]:
    if entry is None:
        return []
    files = () if isinstance(entry.body, Decided) else entry.body.files
    return [_record(entry.body.subject), *((file.key, file.sha256) for file in files)]


def _record(subject: Subject) -> tuple[str, str]:
    return f"{subject.folder}/{_RECORD[subject.kind]}", subject.record


def unnamed(chains: Iterable[Links], keys: Iterable[str]) -> tuple[Note, ...]:
    """Issues and reviews that are whole and that no entry names.

    No sign of a change: a process may have ended before it recorded, and before there was a ledger nothing was
    recorded. But nothing vouches for them either, so whoever checks should know.
    """
    named = {link.entry.body.subject.folder for chain in chains for link in chain.links if link.entry is not None}
    ends = {MEMOS: f"/{ISSUE}", REVIEWS: f"/{MANIFEST}"}
    whole = {key.rpartition("/")[0] for key in keys if key.endswith(ends.get(key.split("/", 1)[0], "//"))}
    told = sorted(folder for folder in whole - named if folder.split("/")[2] != "portfolio")
    return tuple(
        Note(folder, "is in no entry of the ledger, so that only its own lists vouch for it.") for folder in told
    )
