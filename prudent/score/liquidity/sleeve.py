"""A sleeve inside a target-date fund, when everything else falls: its weight, and how long it takes to come back.

Belongs here: drift and rebalancing. Does not: what a plan asks for (`demand.py`), nor what a fund pays (`supply.py`).
"""

import numpy as np
import polars as pl

from prudent.model.plan import Plan
from prudent.model.stress import Fall, Stress
from prudent.score.liquidity.queue import offers_until
from prudent.score.liquidity.stress import NINE_TENTHS
from prudent.score.liquidity.supply import FundSupply
from prudent.score.panel import MONTHS_IN_YEAR
from prudent.tables.check import check
from prudent.tables.spec import table

DRIFT = table("score_fund__sleeve_drift")


def drifted(weight: float, rest_fall: float, sleeve_fall: float) -> float:
    """Weight of a sleeve after a fall: w(1 − s) / (w(1 − s) + (1 − w)(1 − r)).

    Args:
        weight: of the sleeve before, a fraction.
        rest_fall: what everything else loses, a fraction under 1.
        sleeve_fall: what the sleeve's marks lose, a fraction under 1.

    Returns:
        A fraction. A sleeve whose marks stand still at 10 % is 15.6 % of a host whose rest lost 40 %.
    """
    own = weight * (1 - sleeve_fall)
    return own / (own + (1 - weight) * (1 - rest_fall))


def sleeve_drift(fund: str, plan: Plan, stress: Stress, supply: FundSupply) -> pl.DataFrame:
    """The sleeve at each weight after each fall, and how long it takes to come back to its weight.

    Args:
        fund: the candidate.
        plan: the dollars of the host: net assets × share in the target-date default.
        stress: weights and falls.
        supply: what an offer pays of what the host asks for; without one the drift is given and the time is not.

    Returns:
        score_fund__sleeve_drift. A sleeve that fell more than the rest is to be bought, which no offer limits.
    """
    host = plan.net_assets_usd * plan.target_date_share_frac
    rows = [_drift(fund, host, weight, fall, supply) for weight in stress.sleeve_weights for fall in stress.falls]
    return check(pl.DataFrame(rows, schema=DRIFT.polars_schema, orient="row").sort(DRIFT.key), DRIFT)


def _drift(fund: str, host: float, weight: float, fall: Fall, supply: FundSupply) -> tuple[object, ...]:
    after = drifted(weight, fall.rest_frac, fall.sleeve_frac)
    own = host * weight * (1 - fall.sleeve_frac)
    left = own + host * (1 - weight) * (1 - fall.rest_frac)
    excess = own - weight * left
    times = _back(supply) if excess > 0 else (None, None)
    return (fund, f"{weight * 100:g}", fall.id, weight, after, host * weight, excess, *times)


def _back(supply: FundSupply) -> tuple[float | None, float | None]:
    """Offers and months until nine tenths of an excess are paid, each offer paying its fill of what is left."""
    if supply.is_daily:
        return None, 0.0
    if not supply.fill_frac:
        return None, None
    offers = float(offers_until(NINE_TENTHS, np.array(supply.fill_frac)))
    return offers, None if supply.offers_per_year is None else offers * MONTHS_IN_YEAR / supply.offers_per_year
