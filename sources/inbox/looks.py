"""What the inbox held at the last look: `inbox/looks.json` in the store. It outlives restarts.

Belongs here: since when a file has not changed, and what became of it, so that nothing is read or told twice without
need. Does not: what was received, which the deliveries say. Were this file lost, every file would be read once more and
found to be kept already.
"""

from datetime import date, datetime, timedelta

from pydantic import AwareDatetime, ValidationError

from prudent.model.ids import Sha256
from prudent.model.value import Value
from prudent.store.frames import json_bytes, sha256
from prudent.store.layout import LOOKS
from prudent.store.objects import Objects
from sources.inbox.address import Address
from sources.inbox.lying import Lying, Mark
from sources.inbox.receipt import State, Told


class Look(Value):
    """One file at the last look."""

    path: str
    mark: Mark
    since: AwareDatetime
    """The first look at which it had these marks."""
    read_on: date | None = None
    """Day on which it was last read; None if it was not since it has these marks."""
    sha256: Sha256 | None = None
    """Of the bytes that were last read under this name."""
    told: Told | None = None
    """What became of them."""
    basis: Sha256 | None = None
    """What the file was judged by; what was refused by something else is judged again."""

    def has_settled(self, entry: Lying, now: datetime, seconds: int) -> bool:
        """Whether the file has not changed for so long, by our own looks or by a clock that can be believed."""
        rest = timedelta(seconds=seconds)
        return self.since + rest <= now or (entry.changed is not None and entry.changed + rest <= now)

    def stands(self, basis: str, today: date) -> bool:
        """Whether what became of the file needs no other look at its bytes.

        What was refused is judged again once the calendar, the limits, the code or the day is another. Where nothing
        but size and time tell a change, a writer could set both as they were: such a file is read again every day.
        """
        if self.told is None or self.read_on is None:
            return False
        if self.told.state is State.REFUSED:
            return self.basis == basis
        return bool(self.mark.version) or self.read_on == today


class _Written(Value):
    looks_version: int = 1
    inbox: Sha256
    looks: tuple[Look, ...]


class Looks:
    """The looks at one inbox, as they were and as they become."""

    def __init__(self, objects: Objects, address: Address) -> None:
        self._objects = objects
        # which inbox it is, without the address
        self._inbox = sha256(f"{address.user}@{address.said}:{address.port}".encode())
        self._before = self._read()
        self._now: dict[str, Look] = {}

    def see(self, entry: Lying, mark: Mark, now: datetime) -> Look:
        """Look at a file: as before if its marks are the same, else as at one that nobody has read."""
        look = self._before.get(entry.path) or Look(path=entry.path, mark=mark, since=now)
        if look.mark != mark:
            look = look.model_copy(update={"mark": mark, "since": now, "read_on": None})
        self._now[entry.path] = look
        return look

    def note(self, look: Look) -> None:
        """What became of a file."""
        self._now[look.path] = look

    def write(self) -> None:
        """Write all looks. What no longer lies in the inbox is forgotten."""
        looks = tuple(self._now[path] for path in sorted(self._now))
        body = json_bytes(_Written(inbox=self._inbox, looks=looks))
        if body != self._objects.get(LOOKS):
            self._objects.put(LOOKS, body)

    def _read(self) -> dict[str, Look]:
        try:
            written = _Written.model_validate_json(self._objects.get(LOOKS) or b"")
        except ValidationError:
            # none yet, or not as it was written: all is found out again
            return {}
        return {look.path: look for look in written.looks} if written.inbox == self._inbox else {}
