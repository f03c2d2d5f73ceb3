"""What a Word template may print: page one in words, by name.

Belongs here: the names, which `templates/memo/docx/README.md` lists, and the sentences that page one puts together.
Does not: the layout, which is the template's. Values are prose, in which `⟨name⟩` stands for a figure; text from
outside has gone through `plain`, so it names none.
"""

from dataclasses import dataclass
from typing import Final

from prudent.memo.document import Memo
from prudent.memo.first.heading import about, fund_name, plan_name
from prudent.memo.first.names import clipped
from prudent.memo.format import date_text, status_text
from prudent.memo.pages import Page
from prudent.memo.prose import plain

RISK, LEAVING, BODY = "⟨:risk_table⟩", "⟨:leaving_table⟩", "⟨:body⟩"
"""Stand for a table or for all that follows page one. The colon keeps them apart from figures."""
RUNNING: Final = 60
"""Characters of a name in the header, which is one line."""
LISTS: Final = frozenset({"strip", "reasons_for", "reasons_against", "cost", "liquidity", "marks"})
"""The names that a template may loop over."""


@dataclass(frozen=True, slots=True)
class StripWords:
    """A row of the six-factor strip."""

    factor: str
    status: str
    determination: str
    number: str
    grade: str
    peers: str


@dataclass(frozen=True, slots=True)
class PageOneWords:
    """Every name that a template may use."""

    title: str
    about: str
    fund: str
    plan: str
    running_fund: str
    running_plan: str
    as_of: str
    known_at: str
    record: str
    record_short: str
    rule_status: str
    rule_sentence: str
    verdict: str
    headline: str
    asked: str
    strip: tuple[StripWords, ...]
    strip_key: str
    for_title: str
    reasons_for: tuple[str, ...]
    for_note: str
    against_title: str
    reasons_against: tuple[str, ...]
    against_note: str
    would_change: str
    not_known: str
    cost: tuple[str, ...]
    risk_title: str
    leaving_title: str
    liquidity: tuple[str, ...]
    marks: tuple[str, ...]
    data: str
    grading_note: str
    changes: str
    conflicts: str
    prepared: str
    checked: str
    risk_table: str = RISK
    leaving_table: str = LEAVING
    body: str = BODY


def page_one_words(page: Page) -> PageOneWords:
    """Page one of a memo, ready for a template."""
    memo, first = page.memo, page.memo.page_one
    said = first.recommendation
    return PageOneWords(
        title=plain(memo.title),
        about=plain(about(memo)),
        fund=plain(fund_name(memo)),
        plan=plain(plan_name(memo)),
        running_fund=plain(clipped(memo.subject.legal_name, RUNNING)),
        running_plan=plain(clipped(page.plan_name, RUNNING)),
        as_of=date_text(memo.as_of),
        known_at=date_text(memo.known_at),
        record=page.record,
        record_short=page.record_short,
        rule_status=plain(page.rule_status),
        rule_sentence=plain(memo.rule.sentence),
        verdict=said.verdict.value.upper(),
        headline=said.headline,
        asked=said.asked if memo.decision is None else f"{said.asked} Decided: {memo.decision.line}.",
        strip=_strip(memo),
        strip_key=first.strip_key,
        for_title=said.for_title,
        reasons_for=said.reasons_for,
        for_note=said.for_note,
        against_title=said.against_title,
        reasons_against=said.reasons_against,
        against_note=said.against_note,
        would_change=said.change_sentence,
        not_known=first.not_known,
        cost=first.cost,
        risk_title=plain(first.risk.title),
        leaving_title=plain(first.leaving.title),
        liquidity=first.liquidity,
        marks=first.marks,
        data=plain(first.data_quality.words),
        grading_note=plain(memo.grading_note),
        changes=first.changes.summary,
        conflicts=first.conflicts,
        prepared=first.prepared,
        checked=first.checked,
    )


def _strip(memo: Memo) -> tuple[StripWords, ...]:
    return tuple(
        StripWords(
            factor=row.factor.value,
            status=status_text(row.status),
            determination=row.determination,
            number=row.number,
            grade="–" if row.grade is None else row.grade.value,
            peers=row.peers,
        )
        for row in memo.page_one.strip
    )
