"""What a store's address may be."""

from pathlib import Path

import pytest

from prudent.errors import UsageError
from prudent.store.address import address_of
from tasks.work import Place

SECRET = "correct-horse-battery"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s3://bucket", "s3://bucket"),
        ("s3://bucket/", "s3://bucket"),
        ("s3://Bucket.of-ours/pre/fix/", "s3://Bucket.of-ours/pre/fix"),
        ("gs://bucket/prudent", "gs://bucket/prudent"),
        ("az://container/prudent", "az://container/prudent"),
    ],
)
def test_a_bucket_and_a_prefix(text, said):
    found = address_of(text)
    assert (found.said, found.folder) == (said, None)
    assert address_of(said) == found


def test_a_folder_is_under_the_current_one(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert address_of("store").folder == tmp_path / "store"
    assert address_of(f"file://{tmp_path}/x").folder == tmp_path / "x"
    assert address_of("/srv/s3/store").said == "/srv/s3/store"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "s3://", "s3:///x", "s3://bucket/a//b", "s3://bucket/../x", "s3://bucket/./x", "s3://bucket?x=1",
        "s3://bucket/x#y", "S3://bucket", "http://host/x", "https://host/x", "memory://x", "s3a://bucket/x", "s3://bu\u202ecket",
        f"s3://{SECRET}@bucket/x", f"s3://key:{SECRET}@bucket/x", f"az://key:{SECRET}@container", f"s3://{SECRET}:1x@b",
        f"gs://user:{SECRET}@[::1/x", "s3://bucket:9000/x",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_a_secret_is_not_repeated(text):
    with pytest.raises(UsageError) as refused:
        address_of(text)
    assert refused.value.sentence.startswith("The store's address cannot be used: ")
    assert SECRET not in refused.value.sentence
    with pytest.raises(UsageError):
        Place(root=Path("/"), store=text)


def test_a_place_travels_as_two_texts_and_names_what_lies_in_it(tmp_path: Path):
    place = Place(root=tmp_path, store="s3://bucket/pre/")
    assert place.model_dump(mode="json") == {"root": str(tmp_path), "store": "s3://bucket/pre"}
    assert Place.model_validate_json(place.model_dump_json()) == place
    assert place.at("memos/a") == "s3://bucket/pre/memos/a"
    assert (place.folder, place.is_there()) == (None, True)
    here = Place(root=tmp_path, store=tmp_path / "store")
    assert (here.folder, here.at("memos"), here.is_there()) == (tmp_path / "store", f"{tmp_path}/store/memos", False)
