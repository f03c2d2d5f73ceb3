"""Keys stay inside the store; create never overwrites."""

from pathlib import Path

import pytest
from obstore.store import MemoryStore

from prudent.errors import HostileInput
from prudent.store.objects import StoredObjects, confined, in_folder


@pytest.fixture(params=["folder", "memory"])
def objects(request, tmp_path: Path) -> StoredObjects:
    """The same promises on a folder and on a store that has no folders."""
    return in_folder(tmp_path / "store") if request.param == "folder" else StoredObjects(MemoryStore())


def test_put_overwrites_and_get_gives_the_bytes(objects):
    objects.put("runs/a/1.json", b"one")
    objects.put("runs/a/1.json", b"two")
    assert objects.get("runs/a/1.json") == b"two"


def test_create_writes_once(objects):
    assert objects.create("memos/claim.json", b"first") is True
    assert objects.create("memos/claim.json", b"second") is False
    assert objects.get("memos/claim.json") == b"first"


def test_what_is_not_there_is_none(objects):
    assert objects.get("runs/none.json") is None
    assert objects.exists("runs/none.json") is False
    assert objects.keys("runs") == ()


def test_keys_below_a_folder_are_sorted_and_no_neighbour_is_among_them(objects):
    for key in ("memos/b/2", "memos/b/10", "memos/a", "memos-old/x"):
        objects.put(key, b"")
    assert objects.keys("memos") == ("memos/a", "memos/b/10", "memos/b/2")
    assert objects.exists("memos/a") is True


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a/./b", "a/", ".hidden", "a\\b", "a\nb", "ü", "a%2Fb", "~"],
)
def test_a_key_that_leaves_the_store_is_refused(objects, key):
    with pytest.raises(HostileInput, match="no name inside the store"):
        objects.put(key, b"x")
    with pytest.raises(HostileInput):
        objects.get(key)
    with pytest.raises(HostileInput):
        confined(key)


def test_nothing_is_written_beside_the_store(tmp_path: Path):
    objects = in_folder(tmp_path / "store")
    with pytest.raises(HostileInput):
        objects.put("../beside", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
