"""All measures of complexity: the order of the work, and nothing else.

Belongs here: which module is given which table. Does not: definitions.
"""

from datetime import date

import polars as pl

from prudent.score.complexity.counts import count_measures
from prudent.score.complexity.credit import credit_measures
from prudent.score.complexity.custody import custody_measures
from prudent.score.complexity.obligations import obligation_measures
from prudent.score.complexity.structure import structure_measures
from prudent.tables.core import CoreTables


def complexity_measures(funds: pl.DataFrame, core: CoreTables, as_of: date) -> pl.DataFrame:
    """Measures of what a committee has to understand, of all funds.

    Args:
        funds: with column `fund`.
        core: the core tables.
        as_of: the as-of date of the question.
    """
    sheets = core.fund_balance_sheet
    return pl.concat(
        [
            structure_measures(funds, sheets, core.fund_exposure, as_of),
            obligation_measures(funds, sheets, as_of),
            count_measures(funds, core.fund_terms, core.fund_fees, as_of),
            credit_measures(funds, core.fund_terms, core.fund_results, as_of),
            custody_measures(funds, core.fund_terms, as_of),
        ]
    )
