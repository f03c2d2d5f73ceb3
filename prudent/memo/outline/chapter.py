"""One factor's chapter: the rule's question, facts, analysis, peers, what staff propose, what is open.

Belongs here: the order within a chapter, and the table of the six at the head. Does not: what a chapter says
(`prudent/memo/chapters.py`, `analysis.py`).
"""

import re
from collections.abc import Iterable, Iterator

from prudent.memo.document import Chapter, Memo
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.format import status_text
from prudent.memo.outline.blocks import Block, Drawing, Grid, Heading, Listing, Paragraph, Proposed, Tone
from prudent.memo.prose import plain
from prudent.model.counted import counted
from prudent.model.fact import Grade
from prudent.model.finding import CheckOutcome, CheckResult

ELSEWHERE = frozenset({"sleeve-drift", "benchmark-log"})
"""Tables of a chapter that stand in another part: the sleeve's drift, turned, with the menu; what was rejected as a
benchmark with the alternatives."""
_PEERS, _PEER_CHART = "-peers", "peer"
"""How the id of a table beside peers ends, and how the kind of such a chart begins."""
_SINCE = re.compile(r" \(since \d{4}-\d{2}-\d{2}\)")
"""From when a question of the policy is asked: the policy says it, and a table of answers need not."""

_KEY = (
    "● supported · ◐ not supported · ○ insufficient evidence · – not applicable. Evidence: A, filing or audited and "
    "re-checked or reconciled; B, filing and reconciled; C, not re-checked or unreconciled; D, stale, contradicted or "
    "estimated. The worst grade among the facts counts."
)


def six_determinations(memo: Memo) -> Iterator[Block]:
    """The six at a glance, with how their questions were answered, and any that the committee added."""
    yield Paragraph(
        "Staff propose a determination on each factor, with its reasons in the factor's chapter. The committee's own "
        "stands on the decision page and is blank until it votes."
    )
    heads = (*text_columns("Factor", "Staff propose", "Answered yes", "Answered no", "No evidence", "Evidence"),)
    rows = tuple(_at_a_glance(chapter) for chapter in memo.chapters)
    yield Grid(MemoTable(id="six-determinations", title="", columns=heads, rows=rows, note=_KEY))
    yield from (Grid(table) for table in memo.own_factors)


def _at_a_glance(chapter: Chapter) -> tuple[str, ...]:
    outcomes = [check.outcome for check in chapter.checks]
    counts = (CheckOutcome.MET, CheckOutcome.NOT_MET, CheckOutcome.NOT_IN_EVIDENCE)
    said = (counted(found) if (found := outcomes.count(outcome)) else "–" for outcome in counts)
    return (chapter.factor.value, status_text(chapter.status), *said, grade_text(chapter.grade))


def grade_text(grade: Grade | None) -> str:
    """The grade's letter, or a dash where nothing was graded."""
    return "–" if grade is None else grade.value


def chapter_blocks(chapter: Chapter) -> Iterator[Block]:
    """Question, facts, analysis, peers, proposed determination, open questions."""
    yield Paragraph(plain(chapter.question), Tone.QUIET)
    here = [table for table in chapter.tables if table.id not in ELSEWHERE]
    peers = [table for table in here if table.id.endswith(_PEERS)]
    facts = [table for table in here if table not in peers]
    drawn = [chart for chart in chapter.charts if not chart.kind.startswith(_PEER_CHART)]
    beside = [chart for chart in chapter.charts if chart not in drawn]
    yield from _under("Facts", chapter, (Grid(table) for table in facts), (Drawing(chart) for chart in drawn))
    yield from _under("Analysis", chapter, (Paragraph(text) for text in chapter.analysis), _checks(chapter))
    yield from _under("Peers", chapter, (Drawing(chart) for chart in beside), (Grid(table) for table in peers))
    graded = "not graded" if chapter.grade is None else f"grade {chapter.grade.value}"
    basis = plain(f"Evidence {graded} · Judgement: {chapter.judgement}")
    proposed = Proposed(chapter.status, chapter.determination, basis)
    yield from _under("Proposed determination", chapter, (proposed,))
    nothing = Paragraph("None that the policy asks.")
    listed = Listing(chapter.open_questions, is_numbered=True) if chapter.open_questions else nothing
    yield from _under("Open questions", chapter, (listed,))


def _under(title: str, chapter: Chapter, *parts: Iterable[Block]) -> Iterator[Block]:
    """Blocks under a heading of their own; nothing at all without blocks."""
    blocks = [block for part in parts for block in part]
    if blocks:
        yield Heading(2, title, f"{chapter.factor.value}-{title.lower().replace(' ', '-')}")
        yield from blocks


def _checks(chapter: Chapter) -> Iterator[Block]:
    """The questions that the evidence answers. What is missing, and whom to ask, stands under the open questions."""
    answered = [check for check in chapter.checks if check.outcome is not CheckOutcome.NOT_IN_EVIDENCE]
    unanswered = len(chapter.checks) - len(answered)
    questions = "question" if unanswered == 1 else "questions"
    rest = f"Without evidence, and so under the open questions: {counted(unanswered)} {questions}."
    if answered:
        yield Grid(
            MemoTable(
                id=f"{chapter.factor.value}-checks",
                title="What was asked, and what the evidence says",
                columns=text_columns("Question", "Outcome", "Answer", "Held against"),
                rows=tuple(_check(check) for check in answered),
                note=rest if unanswered else "",
            )
        )
    elif unanswered:
        yield Paragraph(rest)


def _check(check: CheckResult) -> tuple[str, ...]:
    against = f"{check.threshold}; {_SINCE.sub('', check.source)}"
    return plain(check.question), status_text(check.outcome), check.answer, plain(against)
