"""Who appraises property, and how often.

Belongs here: what documents state of appraisals. Does not: the written valuation process, which is a document and no
number.
"""

from datetime import date

import polars as pl

from prudent.model.finding import Factor
from prudent.model.measured import Unit
from prudent.score.answer import answered
from prudent.score.stated import Stated
from prudent.score.terms import Term, with_terms

_STATED = (
    Stated(
        Factor.VALUATION,
        "appraisals_per_year",
        Unit.COUNT,
        Term("appraisals_per_year", "how often a year property is appraised"),
        "Appraisals of each property a year, as stated. Between two of them a value is carried forward or estimated.",
        most=366,
    ),
    Stated(
        Factor.VALUATION,
        "independent_appraiser",
        Unit.TEXT,
        Term("independent_appraiser", "who appraises property from outside the manager's group"),
        "The appraiser from outside the manager's group, as stated.",
    ),
)


def appraisal_measures(funds: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """`appraisals_per_year` and `independent_appraiser`, of all funds; see `gains.gain_measures` for the arguments."""
    stated = with_terms(funds, terms, tuple(item.term for item in _STATED), as_of)
    return answered(stated, tuple(item.answer(as_of) for item in _STATED))
