"""The bytes of memo.json and their published schema."""

import json

import pytest
from jsonschema import Draft202012Validator

from prudent.errors import DataBad
from prudent.memo.schema import SCHEMA_FILE, memo_bytes, read_memo, schema_text, write_schema


def test_the_published_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_written_as_it_is_published(tmp_path):
    assert write_schema(tmp_path / "s.json").read_bytes() == SCHEMA_FILE.read_bytes()


def test_the_schema_is_2020_12_and_accepts_a_memo(memo):
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert list(Draft202012Validator(schema).iter_errors(json.loads(memo_bytes(memo)))) == []


def test_the_schema_refuses_an_unknown_field_and_a_missing_one(memo):
    schema = json.loads(schema_text())
    body = json.loads(memo_bytes(memo))
    assert not Draft202012Validator(schema).is_valid({**body, "extra": 1})
    del body["figures"]
    assert not Draft202012Validator(schema).is_valid(body)


def test_bytes_are_canonical_and_come_back_as_the_same_memo(memo):
    body = memo_bytes(memo)
    assert body == memo_bytes(read_memo(body))
    assert read_memo(body) == memo
    assert body.endswith(b"}\n")
    assert body.startswith(b'{\n "alternatives": {\n')
    assert "⟨all_in_fee⟩".encode() in body


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "the file as a whole"), (b"{}", "schema_version"), (b"[1", "the file as a whole")],
)
def test_bytes_that_are_no_memo_are_refused_in_a_sentence(content, said):
    with pytest.raises(DataBad, match=said) as caught:
        read_memo(content)
    assert "memo.json is not a memo of schema 2" in caught.value.sentence
