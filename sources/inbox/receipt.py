"""What one look at the inbox brought: a line for each file, and how it stands with what is expected.

Belongs here: the words for what becomes of a file. Does not: how it becomes so (`receiving.py`, `judging.py`).
"""

from enum import StrEnum

from prudent.errors import PrudentError, SourceLate
from prudent.ingest.calendar import Due, Standing
from prudent.model.value import Value


class State(StrEnum):
    """What became of a file."""

    RECEIVED = "received"
    """Read by its reader and kept."""
    KEPT = "kept already"
    """These bytes were kept before, under this name; another run was stopped before it could say so, or came first."""
    DUPLICATE = "duplicate"
    """The same bytes came again, or under another name."""
    REFUSED = "refused"
    """In quarantine, with the reason."""
    WAITING = "waiting"
    """Not known to be whole yet: it is looked at again."""
    IGNORED = "ignored"
    """A temporary name, a link, a folder: not taken."""
    UNREADABLE = "unreadable"
    """The inbox does not let us read it for now."""
    BROKE = "broke"
    """Reading it broke, by a fault of ours: nothing is known about the file, and it is tried again next time."""


class Told(Value):
    """One line: what became of a file."""

    fund: str
    file: str
    """Folder and name, as they can be printed."""
    state: State
    reason: str
    code: str = ""
    exit_code: int = 0
    is_news: bool = True
    """False for what was told before and stands."""


class Receipt(Value):
    """What one look at the inbox brought."""

    inbox: str
    """Its address, without secrets."""
    files: tuple[Told, ...]
    due: tuple[Due, ...]
    stopped: str = ""
    """Why the look ended early: the inbox stopped answering."""
    broke: tuple[str, ...] = ()
    """Tracebacks, one for each file on which something broke."""

    def news(self, *states: State) -> tuple[Told, ...]:
        """The files of these states that were not told before."""
        return tuple(told for told in self.files if told.state in states and told.is_news)

    @property
    def late(self) -> tuple[Due, ...]:
        """What should be there by now and is not."""
        return tuple(row for row in self.due if row.standing is Standing.LATE)

    @property
    def source_late(self) -> SourceLate | None:
        """Why the run ends as SOURCE_LATE; None if it does not."""
        stopping = [row.sentence for row in self.late if row.stops]
        sentences = [self.stopped, *stopping] if self.stopped else stopping
        return SourceLate(" ".join(sentences)) if sentences else None

    @property
    def exit_code(self) -> int:
        """The command's: 1 where something broke, then that of a late source, then of the first refused file."""
        if self.news(State.BROKE):
            return PrudentError.exit_code
        late = self.source_late
        return late.exit_code if late else next((told.exit_code for told in self.files if told.exit_code), 0)
