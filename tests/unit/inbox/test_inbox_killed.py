"""The process dies at any write of the store, or two look at once: nothing is lost, and nothing is there twice."""

import hashlib
import json
import threading

import pytest
from obstore.store import LocalStore

import tasks.work
from prudent.store.objects import StoredObjects

GOOD = b"date,net return\n2025-11-30,1.25\n2025-12-31,-0.5\n"
OTHER = b"date,net return\n2025-12-31,0.75\n"
BAD = b"date,net return\n2025-12-31,two\n"


class Killed(BaseException):
    """The process is gone."""


class Counted(StoredObjects):
    """Notes the writes of one look and dies at one of them, before or after it is done."""

    written: list[str]
    dies_at = 0
    after = True

    def put(self, key, body):
        self._note(key, after=False)
        super().put(key, body)
        self._note(key, after=True)

    def create(self, key, body):
        self._note(key, after=False)
        made = super().create(key, body)
        self._note(key, after=True)
        return made

    def _note(self, key, after):
        if not after:
            self.written.append(key)
        if len(self.written) == self.dies_at and after is self.after:
            raise Killed


@pytest.fixture
def dying(monkeypatch):
    """A function: the next look dies at this write; 0 for never. Returns the keys written from then on."""

    def at(write: int, *, after: bool = True):
        written: list[str] = []
        kind = type("CountedOnce", (Counted,), {"dies_at": write, "written": written, "after": after})
        monkeypatch.setattr(tasks.work, "in_folder", lambda folder: kind(LocalStore(prefix=folder, mkdir=True)))
        return written

    return at


def fill(folder):
    folder.put("alpha-credit/returns-2025-12.csv", GOOD)
    folder.put("alpha-credit/letter-bad.csv", BAD)
    folder.put("beta-credit/letter-other.csv", OTHER)
    folder.put("nobody/letter.csv", GOOD)


def outcome(kept: dict[str, bytes]) -> dict[str, bytes]:
    """All that a look leaves, the looks aside: since when a file was seen may differ."""
    return {key: body for key, body in kept.items() if not key.startswith("inbox/")}


def looked(kept: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    looks = json.loads(kept["inbox/looks.json"])["looks"]
    return {look["path"]: (look["sha256"], look["told"]["state"]) for look in looks}


@pytest.fixture
def whole(desk, folder, dying) -> tuple[int, dict[str, bytes]]:
    """How many writes a look makes, and what it leaves."""
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    fill(folder)
    written = dying(0)
    desk.look()
    kept = desk.kept()
    for path in sorted(desk.store.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    return len(written), kept


def test_a_look_writes_bytes_before_records_and_the_looks_first_and_last(desk, folder, dying):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    fill(folder)
    written = dying(0)
    desk.look()
    assert written[0] == written[-1] == "inbox/looks.json"
    kinds = [key.partition("/")[0] for key in written[1:-1]]
    assert kinds == [*["quarantine"] * 2, "received", "deliveries", "received", "deliveries", *["quarantine"] * 2]


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_write_the_next_look_completes_it(desk, whole, dying, after):
    writes, expected = whole
    assert writes == 10
    for write in range(1, writes + 1):
        dying(write, after=after)
        with pytest.raises(Killed):
            desk.look()
        for record in (desk.store / "deliveries").rglob("*.json"):
            # a record never speaks of bytes that are not there
            content = (desk.store / "received" / record.stem).read_bytes()
            assert hashlib.sha256(content).hexdigest() == record.stem

        dying(0)
        completed = desk.look()
        assert outcome(desk.kept()) == outcome(expected)
        ends = {one.file: one.state.value for one in completed.files}
        # all that the killed look did not tell is told now
        assert ends.pop("nobody/letter.csv") == ends.pop("alpha-credit/letter-bad.csv") == "refused"
        if write < writes or not after:
            assert set(ends) == {"alpha-credit/returns-2025-12.csv", "beta-credit/letter-other.csv"}
            assert set(ends.values()) <= {"received", "kept already"}
        assert [one.is_news for one in desk.look().files] == [False, False]
        for path in sorted(desk.store.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()


def test_were_the_looks_lost_every_file_is_found_to_be_kept_already(desk, folder):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    fill(folder)
    desk.look()
    before = desk.kept()
    for body in (b"{", b'{"looks_version": 1}', b"\xff"):
        (desk.store / "inbox/looks.json").write_bytes(body)
        again = desk.later()
        assert sorted(state for _, state in desk.states(again)) == [
            "kept already",
            "kept already",
            "refused",
            "refused",
        ]
        assert outcome(desk.kept()) == outcome(before)
        assert {path: sha for path, (sha, _) in looked(desk.kept()).items()} == {
            path: sha for path, (sha, _) in looked(before).items()
        }


def test_two_that_look_at_once_keep_one_record_of_each(desk, folder, monkeypatch):
    desk.open(folder)
    desk.monkeypatch.setenv("PRUDENT_INBOX_SETTLE_SECONDS", "0")
    fill(folder)
    both = threading.Barrier(2, timeout=60)
    real = StoredObjects.create

    def together(self, key, body):
        if key.startswith("received/"):
            both.wait()
        return real(self, key, body)

    monkeypatch.setattr(StoredObjects, "create", together)
    receipts, faults = [], []

    def run():
        try:
            receipts.append(desk.look())
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test must see it
            faults.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    told = sorted(
        (one.file, one.state.value) for receipt in receipts for one in receipt.files if one.state.value != "refused"
    )
    assert told == [
        ("alpha-credit/returns-2025-12.csv", "kept already"),
        ("alpha-credit/returns-2025-12.csv", "received"),
        ("beta-credit/letter-other.csv", "kept already"),
        ("beta-credit/letter-other.csv", "received"),
    ]
    monkeypatch.undo()
    assert len(list((desk.store / "received").iterdir())) == 2
    assert len(list((desk.store / "deliveries").rglob("*.json"))) == 2
