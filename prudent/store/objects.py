"""Bytes under keys: put, create, get, list and head, over obstore. The only module that knows where bytes lie.

Belongs here: what every object store can do, so that a folder and a bucket behave the same. Does not: what a key means
(`layout`) and the order in which keys are written (`runs`, `issues`). There is no delete and no rename: nothing that
was published is ever changed.
"""

import re
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore

from prudent.errors import HostileInput

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class Objects(Protocol):
    """What run folders and issues need of a store. A write is seen whole or not at all."""

    def put(self, key: str, body: bytes) -> None:
        """Write the bytes under the key, over what may be there."""
        ...

    def create(self, key: str, body: bytes) -> bool:
        """Write the bytes under a new key. False, and nothing written, if the key exists."""
        ...

    def get(self, key: str) -> bytes | None:
        """The bytes under the key; None if there are none."""
        ...

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Every key below the prefix (a folder), sorted."""
        ...

    def tops(self) -> tuple[str, ...]:
        """The names at the top of the store, of folders and files, sorted."""
        ...

    def exists(self, key: str) -> bool:
        """True if the key holds bytes."""
        ...


class StoredObjects:
    """`Objects` over any store of obstore: a folder here, S3, Google or Azure elsewhere."""

    def __init__(self, backend: ObjectStore) -> None:
        self._backend = backend

    def put(self, key: str, body: bytes) -> None:
        """Write the bytes under the key, over what may be there."""
        obstore.put(self._backend, confined(key), body)

    def create(self, key: str, body: bytes) -> bool:
        """Write the bytes under a new key. False, and nothing written, if the key exists."""
        try:
            obstore.put(self._backend, confined(key), body, mode="create")
        except AlreadyExistsError:
            return False
        return True

    def get(self, key: str) -> bytes | None:
        """The bytes under the key; None if there are none."""
        try:
            return bytes(obstore.get(self._backend, confined(key)).bytes())
        except FileNotFoundError:
            return None

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Every key below the prefix (a folder), sorted."""
        # the Arrow overload, which is not used, is typed in terms of a package that is not installed
        pages = obstore.list(self._backend, confined(prefix))  # pyright: ignore[reportUnknownMemberType]
        return tuple(sorted(entry["path"] for page in pages for entry in page))

    def tops(self) -> tuple[str, ...]:
        """The names at the top of the store, of folders and files, sorted."""
        # as above: the Arrow overload is typed in terms of a package that is not installed
        found = obstore.list_with_delimiter(self._backend)  # pyright: ignore[reportUnknownMemberType]
        return tuple(sorted([*found["common_prefixes"], *(entry["path"] for entry in found["objects"])]))

    def exists(self, key: str) -> bool:
        """True if the key holds bytes."""
        try:
            obstore.head(self._backend, confined(key))
        except FileNotFoundError:
            return False
        return True


def in_folder(folder: Path) -> StoredObjects:
    """A store in a folder of this machine; the folder is made if it is missing."""
    return StoredObjects(LocalStore(prefix=folder, mkdir=True))


def confined(key: str) -> str:
    """The key itself, if it can only name a place inside the store.

    Raises:
        HostileInput: a part is empty, starts with a dot, or holds anything but letters, digits, dot, dash, underscore.
    """
    if _KEY.fullmatch(key) is None:
        raise HostileInput(f"{key!r} is no name inside the store. Nothing was read or written.")
    return key
