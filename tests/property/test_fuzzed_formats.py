"""Any bytes, and any honest file that was mutated, are read by the reader of a format or refused with one of our errors."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.errors import PrudentError
from prudent.ingest.characters import dotted

HOSTILE = Path(__file__).parent.parent / "hostile"
if str(HOSTILE) not in sys.path:
    sys.path.append(str(HOSTILE))

from hostile_corpus import all_cases  # noqa: E402 -- the corpus is a folder of its own
from hostile_doors import DOORS  # noqa: E402
from hostile_warm import WARM  # noqa: E402

FUZZ = settings(derandomize=True, database=None, deadline=None, max_examples=60)
LARGEST = 20_000
READERS = sorted(DOORS)
SEEDS = {
    reader: [
        *WARM,
        *(
            made
            for case in all_cases()
            if case.door == reader and case.kind not in {"size", "xml size and depth"}
            if len(made := case.make()) <= LARGEST
        ),
    ]
    for reader in READERS
}
PIECES = st.sampled_from(
    [b"", b"\x00", b"\xff", b"<", b">", b"&#0;", b'"', b"\n", b"-1", b"1e999", "١".encode(), "\u202e".encode(), b"]]>", b"<!--", b"{", b"[", b"=1+1", b"\xed\xa0\x80"]
)  # fmt: skip


def read_or_refused(reader, content):
    try:
        DOORS[reader](content)
    except PrudentError as error:
        sentence = error.sentence
    else:
        return
    assert dotted(sentence) == sentence


@st.composite
def mutated(draw, reader):
    """A file of the corpus, cut, repeated and with strange pieces in it."""
    content = draw(st.sampled_from(SEEDS[reader]))
    for _ in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        last = min(last, first + 40)
        middle = draw(st.one_of(PIECES, st.binary(max_size=4), st.just(content[first:last] * 2)))
        content = content[:first] + middle + content[last:]
    return content


@pytest.mark.parametrize("reader", READERS)
@FUZZ
@given(content=st.binary(max_size=300))
def test_any_bytes_as_any_format(reader, content):
    read_or_refused(reader, content)


@pytest.mark.parametrize("reader", READERS)
@FUZZ
@given(data=st.data())
def test_mutated_files_as_their_format(reader, data):
    read_or_refused(reader, data.draw(mutated(reader)))


@pytest.mark.parametrize("reader", READERS)
def test_the_file_of_any_other_format_is_refused_in_a_sentence(reader):
    for case in all_cases():
        if case.door != reader and case.kind not in {"size", "xml size and depth", "archives", "cells", "PDF"}:
            read_or_refused(reader, case.make())
