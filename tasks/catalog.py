"""The catalog as a task: built in a folder of its own, and put into the store in one piece."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from prudent.errors import PrudentError
from prudent.model.value import Value
from prudent.store.layout import CATALOG
from tasks.stage import Done, stage
from tasks.work import Place


class Rebuilt(Value):
    """What the catalog holds, and what could not be read."""

    tables: int
    issues: int
    runs: int
    entries: int
    size_bytes: int
    at: str
    """Where it lies."""
    not_read: tuple[str, ...]
    tampered: int


@stage
def catalog(place: Place, now: datetime) -> Done[Rebuilt]:
    """Build the catalog anew and put it in the old one's place. Who has the old one open reads on in it.

    Args:
        place: where the store lies.
        now: the time that the catalog says it was built at.

    Raises:
        PrudentError: the folder for what is being written is full or cannot be written.
        StoreUnusable: the store cannot be read or written.
    """
    from prudent.catalog.build import build_catalog

    objects = place.objects()
    with TemporaryDirectory(prefix="prudent-catalog-") as folder:
        path = Path(folder) / CATALOG
        try:
            built = build_catalog(objects, path, now, place.store)
            body = path.read_bytes()
        except OSError as error:
            why = f"{error}".rstrip(".")
            raise PrudentError(f"The catalog could not be written: {why}. TMPDIR names another place.") from error
    objects.put(CATALOG, body)
    line = f"{built.tables} tables, {built.issues} issues, {built.runs} runs, {built.entries} entries"
    rebuilt = Rebuilt(
        tables=built.tables,
        issues=built.issues,
        runs=built.runs,
        entries=built.entries,
        size_bytes=len(body),
        at=place.at(CATALOG),
        not_read=built.not_read,
        tampered=built.tampered,
    )
    return Done(rebuilt, line)
