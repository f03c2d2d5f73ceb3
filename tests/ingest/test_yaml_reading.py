"""What plain YAML means here, with the line of each value."""

from pathlib import Path

import pytest

from prudent.errors import DataBad, HostileInput
from prudent.ingest.files import SourceFile
from prudent.ingest.yaml_file import read_yaml


def read(text: str):
    return read_yaml(SourceFile(path=Path("x.yml"), name="x.yml", content=text.encode(), sha256="0" * 64))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 0.25", 0.25),
        ("a: true", True),
        ("a: ", None),
        ("a: ~", None),
        ("a: '12'", "12"),
        ("a: no", "no"),
        ("a: Norway", "Norway"),
        ("a: 0001837532", "0001837532"),
        ("a: 12:30", "12:30"),
        ("a: 1_000", "1_000"),
        ("a: 1e3", "1e3"),
        ("a: .inf", ".inf"),
        ("a: 2025-12-31", "2025-12-31"),
        ("a: >-\n  two\n  lines", "two lines"),
        ("a: [1, [x]]", [1, ["x"]]),
    ],
)
def test_a_scalar_means_what_it_looks_like(text, value):
    read_value = read(text).value["a"]
    assert (read_value, type(read_value)) == (value, type(value))


def test_every_value_knows_its_line():
    tree = read("a: 1\nb:\n  - x\n  - c: 2\n")
    assert tree.lines == {(): 1, ("a",): 1, ("b",): 3, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4}


def test_a_byte_order_mark_is_accepted():
    assert read("\ufeffa: 1").value == {"a": 1}


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("a: 1\nb: 2\na: 3", DataBad, "x.yml line 3: the field 'a' stands twice, first on line 1; keep one."),
        (
            "a: &b 1",
            HostileInput,
            "x.yml line 1 uses an anchor or alias (& or *); write the value out or put it in quotes.",
        ),
        ("--- 1\n--- 2", HostileInput, "x.yml line 2 holds several documents."),
        ("? [a]\n: b", HostileInput, "x.yml line 1 has a field whose name is no plain text."),
        ('a: "\\u202e"', HostileInput, "x.yml line 1 holds the character U+202E."),
        ("a: !x 1", HostileInput, "x.yml line 1 uses a tag (!); put the text in quotes."),
        ("[" * 14 + "]" * 14, HostileInput, "x.yml line 1 is deeper than 12 levels or has more than 20,000 values."),
        ("a: [1", DataBad, "x.yml line 1 is not YAML: expected ',' or ']', but got '<stream end>'."),
        (" ", DataBad, "x.yml is empty: remove it, or put in what is known."),
    ],
)
def test_what_is_not_plain_is_refused(text, kind, sentence):
    with pytest.raises(kind) as caught:
        read(text)
    assert str(caught.value) == sentence
