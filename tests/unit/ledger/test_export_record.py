"""An export holds one fund's record and nothing of another's, the same bytes each time, and hides no fault."""

import hashlib
import io
import json
import zipfile

import pytest

from prudent.decide.export import export_record
from prudent.errors import RecordTampered, UsageError
from prudent.store.objects import in_folder
from tests.unit.ledger.damages import CHAIN, ISSUE, run_of
from tests.unit.ledger.ledger_store import FUND, OTHER, PLAN, START, Tree


def export(folder, root, fund=FUND, plan=PLAN, **options):
    to = io.BytesIO()
    return export_record(in_folder(folder), root, plan, fund, to, **options), to.getvalue()


def names(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def read(body, name):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read(f"prudent-record-{PLAN}-{FUND}/{name}")


def test_it_holds_one_fund_s_record(built, zipped, tmp_path):
    exported, body = export(built, tmp_path)
    assert body == zipped
    held = [name.removeprefix(f"{exported.name}/") for name in names(body)]
    assert held[:3] == ["README.txt", "verify.py", "export.json"]
    assert held[-2:] == ["INPUTS.txt", "SHA256SUMS"]
    record = [name.removeprefix("record/") for name in held if name.startswith("record/")]
    store = Tree(built)
    runs = (run_of(store, 1), run_of(store, 2))
    assert record == sorted(
        path.relative_to(built).as_posix()
        for path in built.rglob("*")
        if path.is_file()
        and path.relative_to(built)
        .as_posix()
        .startswith((f"{CHAIN}/", "ledger-", f"memos/{PLAN}/{FUND}/", f"reviews/{PLAN}/{FUND}/", *runs))
    )
    assert len(record) == 34
    assert not [name for name in held if OTHER in name or "portfolio" in name]
    assert exported.files == len(held) == 39


def test_the_sums_are_what_sha256sum_reads(zipped):
    sums = read(zipped, "SHA256SUMS").decode()
    for line in sums.splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(read(zipped, name)).hexdigest() == digest
    assert [line[66:] for line in sums.splitlines()] == sorted(line[66:] for line in sums.splitlines())
    assert len(sums.splitlines()) == 38


def test_it_says_in_words_whose_it_is(zipped):
    readme = read(zipped, "README.txt").decode()
    assert f"Fund: {FUND}\nPlan: {PLAN}\n" in readme
    assert f"record/memos/{PLAN}/{FUND}/<as of>/<number>/" in readme
    assert "$" not in readme
    assert "FINDINGS" not in readme
    assert max(map(len, readme.splitlines())) <= 120
    assert json.loads(read(zipped, "export.json")) == {"export_version": 1, "fund": FUND, "plan": PLAN}


def test_every_file_has_the_same_date_and_no_compression(zipped):
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.compress_type, info.create_system) for info in archive.infolist()} == {(zipfile.ZIP_STORED, 3)}
        assert {info.external_attr for info in archive.infolist()} == {0o100644 << 16}
    assert START.isoformat().encode() not in zipped[-4000:]


def test_documents_that_are_at_hand_are_in_it_and_others_are_named(built, tmp_path):
    source = tmp_path / "funds" / FUND / "packet" / "returns.csv"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"month,rate\n2025-12,1.25\n")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    exported, body = export(built, tmp_path)
    assert read(body, f"inputs/{digest}") == source.read_bytes()
    other = hashlib.sha256(b"month,rate\n2025-12,1.75\n").hexdigest()
    assert sorted(read(body, "INPUTS.txt").decode().splitlines()) == sorted(
        [f"{digest}  funds/{FUND}/packet/returns.csv", f"{other}  funds/{FUND}/packet/returns.csv  (not at hand)"]
    )
    assert exported.not_at_hand == 1


def test_a_document_that_the_store_received_is_in_it(tree, tmp_path):
    given = b"month,rate\n2025-12,1.25\n"
    digest = hashlib.sha256(given).hexdigest()
    tree.add(f"received/{digest}", given)
    _, body = export(tree.root, tmp_path)
    assert read(body, f"inputs/{digest}") == given


def test_a_path_in_a_manifest_leads_out_of_no_project(tree, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"month,rate\n2025-12,1.25\n")
    root = tmp_path / "project"
    root.mkdir()
    tree.replace(f"{run_of(tree)}/manifest.json", f"funds/{FUND}/packet/returns.csv".encode(), b"../secret.txt")
    exported, body = export(tree.root, root, even_if_tampered=True)
    assert not [name for name in names(body) if "/inputs/" in name]
    assert exported.not_at_hand == 2


def test_a_record_that_does_not_verify_is_not_exported_unless_asked(tree, tmp_path):
    tree.flip(f"{ISSUE}/memo.pdf")
    to = io.BytesIO()
    with pytest.raises(RecordTampered, match=rf"{ISSUE}/memo\.pdf is not what .* --even-if-tampered exports it"):
        export_record(in_folder(tree.root), tmp_path, PLAN, FUND, to)
    assert to.getvalue() == b""
    exported, body = export(tree.root, tmp_path, even_if_tampered=True)
    assert [fault.where for fault in exported.faults] == [f"{ISSUE}/memo.pdf"]
    assert read(body, "FINDINGS.txt").decode().startswith(f"{ISSUE}/memo.pdf is not what {CHAIN}/1.json names")
    assert "FINDINGS.txt says what was found" in read(body, "README.txt").decode()


def test_another_fund_s_fault_stops_no_export(tree, tmp_path, zipped):
    tree.flip(f"memos/{PLAN}/{OTHER}/2025-12-31/1/memo.pdf")
    assert export(tree.root, tmp_path)[1] == zipped


def test_what_was_not_finished_belongs_to_no_record(tree, tmp_path, zipped):
    tree.add(f"memos/{PLAN}/{FUND}/2025-12-31/3/claim.json", b'{\n  "number": 3,\n  "run": "' + b"f" * 64 + b'"\n}\n')
    tree.add(f"reviews/{PLAN}/{FUND}/2026-06-30/{'f' * 64}/review.json")
    assert export(tree.root, tmp_path)[1] == zipped


@pytest.mark.parametrize(("plan", "fund"), [(PLAN, "gamma-credit"), ("other", FUND)])
def test_a_fund_of_which_nothing_was_recorded_has_no_export(built, tmp_path, plan, fund):
    with pytest.raises(UsageError, match=f"Nothing of {fund} was issued or recorded for the plan {plan}"):
        export(built, tmp_path, fund, plan)
