"""A folder with a manifest: every file that it names, and no other.

Belongs here: what runs and reviews have in common. Does not: what their manifests say besides (`runs`, `reviews`).
"""

from collections.abc import Iterable

from prudent.decide.checks.checking import Checking
from prudent.model.run import Output


def check_outputs(
    checking: Checking, folder: str, names: Iterable[str], listed: tuple[Output, ...], lister: str, own: frozenset[str]
) -> None:
    """Hold a folder's files against the list of them.

    Args:
        checking: the verification.
        folder: the folder.
        names: the names of its files.
        listed: what the list says.
        lister: the name of the file that holds the list.
        own: names that are in no list, among them the lister's.
    """
    outputs = {item.name: item for item in listed}
    there = {name for name in names if name not in own}
    for name in sorted(there - set(outputs)):
        checking.fault(f"{folder}/{name}", f"was added: {lister} does not name it.")
    for name in sorted(set(outputs) - there):
        checking.fault(f"{folder}/{name}", f"is missing: {lister} names it.")
    for digest in checking.digests(f"{folder}/{name}" for name in sorted(there)):
        output = outputs.get(digest.key.rpartition("/")[2])
        if output is not None and (digest.sha256, digest.size_bytes) != (output.sha256, output.size_bytes):
            checking.fault(digest.key, f"is not what {lister} says: it was changed.")
