"""The five files of a memo, in the order in which each needs the other: the PDF carries the workbook.

Belongs here: that order. Does not: how a format is made (`html`, `pdf`, `word`, `sheets`).
"""

from prudent.memo.document import Memo
from prudent.memo.html import render_html
from prudent.memo.pdf import render_pdf
from prudent.memo.schema import memo_bytes
from prudent.memo.sheets.workbook import render_xlsx
from prudent.memo.word.render import render_docx
from prudent.store.frames import sha256


def rendered(memo: Memo, template: bytes | None = None) -> dict[str, bytes]:
    """`memo.json` and the four files made from it alone, by name.

    Args:
        memo: the memo.
        template: the plan's own Word template; None for the shipped one.

    Raises:
        ValueError: prose names a figure that the memo does not hold, or a number that is no figure.
        DataBad: the plan's template cannot be used; the sentence says why.
    """
    body = memo_bytes(memo)
    record = sha256(body)
    workbook = render_xlsx(memo, record)
    return {
        "memo.json": body,
        "memo.html": render_html(memo, record),
        "memo.pdf": render_pdf(memo, record, workbook),
        "memo.docx": render_docx(memo, record, template),
        "memo.xlsx": workbook,
    }
