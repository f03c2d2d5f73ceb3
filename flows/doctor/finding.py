"""What a look found: one line, and what to do about it.

Belongs here: the line, and that a look which breaks becomes one. Does not: any look.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from prudent.errors import PrudentError


class Level(StrEnum):
    """How bad it is. `bad` makes the command's exit code 1."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    check: str
    level: Level
    said: str
    do: str = ""
    """What to do about it; empty where nothing is to be done."""


def ok(check: str, said: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, said)


def warning(check: str, said: str, do: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(check, Level.WARNING, said, do)


def bad(check: str, said: str, do: str) -> Finding:
    """It does not work."""
    return Finding(check, Level.BAD, said, do)


def looked(check: str, look: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
    """What a look found. One that breaks, whatever the reason, is a line of its own and stops no other."""
    try:
        return tuple(look())
    except PrudentError as error:
        return (Finding(check, Level.BAD, error.sentence),)
    except Exception as error:  # noqa: BLE001 -- a doctor who faints helps nobody
        said = f"It could not be looked at: {type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"
        return (bad(check, said.rstrip(".") + ".", "Mend that first, then ask again."),)


def several(count: int, word: str) -> str:
    """A count with its word."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
