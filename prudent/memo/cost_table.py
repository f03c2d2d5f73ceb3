"""The fee chapter's dollars: the fund, the cheapest other fund, and the difference, over the years of the policy.

Belongs here: how they are printed. Does not: what they are (`prudent/score/fees/dollars.py`).
"""

from prudent.memo.exhibits import MemoTable, TableColumn
from prudent.memo.figures import FigureBook
from prudent.model.case import Case


def cost_table(case: Case, book: FigureBook) -> MemoTable:
    """One row for each span of years."""
    costs = case.policy.costs
    return MemoTable(
        id="costs",
        title="What the fee costs in dollars for each $10,000",
        columns=(
            TableColumn(heading="Years", align="right"),
            TableColumn(heading="This fund", align="right"),
            TableColumn(heading="Over the cheapest other", align="right"),
        ),
        rows=tuple(
            (
                str(years),
                book.measure(f"cost_{years}y_usd_per_10000"),
                book.measure(f"cost_over_cheapest_{years}y_usd_per_10000"),
            )
            for years in costs.years
        ),
        note=(
            f"Cheapest other fund of the comparison with a fee in evidence: {book.measure('cheapest_alternative')}. "
            f"Growth of {costs.growth_frac * 100:g} % a year before fees for every fund, no forecast; the fee is "
            "taken at each year's end, and what it would have earned counts. Below zero this fund costs less. Totals "
            "hold interest on borrowings, which grows with leverage; the peer table shows the fee without it."
        ),
    )
