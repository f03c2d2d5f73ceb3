"""What speaks against: the case, challenges and bad findings; apart from them what is missing; contradictions.

Belongs here: the order. A bad finding and a missing figure are kept apart: the one speaks against the fund, the other
against the packet.
"""

from collections.abc import Iterator

from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph
from prudent.memo.outline.tables import missing_table
from prudent.memo.prose import plain


def speaks_against(memo: Memo) -> Iterator[Block]:
    """The case, the challenges, bad findings; what is missing apart from them; what came later; contradictions."""
    yield from (Paragraph(text) for text in memo.case_against.paragraphs)
    yield from (Drawing(chart) for chart in memo.case_against.charts)
    yield from _challenges(memo)
    yield Heading(2, "Bad findings", "bad-findings")
    yield Grid(memo.bad_findings) if memo.bad_findings is not None else Paragraph("None: see what is missing.")
    yield from (Grid(table) for table in memo.case_against.tables)
    yield Heading(2, "What is missing", "missing")
    yield from _missing(memo)
    yield Heading(2, memo.subsequent_events.title, memo.subsequent_events.id)
    yield from (Paragraph(text) for text in memo.subsequent_events.paragraphs)
    yield from (Grid(table) for table in memo.subsequent_events.tables)
    yield from _contradictions(memo)


def _challenges(memo: Memo) -> Iterator[Block]:
    if memo.challenges:
        yield Heading(2, "Challenges to answer before the vote", "challenges")
        rows = tuple((plain(item.question), item.answer) for item in memo.challenges)
        heads = text_columns("What an opponent would ask", "What the evidence answers")
        yield Grid(MemoTable(id="challenges", title="", columns=heads, rows=rows))


def _missing(memo: Memo) -> Iterator[Block]:
    """Gaps speak against the packet, and not for or against the fund."""
    tables = missing_table(memo)
    if not tables:
        yield Paragraph("Nothing that the policy asks for.")
        return
    yield Paragraph(
        "These are gaps of the packet and no findings on the fund. Whom to ask for each stands in its chapter."
    )
    yield from (Grid(table) for table in tables)


def _contradictions(memo: Memo) -> Iterator[Block]:
    yield Heading(2, "Contradictions", "contradictions")
    if not memo.contradictions:
        yield Paragraph("None found by the rules that ran.")
        return
    leads = tuple(item.subject for item in memo.contradictions)
    yield Listing(tuple(item.sentence for item in memo.contradictions), leads)
