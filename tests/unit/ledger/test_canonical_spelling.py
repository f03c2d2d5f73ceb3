"""One value has one spelling: RFC 8785's own examples, and three implementations that know nothing of each other."""

from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.decide.canonical import canonical, read_entry
from prudent.decide.standalone.verify import canonical as standalone
from prudent.errors import RecordTampered
from prudent.model.ledger import Entry, Reviewed, Subject

QUICK = settings(derandomize=True, database=None, deadline=None, max_examples=150)
SAFE = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
ESCAPES = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def spelled(value) -> str:
    """RFC 8785 by its text, without a JSON library and without numbers that have a fraction."""
    match value:
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return str(value)
        case str():
            return '"' + "".join(ESCAPES.get(ord(c), f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in value) + '"'
        case list():
            return "[" + ",".join(map(spelled, value)) + "]"
    units = sorted(value, key=lambda name: [*memoryview(name.encode("utf-16-le")).cast("H")])
    return "{" + ",".join(f"{spelled(name)}:{spelled(value[name])}" for name in units) + "}"


@QUICK
@given(VALUES)
def test_three_implementations_agree(value):
    bytes_of = spelled(value).encode()
    assert rfc8785.dumps(value) == bytes_of
    assert standalone(value) == bytes_of


def entry(words="A clerk", quarter="2026Q1"):
    subject = Subject(
        kind="review", as_of=datetime(2026, 3, 31, tzinfo=UTC).date(), folder="reviews/x", record="a" * 64
    )
    body = Reviewed(subject=subject, quarter=quarter, unchanged=True, late=(words,), fired=(), files=())
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    return Entry(plan="example", fund="alpha", number=1, recorded_at=at, recorded_by=words, previous=None, body=body)


LINES = TEXT.filter(lambda text: 0 < len(text) <= 300 and "\n" not in text and "\r" not in text)


@QUICK
@given(LINES)
def test_an_entry_is_read_from_its_own_bytes_alone(words):
    made = entry(words)
    body = canonical(made)
    assert body == spelled(made.model_dump(mode="json")).encode()
    assert read_entry("1.json", body) == made
    with pytest.raises(RecordTampered, match=r"1\.json is not spelled as it was written"):
        read_entry("1.json", body + b" ")


def test_an_entry_s_bytes_by_hand():
    assert (
        canonical(entry("Größe \u20ac\u0007/"))
        == (
            '{"body":{"files":[],"fired":[],"kind":"reviewed","late":["Größe €\\u0007/"],"move":null,"quarter":"2026Q1",'
            '"subject":{"as_of":"2026-03-31","folder":"reviews/x","kind":"review","record":"' + "a" * 64 + '"},'
            '"unchanged":true},"fund":"alpha","ledger_version":1,"number":1,"plan":"example","previous":null,'
            '"recorded_at":"2026-04-01T09:00:00Z","recorded_by":"Größe €\\u0007/","signature":null}'
        ).encode()
    )


def test_the_rfc_s_example_of_a_document():
    """RFC 8785, sections 3.2.2 and 3.2.3."""
    given_value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert rfc8785.dumps(given_value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_the_rfc_s_example_of_sorting():
    """RFC 8785, section 3.2.3: names are ordered by UTF-16, in which an emoji comes before a Hebrew letter's form."""
    names = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    wanted = "{" + ",".join(f"{spelled(name)}:{spelled(names[name])}" for name in order) + "}"
    assert rfc8785.dumps(names).decode() == standalone(names).decode() == wanted
    assert sorted(names) != order  # Python's own order is another


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}])
def test_a_number_with_a_fraction_has_no_place_in_a_ledger(value):
    with pytest.raises(ValueError, match="fraction"):
        standalone(value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"number":1', b'"number":1.0'),
        (b'"number":1', b'"number":"1"'),
        (b'"number":1,', b'"number":1,"number":1,'),
        (b'"plan":"example"', b'"plan":"\\u0065xample"'),
        (b'"recorded_at":"2026-04-01T09:00:00Z"', b'"recorded_at":1775034000'),
        (b'"recorded_by":"A clerk"', b'"recorded_by":"\\ud800"'),
        (b"}", b'}{"'),
        (b'"unchanged":true', b'"unchanged":true,"more":1'),
    ],
)
def test_any_other_spelling_is_refused(old, new):
    body = canonical(entry())
    assert old in body
    with pytest.raises(RecordTampered):
        read_entry("1.json", body.replace(old, new, 1))
