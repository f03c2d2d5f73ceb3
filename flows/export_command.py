"""`prudent export`: one fund's record as a zip. No Prefect here: nothing is scheduled or retried.

Belongs here: the command's words, its exit code, and the file. Does not: what the zip holds (`prudent/decide`).
"""

# ruff: noqa: PLC0415 -- models are loaded when the store is known: help waits for none
# ruff: noqa: T201 -- what a command has to say, it prints

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.site_command import Progress
from flows.telling import tell
from flows.verify_command import standing, told
from prudent.errors import RecordTampered, UsageError

if TYPE_CHECKING:
    from prudent.decide.export import Exported
    from prudent.store.objects import Objects


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What an export can be told."""

    fund: str
    plan: str
    out: Path | None
    store: str | None
    even_if_tampered: bool


def export_fund(asked: ExportAsked, *, as_json: bool) -> int:
    """Write one fund's record as a zip and say what it holds.

    Returns:
        0; 20 where the record does not verify and was exported all the same.

    Raises:
        UsageError: there is nothing to export, or the file exists or cannot be written.
        RecordTampered: the record does not verify; nothing was written.
    """
    place = standing(asked.store)
    out = (asked.out or Path(f"prudent-record-{asked.plan}-{asked.fund}.zip")).resolve()
    if out.exists():
        raise UsageError(f"{out} exists, and an export writes nothing over. Name another file with --out.")
    exported = _write(place.objects(), place.root, asked, out)
    digest = _digest(out)
    if as_json:
        print(json.dumps(_plain(exported, out, digest), ensure_ascii=False, indent=2))
    else:
        print(
            f"{out}\n  {exported.files} files, {exported.size_bytes / 1e6:.1f} MB\n"
            f"  SHA-256 {digest}\n  SHA-256 of the SHA256SUMS inside, to be kept elsewhere: {exported.sums}"
        )
    if exported.not_at_hand:
        tell(f"{exported.not_at_hand} documents that were read are not at hand any more; INPUTS.txt says which.")
    if exported.faults:
        tell(f"{len(exported.faults)} found in this record: FINDINGS.txt in the zip says what.")
    return RecordTampered.exit_code if exported.faults else 0


def _write(objects: "Objects", root: Path, asked: ExportAsked, out: Path) -> "Exported":
    """Write the zip whole or not at all."""
    from prudent.decide.export import export_record

    near = out.with_name(f".{out.name}.{os.getpid()}")
    progress = Progress(sys.stderr)
    try:
        with near.open("xb") as file:
            exported = export_record(
                objects, root, asked.plan, asked.fund, file, even_if_tampered=asked.even_if_tampered, tick=progress
            )
        near.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from error
    finally:
        progress.end()
        near.unlink(missing_ok=True)
    return exported


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(exported: "Exported", out: Path, digest: str) -> dict[str, object]:
    return {
        "file": str(out),
        "sha256": digest,
        "sums_sha256": exported.sums,
        "files": exported.files,
        "size_bytes": exported.size_bytes,
        "documents_not_at_hand": exported.not_at_hand,
        "found": told(exported.faults),
    }
