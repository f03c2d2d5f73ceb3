"""What a Word template may print: page one in words, by name.

Belongs here: the names, which `templates/memo/docx/README.md` lists, and the sentences that page one puts together.
Does not: the layout, which is the template's. Values are prose, in which `⟨name⟩` stands for a figure; text from
outside has gone through `plain`, so it names none.
"""

from dataclasses import dataclass
from typing import Final

from prudent.memo.document import Memo
from prudent.memo.format import class_text, date_text, status_text
from prudent.memo.front import DataQuality
from prudent.memo.pages import MISSING_SHOWN, Page
from prudent.memo.prose import plain

RISK, LEAVING, BODY = "⟨:risk_table⟩", "⟨:leaving_table⟩", "⟨:body⟩"
"""Stand for a table or for all that follows page one. The colon keeps them apart from figures."""
RUNNING: Final = 70
"""Characters of a name in the header, which is one line."""
KEY: Final = (
    "● supported · ◐ not supported · ○ insufficient evidence · – not applicable. Evidence grades run from A, filing or "
    "audited and re-checked, to D, stale, contradicted or estimated."
)
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
    key: str
    reasons_for_title: str
    reasons_for: tuple[str, ...]
    reasons_against_title: str
    reasons_against: tuple[str, ...]
    would_change: str
    cost: tuple[str, ...]
    risk_title: str
    leaving_title: str
    liquidity: tuple[str, ...]
    marks: tuple[str, ...]
    data: str
    grading_note: str
    missing: str
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
        about=plain(_about(memo)),
        fund=plain(memo.subject.legal_name),
        plan=plain(page.plan_name),
        running_fund=_running(plain(memo.subject.legal_name)),
        running_plan=_running(plain(page.plan_name)),
        as_of=date_text(memo.as_of),
        known_at=date_text(memo.known_at),
        record=page.record,
        record_short=page.record_short,
        rule_status=plain(page.rule_status),
        rule_sentence=plain(memo.rule.sentence),
        verdict=said.verdict.value.upper(),
        headline=said.headline,
        asked=said.asked,
        strip=_strip(memo),
        key=KEY,
        reasons_for_title=_reasons("for", said.reasons_for),
        reasons_for=said.reasons_for,
        reasons_against_title=_reasons("against", said.reasons_against),
        reasons_against=said.reasons_against,
        would_change=_would_change(said.would_change),
        cost=first.cost,
        risk_title=plain(first.risk.title),
        leaving_title=plain(first.leaving.title),
        liquidity=first.liquidity,
        marks=first.marks,
        data=_data(first.data_quality),
        grading_note=plain(memo.grading_note),
        missing=_missing(memo),
        changes=first.changes.summary,
        conflicts=first.conflicts,
        prepared=first.prepared,
        checked=first.checked,
    )


def _about(memo: Memo) -> str:
    subject = memo.subject
    kind = f"{class_text(subject.asset_class)} {class_text(subject.wrapper)}"
    parts = [f"{kind[:1].upper()}{kind[1:]}, managed by {subject.manager}"]
    parts.append("not registered, so without a CIK" if subject.cik is None else f"CIK {subject.cik}")
    parts.append(f"as of {date_text(memo.as_of)}, known at {date_text(memo.known_at)}")
    parts += [] if subject.current_name is None else [f"now named {subject.current_name}"]
    parts += [f"not to be taken for {other.name} (CIK {other.cik})" for other in subject.look_alikes]
    return " · ".join(parts)


def _running(name: str) -> str:
    return name if len(name) <= RUNNING else f"{name[: RUNNING - 1].rstrip()}…"


def _strip(memo: Memo) -> tuple[StripWords, ...]:
    return tuple(
        StripWords(
            factor=row.factor.value,
            status=status_text(row.status),
            determination=row.determination,
            number=row.number,
            grade="–" if row.grade is None else row.grade.value,
            peers=plain(row.peers),
        )
        for row in memo.page_one.strip
    )


def _reasons(side: str, reasons: tuple[str, ...]) -> str:
    return f"{'Three reasons' if len(reasons) == 3 else 'Reasons'} {side}"  # noqa: PLR2004 -- said in words beside it


def _would_change(changes: tuple[str, ...]) -> str:
    said = "; ".join(change.rstrip(".") for change in changes)
    return f"{said[:1].upper()}{said[1:]}." if said else "Nothing named."


def _data(data: DataQuality) -> str:
    counts = (
        f"{data.items_in_evidence} of {data.items_asked} items in evidence",
        f"{data.stale} stale",
        f"contradictions: {data.contradictions}",
        f"withdrawn: {data.withdrawn}",
        f"overrides: {data.overridden}",
        f"rules: {data.rules_passed} passed, {data.rules_failed} failed, {data.rules_broke} broke",
    )
    return f"{' · '.join(counts)}."


def _missing(memo: Memo) -> str:
    if not memo.missing:
        return "Missing: nothing that the policy asks for."
    more = len(memo.missing) - MISSING_SHOWN
    named = "; ".join(plain(item.item) for item in memo.missing[:MISSING_SHOWN])
    return f"Missing: {named}{f'; and {more} more, listed under “What is missing”' if more > 0 else ''}."
