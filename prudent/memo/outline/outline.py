"""The memo behind page one, part by part, in the order of its contents. Every format sets these blocks and no others.

Belongs here: the order of the parts and the headings. Does not: what a part says (`prudent/memo`, in the memo's own
fields), how the lists at the end are made (`back`), how a block looks (`templates/memo`).
"""

from collections.abc import Iterable, Iterator

from prudent.memo.document import Memo, Section
from prudent.memo.format import date_text
from prudent.memo.outline.apart import score_in_full
from prudent.memo.outline.back import back
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Paragraph
from prudent.memo.outline.chapter import chapter_blocks, six_determinations
from prudent.memo.outline.contrary import speaks_against
from prudent.memo.outline.decision import decision_page
from prudent.memo.outline.tables import moved_tables, peers_table, regime_table
from prudent.memo.prose import plain

#: Anchors of the numbered parts are `section-1` and so on; page one and the contents point to them.
NUMBERED = "section"


def outline(memo: Memo) -> tuple[Block, ...]:
    """Everything behind page one, in order."""
    return (*numbered(memo), *back(memo), *decision_page(memo))


def numbered(memo: Memo) -> tuple[Block, ...]:
    """The numbered parts and the score in full: what is read, without the lists at the end."""
    blocks: list[Block] = []
    for number, (title, body) in enumerate(_parts(memo), start=1):
        blocks.append(Heading(1, title, f"{NUMBERED}-{number}", str(number), starts_page=number == 1))
        blocks.extend(body)
    return (*blocks, *score_in_full(memo))


def _parts(memo: Memo) -> Iterator[tuple[str, Iterable[Block]]]:
    yield memo.decision_asked.title, section(memo.decision_asked)
    yield "Six determinations", six_determinations(memo)
    yield memo.plan_facts.title, section(memo.plan_facts)
    yield memo.product_map.title, _joined(memo.product_map, memo.providers, memo.terms)
    yield memo.alternatives.title, _alternatives(memo)
    for chapter in memo.chapters:
        yield chapter.factor.value.capitalize(), chapter_blocks(chapter)
    yield memo.conflicts.title, section(memo.conflicts)
    yield memo.menu.title, section(memo.menu)
    yield memo.readiness.title, _joined(memo.readiness, memo.disclosure)
    yield memo.case_against.title, speaks_against(memo)
    yield f"The regime as known at {date_text(memo.known_at)}", _regime(memo)


def section(part: Section) -> Iterator[Block]:
    """A part that is no factor chapter: its paragraphs, charts and tables."""
    yield from (Paragraph(text) for text in part.paragraphs)
    yield from (Drawing(chart) for chart in part.charts)
    yield from (Grid(table) for table in part.tables)


def _joined(first: Section, *more: Section | None) -> Iterator[Block]:
    """A section, and others under headings of their own."""
    yield from section(first)
    for part in more:
        if part is not None:
            yield Heading(2, part.title, part.id)
            yield from section(part)


def _alternatives(memo: Memo) -> Iterator[Block]:
    yield from section(memo.alternatives)
    yield from (Grid(table) for table in peers_table(memo))
    yield from (Grid(table, is_dense=True) for table in moved_tables(memo, "benchmark-log"))
    yield Paragraph(f"{memo.scorecard.note} It stands in full behind the numbered parts.")


def _regime(memo: Memo) -> Iterator[Block]:
    rule = memo.rule
    yield Paragraph(plain(f"{rule.title}, {rule.citation}. {rule.sentence}"))
    yield from (Grid(table) for table in regime_table(memo))
