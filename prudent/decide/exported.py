"""What belongs to one fund's record: the keys in the store, and the documents behind them.

Belongs here: which. Does not: how they are written (`export`). What was begun and not finished belongs to no record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from prudent.errors import HostileInput
from prudent.model.ids import FundId, PlanId
from prudent.model.run import InputFile, Issue
from prudent.model.value import Value
from prudent.store.frames import sha256
from prudent.store.issues import Claim
from prudent.store.layout import (
    ANCHORS,
    CLAIM,
    ISSUE,
    KEYS,
    LEDGER,
    MANIFEST,
    MEMOS,
    REVIEWS,
    RUNS,
    ledger_folder,
    received_bytes,
)
from prudent.store.objects import Objects, confined


class About(Value):
    """`export.json`: whose record it is."""

    export_version: Literal[1] = 1
    plan: PlanId
    fund: FundId


class _Read(BaseModel):
    """Of a manifest, what was read for it."""

    model_config = ConfigDict(extra="ignore")
    inputs: tuple[InputFile, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What belongs to one fund's record."""

    plan: PlanId
    fund: FundId
    keys: tuple[str, ...]
    """In order; none where nothing was issued or recorded."""
    runs: tuple[str, ...]
    """The folders of the runs that its issues show."""
    inputs: tuple[InputFile, ...]
    """The documents behind them, by path; what the record itself holds is not among them."""


def contents(objects: Objects, plan: PlanId, fund: FundId) -> Contents:
    """Find what belongs to one fund's record."""
    chain = objects.keys(ledger_folder(plan, fund))
    issues = _whole(objects.keys(f"{MEMOS}/{plan}/{fund}"), ISSUE)
    reviews = _whole(objects.keys(f"{REVIEWS}/{plan}/{fund}"), MANIFEST)
    runs = tuple(sorted(set(_runs(objects, fund, issues))))
    of_runs = tuple(key for run in runs for key in objects.keys(run))
    own = (*chain, *issues, *reviews, *of_runs)
    keys = tuple(sorted((*own, *objects.keys(ANCHORS), *objects.keys(KEYS)))) if own else ()
    manifests = (key for key in (*of_runs, *reviews) if key.endswith(f"/{MANIFEST}"))
    return Contents(plan, fund, tuple(key for key in keys if _honest(key)), runs, _inputs(objects, manifests))


def _honest(key: str) -> bool:
    """False for what another hand put there under a name that the store cannot read: the verification tells it."""
    try:
        confined(key)
    except HostileInput:
        return False
    return True


def _whole(keys: tuple[str, ...], last: str) -> tuple[str, ...]:
    """Keys in folders that hold the file that is written last."""
    finished = {key.rpartition("/")[0] for key in keys if key.endswith(f"/{last}")}
    return tuple(key for key in keys if key.rpartition("/")[0] in finished)


def _runs(objects: Objects, fund: FundId, issues: tuple[str, ...]) -> Iterator[str]:
    """The folders of the runs that issues show, by either of their two files, as far as one can be read."""
    for key in issues:
        model = {CLAIM: Claim, ISSUE: Issue}.get(key.rpartition("/")[2])
        if model is None:
            continue
        try:
            run = model.model_validate_json(objects.get(key) or b"").run
        except ValidationError:
            continue
        yield f"{RUNS}/{fund}/{key.split('/')[3]}/{run}"


def _inputs(objects: Objects, manifests: Iterator[str]) -> tuple[InputFile, ...]:
    found: dict[str, InputFile] = {}
    for key in manifests:
        try:
            read = _Read.model_validate_json(objects.get(key) or b"").inputs
        except ValidationError:
            continue
        found |= {f"{item.path} {item.sha256}": item for item in read if item.path.split("/")[0] not in _OWN}
    return tuple(found[name] for name in sorted(found))


_OWN = frozenset({LEDGER, MEMOS, REVIEWS, RUNS})


def input_body(objects: Objects, root: Path, item: InputFile) -> bytes | None:
    """The bytes of a document, from the store or from the project; None where neither holds them any more.

    A manifest may have been tampered with: a path that leads out of the project is not followed.
    """
    received = objects.get(received_bytes(item.sha256))
    if received is not None:
        return received if sha256(received) == item.sha256 else None
    path = (root / item.path).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file() or path.stat().st_size != item.size_bytes:
        return None
    body = path.read_bytes()
    return body if sha256(body) == item.sha256 else None
