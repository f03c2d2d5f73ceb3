"""One hostile file of the corpus: how it is made, which reader gets it, and what must come of it.

Belongs here: the shape of a case. Does not: cases (`hostile_*.py`, one file a kind) and running them
(`run_corpus.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

HOSTILE, BAD, CHANGED = "HOSTILE_INPUT", "DATA_BAD", "SCHEMA_CHANGED"
READ = "READ"
"""The file is taken, and what was hostile in it is text or nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """`make` builds the bytes when the case is run and not before; nothing of the corpus is stored."""

    kind: str
    name: str
    door: str
    """Which reader, see `hostile_doors.py`."""
    make: Callable[[], bytes]
    code: str
    said: str
    """The whole sentence after the file's name; of a file that is read, what came out of it."""


def cases(kind: str, door: str, *entries: tuple[str, bytes | Callable[[], bytes], str, str]) -> tuple[Case, ...]:
    """Cases of one kind and reader."""
    return tuple(Case(kind, name, door, _made(content), code, said) for name, content, code, said in entries)


def _made(content: bytes | Callable[[], bytes]) -> Callable[[], bytes]:
    return (lambda: content) if isinstance(content, bytes) else content
