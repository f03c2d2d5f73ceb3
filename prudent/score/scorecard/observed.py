"""The periods of every fund and window that the scorecard's measures rest on, with the bill of each period.

Belongs here: which series are drawn from. Does not: which of them are drawn, and how (`uncertainty.py`). They are
chosen by the functions that choose them for the measures, so a draw of every month once gives the measure itself.
"""

from datetime import date

import polars as pl

from prudent.model.peers import Horizon
from prudent.model.policy import Policy
from prudent.score.performance.returns import last_runs
from prudent.score.series import monthly_risk_free, periods, with_rates
from prudent.score.windows import own_record, spans, windowed
from prudent.tables.core import CoreTables


def observed(
    funds: tuple[str, ...], core: CoreTables, policy: Policy, as_of: date, horizons: tuple[Horizon, ...]
) -> pl.DataFrame:
    """Periods sorted by fund, window and month: fund, window, step, month, return_frac, rate_frac.

    Args:
        funds: the candidate first.
        core: the core tables.
        policy: names the risk-free series.
        as_of: the as-of date of the question.
        horizons: comparison windows.
    """
    subjects = pl.DataFrame({"fund": list(funds)}, schema={"fund": pl.String}).with_columns(nav_n=pl.lit(0))
    rows = periods(core.fund_returns, subjects, as_of)
    fixed = (*spans(as_of, horizons), *own_record(last_runs(rows), funds[0], as_of))
    found = windowed(rows, subjects, fixed, as_of)
    risk_free = policy.benchmarks.risk_free
    return with_rates(found.observations, monthly_risk_free(core.market_risk_free, risk_free), risk_free)
