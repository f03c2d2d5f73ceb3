"""How wide a table's columns are, from the characters that stand in them.

Belongs here: the estimate. Word would find widths itself, but slowly for long tables and differently in each program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LABEL: Final = 40
"""Characters of a cell that should not wrap; a longer one counts for less."""
_LEAST: Final = 5
_WORD: Final = 22
"""Characters that any column keeps, and those of a word that is not broken; a longer one is a machine's name."""
_GAP: Final = 2
_SENTENCE: Final = 0.7
"""Power at which characters beyond a label count: a cell of four times the words gets under three times the width."""
_HEAD: Final = 1.15
"""Heads are bold."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many characters a cell has, and its longest word."""

    whole: int
    word: int


def extent(text: str, marks: int) -> Extent:
    """The extent of a cell's text, with so many marks of notes, which are small."""
    return Extent(len(text) + 2 * marks, max((len(word) for word in text.split(" ")), default=0) + 2 * (marks > 0))


def column_widths(heads: Sequence[str], cells: Sequence[Sequence[Extent]], room: int, character: float) -> list[int]:
    """Widths of the columns in twentieths of a point. A table of few words is narrower than the page.

    Args:
        heads: the columns' heads.
        cells: the extent of each cell, by row.
        room: the most that all columns may take together, in twentieths of a point.
        character: the mean width of a character, in twentieths of a point.
    """
    wanted: list[float] = []
    least: list[float] = []
    for index, head in enumerate(heads):
        longest = max((row[index].whole for row in cells), default=0)
        word = max((row[index].word for row in cells), default=0)
        of_head = max((len(part) for part in head.split()), default=0) * _HEAD
        body = longest if longest <= _LABEL else _LABEL + (longest - _LABEL) ** _SENTENCE
        wanted.append((max(body, of_head, len(head) * _HEAD / 2, _LEAST) + _GAP) * character)
        least.append((max(min(word, _WORD), of_head, _LEAST) + _GAP) * character)
    return [round(width) for width in _fitted(wanted, least, room)]


def _fitted(wanted: list[float], least: list[float], room: int) -> list[float]:
    if sum(wanted) <= room:
        return wanted
    over, slack = sum(wanted) - room, sum(wanted) - sum(least)
    if slack <= over:
        return [width * room / sum(least) for width in least]
    return [want - (want - low) * over / slack for want, low in zip(wanted, least, strict=True)]
