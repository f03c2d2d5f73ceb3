"""The one tree of errors. What a user can cause says so in one or two plain sentences and carries an exit code.

Belongs here: the classes and their exit codes. Does not: the sentences, which are written where the fault is found,
because only that place knows the file, the row, the column and what to do.
"""

from pathlib import Path
from typing import ClassVar


class PrudentError(Exception):
    """The root. `str(error)` is the sentence shown to the user; `exit_code` is the command's.

    `file` is the received file that is to be put aside; None when the error is about no file that can be.
    """

    code: ClassVar[str] = "FAILED"
    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, *, file: Path | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.file = file


class UsageError(PrudentError):
    """The question itself cannot be asked: no such fund, no such plan, a date that is no quarter end."""

    code = "USAGE"
    exit_code = 2


class DataBad(PrudentError):
    """A file is readable and wrong: text where a number belongs, a month twice, a critical rule failed."""

    code = "DATA_BAD"
    exit_code = 10


class CheckBroke(PrudentError):
    """A rule could not be evaluated. Nothing is known about the data, so nothing is said about it."""

    code = "CHECK_BROKE"
    exit_code = 11


class SourceLate(PrudentError):
    """A file that was expected by now has not come."""

    code = "SOURCE_LATE"
    exit_code = 12


class SchemaChanged(PrudentError):
    """A file's columns are not the documented ones."""

    code = "SCHEMA_CHANGED"
    exit_code = 13


class ReconcileBreak(PrudentError):
    """Two figures that must agree do not."""

    code = "RECONCILE_BREAK"
    exit_code = 14


class HostileInput(PrudentError):
    """A file is larger, deeper or stranger than any honest one: it is not read further."""

    code = "HOSTILE_INPUT"
    exit_code = 15


class RecordTampered(PrudentError):
    """What the store holds is not what its manifest says."""

    code = "RECORD_TAMPERED"
    exit_code = 20


class StoreUnusable(PrudentError):
    """The store cannot be read or written: its disk is full, it is read-only, its bucket is gone."""

    code = "STORE_UNUSABLE"
    exit_code = 1


class StoreUnreachable(StoreUnusable):
    """The store does not answer. It may on the next try."""

    code = "STORE_UNREACHABLE"
