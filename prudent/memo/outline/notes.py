"""The number of each figure's note: figures are numbered as they are first met, page one first, then the blocks.

Belongs here: the order. Every format prints these numbers, so that a note is found again from one to the other.
"""

from collections.abc import Iterable

from prudent.memo.document import Memo
from prudent.memo.front import PageOne
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph, Proposed
from prudent.memo.outline.outline import outline
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


def page_one_texts(page: PageOne) -> Iterable[str]:
    """The prose of page one, in its order."""
    said = page.recommendation
    yield from (said.headline, said.asked)
    for row in page.strip:
        yield from (row.determination, row.number)
    yield from (*said.reasons_for, *said.reasons_against, *said.would_change, *page.cost)
    for table in (page.risk, page.leaving):
        yield from (cell for row in table.rows for cell in row)
        yield table.note
    yield from (*page.liquidity, *page.marks, page.changes.summary, page.conflicts, page.prepared, page.checked)


def block_texts(block: Block) -> Iterable[str]:
    """The prose of one block, in its order; nothing for the lists, whose lines are no prose."""
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Listing():
            yield from block.items
        case Proposed():
            yield from (block.sentence, block.basis)
        case Grid():
            yield from (cell for row in block.table.rows for cell in row)
            yield block.table.note
        case Drawing():
            yield from (block.chart.title, block.chart.subtitle)
        case _:
            return
