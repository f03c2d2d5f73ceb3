"""The prose of page one and of each kind of block, in the order in which it is read."""

from collections.abc import Iterable

from prudent.memo.front import PageOne
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph, Proposed


def page_one_texts(page: PageOne) -> Iterable[str]:
    """The prose of page one, in its order."""
    said = page.recommendation
    yield from (said.headline, said.asked)
    for row in page.strip:
        yield from (row.determination, row.number, row.peers)
    yield from (*said.reasons_for, said.for_note, *said.reasons_against, said.against_note, *said.would_change)
    yield from (page.not_known, *page.cost)
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
