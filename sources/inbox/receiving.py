"""One look at the inbox: what has settled is read once and judged, everything is told.

Belongs here: the order of work and what is remembered from look to look. Does not: what becomes of a file that was read
(`judging.py`). The order of writes is such that a run which is killed anywhere leaves nothing half done: bytes, then
the record of the delivery, then the look; and two runs at once keep one record.
"""

import fnmatch
import re
import traceback
from dataclasses import dataclass, field
from datetime import datetime

from prudent.errors import PrudentError
from prudent.ingest.calendar import due
from prudent.store.frames import sha256
from sources.inbox.door import Door, most_bytes
from sources.inbox.faults import Unreachable, Unreadable
from sources.inbox.judging import ReaderBroke, judge, told
from sources.inbox.looks import Look, Looks
from sources.inbox.lying import Kind, Lying
from sources.inbox.opening import MOST_ENTRIES, OpenInbox
from sources.inbox.receipt import Receipt, State, Told

TEMPORARY = (".*", "~$*", "*.part", "*.partial", "*.tmp", "*.crdownload", "*.filepart", "thumbs.db", "desktop.ini")
"""Names, in lower case, under which files lie while they are written or are open, and what desktops leave in folders:
they are never taken."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """One look."""

    inbox: OpenInbox
    door: Door
    looks: Looks
    now: datetime
    settle_seconds: int
    broke: list[str] = field(default_factory=list[str])

    def look(self, address: str) -> Receipt:
        """Look at everything, take what has settled, and say how it stands with what is expected.

        Raises:
            RecordTampered: a record of the store cannot be read.
        """
        for entry in self.inbox.lying:
            if entry.kind is Kind.FILE and _why_ignored(entry) is None:
                self.looks.see(entry, entry.mark, self.now)
        # so that this look counts, even if the run is killed while it reads
        self.looks.write()
        files, stopped = self._each()
        self.looks.write()
        door = self.door
        awaited = [fund for fund in door.funds if any(item.is_for(fund) for item in door.calendar.expected)]
        rows = tuple(row for fund in awaited for row in due(door.calendar, fund, door.received(fund), door.today))
        return Receipt(inbox=address, files=tuple(files), due=rows, stopped=stopped, broke=tuple(self.broke))

    def _each(self) -> tuple[list[Told], str]:
        lines: list[Told] = []
        stopped = ""
        for entry in self.inbox.lying:
            reason = _why_ignored(entry)
            try:
                one = told(entry, State.IGNORED, reason) if reason else self._file(entry, stopped=bool(stopped))
            except Unreachable as error:
                stopped = error.sentence
                one = told(entry, State.UNREADABLE, error.sentence, error)
            except Unreadable as error:
                one = told(entry, State.UNREADABLE, error.sentence, error)
            lines += [one] if one else []
        return lines, stopped

    def _file(self, entry: Lying, *, stopped: bool) -> Told | None:
        if entry.kind is Kind.SHUT:
            raise Unreadable(entry, PermissionError())
        look = self.looks.see(entry, entry.mark, self.now)
        if look.stands(self.door.basis, self.door.today):
            return _as_before(look.told)
        if stopped:
            return told(entry, State.WAITING, "the inbox stopped answering; it is looked at again")
        if not look.has_settled(entry, self.now, self.settle_seconds):
            return told(entry, State.WAITING, f"it must not have changed for {self.settle_seconds:,} seconds")
        content = self.inbox.read(entry, most_bytes(self.door, entry))
        mark = self.inbox.look(entry)
        if mark != entry.mark:
            if mark:
                self.looks.see(entry, mark, self.now)
            return told(entry, State.WAITING, "it changed while it was read; it is looked at again")
        return self._judge(entry, look, content)

    def _judge(self, entry: Lying, look: Look, content: bytes) -> Told | None:
        """What becomes of the file, noted with the look; None for what was told before."""
        try:
            line = judge(self.door, entry, content)
        except ReaderBroke as error:
            self.broke.append("".join(traceback.format_exception(error)))
            return told(
                entry,
                State.BROKE,
                f"reading it broke ({error}), by a fault of ours; it is tried again",
                PrudentError(""),
            )
        hashed = sha256(content)
        line = _news(line, look) if look.sha256 == hashed else line
        update = {"read_on": self.door.today, "sha256": hashed, "told": line, "basis": self.door.basis}
        self.looks.note(look.model_copy(update=update))
        return line if line.is_news else _as_before(line)


def _news(line: Told, look: Look) -> Told:
    """The outcome beside that of the same bytes at an earlier look: what was told before is no news."""
    if line.state is State.KEPT and look.told is not None and look.told.state is not State.REFUSED:
        # read again because it was written again, or because a day had passed
        return line.model_copy(update={"state": State.DUPLICATE, "is_news": look.read_on is None})
    before = look.told
    same = before is not None and before.state is line.state and _undated(before.reason) == _undated(line.reason)
    return line.model_copy(update={"is_news": not same})


def _undated(reason: str) -> str:
    """The reason without its days: that a date lies after today is no other reason tomorrow."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", "", reason)


def _as_before(line: Told | None) -> Told | None:
    """What is shown of a file about which there is nothing new: that it is still refused, and else nothing."""
    if line is None or line.state is not State.REFUSED:
        return None
    return line.model_copy(update={"is_news": False, "exit_code": 0})


def _why_ignored(entry: Lying) -> str | None:
    """Why an entry is not taken; None for a file that may be."""
    if entry.kind is Kind.CROWD:
        return f"only the first {MOST_ENTRIES:,} entries of a folder are looked at, in the order of their names"
    if any(fnmatch.fnmatchcase(entry.name.lower(), pattern) for pattern in TEMPORARY):
        return "a temporary or hidden name"
    if entry.kind is Kind.FOLDER:
        return "a folder in a fund's folder is not looked into"
    return None if entry.kind in {Kind.FILE, Kind.SHUT} else f"{entry.kind.value} is not opened"
