"""Issues: a reader sees the old one or the new one, whenever a writer dies, and two writers agree."""

import threading
from datetime import date
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from prudent.errors import RecordTampered
from prudent.model.run import Manifest, Request
from prudent.store.frames import sha256
from prudent.store.issues import latest_issue, publish
from prudent.store.objects import StoredObjects, in_folder
from prudent.store.runs import RunFolder

REQUEST = Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example")
FOLDER = "memos/example/fund-a/2025-12-31"
FILES = ("memo.json", "memo.html", "memo.pdf", "memo.docx", "memo.xlsx", "validation.html")
FIRST, SECOND = "1" * 64, "2" * 64


class Killed(BaseException):
    """The process is gone: nothing that handles exceptions runs."""


class DiesAtWrite(StoredObjects):
    """Dies at its k-th write: before the bytes are there, or after."""

    def __init__(self, backend, k: int, *, after: bool) -> None:
        super().__init__(backend)
        self.k, self.after, self.writes = k, after, 0

    def put(self, key, body):
        self._write(lambda: super(DiesAtWrite, self).put(key, body))

    def create(self, key, body):
        return self._write(lambda: super(DiesAtWrite, self).create(key, body))

    def _write(self, write):
        self.writes += 1
        if self.writes == self.k and not self.after:
            raise Killed
        done = write()
        if self.writes == self.k:
            raise Killed
        return done


def sealed(objects, run: str) -> Manifest:
    """A finished run whose files say which run they are of."""
    folder = RunFolder(objects, REQUEST, run)
    outputs = [folder.write(name, f"{run[0]} {name}".encode()) for name in ("case.json", *FILES)]
    return folder.seal(Manifest(run=run, request=REQUEST, code_sha256="c" * 64, inputs=(), outputs=tuple(outputs)))


def seen(objects) -> tuple[int, str] | None:
    """What a reader sees: the latest issue, with every file as its hash says; None when there is no issue."""
    issue = latest_issue(objects, REQUEST)
    if issue is None:
        return None
    assert tuple(file.name for file in issue.files) == FILES
    for file in issue.files:
        body = objects.get(f"{FOLDER}/{issue.number}/{file.name}")
        assert body == f"{issue.run[0]} {file.name}".encode()
        assert file.sha256 == sha256(body)
    return issue.number, issue.run


@pytest.fixture
def backend():
    return MemoryStore()


@pytest.fixture
def objects(backend):
    return StoredObjects(backend)


def test_the_first_issue_is_number_one_and_holds_copies(objects):
    published = publish(objects, sealed(objects, FIRST))
    assert (published.new, published.issue.number, published.issue.run) == (True, 1, FIRST)
    assert objects.keys(FOLDER) == tuple(sorted(f"{FOLDER}/1/{name}" for name in (*FILES, "claim.json", "issue.json")))
    assert seen(objects) == (1, FIRST)


def test_the_same_run_is_not_published_twice(objects):
    manifest = sealed(objects, FIRST)
    publish(objects, manifest)
    before = objects.keys("memos")
    again = publish(objects, manifest)
    assert (again.new, again.issue.number) == (False, 1)
    assert objects.keys("memos") == before


def test_another_run_is_the_next_issue_and_the_old_one_stays(objects):
    publish(objects, sealed(objects, FIRST))
    assert publish(objects, sealed(objects, SECOND)).issue.number == 2
    assert seen(objects) == (2, SECOND)
    assert objects.get(f"{FOLDER}/1/memo.json") == b"1 memo.json"


def test_going_back_to_an_old_run_is_a_new_issue(objects):
    for run in (FIRST, SECOND, FIRST):
        publish(objects, sealed(objects, run))
    assert seen(objects) == (3, FIRST)


def test_numbers_are_read_as_numbers(objects):
    for n in range(1, 12):
        publish(objects, sealed(objects, FIRST if n % 2 else SECOND))
    assert seen(objects) == (11, FIRST)


#: claim, a copy of each file, issue
WRITES = 2 + len(FILES)


def test_publication_writes_a_claim_each_file_and_the_issue(backend):
    counting = DiesAtWrite(backend, 0, after=False)
    manifest = sealed(counting, FIRST)
    before = counting.writes
    publish(counting, manifest)
    assert counting.writes - before == WRITES


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("k", range(1, WRITES + 1))
@pytest.mark.parametrize("old", [None, FIRST], ids=["first issue", "second issue"])
@pytest.mark.parametrize("next_run", [SECOND, "3" * 64], ids=["same run again", "another run next"])
def test_killed_at_any_write_leaves_the_old_or_the_new_issue_and_the_next_run_completes(
    backend, objects, *, k, after, old, next_run
):
    if old:
        publish(objects, sealed(objects, old))
    manifest, coming = sealed(objects, SECOND), sealed(objects, next_run)
    with pytest.raises(Killed):
        publish(DiesAtWrite(backend, k, after=after), manifest)
    done = k == WRITES and after
    n = 2 if old else 1
    assert seen(objects) == ((n, SECOND) if done else (1, FIRST) if old else None)

    publish(objects, coming)
    claimed = k > 1 or after
    expected = n + 1 if next_run != SECOND and claimed else n
    assert seen(objects) == (expected, next_run)
    if expected == n + 1:
        assert objects.get(f"{FOLDER}/{n}/issue.json") is not None


def test_a_run_killed_before_its_manifest_does_not_exist_and_is_made_again(backend, objects):
    for k in range(1, 7):
        with pytest.raises(Killed):
            sealed(DiesAtWrite(backend, k, after=False), FIRST)
        assert RunFolder(objects, REQUEST, FIRST).manifest() is None
    assert publish(objects, sealed(objects, FIRST)).issue.number == 1


class LosesTheRace(StoredObjects):
    """Just before this writer claims, another one publishes."""

    def __init__(self, backend, other: Manifest, *, dies_at: int = 0) -> None:
        super().__init__(backend)
        self.backend, self.other, self.dies_at = backend, other, dies_at

    def create(self, key, body):
        if self.other and key.endswith("claim.json"):
            other, self.other = self.other, None
            try:
                publish(DiesAtWrite(self.backend, self.dies_at, after=True), other)
            except Killed:
                assert self.dies_at
        return super().create(key, body)


@pytest.mark.parametrize("dies_at", range(WRITES + 1))
def test_two_writers_with_different_runs_get_two_numbers(backend, objects, dies_at):
    mine, other = sealed(objects, FIRST), sealed(objects, SECOND)
    published = publish(LosesTheRace(backend, other, dies_at=dies_at), mine)
    assert (published.issue.number, published.new) == (2, True)
    assert objects.get(f"{FOLDER}/1/memo.json") == b"2 memo.json"
    assert objects.get(f"{FOLDER}/1/issue.json") is not None
    assert seen(objects) == (2, FIRST)


@pytest.mark.parametrize("dies_at", range(WRITES + 1))
def test_two_writers_with_the_same_run_get_the_same_number(backend, objects, dies_at):
    mine = sealed(objects, FIRST)
    published = publish(LosesTheRace(backend, mine, dies_at=dies_at), mine)
    assert (published.issue.number, published.new) == (1, False)
    assert seen(objects) == (1, FIRST)


def test_many_threads_on_one_folder_number_without_gap_or_double(tmp_path: Path):
    objects = in_folder(tmp_path / "store")
    manifests = [sealed(objects, f"{n:064x}") for n in range(8)]
    results = []
    threads = [threading.Thread(target=lambda m=m: results.append(publish(objects, m))) for m in manifests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.issue.number for result in results) == list(range(1, 9))
    assert {result.issue.run for result in results} == {manifest.run for manifest in manifests}


def test_a_file_changed_after_the_manifest_is_not_published(objects):
    manifest = sealed(objects, FIRST)
    objects.put(f"runs/fund-a/2025-12-31/{FIRST}/memo.pdf", b"forged")
    with pytest.raises(RecordTampered, match=r"memo\.pdf is not what the run's manifest says"):
        publish(objects, manifest)
    assert seen(objects) is None


def test_a_claim_whose_run_is_gone_says_which_folder_to_move(objects):
    objects.put(f"{FOLDER}/1/claim.json", f'{{"number": 1, "run": "{SECOND}"}}'.encode())
    with pytest.raises(RecordTampered, match=f"Move the folder {FOLDER}/1 away"):
        publish(objects, sealed(objects, FIRST))


@pytest.mark.parametrize("name", ["claim.json", "issue.json"])
@pytest.mark.parametrize("body", [b"", b"[]", b'{"number": 7, "run": "' + b"1" * 64 + b'"}'])
def test_a_damaged_record_is_said(objects, name, body):
    objects.put(f"{FOLDER}/1/claim.json", f'{{"number": 1, "run": "{FIRST}"}}'.encode())
    objects.put(f"{FOLDER}/1/{name}", body)
    with pytest.raises(RecordTampered, match=f"{FOLDER}/1/{name}"):
        publish(objects, sealed(objects, FIRST))
