"""A store in a bucket, on a real server of S3's kind: the same promises as a folder, and one sentence where they fail."""

from pathlib import Path

import pytest

from prudent.errors import HostileInput, StoreUnreachable, StoreUnusable
from prudent.store.mirror import mirror
from prudent.store.objects import in_bucket, in_folder
from tasks.work import Place

SECRET = "example-secret-only-for-tests"


@pytest.fixture
def objects(bucket: str, tmp_path: Path):
    return Place(root=tmp_path, store=bucket).objects()


def test_a_bucket_puts_creates_once_gets_and_lists(objects, bucket, s3):
    objects.put("runs/a/1.json", b"one")
    objects.put("runs/a/1.json", b"two")
    assert objects.get("runs/a/1.json") == b"two"
    assert objects.create("memos/b/10", b"first") is True
    assert objects.create("memos/b/10", b"second") is False
    assert objects.get("memos/b/10") == b"first"
    for key in ("memos/b/2", "memos/a", "memos-old/x"):
        objects.put(key, b"")
    assert objects.keys("memos") == ("memos/a", "memos/b/10", "memos/b/2")
    assert objects.tops() == ("memos", "memos-old", "runs")
    assert (objects.exists("memos/a"), objects.exists("memos"), objects.get("memos")) == (True, False, None)
    assert [(item.key, item.size_bytes) for item in objects.listed("runs")] == [("runs/a/1.json", 3)]
    with pytest.raises(HostileInput):
        objects.put("../up", b"x")
    names = [item["Key"] for item in s3[0].list_objects_v2(Bucket=bucket.split("/")[2])["Contents"]]
    assert all(name.startswith("pru/dent/") for name in names)


def test_a_bucket_is_opened_once(bucket, objects):
    assert in_bucket(bucket) is objects
    assert objects.said == bucket


@pytest.mark.usefixtures("keys_of_s3")
def test_a_bucket_that_is_not_there_is_one_sentence_for_every_call():
    objects = in_bucket("s3://no-such-bucket-of-ours/x")
    for call in (
        lambda: objects.put("a", b""), lambda: objects.create("a", b""), lambda: objects.get("a"),
        lambda: objects.keys("a"), objects.tops,
    ):  # fmt: skip
        with pytest.raises(StoreUnusable) as error:
            call()
        assert error.value.sentence == (
            "The store s3://no-such-bucket-of-ours/x cannot be used: there is no such bucket. Make it, or name another."
        )
        assert error.value.exit_code == 1


@pytest.mark.usefixtures("keys_of_s3")
def test_a_server_that_is_gone_is_one_sentence_without_keys(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://user:{SECRET}@127.0.0.1:9")
    with pytest.raises(StoreUnreachable) as error:
        in_bucket("s3://bucket/x").get("a")
    sentence = error.value.sentence
    assert sentence.startswith("The store s3://bucket/x does not answer: ")
    assert sentence.endswith("Start again when it does.")
    assert "\n" not in sentence
    assert SECRET not in sentence


def test_a_copy_takes_what_it_has_not_and_changes_nothing(objects, tmp_path: Path):
    for key, body in (("memos/a/1/memo.html", b"one"), ("memos/a/2/memo.html", b"two"), ("runs/x", b"not wanted")):
        objects.put(key, body)
    out = tmp_path / "out"
    told = []
    assert mirror(objects, in_folder(out), ("memos", "reviews"), lambda *said: told.append(said)) == 2
    assert told == [(1, 2), (2, 2)]
    assert {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()} == {
        "memos/a/1/memo.html": b"one",
        "memos/a/2/memo.html": b"two",
    }
    objects.put("memos/a/3/memo.html", b"three")
    assert mirror(objects, in_folder(out), ("memos", "reviews")) == 1
