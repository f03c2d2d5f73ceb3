"""The glossary: terms of the field that the memo's text uses, in plain words for a member of a committee.

Belongs here: which entries a memo needs. Does not: the words, which are `glossary.yml`; every entry is a term of
GLOSSARY.md too, which a test asks.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from prudent.memo.document import GlossaryEntry, Memo
from prudent.memo.outline.blocks import Block, Grid, Listing
from prudent.memo.outline.outline import numbered
from prudent.memo.outline.texts import block_texts, page_one_texts
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.model.value import Value

_FILE = Path(__file__).with_name("glossary.yml")


class Word(Value):
    """One entry: its term, what it means, and the words of a text that call for it."""

    term: str
    meaning: str
    found_as: tuple[str, ...]


class _Words(Value):
    version: int
    words: tuple[Word, ...]


@cache
def words() -> tuple[Word, ...]:
    """All entries, in the file's order, which is the alphabet's."""
    return _Words.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8"))).words


@cache
def _patterns() -> tuple[tuple[Word, re.Pattern[str]], ...]:
    return tuple((word, _pattern(word.found_as)) for word in words())


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(re.escape(form.lower()) for form in forms)})(?![a-z])")


def glossary(memo: Memo) -> tuple[GlossaryEntry, ...]:
    """The entries whose words stand on page one or in a part behind it; quotations of documents count as text."""
    text = " ".join((*page_one_texts(memo.page_one), *(said for block in numbered(memo) for said in _printed(block))))
    plain = FIGURE_REFERENCE.sub(" ", text).lower()
    return tuple(
        GlossaryEntry(term=word.term, meaning=word.meaning)
        for word, pattern in _patterns()
        if any(form.lower() in plain for form in word.found_as) and pattern.search(plain)
    )


def _printed(block: Block) -> Iterator[str]:
    yield from block_texts(block)
    if isinstance(block, Listing):
        yield from block.leads
    if isinstance(block, Grid):
        yield block.table.title
        yield from (column.heading for column in block.table.columns)
