"""The process dies at any write of a run: a reader sees the old issue or the new one, and the next run completes."""

import dataclasses
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from prudent.ingest.gather import Gathered, gather
from prudent.model.run import InputFile, Request
from prudent.store.frames import sha256
from prudent.store.issues import latest_issue
from prudent.store.objects import StoredObjects
from tasks.ingest import ingest
from tasks.memo import memo
from tasks.publish import publish
from tasks.score import score
from tasks.validate import validate
from tasks.work import Place
from tests.faults.dying import Disk, Killed

pytestmark = pytest.mark.usefixtures("short_files")

TODAY = date(2099, 12, 31)
REQUEST = Request(fund="apollo-diversified-credit", as_of=date(2025, 12, 31), plan="example")

#: claim, a copy of each file, issue
PUBLICATION = [
    "claim.json",
    "memo.json",
    "memo.html",
    "memo.pdf",
    "memo.docx",
    "memo.xlsx",
    "validation.html",
    "issue.json",
]


@pytest.fixture
def short_files(disk, monkeypatch) -> None:
    """Files of a few bytes: every run's are read again after every write, and what they hold does not matter here."""
    files = {name: name.encode() for name in PUBLICATION if name.startswith("memo.")}
    monkeypatch.setattr("prudent.memo.formats.rendered", lambda *_: files)


@pytest.fixture(scope="module")
def read_once() -> Gathered:
    """What ingest gathers, read once: reading writes nothing."""
    return gather(Path(__file__).resolve().parents[2], REQUEST, TODAY)


@pytest.fixture
def plan(read_once, monkeypatch) -> SimpleNamespace:
    """A plan whose text changes the question."""
    holder = SimpleNamespace(text="")

    def gathered(*_):
        body = holder.text.encode()
        changed = InputFile(path="plans/example/plan.yml", sha256=sha256(body), size_bytes=len(body))
        others = tuple(file for file in read_once.inputs if file.path != changed.path)
        return dataclasses.replace(read_once, inputs=(*others, changed))

    monkeypatch.setattr("prudent.ingest.gather.gather", gathered)
    return holder


def run(place: Place):
    """The stages in the flow's order, without Prefect."""

    def do(stage, *arguments):
        return stage.__wrapped__(*arguments).value

    read = do(ingest, place, REQUEST, TODAY)
    if read.standing:
        return read.standing
    manifest = read.finished
    if manifest is None:
        before = read.outputs + do(validate, read.work).outputs + do(score, read.work).outputs
        manifest = do(memo, read.work, before).manifest
    return do(publish, place, manifest).issue


@pytest.mark.usefixtures("plan")
def test_every_file_is_written_once_the_manifest_after_the_run_and_the_issue_last(tmp_path: Path, disk: Disk):
    written = disk.dying_at(0)
    run(Place(root=tmp_path, store=tmp_path / "store"))
    assert len(set(written)) == len(written) > 20
    names = [key.rpartition("/")[2] for key in written]
    assert names[-len(PUBLICATION) :] == PUBLICATION
    assert names.index("manifest.json") == len(names) - len(PUBLICATION) - 1
    assert {key.partition("/")[0] for key in written[: -len(PUBLICATION)]} == {"runs"}


@pytest.mark.parametrize("again", ["same question", "changed question"])
def test_killed_at_every_write_after_an_old_issue(tmp_path: Path, plan, disk: Disk, again):
    place = Place(root=tmp_path, store=tmp_path / "store")
    written = disk.dying_at(0)
    old = run(place)
    writes, number = len(written), old.number
    for write in _writes(writes, again):
        plan.text = f"{write}"
        disk.dying_at(write)
        with pytest.raises(Killed):
            run(place)
        seen = latest_issue(disk.objects, REQUEST)
        assert (seen.number == number + 1) == (write == writes)
        assert seen.run != old.run if write == writes else seen.run == old.run
        assert_whole(disk.objects, seen)

        if again == "changed question":
            plan.text = f"{write}, looked at again"
        disk.dying_at(0)
        old = run(place)
        assert latest_issue(disk.objects, REQUEST) == old
        assert_whole(disk.objects, old)
        claimed = write > writes - len(PUBLICATION)
        assert old.number == number + (2 if claimed and again == "changed question" else 1)
        number = old.number
        nothing = disk.dying_at(0)
        assert run(place) == old
        assert nothing == []


def _writes(writes: int, again: str) -> list[int]:
    """Every write; with a changed question every write of the publication, and each sixth of those before it."""
    first = writes - len(PUBLICATION)
    every = range(1, writes + 1)
    return [write for write in every if again == "same question" or write >= first or write % 6 == 1]


def assert_whole(objects: StoredObjects, issue) -> None:
    """Every file of the issue is there, and of one run."""
    folder = f"memos/{REQUEST.plan}/{REQUEST.fund}/{REQUEST.as_of}/{issue.number}"
    for file in issue.files:
        original = f"runs/{REQUEST.fund}/{REQUEST.as_of}/{issue.run}/{file.name}"
        assert objects.get(f"{folder}/{file.name}") == objects.get(original) is not None
