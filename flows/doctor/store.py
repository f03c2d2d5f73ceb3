"""The store: where it is, whether it can be read and written as the ledger needs it, and how much room is left.

The probe leaves one small object, `probes/doctor`, once: there is no delete. After that it only asks to create it
again, which a store that can be written refuses because it is there, and one that cannot refuses for its own reason.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from flows.doctor.finding import Finding, bad, ok, warning
from prudent.store.layout import PROBE
from tasks.work import Place

CHECK = "store"
BODY = b"prudent doctor asks whether a key is created once and no more\n"
#: A run of one fund is about five megabytes: below the first twenty runs are left, below the second two hundred.
LITTLE_BYTES, SOME_BYTES = 100_000_000, 1_000_000_000


def store(place: Place) -> Iterator[Finding]:
    """What is found where the store is."""
    if not place.is_there():
        yield _to_be_made(Path(place.store))
        return
    objects = place.objects()
    tops = objects.tops()
    objects.create(PROBE, BODY)
    if objects.create(PROBE, BODY):
        yield bad(CHECK, f"{place.store} creates a key twice: two writers could both win.", "Name another store.")
    elif objects.get(PROBE) != BODY:
        yield bad(CHECK, f"{place.store} does not give back what was written ({PROBE}).", "Look at its disk.")
    else:
        held = ", ".join(top for top in tops if top != PROBE.partition("/")[0]) or "nothing yet"
        yield ok(CHECK, f"{place.store} can be read, and a key is created once and no more. It holds {held}.")
    if place.folder is not None:
        yield _room(place.folder)


def _to_be_made(folder: Path) -> Finding:
    parent = next(above for above in folder.parents if above.exists())
    if not os.access(parent, os.W_OK):
        return bad(CHECK, f"{folder} is not there, and {parent} cannot be written.", "Give the right, or name another.")
    return ok(CHECK, f"{folder} is not there yet; the first run makes it.")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB are free on its disk."
    if free < LITTLE_BYTES:
        return bad(CHECK, said, "Free some space: a run of one fund is about 5 MB.")
    return (
        warning(CHECK, said, "Free some space soon: a run of one fund is about 5 MB.")
        if free < SOME_BYTES
        else ok(CHECK, said)
    )
