"""A plan's demand against a fund's supply: the stress grid, offer by offer, and what comes of each scenario.

Belongs here: scenarios. Does not: the arithmetic of a queue (`queue.py`), where demand and supply come from
(`demand.py`, `supply.py`), nor a sleeve that drifts (`sleeve.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from prudent.model.plan import Plan
from prudent.model.stress import Stress
from prudent.score.liquidity.demand import QUARTERS_IN_YEAR, demand_of
from prudent.score.liquidity.queue import Queue, queue, queue_at
from prudent.score.liquidity.supply import Basis, FundSupply
from prudent.score.panel import MONTHS_IN_YEAR, Floats
from prudent.tables.check import check
from prudent.tables.spec import table

GRID, OUTCOMES = table("score_fund__liquidity_stress"), table("score_fund__liquidity_outcomes")
EVERYTHING = "everything"
DAYS = (0, 30, 90, 180, 365)
"""Days at which an outcome is read."""
DAYS_IN_MONTH = 30
OFFERS_WITHOUT_DATES = 4
"""Offers that are laid out where no document says how many there are a year; nothing else depends on it."""
OFFERS_AHEAD = 480
"""Offers after which nobody waits any longer: forty years of monthly ones."""
HALF, NINE_TENTHS = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Scenario:
    """One demand against one supply."""

    supply: str
    demand: str
    basis: Basis
    queue: Queue
    asked: Floats
    """Asked for anew at each offer, as a fraction of the holding at the start."""


def scenarios(plan: Plan, stress: Stress, supply: FundSupply, offers: int) -> Iterator[Scenario]:
    """Every scenario that the evidence allows.

    Args:
        plan: its demand of a usual quarter, from `demand_of`, is spread over the offers of a year.
        stress: multiples of demand, parts of supply, the cap, and how many holders leave.
        supply: of the fund. Where its offers have no dates a quarter cannot be told in offers, so that only the whole
            holding is asked for.
        offers: how many are looked at.
    """
    demands = _demands(plan, stress, supply, offers)
    if supply.basis is not None and supply.fill_frac is not None:
        fills = [(case.id, supply.fill_frac * case.of_worst_fill) for case in stress.supplies]
        for (name, share), (demand, asked) in product(fills, demands.items()):
            yield Scenario(name, demand, supply.basis, queue_at(share, asked), asked)
    if supply.cap_frac is not None and supply.basis is not Basis.SUSPENDED:
        for demand, asked in demands.items():
            yield Scenario(stress.at_cap.id, demand, Basis.CAP, queue(1, supply.cap_frac, asked), asked)
    yield from _leaving(stress, supply, demands[EVERYTHING])


def _demands(plan: Plan, stress: Stress, supply: FundSupply, offers: int) -> dict[str, Floats]:
    """What is asked for anew at each offer, by the name of the demand; the whole holding is asked for at the first."""
    at_once = np.zeros(offers)
    at_once[0] = 1
    if supply.offers_per_year is None:
        return {EVERYTHING: at_once}
    usual = demand_of(plan).share_a_quarter * QUARTERS_IN_YEAR / supply.offers_per_year
    steady = {f"{multiple:g}": np.full(offers, usual * multiple) for multiple in stress.demand_multiples}
    return steady | {EVERYTHING: at_once}


def _leaving(stress: Stress, supply: FundSupply, at_once: Floats) -> Iterator[Scenario]:
    """The plan among those who leave: the fund pays all of them the same share of what they ask for."""
    if supply.paid_frac is None or supply.basis is None:
        return
    basis = Basis.CAP if supply.basis is Basis.RUN else supply.basis
    for case in stress.leaving:
        fund = queue(1, supply.paid_frac * case.of_supply, at_once * case.holders_frac)
        yield Scenario(case.id, EVERYTHING, basis, queue_at(fund.fill, at_once), at_once)


def offers_in(months: int, supply: FundSupply) -> int:
    """Offers within so many months, at least one; a fixed number where they have no dates."""
    if supply.offers_per_year is None:
        return OFFERS_WITHOUT_DATES
    return max(1, int(months * supply.offers_per_year / MONTHS_IN_YEAR))


def stress_grid(fund: str, plan: Plan, stress: Stress, supply: FundSupply) -> pl.DataFrame:
    """Every demand against every supply, offer by offer, over the policy's months.

    Args:
        fund: the candidate.
        plan: its demand and the dollars of its holding.
        stress: the policy.
        supply: as `supply_of` gives it; nothing known, or dealt daily, gives no row.

    Returns:
        score_fund__liquidity_stress.
    """
    holding = demand_of(plan).holding_usd
    rows = [
        _rows(fund, found, supply, holding)
        for found in scenarios(plan, stress, supply, offers_in(stress.months, supply))
    ]
    return check(pl.concat([GRID.empty(), *rows]).sort(GRID.key), GRID)


def _rows(fund: str, found: Scenario, supply: FundSupply, holding: float) -> pl.DataFrame:
    times = supply.offers_per_year
    numbers = np.arange(1, len(found.asked) + 1)
    days = None if times is None else np.rint(numbers * MONTHS_IN_YEAR * DAYS_IN_MONTH / times).astype(np.int64)
    return pl.DataFrame(
        {
            "fund": fund,
            "supply": found.supply,
            "demand": found.demand,
            "offer": numbers,
            "day": days,
            "basis": found.basis.value,
            "fill_frac": found.queue.fill,
            "requested_frac": found.queue.requested,
            "paid_frac": found.queue.paid,
            "backlog_frac": found.queue.backlog,
            "paid_of_asked_frac": _paid_of_asked(found),
            "backlog_usd": found.queue.backlog * holding,
        }
    ).cast(GRID.polars_schema)


def _paid_of_asked(found: Scenario) -> list[float | None]:
    """Paid up to each offer over asked for up to it, each request counted once; None where nothing was asked for."""
    asked, paid = np.minimum(np.cumsum(found.asked), 1), np.cumsum(found.queue.paid)
    return [min(part / whole, 1.0) if whole > 0 else None for part, whole in zip(paid, asked, strict=True)]


def stress_outcomes(fund: str, plan: Plan, stress: Stress, supply: FundSupply) -> pl.DataFrame:
    """What comes of each scenario: paid by certain days, still waiting at the end, and how long until most is paid.

    Args:
        fund: the candidate.
        plan: as for the grid.
        stress: the policy.
        supply: as for the grid.

    Returns:
        score_fund__liquidity_outcomes. Offers and months until half and nine tenths are given for the whole holding;
        for a demand that comes anew at each offer they mean nothing.
    """
    grid, times = stress_grid(fund, plan, stress, supply), supply.offers_per_year
    until = {
        (found.supply, found.demand): (_offers(found, HALF), _offers(found, NINE_TENTHS))
        for found in scenarios(plan, stress, supply, OFFERS_AHEAD)
        if found.demand == EVERYTHING
    }
    rows: list[tuple[object, ...]] = []
    for (name, demand), offers in grid.group_by("supply", "demand", maintain_order=True):
        needed = until.get((str(name), str(demand)), (None, None))
        rows.append((fund, name, demand, *_read(offers), *needed, *(_months(count, times) for count in needed)))
    return check(pl.DataFrame(rows, schema=OUTCOMES.polars_schema, orient="row").sort(OUTCOMES.key), OUTCOMES)


def _read(offers: pl.DataFrame) -> tuple[object, ...]:
    """Basis, fill of the first offer, asked for and paid of it by each day, and what waits after the last offer."""
    day, share = pl.col("day"), pl.col("paid_of_asked_frac")
    is_dated = offers["day"].null_count() == 0
    by_day = [offers.filter(day <= until).select(share.last()).item() if is_dated else None for until in DAYS]
    shown = [0.0 if is_dated and offers["day"][0] > until else paid for until, paid in zip(DAYS, by_day, strict=True)]
    return (offers["basis"][0], offers["fill_frac"][0], *shown, offers["backlog_frac"][-1], offers["backlog_usd"][-1])


def _offers(found: Scenario, share: float) -> int | None:
    """Offers until so much of the holding is out; None when it is not within all that are looked at."""
    enough = np.cumsum(found.queue.paid) >= share - 1e-9
    return int(np.argmax(enough)) + 1 if enough.any() else None


def _months(offers: int | None, offers_per_year: float | None) -> float | None:
    return None if offers is None or offers_per_year is None else offers * MONTHS_IN_YEAR / offers_per_year
