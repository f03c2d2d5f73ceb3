"""One factor's chapter: the rule's question, what staff propose, facts, analysis, peers, what is open.

Belongs here: the order within a chapter, and the table of the six at the head. Does not: what a chapter says
(`prudent/memo/chapters.py`, `analysis.py`).
"""

from collections.abc import Iterator

from prudent.memo.document import Chapter, Memo
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.format import status_text
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph, Proposed, Tone
from prudent.memo.prose import plain
from prudent.model.fact import Grade
from prudent.model.finding import CheckResult

_KEY = (
    "● supported · ◐ not supported · ○ insufficient evidence · – not applicable. Evidence: A, filing or audited and "
    "re-checked or reconciled; B, filing and reconciled; C, not re-checked or unreconciled; D, stale, contradicted or "
    "estimated. The worst grade among the facts counts."
)


def six_determinations(memo: Memo) -> Iterator[Block]:
    """The six at a glance, and any that the committee added."""
    yield Paragraph(
        "Staff propose a determination on each factor. The committee's own stands on the decision page and is blank "
        "until it votes."
    )
    rows = tuple(
        (chapter.factor.value, status_text(chapter.status), chapter.determination, grade_text(chapter.grade))
        for chapter in memo.chapters
    )
    heads = text_columns("Factor", "Status", "Proposed determination", "Evidence")
    yield Grid(MemoTable(id="six-determinations", title="", columns=heads, rows=rows, note=_KEY))
    yield from (Grid(table) for table in memo.own_factors)
    if memo.page_one.changes.table is not None:
        yield Grid(memo.page_one.changes.table)


def grade_text(grade: Grade | None) -> str:
    """The grade's letter, or a dash where nothing was graded."""
    return "–" if grade is None else grade.value


def chapter_blocks(chapter: Chapter) -> Iterator[Block]:
    """Question, proposal, analysis, charts, tables, what was asked, what is open."""
    yield Paragraph(plain(chapter.question), Tone.QUIET)
    graded = "not graded" if chapter.grade is None else f"grade {chapter.grade.value}"
    basis = plain(f"Evidence {graded} · Judgement: {chapter.judgement}")
    yield Proposed(chapter.status, chapter.determination, basis)
    yield from (Paragraph(text) for text in chapter.analysis)
    yield from (Drawing(chart) for chart in chapter.charts)
    yield from (Grid(table) for table in chapter.tables)
    if chapter.checks:
        yield Grid(_checks(chapter))
    if chapter.open_questions:
        yield Heading(2, "Open questions", f"open-{chapter.factor.value}")
        yield Listing(chapter.open_questions)


def _checks(chapter: Chapter) -> MemoTable:
    heads = text_columns("Question", "Outcome", "Answer", "Held against")
    return MemoTable(
        id=f"{chapter.factor.value}-checks",
        title="What was asked, and what the evidence says",
        columns=heads,
        rows=tuple(_check(check) for check in chapter.checks),
    )


def _check(check: CheckResult) -> tuple[str, ...]:
    ask = "" if check.what_to_ask is None else f" {plain(check.what_to_ask)}"
    against = plain(f"{check.threshold} ({check.source})")
    return plain(check.question), status_text(check.outcome), f"{check.answer}{ask}", against
