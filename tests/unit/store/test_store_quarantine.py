"""A refused file is kept as received, with the reason."""

import json
from pathlib import Path

import pytest

from prudent.store.objects import in_folder
from prudent.store.quarantine import quarantine


def test_the_file_is_kept_with_its_reason(tmp_path: Path):
    objects = in_folder(tmp_path)
    key = quarantine(objects, "funds/fund-a/packet/returns.csv", b"abc", "DATA_BAD", "returns.csv row 3: no number.")
    assert key == "quarantine/ba7816bf8f01cfea-returns.csv"
    assert objects.get(key) == b"abc"
    assert json.loads(objects.get(f"{key}.reason.json")) == {
        "code": "DATA_BAD",
        "file": "funds/fund-a/packet/returns.csv",
        "reason": "returns.csv row 3: no number.",
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }


@pytest.mark.parametrize("name", ["..", "../../etc/passwd", "a b\n.csv", "ü.csv", ".hidden", "x" * 400])
def test_any_name_is_kept_inside_the_store(tmp_path: Path, name):
    objects = in_folder(tmp_path / "store")
    key = quarantine(objects, name, b"abc", "HOSTILE_INPUT", "No.")
    assert objects.get(key) == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert [path.parent.name for path in (tmp_path / "store").rglob("*") if path.is_file()] == ["quarantine"] * 2
