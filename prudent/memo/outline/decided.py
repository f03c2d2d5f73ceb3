"""The decision page filled in from the ledger's entry: what was decided, by whom, why, and where it is recorded.

Belongs here: the page of a sealed memo, block by block. Does not: the blank page (`decision.py`). Everything that the
committee said goes through `plain`, so that it can name no figure. What may be long stands in paragraphs and lists,
which break between pages, and never in a cell of a table, which does not.
"""

from collections.abc import Iterator

from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable, text_columns
from prudent.memo.format import date_text, status_text
from prudent.memo.outline.blocks import Block, Grid, Heading, Listing, Paragraph
from prudent.memo.prose import plain
from prudent.memo.sealed import Sealed
from prudent.model.counted import counted
from prudent.model.decision import Decision, Determination, Votes


def decided_page(memo: Memo, sealed: Sealed) -> Iterator[Block]:
    """Outcome and entry, determinations, rationale, votes, recusals, questions, dissent, conditions."""
    decision = sealed.decided.decision
    yield Heading(1, "Decision of the committee", "decision", starts_page=True)
    yield Paragraph(
        f"Decided: {decision.outcome.value}, on {date_text(decision.decided_on)}. Filled in from the ledger's entry; "
        "staff propose, and only the committee determines."
    )
    yield _table("decision-entry", ("What", "As recorded"), tuple(_recorded(sealed)))
    yield from _determinations(memo, decision)
    yield Heading(2, "Motion and rationale", "decision-rationale")
    yield Paragraph(f"Motion: {decision.outcome.value}. It carried: {sealed.counted}.")
    yield from (Paragraph(line) for line in _lines(decision.rationale))
    yield from _people(decision)
    yield Heading(2, "Questions asked and answers given", "decision-questions")
    said = tuple(text for asked in decision.questions for text in (asked.question, asked.answer))
    yield from _listed(("Question", "Answer") * len(decision.questions), said)
    yield from _dissent(decision)
    yield Heading(2, "Conditions", "decision-conditions")
    whose = tuple(f"{item.owner}, by {date_text(item.due)}" for item in decision.conditions)
    yield from _listed(whose, tuple(item.text for item in decision.conditions))


def _recorded(sealed: Sealed) -> Iterator[tuple[str, str]]:
    decided = sealed.decided
    yield "Outcome", decided.decision.outcome.value
    yield "Decided on", date_text(decided.decision.decided_on)
    present = len(decided.decision.votes.present)
    yield "Votes", f"{sealed.counted}; {present} counted, and the quorum is {decided.quorum}"
    if decided.move is not None:
        yield "The fund", f"before: {decided.move.before.value}; after: {decided.move.after.value}"
    yield "Memo decided on", f"{decided.subject.folder}, record {decided.subject.record}"
    yield "Entry of the ledger", f"{sealed.entry}, in {sealed.key}"
    yield "Hash of the entry", sealed.sha256
    yield "Hash of the entry before", "none: it is the first" if sealed.previous is None else sealed.previous
    yield "Recorded at", f"{sealed.recorded_at:%Y-%m-%d %H:%M:%S} UTC"
    yield "Recorded by", sealed.recorded_by
    yield "Signed", "no" if sealed.signature is None else f"Ed25519, with the key {sealed.signature.key}"
    yield "Rule", decided.rule_status


def _determinations(memo: Memo, decision: Decision) -> Iterator[Block]:
    yield Heading(2, "Determinations", "decision-determinations")
    staff = {chapter.factor: status_text(chapter.status) for chapter in memo.chapters}
    rows = tuple(
        (item.factor.value, staff[item.factor], status_text(item.status), _reliance(item))
        for item in decision.determinations
    )
    yield _table("decision-factors", ("Factor", "Staff proposed", "The committee determined", "In reliance on"), rows)
    factors = tuple(item.factor.value.capitalize() for item in decision.determinations)
    yield from _listed(factors, tuple(item.because for item in decision.determinations))
    if decision.despite:
        against = "; ".join(f"{item.factor.value}, {item.status.value}" for item in decision.despite)
        yield Paragraph(
            f"The committee admitted the fund although it determined otherwise on {counted(len(decision.despite))} of "
            f"the factors ({against}). It may; its rationale says why."
        )


def _reliance(item: Determination) -> str:
    return item.reliance.value if item.relied_on is None else f"{item.reliance.value}: {item.relied_on}"


def _people(decision: Decision) -> Iterator[Block]:
    yield Heading(2, "Attendees and votes", "decision-votes")
    recused = tuple(item.member for item in decision.votes.recused)
    names = dict.fromkeys((*decision.attendees, *recused))
    rows = tuple((name, _vote(name, decision.votes)) for name in names)
    yield _table("decision-votes", ("Name", "Vote"), rows)
    yield Heading(2, "Recusals", "decision-recusals")
    yield from _listed(recused, tuple(item.reason for item in decision.votes.recused))


def _vote(name: str, votes: Votes) -> str:
    kinds = (("for", votes.votes_for), ("against", votes.votes_against), ("abstained", votes.abstained))
    found = next((kind for kind, names in kinds if name in names), None)
    is_recused = name in {item.member for item in votes.recused}
    return found or ("recused" if is_recused else "no vote")


def _dissent(decision: Decision) -> Iterator[Block]:
    """Verbatim, line by line. Whose it is stands outside of the list, so that no words can pass for a name."""
    yield Heading(2, "Dissent, in the member's own words", "decision-dissent")
    if not decision.dissent:
        yield Paragraph("None.")
    for item in decision.dissent:
        yield Paragraph(plain(f"{item.member}:"))
        yield Listing(_lines(item.words))


def _listed(leads: tuple[str, ...], items: tuple[str, ...]) -> Iterator[Block]:
    if items:
        yield Listing(tuple(" ".join(_lines(item)) for item in items), tuple(plain(lead) for lead in leads))
    else:
        yield Paragraph("None.")


def _lines(words: str) -> tuple[str, ...]:
    """The lines of somebody's words, as they were spoken; empty ones hold none."""
    return tuple(plain(line) for line in words.splitlines() if line.strip())


def _table(name: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Grid:
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
    return Grid(MemoTable(id=name, title="", columns=text_columns(*heads), rows=cells))
