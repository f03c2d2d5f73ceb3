"""One fund's record as a zip that can be checked in ten years without us.

Belongs here: what goes in, where, and in which order. Does not: the program inside that checks it (`standalone`), and
where the zip is written. The same store gives the same bytes: no clock, fixed dates, a fixed order, and stored without
compression, which would depend on the library that compresses.
"""

import hashlib
import string
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from prudent.decide.canonical import canonical
from prudent.decide.checks.checking import Tick, silent
from prudent.decide.exported import About, Contents, contents, input_body
from prudent.decide.fault import Fault
from prudent.decide.verify import Scope, verify
from prudent.errors import RecordTampered, UsageError
from prudent.model.ids import FundId, PlanId, Sha256
from prudent.store.objects import Objects
from prudent.store.reading import bodies

_STANDALONE = Path(__file__).with_name("standalone")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_FINDINGS = """

FINDINGS

When this was exported, the store did not verify. FINDINGS.txt says what was found. Files are here as they lay there.
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds."""

    name: str
    """Of the folder inside the zip."""
    files: int
    size_bytes: int
    sums: Sha256
    """SHA-256 of its SHA256SUMS, to be kept elsewhere: `verify.py` prints it."""
    not_at_hand: int
    """Documents that were read for a memo and lie neither in the project nor in the store any more."""
    faults: tuple[Fault, ...]


def export_record(
    objects: Objects, root: Path, plan: PlanId, fund: FundId, to: BinaryIO, *, even_if_tampered: bool = False,
    tick: Tick = silent,
) -> Exported:  # fmt: skip
    """Write one fund's record as a zip.

    Args:
        objects: the store.
        root: the project's folder, where documents are looked for.
        plan: whose committee.
        fund: on which fund.
        to: where the zip goes.
        even_if_tampered: export what does not verify too, with what was found: an expert may need just that.
        tick: told how far it is.

    Raises:
        UsageError: nothing was issued or recorded of this fund for this plan.
        RecordTampered: the record does not verify. An export hides no fault by leaving the file out.
    """
    held = contents(objects, plan, fund)
    if not held.keys:
        raise UsageError(
            f"Nothing of {fund} was issued or recorded for the plan {plan}, so there is nothing to export."
        )
    report = verify(objects, Scope(plan, fund, held.runs), tick)
    if report.faults and not even_if_tampered:
        raise RecordTampered(
            f"{report.faults[0]} {len(report.faults)} found in this record, and nothing was exported: prudent verify "
            "says all, and --even-if-tampered exports it as it is, with what was found."
        )
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
        return _write(_Zip(archive, f"prudent-record-{plan}-{fund}"), objects, root, held, report.faults, tick)


def _write(
    into: "_Zip", objects: Objects, root: Path, held: Contents, faults: tuple[Fault, ...], tick: Tick
) -> Exported:
    for name, body in _words(held, faults):
        into.add(name, body)
    for done, (key, body) in enumerate(zip(held.keys, bodies(objects, held.keys), strict=True), start=1):
        tick("files exported", done, len(held.keys))
        if body is not None:
            into.add(f"record/{key}", body)
    lines: list[str] = []
    for item in held.inputs:
        body = input_body(objects, root, item)
        lines.append(f"{item.sha256}  {item.path}{'' if body is not None else '  (not at hand)'}")
        if body is not None:
            into.add(f"inputs/{item.sha256}", body)
    into.add("INPUTS.txt", _text(lines))
    sums = _text(f"{digest}  {name}" for name, digest in sorted(into.sums.items()))
    into.add("SHA256SUMS", sums)
    missing = sum(line.endswith("(not at hand)") for line in lines)
    digest = hashlib.sha256(sums).hexdigest()
    return Exported(into.folder, len(into.sums), into.size_bytes, digest, missing, faults)


def _words(held: Contents, faults: tuple[Fault, ...]) -> Iterator[tuple[str, bytes]]:
    """What a reader meets first."""
    readme = string.Template((_STANDALONE / "README.txt").read_text(encoding="utf-8"))
    about = {"plan": held.plan, "fund": held.fund, "findings": _FINDINGS if faults else ""}
    yield "README.txt", readme.substitute(about).encode()
    yield "verify.py", (_STANDALONE / "verify.py").read_bytes()
    yield "export.json", canonical(About(plan=held.plan, fund=held.fund))
    if faults:
        yield "FINDINGS.txt", _text(str(fault) for fault in faults)


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


@dataclass(slots=True)
class _Zip:
    """A zip on its way, with the hash of each file in it."""

    archive: zipfile.ZipFile
    folder: str
    sums: dict[str, Sha256] = field(default_factory=dict[str, Sha256])
    size_bytes: int = 0

    def add(self, name: str, body: bytes) -> None:
        """The next file, unless it is there already, as a document is that several funds rest on."""
        if name in self.sums:
            return
        info = zipfile.ZipInfo(f"{self.folder}/{name}", _FIRST_DAY)
        info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
        self.archive.writestr(info, body)
        self.sums[name] = hashlib.sha256(body).hexdigest()
        self.size_bytes += len(body)
