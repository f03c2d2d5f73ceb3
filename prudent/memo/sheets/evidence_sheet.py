"""The sheets Evidence and Rules: what the figures rest on, by file and document, and how the data rules came out.

Belongs here: columns of those sheets. Entries are numbered as in every other format.
"""

from typing import Final

from prudent.memo.cited import dates_text, document_texts
from prudent.memo.document import Memo
from prudent.memo.format import status_text
from prudent.memo.sheets.look import WHOLE, Style
from prudent.memo.sheets.pen import Pen
from prudent.model.fact import Evidence
from prudent.model.validation import Outcome, RuleResult

EVIDENCE: Final = (
    "Entry",
    "Owner",
    "File",
    "Rows",
    "Column",
    "Dates spoken of",
    "As received",
    "Page or place",
    "Documents",
    "Grade",
    "Known since",
    "How it was taken",
    "sha256 of the file",
)
_CONCERNS: Final = (Outcome.FAILED, Outcome.BROKE)
RULES: Final = ("Outcome", "Severity", "Owner", "Table", "Rule", "What it asks", "What was found")


def evidence_sheet(pen: Pen, evidence: tuple[Evidence, ...]) -> None:
    """One line an entry: its place in a file, the documents behind it, the file's hash."""
    pen.widths(6, 28, 18, 9, 28, 28, 14, 34, 70, 7, 12, 44, 66)
    pen.heads(1, EVIDENCE)
    for number, item in enumerate(evidence, start=1):
        row = number + 1
        file, rows, column = item.locator.partition("/")[2].rsplit(":", 2)
        pen.number(row, 0, number, WHOLE)
        told = (item.owner, file, rows.replace("-", "–"), column, dates_text(item), item.value_as_received or "")
        for at, words in enumerate((*told, "; ".join(item.places), "; ".join(document_texts(item))), start=1):
            if words:
                pen.text(row, at, words)
        pen.text(row, 9, item.grade.value)
        pen.day(row, 10, item.known_at)
        pen.text(row, 11, item.extractor)
        pen.text(row, 12, item.file_sha256 or "several files, named under Page or place", Style.FIXED)
    pen.listed(len(evidence), len(EVIDENCE))


def rules_sheet(pen: Pen, memo: Memo) -> None:
    """Every data rule of the fund; of its peers and of benchmarks those that failed or broke."""
    told = [item for item in memo.validation if item.owner == memo.subject.fund or item.outcome in _CONCERNS]
    pen.widths(16, 10, 30, 30, 34, 70, 80)
    pen.heads(1, RULES)
    for row, result in enumerate(told, start=2):
        for column, words in enumerate(_rule(result)):
            if words:
                pen.text(row, column, words)
    pen.listed(len(told), len(RULES))


def _rule(result: RuleResult) -> tuple[str, ...]:
    outcome = status_text(result.outcome)
    return outcome, result.severity.value, result.owner, result.table, result.rule, result.description, result.detail
