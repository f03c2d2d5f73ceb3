"""An opened inbox: what lies in it, a second look at a file, its bytes.

Belongs here: listing, looking and reading. Does not: connecting (`connecting.py`) and what an entry is (`lying.py`).
Nothing is written: no method here could.
"""

# ruff: noqa: BLE001 -- fsspec, botocore and paramiko raise what they like, and no word of it may get out

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import stamina

from prudent.errors import PrudentError, UsageError
from sources.inbox.address import S3, Address
from sources.inbox.connecting import close, connected
from sources.inbox.faults import Unreachable, Unreadable, at_inbox, unreachable
from sources.inbox.lying import Kind, Lying, Mark, lying, mark_of
from sources.inbox.settings import InboxSettings

MOST_ENTRIES = 10_000
"""Of one folder. A fund's daily files of twenty years are 5,000."""
_ATTEMPTS = 3
_CHUNK_BYTES = 1024 * 1024


class OpenInbox:
    """An inbox that was listed, and can be looked at and read."""

    def __init__(self, address: Address, filesystem: Any) -> None:  # noqa: ANN401 -- fsspec has no types
        self._address, self._filesystem = address, filesystem
        self.lying = self._listed()

    def look(self, entry: Lying) -> Mark | None:
        """The marks of a file now; None when it is gone or is no file any more.

        Raises:
            Unreachable: the inbox stopped answering. Unreadable: it does not let us look.
        """
        try:
            info = self._filesystem.info(entry.place)
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._fault(entry, error) from None
        return mark_of(info) if lying(self._address.protocol, entry.fund, info).kind is Kind.FILE else None

    def read(self, entry: Lying, most: int) -> bytes:
        """The bytes of a file, up to one more than `most`, so that a larger one is known as such.

        Raises:
            Unreachable, Unreadable: see `look`.
        """
        content = bytearray()
        try:
            with self._filesystem.open(entry.place, "rb") as file:
                while len(content) <= most and (chunk := file.read(min(_CHUNK_BYTES, most + 1 - len(content)))):
                    content += chunk
        except Exception as error:
            raise self._fault(entry, error) from None
        return bytes(content)

    def _listed(self) -> tuple[Lying, ...]:
        found: list[Lying] = []
        for entry in self._folder(self._address.root, ""):
            if entry.kind is Kind.FOLDER and not entry.name.startswith("."):
                found += self._funds_folder(entry)
            else:
                found.append(entry)
        return tuple(found)

    def _funds_folder(self, entry: Lying) -> list[Lying]:
        """What lies in one fund's folder; the folder itself where it cannot be listed, so that others go on."""
        try:
            return self._folder(entry.place, entry.name)
        except (UsageError, Unreachable):
            if self._answers():
                return [replace(entry, kind=Kind.SHUT)]
            raise

    def _fault(self, entry: Lying, error: Exception) -> PrudentError:
        """What stands between us and one file: the file itself where the inbox answers, else the way to the inbox."""
        return Unreadable(entry, error) if self._answers() else unreachable(self._address, error)

    def _answers(self) -> bool:
        try:
            self._filesystem.ls(self._address.root, detail=True)
        except Exception:
            return False
        return True

    def _folder(self, place: str, fund: str) -> list[Lying]:
        try:
            infos = cast("list[dict[str, object]]", self._filesystem.ls(place, detail=True))
        except Exception as error:
            if isinstance(error, FileNotFoundError) and (fund or self._is_empty_bucket()):
                return []
            raise at_inbox(self._address, error) from None
        # a bucket lists the marker of a folder inside that folder
        inside = [info for info in infos if str(info["name"]).strip("/") != place.strip("/")]
        entries = sorted((lying(self._address.protocol, fund, info) for info in inside), key=lambda entry: entry.name)
        if len(entries) > MOST_ENTRIES:
            entries[MOST_ENTRIES:] = [replace(entries[MOST_ENTRIES], kind=Kind.CROWD)]
        return entries

    def _is_empty_bucket(self) -> bool:
        """A bucket has no folders: one in which nothing lies cannot be told from one that does not exist."""
        bucket = self._address.root.partition("/")[0]
        try:
            return self._address.protocol == S3 and bool(self._filesystem.exists(bucket))
        except Exception as error:
            raise at_inbox(self._address, error) from None


@contextmanager
def opened(address: Address, settings: InboxSettings) -> Generator[OpenInbox]:
    """An inbox, listed; tried three times where nothing answers, and closed at the end of the block.

    Raises:
        UsageError: the options or the address cannot be used, a package is missing, or there is no such folder.
        Unreachable: it does not answer.
    """
    inbox, filesystem = _reached(address, settings)
    try:
        yield inbox
    finally:
        close(filesystem)


def _reached(address: Address, settings: InboxSettings) -> tuple[OpenInbox, Any]:
    for attempt in stamina.retry_context(on=Unreachable, attempts=_ATTEMPTS, wait_initial=1.0, wait_max=10.0):
        with attempt:
            filesystem = connected(address, settings)
            try:
                return OpenInbox(address, filesystem), filesystem
            except BaseException:
                close(filesystem)
                raise
    raise AssertionError("the last attempt raises what it met")
