"""What stands apart from the numbered parts, because it decides nothing: the score in full, and the state of the files.

Belongs here: the order of the two. Does not: what their tables say (`prudent/memo`).
"""

from collections.abc import Iterator

from prudent.memo.document import Memo
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph, Tone
from prudent.memo.prose import Text


def score_in_full(memo: Memo) -> Iterator[Block]:
    """Gates, points, and how far both can be trusted."""
    yield Heading(1, "The score in full", "score")
    yield Paragraph("The score orders candidates; it decides no factor.")
    if memo.gates is not None:
        yield Grid(memo.gates, is_dense=True)
    yield Grid(memo.scorecard, is_dense=True)
    yield from (Drawing(chart) for chart in memo.score_charts)
    yield from (Grid(table, is_dense=True) for table in memo.beside_score)


def files(memo: Memo) -> Iterator[Block]:
    """What was reconciled, withdrawn, overridden and noticed."""
    if memo.reconciled is not None:
        yield Heading(2, memo.reconciled.title, memo.reconciled.id)
        yield from (Paragraph(text) for text in memo.reconciled.paragraphs)
        yield from (Grid(table, is_dense=True) for table in memo.reconciled.tables)
    yield from _listed("Withdrawn figures", "withdrawn", memo.withdrawn, none="None.")
    yield from _listed("Overrides", "overrides", memo.overridden)
    yield from _listed("Noticed in the files", "noticed", memo.noticed)


def _listed(title: str, anchor: str, items: tuple[Text, ...], none: str = "") -> Iterator[Block]:
    """A heading and a list; without items only what `none` says, and nothing at all where it says nothing."""
    if items or none:
        yield Heading(2, title, anchor)
        yield Listing(items, tone=Tone.NOTE) if items else Paragraph(none)
