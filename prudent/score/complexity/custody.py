"""Who keeps what a trust holds, what a fork of its coin gives; how much of a property fund's space is let.

Belongs here: what documents state of the assets themselves. Does not: their price (`prudent/score/valuation`).
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.answer import answered
from prudent.score.stated import Stated
from prudent.score.terms import Term, with_terms

_C = Factor.COMPLEXITY
_STATED = (
    Stated(_C, "custodian", Unit.TEXT, Term("custodian", "who keeps the assets"), "Who keeps the assets, as stated."),
    Stated(
        _C,
        "fork_terms",
        Unit.TEXT,
        Term("fork_terms", "who decides on, and who keeps, what a fork or an airdrop gives"),
        "Who decides on, and who keeps, what a fork or an airdrop gives, as stated.",
    ),
    Stated(
        _C,
        "occupancy",
        Unit.FRACTION,
        Term("occupancy_pct", "how much of the space is let"),
        "Share of the space that is let, as stated; by area or by rent, as the document says.",
        most=100,
        divisor=100,
    ),
)


def custody_measures(funds: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`custodian`, `fork_terms` and `occupancy`, of all funds.

    Args:
        funds: with column `fund`.
        terms: core_fund__terms.
        as_of: the as-of date of the question.
    """
    stated = with_terms(funds, terms, tuple(item.term for item in _STATED), as_of)
    return answered(stated, tuple(item.answer(as_of) for item in _STATED))
