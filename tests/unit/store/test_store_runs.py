"""A run is named by what it is made from and exists from its manifest on."""

from datetime import date

import pytest
from obstore.store import MemoryStore

from prudent.errors import RecordTampered
from prudent.model.case import LeftOut
from prudent.model.run import InputFile, Manifest, Request
from prudent.store.frames import sha256
from prudent.store.objects import StoredObjects
from prudent.store.runs import RunFolder, run_hash
from prudent.tables.spec import table

REQUEST = Request(fund="fund-a", as_of=date(2025, 12, 31), plan="example")
CODE = "c" * 64
INPUTS = (
    InputFile(path="funds/fund-a/fund.yml", sha256="a" * 64, size_bytes=10),
    InputFile(path="policy/checks.yml", sha256="b" * 64, size_bytes=20),
)


@pytest.fixture
def objects() -> StoredObjects:
    return StoredObjects(MemoryStore())


def test_the_run_hash_is_fixed():
    text = (
        '{"code_sha256":"' + CODE + '","inputs":[["funds/fund-a/fund.yml","' + "a" * 64 + '"],["policy/checks.yml","'
        + "b" * 64 + '"]],"request":{"as_of":"2025-12-31","fund":"fund-a","plan":"example"}}'
    )  # fmt: skip
    assert run_hash(REQUEST, INPUTS, CODE) == sha256(text.encode())
    assert run_hash(REQUEST, INPUTS[::-1], CODE) == run_hash(REQUEST, INPUTS, CODE)


def test_a_peer_that_was_refused_unread_makes_another_run():
    one, other = (LeftOut(fund="peer", reason=reason) for reason in ("too large", "a link outside"))
    assert len({run_hash(REQUEST, INPUTS, CODE, left_out) for left_out in ((), (one,), (other,))}) == 3


@pytest.mark.parametrize(
    ("request_", "inputs", "code"),
    [
        (REQUEST.model_copy(update={"plan": "other"}), INPUTS, CODE),
        (REQUEST.model_copy(update={"as_of": date(2025, 9, 30)}), INPUTS, CODE),
        (REQUEST, INPUTS[:1], CODE),
        (REQUEST, (INPUTS[0].model_copy(update={"sha256": "d" * 64}), INPUTS[1]), CODE),
        (REQUEST, (INPUTS[0].model_copy(update={"path": "funds/fund-b/fund.yml"}), INPUTS[1]), CODE),
        (REQUEST, INPUTS, "e" * 64),
    ],
)
def test_anything_else_gives_another_run(request_, inputs, code):
    assert run_hash(request_, inputs, code) != run_hash(REQUEST, INPUTS, CODE)


def test_files_lie_under_fund_date_and_run(objects):
    folder = RunFolder(objects, REQUEST, "f" * 64)
    peers = table("score_fund__peers")
    written = folder.write_frame(peers.empty(), peers)
    assert objects.keys("runs") == (f"runs/fund-a/2025-12-31/{'f' * 64}/score_fund__peers.parquet",)
    assert (written.name, written.rows) == ("score_fund__peers.parquet", 0)
    assert written.sha256 == sha256(folder.read("score_fund__peers.parquet"))
    assert folder.read_frame(peers).height == 0


def test_a_missing_file_is_said_with_its_path(objects):
    with pytest.raises(RecordTampered, match=rf"runs/fund-a/2025-12-31/{'f' * 64}/memo\.json is missing"):
        RunFolder(objects, REQUEST, "f" * 64).read("memo.json")


def manifest(folder: RunFolder, body: bytes) -> Manifest:
    return Manifest(
        run=folder.run, request=REQUEST, code_sha256=CODE, inputs=INPUTS, outputs=(folder.write("memo.json", body),)
    )


def test_a_run_exists_from_its_manifest_on_and_a_second_sealing_agrees(objects):
    folder = RunFolder(objects, REQUEST, "f" * 64)
    sealed = manifest(folder, b"memo")
    assert folder.manifest() is None
    folder.seal(sealed)
    folder.seal(sealed)
    assert folder.manifest() == sealed


def test_the_same_run_with_other_bytes_is_refused_and_the_manifest_stands(objects):
    folder = RunFolder(objects, REQUEST, "f" * 64)
    first = folder.seal(manifest(folder, b"memo"))
    with pytest.raises(RecordTampered, match="with other bytes"):
        folder.seal(manifest(folder, b"another"))
    assert folder.manifest() == first


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff"])
def test_a_manifest_that_cannot_be_read_is_tampered(objects, body):
    folder = RunFolder(objects, REQUEST, "f" * 64)
    objects.put(f"{folder.key}/manifest.json", body)
    with pytest.raises(RecordTampered, match="cannot be read"):
        folder.manifest()


def test_another_runs_manifest_is_tampered(objects):
    one, other = RunFolder(objects, REQUEST, "f" * 64), RunFolder(objects, REQUEST, "e" * 64)
    one.seal(manifest(one, b"memo"))
    objects.put(f"{other.key}/manifest.json", objects.get(f"{one.key}/manifest.json") or b"")
    with pytest.raises(RecordTampered, match="not its folder"):
        other.manifest()
