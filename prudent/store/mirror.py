"""A copy of what was published, for readers who have a folder and no key to the bucket.

Belongs here: which objects are copied. Does not: pages (`prudent.site`). What is published never changes, so a key that
the copy holds is not asked for again; nothing is taken out of the copy.
"""

from collections.abc import Callable

from prudent.store.objects import Objects
from prudent.store.reading import bodies


def mirror(
    store: Objects,
    copy: Objects,
    prefixes: tuple[str, ...],
    tick: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Copy every object below the prefixes that the copy does not hold. Returns how many were copied.

    Args:
        store: what is copied.
        copy: where to.
        prefixes: folders of the store.
        tick: is told how many of how many were copied.
    """
    held = {key for prefix in prefixes for key in copy.keys(prefix)}
    wanted = tuple(key for prefix in prefixes for key in store.keys(prefix) if key not in held)
    for done, (key, body) in enumerate(zip(wanted, bodies(store, wanted), strict=True), start=1):
        if body is not None:
            copy.create(key, body)
        tick(done, len(wanted))
    return len(wanted)
