"""A plan's demand against a fund's supply: the stress grid, and a sleeve that drifts when everything else falls.

Belongs here: scenarios. Does not: the arithmetic of a queue (`queue.py`), nor where demand comes from (`demand.py`).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from prudent.model.plan import Plan
from prudent.model.stress import Fall, Stress
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.liquidity.demand import QUARTERS_IN_YEAR, demand_of
from prudent.score.liquidity.queue import Queue, fill, offers_until, queue_at
from prudent.score.panel import MONTHS_IN_YEAR, Floats, Whole
from prudent.tables.check import check
from prudent.tables.spec import table

GRID, DRIFT = table("score_fund__liquidity_stress"), table("score_fund__sleeve_drift")
EVERYTHING = "everything"
DAYS_IN_YEAR = 365
NINE_TENTHS = 0.9


@dataclass(frozen=True, slots=True)
class BaseSupply:
    """What one offer pays of what is asked for, before the policy's parts of it, and how often offers are made."""

    fill_frac: float
    basis: Literal["history", "cap"]
    offers_per_year: float


def base_supply(
    worst_fill: float | None, cap: float | None, offers_per_year: float | None, stress: Stress
) -> BaseSupply | None:
    """The worst fill on record; where it was never cut short or none is known, the cap against the policy's run.

    Args:
        worst_fill: smallest accepted over requested that is known, a fraction; None when no result is in evidence.
        cap: most of one offer as a fraction of the fund; None when no document says it.
        offers_per_year: by the terms; None when no document says it.
        stress: the policy, which says how large a run is.

    Returns:
        None when neither can be said: the grid is then refused.
    """
    if offers_per_year is None or offers_per_year <= 0:
        return None
    if worst_fill is not None and worst_fill < 1:
        return BaseSupply(worst_fill, "history", offers_per_year)
    if cap is None:
        return None
    return BaseSupply(float(fill(stress.run.requested_frac, cap)), "cap", offers_per_year)


def supply_of(evidence: FundEvidence, stress: Stress) -> BaseSupply | None:
    """The base supply of a fund by its measures; None for one that is dealt daily or of which too little is known."""
    worst, cap, times = (
        evidence.measure(name).value for name in ("worst_fill_known", "repurchase_cap", "repurchases_per_year")
    )
    return base_supply(worst, cap, times, stress)


def stress_grid(fund: str, plan: Plan, stress: Stress, base: BaseSupply | None) -> pl.DataFrame:
    """Every demand against every supply, offer by offer.

    Args:
        fund: the candidate.
        plan: its demand of a usual quarter, from `demand_of`.
        stress: the multiples of demand, the parts of supply, and how far ahead is looked.
        base: as `base_supply` gives it; without one there is no row.

    Returns:
        score_fund__liquidity_stress, in fractions of the plan's holding.
    """
    if base is None:
        return GRID.empty()
    offers = max(1, int(stress.days * base.offers_per_year / DAYS_IN_YEAR))
    usual = demand_of(plan).share_a_quarter * QUARTERS_IN_YEAR / base.offers_per_year
    demands = {f"{multiple:g}": np.full(offers, usual * multiple) for multiple in stress.demand_multiples}
    demands[EVERYTHING] = np.array([1.0] + [0.0] * (offers - 1))
    rows = [
        _rows(fund, supply.id, demand, base, queue_at(base.fill_frac * supply.of_worst_fill, asked), asked)
        for supply in stress.supplies
        for demand, asked in demands.items()
    ]
    return check(pl.concat(rows).cast(GRID.polars_schema).sort(GRID.key), GRID)


def _rows(fund: str, supply: str, demand: str, base: BaseSupply, found: Queue, asked: Floats) -> pl.DataFrame:
    numbers: Whole = np.arange(1, len(asked) + 1, dtype=np.int64)
    once = np.minimum(np.cumsum(asked), 1)
    paid = np.cumsum(found.paid)
    return pl.DataFrame(
        {
            "fund": fund,
            "supply": supply,
            "demand": demand,
            "offer": numbers,
            "day": np.rint(numbers * DAYS_IN_YEAR / base.offers_per_year).astype(np.int64),
            "basis": base.basis,
            "fill_frac": found.fill,
            "requested_frac": found.requested,
            "paid_frac": found.paid,
            "backlog_frac": found.backlog,
            "paid_of_asked_frac": [part / whole if whole > 0 else None for part, whole in zip(paid, once, strict=True)],
        }
    )


def drifted(weight: float, rest_fall: float, sleeve_fall: float) -> float:
    """Weight of a sleeve after a fall: w(1 − s) / (w(1 − s) + (1 − w)(1 − r)).

    Args:
        weight: of the sleeve before, a fraction.
        rest_fall: what everything else loses, a fraction under 1 or 1.
        sleeve_fall: what the sleeve's marks lose, a fraction under 1.

    Returns:
        A fraction. A sleeve whose marks stand still at 10 % is 15.6 % of a host whose rest lost 40 %.
    """
    own = weight * (1 - sleeve_fall)
    return own / (own + (1 - weight) * (1 - rest_fall))


def sleeve_drift(fund: str, plan: Plan, stress: Stress, base: BaseSupply | None) -> pl.DataFrame:
    """The sleeve at each weight after each fall, and how long it takes to come back to its weight.

    Args:
        fund: the candidate.
        plan: the dollars of the host: net assets × share in the target-date default.
        stress: weights and falls.
        base: what an offer pays; without one the drift is given and the time is not.

    Returns:
        score_fund__sleeve_drift. Only what is sold out of the sleeve is counted; bought is what is missing.
    """
    host = plan.net_assets_usd * plan.target_date_share_frac
    rows = [_drift(fund, host, weight, fall, base) for weight in stress.sleeve_weights for fall in stress.falls]
    return check(pl.DataFrame(rows, schema=DRIFT.polars_schema, orient="row").sort(DRIFT.key), DRIFT)


def _drift(fund: str, host: float, weight: float, fall: Fall, base: BaseSupply | None) -> tuple[object, ...]:
    after = drifted(weight, fall.rest_frac, fall.sleeve_frac)
    own = host * weight * (1 - fall.sleeve_frac)
    left = own + host * (1 - weight) * (1 - fall.rest_frac)
    excess = own - weight * left
    offers = None
    if base is not None and excess > 0 and base.fill_frac > 0:
        offers = float(offers_until(NINE_TENTHS, np.array(base.fill_frac)))
    months = None if offers is None or base is None else offers * MONTHS_IN_YEAR / base.offers_per_year
    return (fund, f"{weight * 100:g}", fall.id, weight, after, host * weight, excess, offers, months)
