"""`prudent verify`, `anchor`, `export` and `keys` as a person calls them: what they print where, and how they end."""

import hashlib
import json
import stat
import zipfile

import pytest

from flows.cli import run
from prudent.decide.signing import signer_of
from prudent.store.objects import in_folder
from tests.unit.ledger.damages import CHAIN, ISSUE
from tests.unit.ledger.ledger_store import FUND, PLAN, at, build, issue


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """No other store, no key, and a folder of its own to write to."""
    monkeypatch.setenv("PRUDENT_STORE", "")
    monkeypatch.delenv("PRUDENT_SIGNING_KEY", raising=False)
    monkeypatch.chdir(tmp_path)


def call(store, *words):
    return run([*words, "--store", str(store)])


def test_a_whole_store_ends_with_0_and_says_what_to_keep(built, capsys):
    assert call(built, "verify") == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert said.err == ""
    assert lines[0].endswith(": 2 chains with 5 entries, 3 anchors, 2 keys.")
    assert lines[0].startswith("50 files, ")
    assert lines[1] == "First key, trusted because it comes first: first iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w="
    assert lines[2].startswith("Last anchor: ledger-anchors/3.json, SHA-256 ")
    assert lines[3:] == ["Nothing was found: every byte is as it was written."]


def test_what_is_found_is_a_line_each_and_ends_with_20(tree, capsys):
    tree.flip(f"{ISSUE}/memo.pdf")
    tree.path(f"{CHAIN}/4.json").unlink()
    assert call(tree.root, "verify") == 20
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        f"{CHAIN}/4.json is missing: anchor 3 of 2026-03-10 holds it.",
        f"{ISSUE}/memo.pdf is not what {CHAIN}/1.json names: it was changed.",
    ]
    assert lines[-1] == "2 found."


def test_a_program_gets_one_document(tree, capsys):
    tree.flip(f"{ISSUE}/memo.pdf")
    assert call(tree.root, "verify", "--json") == 20
    said = json.loads(capsys.readouterr().out)
    assert said["verified"] is False
    assert said["found"] == [
        {"where": f"{ISSUE}/memo.pdf", "what": f"is not what {CHAIN}/1.json names: it was changed."}
    ]
    assert (said["files"], said["chains"], said["entries"], said["anchors"]) == (50, 2, 5, 3)
    assert said["last_anchor"]["key"] == "ledger-anchors/3.json"
    assert [key["name"] for key in said["keys"]] == ["first", "second"]


def test_what_is_no_fault_is_noted(tree, capsys):
    tree.add(f"runs/{FUND}/2025-12-31/{'a' * 64}/memo.json")
    tree.add("scratch/note.txt")
    tree.add("site/index.html")
    tree.add(f"memos/{PLAN}/{FUND}/2025-12-31/3/claim.json", b'{\n  "number": 3,\n  "run": "' + b"f" * 64 + b'"\n}\n')
    assert call(tree.root, "verify") == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Note: ")]
    assert notes == [
        f"Note: memos/{PLAN}/{FUND}/2025-12-31/3 is claimed and was not finished: the next start of its fund finishes it.",
        f"Note: runs/{FUND}/2025-12-31/{'a' * 64} has no manifest: it was not finished, and no reader sees it.",
        "Note: scratch is no part of the store: what lies there was not checked.",
    ]


def test_an_issue_that_no_entry_names_is_noted(tree, capsys):
    tree.path("ledger/example/beta-credit/1.json").unlink()
    for number in (1, 2, 3):
        tree.path(f"ledger-anchors/{number}.json").unlink()
    assert call(tree.root, "verify") == 0
    assert (
        "Note: memos/example/beta-credit/2025-12-31/1 is in no entry of the ledger, "
        "so that only its own lists vouch for it.\n"
    ) in capsys.readouterr().out


def test_a_name_that_the_store_cannot_list_is_told_and_nothing_counts_as_verified(tree, capsys):
    tree.add(f"{ISSUE}/a\x1b[31mb")
    assert call(tree.root, "verify") == 1
    said = capsys.readouterr()
    assert f"{ISSUE}/a" in said.err
    assert "\x1b" not in said.out + said.err
    assert "Nothing was found" not in said.out


def test_a_store_that_is_not_there_has_not_been_verified(tmp_path, capsys):
    for words in (["verify"], ["anchor"], ["export", FUND], ["keys", "list"]):
        assert call(tmp_path / "stroe", *words) == 2
    assert capsys.readouterr().err.splitlines() == [f"prudent: There is no store {tmp_path / 'stroe'}."] * 4
    assert not (tmp_path / "stroe").exists()


def test_keys_are_made_listed_and_rotated(tmp_path, capsys, monkeypatch):
    store = tmp_path / "store"
    store.mkdir()
    assert call(store, "keys", "list") == 0
    assert capsys.readouterr().out == "This store has no key: its ledger is not signed.\n"
    private = tmp_path / "one.pem"
    assert call(store, "keys", "new", "one-2026", "--private", str(private), "--by", "Clerk One") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    signer = signer_of(private.read_text())
    assert f"Key one-2026: {signer.public_key}\n" in said.err

    assert call(store, "keys", "rotate", "two-2028") == 2
    assert "Give the private key of one-2026 in PRUDENT_SIGNING_KEY" in capsys.readouterr().err
    monkeypatch.setenv("PRUDENT_SIGNING_KEY", str(private))
    assert call(store, "keys", "rotate", "two-2028", "--by", "Clerk Two") == 0
    said = capsys.readouterr()
    assert said.out.startswith("-----BEGIN PRIVATE KEY-----\n")
    second = signer_of(said.out)
    assert call(store, "keys", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(key["name"], key["added_by"]) for key in listed] == [("one-2026", "Clerk One"), ("two-2028", "Clerk Two")]
    assert listed[1]["public_key"] == second.public_key
    assert listed[1]["introduced_by"] == "one-2026"
    assert b"PRIVATE" not in b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert call(store, "verify") == 0
    assert "2 anchors, 2 keys." in capsys.readouterr().out


def test_a_key_that_cannot_be_made_leaves_nothing(tmp_path, capsys):
    store = tmp_path / "store"
    store.mkdir()
    there = tmp_path / "there.pem"
    there.write_text("something else")
    for words, says in (
        (["new", "Bad Name"], "is no name of a key"),
        (["new", "one", "--private", str(there)], "cannot be written: File exists. No key was made."),
        (["new", "one", "--private", str(store / "one.pem")], "does not belong in the store"),
        (["rotate", "one", "--private", str(tmp_path / "one.pem")], "no key yet: prudent keys new"),
    ):
        assert call(store, "keys", *words) == 2
        assert says in capsys.readouterr().err
    assert there.read_text() == "something else"
    assert [path for path in store.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "one.pem").exists()


def test_an_anchor_is_made_once(tmp_path, capsys):
    build(tmp_path / "store")
    assert call(tmp_path / "store", "anchor") == 0
    assert capsys.readouterr().out == "Nothing moved since the last anchor: none was made.\n"
    for number in (2, 3):
        (tmp_path / "store" / "ledger-anchors" / f"{number}.json").unlink()
    assert call(tmp_path / "store", "anchor") == 2
    assert "signed since" in capsys.readouterr().err


def test_an_anchor_says_what_to_keep_elsewhere(tmp_path, capsys):
    store = tmp_path / "store"
    issue(in_folder(store), FUND, b"1.25", at(0))
    assert call(store, "anchor") == 0
    digest = hashlib.sha256((store / "ledger-anchors" / "1.json").read_bytes()).hexdigest()
    assert capsys.readouterr().out == f"ledger-anchors/1.json holds the heads of 1 chain.\n  SHA-256 {digest}\n"
    assert call(store, "anchor", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"anchor": None, "sha256": None, "chains": 0}
    assert b'"made_by":"prudent anchor"' in (store / "ledger-anchors" / "1.json").read_bytes()


def test_an_export_is_written_whole_and_over_nothing(built, tmp_path, capsys):
    assert call(built, "export", FUND) == 0
    out = tmp_path / f"prudent-record-{PLAN}-{FUND}.zip"
    said = capsys.readouterr()
    assert said.out.startswith(f"{out}\n  39 files, ")
    assert said.err == "prudent: 2 documents that were read are not at hand any more; INPUTS.txt says which.\n"
    assert zipfile.is_zipfile(out)
    body = out.read_bytes()
    assert call(built, "export", FUND) == 2
    assert "exists, and an export writes nothing over" in capsys.readouterr().err
    assert out.read_bytes() == body
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [out.name]


def test_an_export_of_what_does_not_verify(tree, tmp_path, capsys):
    tree.flip(f"{ISSUE}/memo.pdf")
    out = tmp_path / "record.zip"
    assert call(tree.root, "export", FUND, "--out", str(out)) == 20
    assert "nothing was exported" in capsys.readouterr().err
    assert list(tmp_path.glob("*record*")) == []
    assert call(tree.root, "export", FUND, "--out", str(out), "--even-if-tampered", "--json") == 20
    said = capsys.readouterr()
    assert json.loads(said.out)["found"][0]["where"] == f"{ISSUE}/memo.pdf"
    assert "1 found in this record: FINDINGS.txt in the zip says what." in said.err
    assert out.exists()


def test_an_export_into_a_folder_that_is_not_there(built, tmp_path, capsys):
    assert call(built, "export", FUND, "--out", str(tmp_path / "no" / "record.zip")) == 2
    assert "cannot be written: No such file or directory." in capsys.readouterr().err


def test_nothing_in_the_store_is_touched_by_a_verification(built):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in built.rglob("*") if path.is_file()}
    assert call(built, "verify") == 0
    assert in_folder(built).tops() == (
        "ledger",
        "ledger-anchors",
        "ledger-keys",
        "memos",
        "received",
        "reviews",
        "runs",
    )
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in built.rglob("*") if p.is_file()}
