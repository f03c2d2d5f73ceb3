"""Bytes under keys: put, create, get, list and head, over obstore. The only module that knows where bytes lie.

Belongs here: what every object store can do, so that a folder and a bucket behave the same. Does not: what a key means
(`layout`) and the order in which keys are written (`runs`, `issues`). There is no delete and no rename: nothing that
was published is ever changed. What obstore raises becomes a sentence here, and nowhere else.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import AzureStore, GCSStore, LocalStore, ObjectStore, S3Store

from prudent.errors import HostileInput
from prudent.store.address import AZURE, GCS
from prudent.store.faults import fault, no_bucket

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")

#: A bucket that stumbles is asked again within this time; a stage then tries three times more (`tasks/stage.py`).
_ATTEMPTS: Final = 5
_PATIENCE: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Listed:
    """A key as a listing shows it."""

    key: str
    size_bytes: int
    modified: datetime


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
    """`Objects` over any store of obstore: a folder here, S3, Google or Azure elsewhere.

    Every method raises `StoreUnusable` where the store cannot be read or written, with one sentence.
    """

    def __init__(self, backend: ObjectStore, said: str = "in memory") -> None:
        self._backend = backend
        self.said = said
        """How messages name it."""

    def put(self, key: str, body: bytes) -> None:
        """Write the bytes under the key, over what may be there."""
        with self._told(confined(key)):
            obstore.put(self._backend, key, body)

    def create(self, key: str, body: bytes) -> bool:
        """Write the bytes under a new key. False, and nothing written, if the key exists."""
        with self._told(confined(key)):
            try:
                obstore.put(self._backend, key, body, mode="create")
            except AlreadyExistsError:
                return False
            return True

    def get(self, key: str) -> bytes | None:
        """The bytes under the key; None if there are none."""
        with self._told(confined(key)):
            try:
                return bytes(obstore.get(self._backend, key).bytes())
            except FileNotFoundError as error:
                if no_bucket(error):
                    raise
                return None

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Every key below the prefix (a folder), sorted."""
        return tuple(item.key for item in self.listed(prefix))

    def listed(self, prefix: str) -> tuple[Listed, ...]:
        """Every key below the prefix (a folder), sorted, with its size and the time of its last change."""
        with self._told(confined(prefix)):
            # the Arrow overload, which is not used, is typed in terms of a package that is not installed
            pages = obstore.list(self._backend, prefix)  # pyright: ignore[reportUnknownMemberType]
            found = [Listed(entry["path"], entry["size"], entry["last_modified"]) for page in pages for entry in page]
        return tuple(sorted(found, key=lambda item: item.key))

    def tops(self) -> tuple[str, ...]:
        """The names at the top of the store, of folders and files, sorted."""
        with self._told(""):
            # as above: the Arrow overload is typed in terms of a package that is not installed
            found = obstore.list_with_delimiter(self._backend)  # pyright: ignore[reportUnknownMemberType]
            return tuple(sorted([*found["common_prefixes"], *(entry["path"] for entry in found["objects"])]))

    def exists(self, key: str) -> bool:
        """True if the key holds bytes."""
        with self._told(confined(key)):
            try:
                obstore.head(self._backend, key)
            except FileNotFoundError:
                return False
            return True

    @contextmanager
    def _told(self, key: str) -> Generator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            raise fault(self.said, key, error) from error


def in_folder(folder: Path) -> StoredObjects:
    """A store in a folder of this machine; the folder is made if it is missing.

    Raises:
        StoreUnusable: the folder can be neither made nor opened.
    """
    try:
        return StoredObjects(LocalStore(prefix=folder, mkdir=True), str(folder))
    except (BaseError, OSError) as error:
        raise fault(str(folder), "", error) from error


@lru_cache(maxsize=8)
def in_bucket(url: str) -> StoredObjects:
    """A store in a bucket, opened once in a process, so that its connections are used again.

    Endpoint, region and keys are those of the environment when it is first opened.

    Raises:
        StoreUnusable: the environment does not say what is needed.
    """
    try:
        return StoredObjects(_backend(url), url)
    except (BaseError, OSError) as error:
        raise fault(url, "", error) from error


def _backend(url: str) -> ObjectStore:
    scheme = url.partition("://")[0]
    if scheme == GCS:
        return GCSStore.from_url(url, retry_config={"max_retries": _ATTEMPTS, "retry_timeout": _PATIENCE})
    if scheme == AZURE:
        return AzureStore.from_url(url, retry_config={"max_retries": _ATTEMPTS, "retry_timeout": _PATIENCE})
    return S3Store.from_url(url, retry_config={"max_retries": _ATTEMPTS, "retry_timeout": _PATIENCE})


def confined(key: str) -> str:
    """The key itself, if it can only name a place inside the store.

    Raises:
        HostileInput: a part is empty, starts with a dot, or holds anything but letters, digits, dot, dash, underscore.
    """
    if _KEY.fullmatch(key) is None:
        raise HostileInput(f"{key!r} is no name inside the store. Nothing was read or written.")
    return key
