"""Reviews of quarters, of one fund and of all: what each manifest says is what lies beside it."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from prudent.decide.checks.checking import Checking, folders
from prudent.decide.checks.outputs import check_outputs
from prudent.decide.fault import Note
from prudent.model.run import Output
from prudent.store.layout import MANIFEST, REVIEWS

_FOLDER = re.compile(REVIEWS + r"/[a-z0-9-]+/[a-z0-9-]+/\d{4}-\d{2}-\d{2}/[0-9a-f]+")


class _Listed(BaseModel):
    """Of a review's manifest, the list of its files: what else it says is the ledger's to vouch for."""

    model_config = ConfigDict(extra="ignore")
    outputs: tuple[Output, ...]


def check_reviews(checking: Checking, keys: Iterable[str]) -> None:
    """Check every review that has a file among the keys."""
    found = folders(keys, depth=5)
    for key in found.odd:
        checking.fault(key, "was added: it lies in no review.")
    for folder, names in found.names.items():
        if _FOLDER.fullmatch(folder) is None:
            checking.fault(folder, "was added: no review is called so.")
        elif MANIFEST not in names:
            checking.notes.append(Note(folder, "has no manifest: it was not finished, and no reader sees it."))
        elif (listed := checking.json(f"{folder}/{MANIFEST}", _Listed)) is not None:
            check_outputs(checking, folder, names, listed.outputs, MANIFEST, frozenset({MANIFEST}))
