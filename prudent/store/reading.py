"""Many objects, read in order with a few on their way at a time: a bucket far away costs one wait for several.

Belongs here: how much is read ahead. Does not: what the bytes mean. What is held in memory is the objects on their
way, never the whole folder.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from prudent.model.ids import Sha256
from prudent.store.frames import sha256
from prudent.store.objects import Objects

T = TypeVar("T")

READERS = 8
"""Objects on their way at a time: enough to hide a bucket's delay, few enough for a laptop's memory."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The hash and the size of the bytes under a key; no hash where there are none."""

    key: str
    sha256: Sha256 | None
    size_bytes: int


def bodies(objects: Objects, keys: tuple[str, ...]) -> Iterator[bytes | None]:
    """The bytes under each key, in the keys' order; None where there are none."""
    return _ahead(objects.get, keys)


def digests(objects: Objects, keys: Iterable[str]) -> Iterator[Digest]:
    """Hash and size of the bytes under each key, in the keys' order."""

    def digest(key: str) -> Digest:
        body = objects.get(key)
        return Digest(key, None, 0) if body is None else Digest(key, sha256(body), len(body))

    return _ahead(digest, keys)


def _ahead(read: Callable[[str], T], keys: Iterable[str]) -> Iterator[T]:
    waiting = iter(keys)
    first = tuple(islice(waiting, 2))
    if len(first) < 2:  # noqa: PLR2004 -- one alone needs no threads
        yield from map(read, first)
        return
    with ThreadPoolExecutor(max_workers=READERS) as pool:
        going: deque[Future[T]] = deque(pool.submit(read, key) for key in (*first, *islice(waiting, READERS - 2)))
        while going:
            done = going.popleft()
            yield done.result()
            going.extend(pool.submit(read, key) for key in islice(waiting, 1))
