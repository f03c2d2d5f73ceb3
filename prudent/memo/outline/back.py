"""The back matter: words, notes, methods, evidence, data rules. Of the lists a format takes the lines from `Page`.

Belongs here: the order of the back matter, and its tables of counts. Does not: the lines of the lists (`pages.py`).
"""

from collections.abc import Iterator

from prudent.memo.claims import claims_sentence
from prudent.memo.document import Memo
from prudent.memo.exhibits import MemoTable, number_columns, text_columns
from prudent.memo.format import status_text
from prudent.memo.outline.apart import files
from prudent.memo.outline.blocks import Block, EvidenceList, Grid, Heading, Listing, Methods, Notes, Paragraph, Tone
from prudent.memo.prose import plain
from prudent.memo.rule_counts import table_counts
from prudent.model.validation import Outcome


def back(memo: Memo) -> Iterator[Block]:
    """Glossary, method notes, files, rules, and last the lists: notes, methods, evidence. Small print is together."""
    if memo.glossary:
        yield Heading(1, "Words used", "glossary")
        rows = tuple((plain(entry.term), plain(entry.meaning)) for entry in memo.glossary)
        yield Grid(MemoTable(id="words", title="", columns=text_columns("Word", "Meaning"), rows=rows), is_dense=True)
    yield Heading(1, "Sources and method notes", "sources", starts_page=True)
    yield Paragraph(
        f"{memo.grading_note} Every figure in this memo has a note below, and each note names the evidence it rests on."
    )
    yield Paragraph(claims_sentence(memo))
    run = f"Made from run {memo.run}: the hash of its inputs, code and policy."
    yield Listing((*memo.method_notes, run), tone=Tone.NOTE)
    yield from _rules(memo)
    yield from files(memo)
    yield Heading(2, "Notes", "notes")
    yield Notes()
    yield Heading(2, "Methods of the figures", "methods")
    yield Methods()
    yield Heading(2, "Evidence", "evidence")
    yield EvidenceList()


def _rules(memo: Memo) -> Iterator[Block]:
    yield Heading(2, "Data rules", "data-rules")
    counts = tuple(
        (plain(c.table), str(c.passed), str(c.failed), str(c.broke), str(c.not_applicable))
        for c in table_counts(memo.validation)
    )
    heads = (*text_columns("Table"), *number_columns("Passed", "Failed", "Broke", "Not applicable"))
    if counts:
        yield Grid(MemoTable(id="rule-counts", title="", columns=heads, rows=counts), is_dense=True)
    concerns = tuple(
        (
            status_text(result.outcome),
            result.severity.value,
            plain(f"{result.description} ({result.owner} {result.table}.{result.rule})"),
            plain(result.detail),
        )
        for result in memo.validation
        if result.outcome in {Outcome.FAILED, Outcome.BROKE}
    )
    if not concerns:
        yield Paragraph("No rule failed and none broke.")
        return
    heads = text_columns("Outcome", "Severity", "Rule", "What was found")
    note = (
        "A rule that broke could not be evaluated, so nothing is known about the data it speaks of. The validation "
        "report lists every rule."
    )
    title = "Rules that failed or broke"
    yield Grid(MemoTable(id="rule-concerns", title=title, columns=heads, rows=concerns, note=note), is_dense=True)
