"""A process that dies in this one: at a write of its own choosing, over a store in memory.

Belongs here: the dying, and what makes a life short enough to die at every write. Does not: real processes
(`processes`). Nothing that is kept here changes what is written, read or in which order.
"""

from types import SimpleNamespace

from obstore.store import MemoryStore

from prudent.store.frames import sha256
from prudent.store.objects import StoredObjects


class Killed(BaseException):
    """The process is gone."""


class Counted(StoredObjects):
    """Notes the writes of a whole life, over all its stages, and dies at one of them; at 0, never."""

    def __init__(self, backend: MemoryStore, dies_at: int = 0) -> None:
        super().__init__(backend)
        self.written: list[str] = []
        self._dies_at = dies_at

    def put(self, key, body):
        super().put(key, body)
        self._note(key)

    def create(self, key, body):
        made = super().create(key, body)
        self._note(key)
        return made

    def _note(self, key):
        self.written.append(key)
        if len(self.written) == self._dies_at:
            raise Killed


class Disk:
    """The store of one life after the other; each is handed to the stages in place of a folder's."""

    def __init__(self, monkeypatch) -> None:
        self._memory, self._put = MemoryStore(), monkeypatch.setattr
        self.dying_at(0)

    def dying_at(self, write: int) -> list[str]:
        """The next life dies at this write; 0 for never. Returns the keys that are written from now on."""
        self.objects = Counted(self._memory, write)
        self._put("tasks.work.in_folder", lambda _: self.objects)
        return self.objects.written

    def holds(self) -> dict[str, bytes]:
        """Every key and its bytes."""
        return {key: self.objects.get(key) for top in self.objects.tops() for key in self.objects.keys(top)}

    def filled_with(self, held: dict[str, bytes]) -> "Disk":
        """Another store, as one was before."""
        self._memory = MemoryStore()
        for key, body in held.items():
            StoredObjects(self._memory).put(key, body)
        self.dying_at(0)
        return self


def once(work):
    """Its first answer, for good."""
    answers = []

    def call(*given, **named):
        if not answers:
            answers.append(work(*given, **named))
        return answers[0]

    return call


def by_what_is_given(work, key):
    """What it answered to the same."""
    answers = {}

    def call(*given):
        told = key(*given)
        if told not in answers:
            # what is known by being itself must live as long as its answer
            answers[told] = (given, work(*given))
        return answers[told][1]

    return call


def remember(monkeypatch, kept: SimpleNamespace) -> None:
    """What was written or read before is not spelled and parsed again."""
    for place, function in kept.functions.items():
        monkeypatch.setattr(place, function)


def remembered() -> SimpleNamespace:
    """The functions to remember with, to be made once for many lives."""
    from prudent.score import kept  # noqa: PLC0415 -- flows load their stages first
    from prudent.store import frames  # noqa: PLC0415

    parquet = by_what_is_given(frames.parquet_bytes, lambda frame, table: (id(frame), table.table))
    frame = by_what_is_given(frames.read_parquet_bytes, lambda body, table: (sha256(body), table.table))
    spelled = by_what_is_given(frames.json_bytes, id)
    parsed = by_what_is_given(kept.read_value, lambda folder, name, kind: (sha256(folder.read(name)), kind))
    return SimpleNamespace(
        functions={
            "prudent.store.runs.parquet_bytes": parquet,
            "prudent.store.runs.read_parquet_bytes": frame,
            "prudent.score.kept.read_value": parsed,
            "tasks.ingest.json_bytes": spelled,
            "prudent.review.folder.json_bytes": spelled,
        }
    )
