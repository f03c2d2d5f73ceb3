"""What every check reads through: each file once, counted, and held against what the ledger names.

Belongs here: reading, counting, and where faults and notes are put. Does not: what makes a folder whole (`runs`,
`issues`, `reviews`, `received`). One place is told once, with what was found there first.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from prudent.decide.fault import Fault, Note
from prudent.errors import HostileInput
from prudent.model.ids import Sha256
from prudent.store.frames import sha256
from prudent.store.objects import Objects, confined
from prudent.store.reading import Digest, digests

M = TypeVar("M", bound=BaseModel)

Tick = Callable[[str, int, int], None]
"""Told of what, how many are done, and of how many."""


def silent(_what: str, _done: int, _whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry of the ledger says of a file."""

    sha256: Sha256
    by: str
    """The entry's key."""


@dataclass(slots=True)
class Checking:
    """One verification on its way."""

    objects: Objects
    tick: Tick
    named: Mapping[str, tuple[Named, ...]] = field(default_factory=dict[str, tuple[Named, ...]])
    """By key: what the ledger names."""
    faults: dict[str, Fault] = field(default_factory=dict[str, Fault])
    notes: list[Note] = field(default_factory=list[Note])
    seen: set[str] = field(default_factory=set[str])
    """What the ledger names and was found."""
    files: int = 0
    size_bytes: int = 0
    _what: str = ""
    _start: int = 0
    _whole: int = 0

    def begin(self, what: str, whole: int) -> None:
        """From here on, progress is told of so many files."""
        self._what, self._start, self._whole = what, self.files, whole

    def fault(self, where: str, what: str) -> None:
        """Put a fault down, unless the place has one."""
        self.faults.setdefault(where, Fault(where, what))

    def add(self, faults: Iterable[Fault]) -> None:
        """The same of several."""
        for fault in faults:
            self.faults.setdefault(fault.where, fault)

    def digests(self, keys: Iterable[str]) -> Iterator[Digest]:
        """Hash and size of each file."""
        for digest in digests(self.objects, (key for key in keys if self._honest(key))):
            self.count(digest)
            yield digest

    def json(self, key: str, model: type[M]) -> M | None:
        """The value of a JSON file of the store, if it can be read and is spelled as the store spells."""
        body = self.objects.get(key) or b""
        self.count(Digest(key, sha256(body), len(body)))
        try:
            value = model.model_validate_json(body)
        except ValidationError:
            self.fault(key, "cannot be read: it is not as it was written.")
            return None
        if _spelled(body) != body:
            self.fault(key, "is not spelled as it was written: a byte of it was changed.")
        return value

    def _honest(self, key: str) -> bool:
        try:
            confined(key)
        except HostileInput:
            self.fault(key, "was added: the store gives no such names.")
            return False
        return True

    def count(self, digest: Digest) -> None:
        """A file was read: count it, and hold it against what the ledger names."""
        self.files += 1
        self.size_bytes += digest.size_bytes
        self.tick(self._what, self.files - self._start, self._whole)
        named = self.named.get(digest.key, ())
        if named:
            self.seen.add(digest.key)
        for item in named:
            if digest.sha256 is not None and item.sha256 != digest.sha256:
                self.fault(digest.key, f"is not what {item.by} names: it was changed.")


def _spelled(body: bytes) -> bytes:
    """The bytes that the store writes of what these bytes say (`prudent.store.frames.json_bytes`)."""
    plain: object = json.loads(body)
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Folders:
    """The files of a part of the store by folder, and those that lie in none."""

    names: Mapping[str, tuple[str, ...]]
    """By folder: the names of its files."""
    odd: tuple[str, ...]


def folders(keys: Iterable[str], depth: int) -> Folders:
    """Put keys of so many parts and a name together by folder."""
    names: dict[str, list[str]] = {}
    odd: list[str] = []
    for key in keys:
        folder, _, name = key.rpartition("/")
        if folder.count("/") == depth - 1:
            names.setdefault(folder, []).append(name)
        else:
            odd.append(key)
    return Folders({folder: tuple(found) for folder, found in names.items()}, tuple(odd))
