"""What travels inside the PDF: the memo as data, the facts, the workbook.

Belongs here: names, kinds and how each is handed to Typst, whose inputs are text. Does not: their content.
"""

from dataclasses import dataclass

from prudent.memo.document import Memo
from prudent.memo.facts_csv import facts_csv
from prudent.memo.links import TypstSource, typst_literal
from prudent.memo.schema import memo_bytes


@dataclass(frozen=True, slots=True)
class Attached:
    """One file inside the PDF."""

    name: str
    text: str
    """The file where it is text; the values of its bytes as a JSON list where it is not."""
    is_text: bool
    relationship: str
    """What it is to the document: PDF 2.0, 7.11.3, key AFRelationship."""
    mime_type: str
    description: str

    @property
    def content(self) -> TypstSource:
        """The file's bytes in Typst."""
        given = f"bytes(sys.inputs.at({typst_literal(self.name)}))"
        return TypstSource(given if self.is_text else f"bytes(json({given}))")


def attachments(memo: Memo, workbook: bytes | None) -> tuple[Attached, ...]:
    """`memo.json` as the source, `facts.csv` as its data, `memo.xlsx` as the same in a form easier to compute with."""
    data = "The memo as data; this document is made from it alone"
    facts = "The cells that the figures rest on, as computed with"
    sheet = "The memo as a workbook, with formulas back to the facts"
    texts = (
        Attached("memo.json", memo_bytes(memo).decode(), True, "source", "application/json", data),
        Attached("facts.csv", facts_csv(memo.facts).decode(), True, "data", "text/csv", facts),
    )
    if workbook is None:
        return texts
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return (*texts, Attached("memo.xlsx", str(list(workbook)), False, "supplement", kind, sheet))
