"""What lies in an inbox: one entry of a listing, and the marks by which a change is seen.

Belongs here: from a file system's own words to ours. Does not: reaching the file system (`opening.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from prudent.ingest.characters import dotted, unseen_character
from prudent.model.value import Value
from prudent.store.frames import sha256
from sources.inbox.address import LOCAL, S3

_LONGEST_NAME = 200
"""As long as a name may be on every file system."""


class Kind(Enum):
    """What an entry is."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a link"
    OTHER = "what is no regular file"
    SHUT = "a folder that cannot be listed"
    CROWD = "the first of more entries than are looked at"


class Mark(Value):
    """By what a change of a file is seen without reading it."""

    size: int
    modified: str
    """Time of the last change as the file system says it; only whether two are the same is ever asked."""
    version: str
    """What changes with every write, whatever time a writer sets: a bucket's ETag, a local inode with its own time of
    change. Empty where the file system has nothing of the kind (SFTP)."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One entry of the inbox."""

    fund: str
    """The folder in which it lies; empty right in the inbox."""
    name: str
    kind: Kind
    place: str
    """Its path on the file system."""
    mark: Mark
    changed: datetime | None
    """When it last changed, where the file system's clock can be believed: a bucket's, whose objects appear whole, and
    this machine's. None elsewhere."""

    @property
    def path(self) -> str:
        """Folder and name as they are recorded and printed. A name that cannot be printed is told by its hash."""
        plain = f"{self.fund}/{self.name}" if self.fund else self.name
        if self.is_printable:
            return plain
        told = sha256(plain.encode(errors="surrogatepass"))[:8]
        return f"{dotted(plain[:_LONGEST_NAME])} ({told})"

    @property
    def is_printable(self) -> bool:
        """Whether folder and name can be printed as they are."""
        return not any(unseen_character(part) or len(part) > _LONGEST_NAME for part in (self.fund, self.name))


def lying(protocol: str, fund: str, info: Mapping[str, object]) -> Lying:
    """One entry, from what a listing says of it."""
    place = str(info["name"])
    name = place.rstrip("/").rpartition("/")[2]
    return Lying(fund, name, _kind(info), place, mark_of(info), _changed(protocol, info))


def mark_of(info: Mapping[str, object]) -> Mark:
    """The marks of a file, from what the file system says of it."""
    size = info.get("size")
    etag = info.get("ETag") or info.get("etag")
    inode = f"{info['ino']}-{info.get('created')}" if "ino" in info else ""
    return Mark(
        size=size if isinstance(size, int) else 0, modified=_modified(info), version=str(etag) if etag else inode
    )


def _kind(info: Mapping[str, object]) -> Kind:
    if info.get("islink") or info["type"] == "link":
        return Kind.LINK
    return {"file": Kind.FILE, "directory": Kind.FOLDER}.get(str(info["type"]), Kind.OTHER)


def _modified(info: Mapping[str, object]) -> str:
    names = ("mtime", "LastModified", "last_modified", "updated")
    said = next((info[name] for name in names if info.get(name)), "")
    # a bucket says thousandths in a listing and whole seconds of one object
    return said.replace(microsecond=0).isoformat() if isinstance(said, datetime) else str(said)


def _changed(protocol: str, info: Mapping[str, object]) -> datetime | None:
    if protocol == S3:
        at = info.get("LastModified")
        return at if isinstance(at, datetime) else None
    if protocol == LOCAL:
        # a writer can set the time of change back, and the inode's own it cannot
        times = [at for at in (info.get("mtime"), info.get("created")) if isinstance(at, float)]
        return datetime.fromtimestamp(max(times), UTC) if times else None
    return None
