"""Terms that the fund's own offers refute: a document says that repurchases were never limited, and one was.

Belongs here: that one comparison. Does not: the fill of the worst offer, which is a measure.
"""

import polars as pl

from prudent.memo.figures import FigureBook
from prudent.memo.format import date_text
from prudent.memo.parts.on_file import OnFile
from prudent.memo.rows import Row
from prudent.model.case import Case
from prudent.score.liquidity.queue import FILLED
from prudent.tables.core import CoreTables

_TABLE = "core_fund__tenders"


def refuted(case: Case, core: CoreTables, on_file: OnFile, book: FigureBook) -> tuple[str, ...]:
    """A sentence where a document denies that repurchases were limited and an offer in evidence was cut short.

    An offer counts as cut short where it paid less than `FILLED` of what holders asked for.
    """
    if not on_file.is_no("repurchase_was_limited"):
        return ()
    own = core.fund_tenders.filter(pl.col("owner") == case.candidate.fund, pl.col("accepted_frac") < FILLED)
    if own.is_empty():
        return ()
    row = own.sort("accepted_frac", "as_of").row(0, named=True)
    offer = Row(_TABLE, row, f"refuting offer {row['as_of']}", f"offer of {row['as_of']}")
    paid = book.cell(offer, "accepted_frac", "paid of what was asked")
    said = on_file.figure("repurchase_was_limited", "Whether repurchases were limited")
    return (
        (
            f"On whether repurchases were ever limited a document says: {said}. The offer of "
            f"{date_text(row['as_of'])} paid {paid} of what holders asked for."
        ),
    )
