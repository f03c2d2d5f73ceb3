"""JSON from outside: within bounds, each key once, every number as written."""

import json
from decimal import Decimal

import pytest
from edgar_fact_writers import company, fact, read_facts, source
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import DataBad, HostileInput, PrudentError
from prudent.ingest.edgar.json_guard import guarded_json


def read(text, **limits):
    return guarded_json(source(text, **limits))


def test_values_come_as_they_are_written():
    assert read('{"a": [1, -2.50, 1e3, true, false, null, "x"], "b": {}}') == {
        "a": [Decimal(1), Decimal("-2.50"), Decimal(1000), True, False, None, "x"],
        "b": {},
    }
    assert str(read("[-2.50]")) == "[Decimal('-2.50')]"
    assert read(b"\xef\xbb\xbf[1]") == [Decimal(1)]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("[NaN]", HostileInput, "holds NaN"),
        ("[Infinity]", HostileInput, "holds Infinity"),
        ("[-Infinity]", HostileInput, "holds -Infinity"),
        ("[1e999]", HostileInput, "longer or larger"),
        ("[1e-999]", HostileInput, "longer or larger"),
        ("[1e99999999999999999999]", HostileInput, "longer or larger"),
        (f"[{'9' * 41}]", HostileInput, "longer or larger"),
        (f"[0.{'1' * 40}]", HostileInput, "longer or larger"),
        ('{"a": 1, "b": 2, "a": 1}', DataBad, "the key 'a' stands twice"),
        ('{"x": {"a": 1, "a": 2}}', DataBad, "the key 'a' stands twice"),
        ('{"a": 1, "\\u0061": 2}', DataBad, "the key 'a' stands twice"),
        ("[1,]", DataBad, "is not JSON from line 1"),
        ("[1", DataBad, "is not JSON"),
        ('{"a": 1} {"b": 2}', DataBad, "is not JSON"),
        ("{'a': 1}", DataBad, "is not JSON"),
        ('["a\nb"]', DataBad, "is not JSON from line 1, column 4 on"),
        ("<html>Forbidden</html>", DataBad, "is not JSON"),
        ("", DataBad, "is empty"),
        (b"[1\x00]", HostileInput, "NUL bytes"),
        (b"\xff\xfe[1]", DataBad, "not UTF-8"),
        (b'["\xe9"]', DataBad, "not UTF-8"),
    ],
)
def test_what_is_no_honest_json_is_refused(text, error, words):
    with pytest.raises(error) as raised:
        read(text)
    assert words in raised.value.sentence


def test_thirty_one_digits_are_a_number_still():
    assert read(f"[{'9' * 31}]") == [Decimal("9" * 31)]


@pytest.mark.parametrize(("depth", "is_read"), [(32, True), (33, False), (100_000, False)])
def test_depth_is_bounded_before_anything_is_built(depth, is_read):
    text = "[" * depth + "]" * depth
    if is_read:
        assert read(text)
    else:
        with pytest.raises(HostileInput, match="nested more than 32 deep"):
            read(text)


@pytest.mark.parametrize(
    "text", ['["[[[[[[[["]', '["\\"[[[[[[[["]', '["\\\\", "[[[[[[[["]', '["\\\\\\"[[[[[[[["]', '{"[[[[[[": "{{{{{"}']
)
def test_brackets_in_texts_are_no_depth(text):
    assert read(text, json_depth=1) == json.loads(text)


@pytest.mark.parametrize("text", ['["\\\\", [[1]]]', '["\\\\\\\\", [[1]]]', '["a", [[1]]]', '["\\"", [[1]]]'])
def test_an_escaped_quote_hides_no_depth(text):
    with pytest.raises(HostileInput, match="nested more than 2 deep"):
        read(text, json_depth=2)


def test_a_text_that_spans_two_looks_is_one_text():
    """Bytes are looked at a MiB at a time; a bracket in the second half of a long text is no bracket."""
    text = json.dumps(["x" * (1 << 20) + "[[[[", [1]])
    assert read(text, json_depth=2)[1] == [Decimal(1)]
    with pytest.raises(HostileInput, match="nested more than 1 deep"):
        read(text, json_depth=1)


def test_size_and_count_are_bounded():
    with pytest.raises(HostileInput, match="has 11 bytes; at most 10 are read"):
        read("[1,2,3,4,5]", json_bytes=10)
    assert len(read("[1,2,3,4,5]", json_values=6)) == 5
    with pytest.raises(HostileInput, match="more than 5 values"):
        read("[1,2,3,4,5]", json_values=5)


def test_a_million_empty_lists_are_refused_unbuilt():
    with pytest.raises(HostileInput, match="more than 5,000,000 values"):
        read("[" + "[]," * 5_000_000 + "[]]")


def test_a_number_of_a_million_digits_is_refused():
    with pytest.raises(HostileInput, match="longer or larger than any figure") as raised:
        read("[" + "9" * 1_000_000 + "]")
    assert len(raised.value.sentence) < 200


def test_company_facts_go_through_the_guard():
    text = company(Assets=[fact(1000, "2024-12-31")])
    with pytest.raises(HostileInput, match="longer or larger"):
        read_facts(text.replace('"val": 1000', '"val": 1e999'))
    with pytest.raises(DataBad, match="the key 'val' stands twice"):
        read_facts(text.replace('"val": 1000', '"val": 1000, "val": 1'))
    with pytest.raises(HostileInput, match="holds NaN"):
        read_facts(text.replace('"val": 1000', '"val": NaN'))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(derandomize=True, database=None, deadline=None)
@given(JSON)
def test_any_plain_value_is_read_as_it_was(value):
    assert read(json.dumps(value)) == value


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_a_sentence(content):
    sentence = "facts.json"
    try:
        read(content)
    except PrudentError as error:
        sentence = error.sentence
    assert sentence.startswith("facts.json")


@settings(derandomize=True, database=None, deadline=None)
@given(JSON)
def test_any_json_is_company_facts_or_refused_in_a_sentence(value):
    wrapped = {"cik": 1234567, "facts": {"us-gaap": {"Assets": value, "NetInvestmentIncome": {"units": value}}}}
    for tree in (value, wrapped):
        with pytest.raises(PrudentError):
            read_facts(json.dumps(tree))
