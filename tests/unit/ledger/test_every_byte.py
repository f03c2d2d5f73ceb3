"""Whatever is changed, taken away, added or put into another order is found, and its place is told.

Twice: by `prudent verify` on the store, and by the program that travels with an export, which is run as an expert runs
it, after the list of sums was made anew to hide the change.
"""

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from prudent.decide.standalone import verify as standalone
from prudent.decide.verify import verify
from prudent.store.objects import in_folder
from tests.unit.ledger.damages import DAMAGES, WITHOUT_LEDGER, without_ledger
from tests.unit.ledger.ledger_store import Tree


def resum(folder):
    """The list of sums, made anew by whoever tampers."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))


def checked(folder, *more):
    """The program in an export, run without anything installed."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def told(text, key):
    """Whether a line begins with the key."""
    return any(line.startswith(f"{key} ") for line in text.splitlines())


def test_nothing_is_found_in_what_was_not_touched(built):
    report = verify(in_folder(built))
    assert [str(fault) for fault in report.faults] == []
    assert [str(note) for note in report.notes] == []
    assert (report.chains, report.entries, report.anchors, len(report.keys)) == (2, 5, 3, 2)
    assert report.last_anchor.key == "ledger-anchors/3.json"
    files = [path for path in built.rglob("*") if path.is_file()]
    assert report.files == len(files) == 50
    assert report.size_bytes == sum(path.stat().st_size for path in files)


def test_nothing_is_found_in_an_export_that_was_not_touched(unzipped):
    found = checked(unzipped)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("39 files of alpha-credit for example: 4 entries, 3 anchors\n")
    assert found.stdout.endswith("Nothing was found: every byte is as it was written.\n")


@pytest.mark.parametrize("name", DAMAGES)
def test_it_is_found_in_the_store_and_its_place_told(name, tree):
    where = DAMAGES[name](tree)
    found = {fault.where: fault.what for fault in verify(in_folder(tree.root)).faults}
    assert where in found, found
    assert found[where].endswith(".")


@pytest.mark.parametrize("name", DAMAGES)
def test_it_is_found_in_an_export_and_its_place_told(name, unzipped):
    where = DAMAGES[name](Tree(unzipped / "record"))
    resum(unzipped)
    found, _ = standalone.verify(str(unzipped))
    assert f"record/{where}" in found.found, found.found


@pytest.mark.parametrize("name", WITHOUT_LEDGER)
def test_it_is_found_where_no_ledger_vouches_for_it(name, tree, unzipped):
    for each, prefix in ((tree, ""), (Tree(unzipped / "record"), "record/")):
        without_ledger(each)
        where = DAMAGES[name](each)
        resum(unzipped)
        faults = {fault.where for fault in verify(in_folder(tree.root)).faults}
        found = faults if each is tree else standalone.verify(str(unzipped))[0].found
        assert f"{prefix}{where}" in found


def test_a_store_without_a_ledger_is_whole_and_says_that_nothing_vouches_for_it(tree, unzipped):
    without_ledger(tree)
    report = verify(in_folder(tree.root))
    assert report.faults == ()
    assert len(report.notes) == 4  # three issues and a review
    without_ledger(Tree(unzipped / "record"))
    resum(unzipped)
    assert standalone.verify(str(unzipped))[0].found == {}


@pytest.mark.parametrize("name", ["two_entries_swapped", "signature", "add_odd_name", "add_hidden_file"])
def test_the_program_runs_without_anything_installed_and_says_where(name, unzipped):
    where = DAMAGES[name](Tree(unzipped / "record"))
    resum(unzipped)
    found = checked(unzipped)
    assert (found.returncode, found.stderr) == (1, "")
    assert told(found.stdout, f"record/{where}"), found.stdout
    assert found.stdout.splitlines()[-1].endswith(" found.")


def test_without_a_new_list_of_sums_the_list_tells_it(unzipped):
    (unzipped / "README.txt").write_text("Nothing to see here.")
    (unzipped / "inputs").mkdir()
    (unzipped / "inputs" / "f").write_text("x")
    (unzipped / "export.json").unlink()
    assert (
        standalone.verify(str(unzipped))[0].found.items()
        >= {
            "README.txt": "is not what SHA256SUMS says: it was changed.",
            "inputs/f": "was added: SHA256SUMS does not name it.",
            "export.json": "cannot be read: it is not as it was written.",
        }.items()
    )


def test_a_link_in_an_export_is_told(unzipped):
    (unzipped / "record" / "elsewhere").symlink_to(unzipped.parent, target_is_directory=True)
    assert standalone.verify(str(unzipped))[0].found == {"record/elsewhere": "is a link and no file: it was added."}


def test_a_folder_that_is_no_export_is_told_so(tmp_path):
    found = subprocess.run(
        [sys.executable, "-I", "-S", standalone.__file__, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 2
    assert "holds no export" in found.stdout


def test_the_program_needs_python_3_8_and_its_library_alone():
    tree = ast.parse(Path(standalone.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "base64", "binascii", "hashlib", "json", "os", "re", "sys", "typing"}


def test_one_flipped_byte_is_one_line(tree):
    tree.flip("memos/example/alpha-credit/2025-12-31/1/memo.pdf")
    [fault] = verify(in_folder(tree.root)).faults
    assert str(fault) == (
        "memos/example/alpha-credit/2025-12-31/1/memo.pdf is not what ledger/example/alpha-credit/1.json names: "
        "it was changed."
    )
