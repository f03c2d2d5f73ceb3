"""The decision page: blank until the committee votes. Nothing here is ever filled in for it.

Belongs here: the blank page, and which of the two a memo has. Does not: the page of a sealed memo (`decided.py`).
"""

from collections.abc import Iterator

from prudent.memo.document import Memo
from prudent.memo.format import status_text
from prudent.memo.outline.blocks import BlankForm, Block, Heading, Paragraph
from prudent.memo.outline.decided import decided_page

_MEMBERS, _QUESTIONS, _CONDITIONS = 6, 3, 3
"""Blank lines. A larger committee adds a page."""


def decision_page(memo: Memo) -> Iterator[Block]:
    """What the committee decided; the blank page until it has."""
    return _blank_page(memo) if memo.decision is None else decided_page(memo, memo.decision)


def _blank_page(memo: Memo) -> Iterator[Block]:
    """Attendees, questions, determinations, motion, votes, recusals, dissent, conditions."""
    yield Heading(1, "Decision of the committee", "decision", starts_page=True)
    yield Paragraph(
        "Left blank until the committee votes. Staff propose; only the committee determines. The decision is on the "
        "memo whose record stands on this page."
    )
    yield BlankForm("Meeting", ("Date and place", "Chair", "Minutes taken by"), (("",) * 3,))
    yield BlankForm(
        "Determinations",
        ("Factor", "Staff propose", "The committee determines", "Because, and in reliance on whom"),
        tuple((chapter.factor.value, status_text(chapter.status), "", "") for chapter in memo.chapters),
        wide=(3,),
    )
    yield BlankForm(
        "Questions asked and answers given", ("Asked by", "Question and answer"), (("", ""),) * _QUESTIONS, (1,)
    )
    yield BlankForm("Motion", ("Moved by", "Seconded by", "Words of the motion"), (("", "", ""),), wide=(2,))
    yield BlankForm(
        "Attendees and votes",
        ("Name", "For, against, abstained", "Recused, and why", "Signature and date"),
        (("",) * 4,) * _MEMBERS,
        wide=(0, 2, 3),
    )
    yield BlankForm("Dissent, in the member's own words", ("Member", "Words"), (("", ""),), wide=(1,))
    yield BlankForm("Conditions", ("Condition", "Owner", "Due"), (("",) * 3,) * _CONDITIONS, wide=(0,))
