"""Ingest as a task: read the packets, name the run, write the core tables, put aside what was refused."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from prudent.code_version import code_sha256
from prudent.errors import PrudentError
from prudent.model.run import Issue, Manifest, Output, Request
from prudent.model.value import Value
from prudent.store.before import memo_before, same_sources
from prudent.store.frames import json_bytes
from prudent.store.issues import latest_issue
from prudent.store.quarantine import quarantine
from prudent.store.runs import run_hash
from tasks.artifacts import Artifact
from tasks.shown import memo_files, refused, written
from tasks.stage import Done, stage
from tasks.work import Place, Work

if TYPE_CHECKING:
    from prudent.ingest.gather import Gathered

#: A refused file is kept up to here: what is larger is no honest packet.
KEPT_BYTES = 64 * 1024 * 1024


class Ingested(Value):
    """The run that the question makes, the files that ingest wrote for it, and what the store holds of it already."""

    work: Work
    outputs: tuple[Output, ...]
    finished: Manifest | None
    """The run was made before: nothing is computed again."""
    latest: Issue | None
    """The latest issue of this plan, fund and date."""
    adds: bool = True
    """False where the knowledge of an earlier day was asked for, and the latest issue has all of it already."""

    @property
    def standing(self) -> Issue | None:
        """The latest issue, if it shows this very run, sealed or not, or one that knew as much: nothing is to do."""
        if self.latest is None:
            return None
        return self.latest if not self.adds or self.work.run in {self.latest.run, self.latest.seals} else None

    @property
    def next_number(self) -> int:
        """The number of the issue that this run would make."""
        return self.latest.number + 1 if self.latest else 1


@stage
def ingest(place: Place, request: Request, today: date, known_on: date | None = None) -> Done[Ingested]:
    """Read every packet that the question needs and write `case.json` and the core tables to the run folder.

    Args:
        place: where the project and the store lie.
        request: the question.
        today: the day after which no date in a packet may lie.
        known_on: an earlier day whose knowledge is asked for; None for all that is known.

    Raises:
        PrudentError: the candidate's files cannot be used; the file at fault is in quarantine, with the reason.
    """
    from prudent.ingest.gather import gather
    from prudent.store.deliveries import StoredDeliveries
    from sources.settings import limits

    try:
        gathered = gather(place.root, request, today, StoredDeliveries(place.objects()), limits(), known_on)
    except PrudentError as error:
        put_aside(place, error)
        raise
    for item in gathered.refused:
        put_aside(place, item)
    work = _work(place, request, gathered)
    finished = work.folder().manifest()
    latest = latest_issue(place.objects(), request)
    adds = known_on is None or latest is None or not same_sources(place.objects(), latest, work.inputs)
    outputs = _write(work, gathered) if adds and finished is None else ()
    funds = len(gathered.case.funds)
    line = f"{len(gathered.inputs)} files, {funds} {'fund' if funds == 1 else 'funds'}"
    read = Ingested(work=work, outputs=outputs, finished=finished, latest=latest, adds=adds)
    return Done(read, line, _shown(read, line, _refused(place, gathered.refused)))


def _shown(read: Ingested, taken: str, put_aside: list[tuple[str, str, str]]) -> tuple[Artifact, ...]:
    """What ingest wrote and refused; where the memo lies that stands already, as nothing else will show it."""
    request = read.work.request
    shown = (
        written("ingest", request, taken, read.outputs) if read.outputs else None,
        refused(request, put_aside),
        memo_files(read.work.place, read.standing) if read.standing else None,
    )
    return tuple(artifact for artifact in shown if artifact is not None)


def _refused(place: Place, errors: "tuple[PrudentError, ...]") -> list[tuple[str, str, str]]:
    """Name, code and reason of each file that was put aside while the run goes on."""
    return [(named(one.file, place.root) if one.file else "", one.code, one.sentence) for one in errors]


def _work(place: Place, request: Request, gathered: "Gathered") -> Work:
    """Name the run: by the question, and by the memo before, with which the new one is compared."""
    code, left_out, known_on = code_sha256(), gathered.case.left_out, gathered.case.known_on
    question = run_hash(request, gathered.inputs, code, left_out, known_on)
    before = memo_before(place.objects(), request, question, known_on)
    inputs = gathered.inputs if before is None else (*gathered.inputs, before)
    return Work(
        place=place,
        request=request,
        run=run_hash(request, inputs, code, left_out, known_on),
        question=question,
        code_sha256=code,
        inputs=inputs,
        before=before,
        known_on=known_on,
    )


def _write(work: Work, gathered: "Gathered") -> tuple[Output, ...]:
    from prudent.ingest.facts import FACTS
    from prudent.ingest.memo_template import TEMPLATE

    folder, core = work.folder(), gathered.core
    frames = [folder.write_frame(core.frame(name), core.spec(name)) for name in core.names()]
    frames.append(folder.write_frame(gathered.facts, FACTS))
    if gathered.template is not None:
        frames.append(folder.write(TEMPLATE, gathered.template))
    return (folder.write("case.json", json_bytes(gathered.case)), *frames)


def put_aside(place: Place, error: PrudentError) -> str | None:
    """Put the file that an error is about in quarantine. Returns its key; None if there is no file to keep."""
    if error.file is None or not error.file.is_file():
        return None
    with error.file.open("rb") as refused:
        body = refused.read(KEPT_BYTES)
    return quarantine(place.objects(), named(error.file, place.root), body, error.code, error.sentence)


def named(path: Path, root: Path) -> str:
    """The path as the user knows it: under the project's root if it lies there, else its name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
