"""Runs: what each manifest says is what lies beside it, and its name is what it was made from."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from prudent.decide.checks.checking import Checking, folders
from prudent.decide.checks.outputs import check_outputs
from prudent.decide.fault import Note
from prudent.model.case import LeftOut
from prudent.model.run import InputFile, Manifest
from prudent.store.layout import MANIFEST, MEMOS, RUNS, run_folder
from prudent.store.runs import run_hash

_FOLDER = re.compile(RUNS + r"/[a-z0-9-]+/\d{4}-\d{2}-\d{2}/[0-9a-f]{64}")
_CASE = "case.json"


class _Refused(BaseModel):
    """Of a run's case, what its name rests on besides the manifest."""

    model_config = ConfigDict(extra="ignore")
    left_out: tuple[LeftOut, ...]


def check_runs(checking: Checking, keys: Iterable[str]) -> None:
    """Check every run that has a file among the keys."""
    found = folders(keys, depth=4)
    for key in found.odd:
        checking.fault(key, "was added: it lies in no run.")
    for folder, names in found.names.items():
        if _FOLDER.fullmatch(folder) is None:
            checking.fault(folder, "was added: no run is called so.")
        elif MANIFEST in names:
            _check_run(checking, folder, names)
        else:
            checking.notes.append(Note(folder, "has no manifest: it was not finished, and no reader sees it."))


def _check_run(checking: Checking, folder: str, names: tuple[str, ...]) -> None:
    key = f"{folder}/{MANIFEST}"
    manifest = checking.json(key, Manifest)
    if manifest is None:
        return
    if run_folder(manifest.request, manifest.run) != folder:
        checking.fault(key, "speaks of another run than its folder.")
    check_outputs(checking, folder, names, manifest.outputs, MANIFEST, frozenset({MANIFEST}))
    left_out = _left_out(checking, folder, manifest)
    if manifest.run != _named(manifest, manifest.inputs, left_out):
        checking.fault(key, "names other inputs, other code or another question than the run was named after.")
    # a sealed memo answers the question of the memo that it seals
    sources = tuple(item for item in manifest.inputs if not item.path.startswith(f"{MEMOS}/"))
    if manifest.seals is None and manifest.question not in {None, _named(manifest, sources, left_out)}:
        checking.fault(key, "names another question than its inputs make.")


def _named(manifest: Manifest, inputs: tuple[InputFile, ...], left_out: tuple[LeftOut, ...]) -> str:
    """What a run of this question, these inputs and this code is called."""
    return run_hash(manifest.request, inputs, manifest.code_sha256, left_out, manifest.known_on)


def _left_out(checking: Checking, folder: str, manifest: Manifest) -> tuple[LeftOut, ...]:
    case = f"{folder}/{_CASE}"
    told = any(item.name == _CASE for item in manifest.outputs) and case not in checking.faults
    body = checking.objects.get(case) if told else None
    return _Refused.model_validate_json(body).left_out if body else ()
