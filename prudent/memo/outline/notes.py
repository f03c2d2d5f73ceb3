"""The number of each figure's note: figures are numbered as they are first met, page one first, then the blocks.

Belongs here: the order. Every format prints these numbers, so that a note is found again from one to the other.
"""

from collections.abc import Iterable

from prudent.memo.document import Memo
from prudent.memo.outline.outline import outline
from prudent.memo.outline.texts import block_texts, page_one_texts
from prudent.memo.prose import FIGURE_REFERENCE


def note_numbers(memo: Memo) -> dict[str, int]:
    """The note of each figure, counted from 1. A figure that stands nowhere comes after the others, by its name."""
    met = dict.fromkeys(name for text in _texts(memo) for name in FIGURE_REFERENCE.findall(text))
    order = dict.fromkeys((*met, *(figure.name for figure in memo.figures)))
    return {name: number for number, name in enumerate(order, start=1)}


def _texts(memo: Memo) -> Iterable[str]:
    yield from page_one_texts(memo.page_one)
    for block in outline(memo):
        yield from block_texts(block)
