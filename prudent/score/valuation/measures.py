"""All measures of valuation that do not rest on return series alone: the order of the work, and nothing else.

Belongs here: which module is given which table. Does not: definitions. Stale returns are measured with all other series
(`stale.py`, `prudent/score/statistics.py`).
"""

from datetime import date

import polars as pl

from prudent.score.valuation.appraisals import appraisal_measures
from prudent.score.valuation.day_one import day_one_measures
from prudent.score.valuation.gains import gain_measures
from prudent.score.valuation.levels import level_measures
from prudent.score.valuation.market_price import market_measures
from prudent.score.valuation.marks import age_measures
from prudent.score.valuation.metal_and_coin import holding_measures
from prudent.score.valuation.reconciliation import reconciliation_measures
from prudent.tables.core import CoreTables


def valuation_measures(funds: pl.DataFrame, core: CoreTables, as_of: date) -> pl.DataFrame:
    """Measures of how the portfolio is valued, of all funds.

    Args:
        funds: with column `fund`.
        core: the core tables.
        as_of: the as-of date of the question.
    """
    sheets = core.fund_balance_sheet
    return pl.concat(
        [
            level_measures(funds, core.fund_exposure, core.fund_fair_value, sheets, as_of),
            age_measures(funds, core, as_of),
            day_one_measures(funds, core.fund_marks, sheets, as_of),
            gain_measures(funds, core.fund_results, as_of),
            appraisal_measures(funds, core.fund_terms, as_of),
            reconciliation_measures(funds, sheets, core.fund_returns, as_of),
            market_measures(funds, core.fund_market, core.fund_returns, as_of),
            holding_measures(funds, core.fund_terms, sheets, as_of),
        ]
    )
