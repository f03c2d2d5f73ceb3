"""What a fund pays of what its holders ask for: by its own worst offer, and where there is none by a stated assumption.

Belongs here: which figure is the base, and on what it rests. Does not: what follows from it (`stress.py`, `sleeve.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from prudent.model.stress import Stress
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.latest import nearest
from prudent.score.liquidity.queue import FILLED, fill


class Basis(StrEnum):
    """On what a supply rests."""

    HISTORY = "history"
    """The fund's own worst offer that is known."""
    RUN = "run"
    """The cap against the policy's run: an assumption, because no offer in evidence was cut short."""
    CAP = "cap"
    """The cap against what the scenario asks for: a ceiling, and not history."""
    SUSPENDED = "suspended"
    """A document says that repurchases are suspended."""


@dataclass(frozen=True, slots=True)
class FundSupply:
    """What is known of a fund's offers; what is None is not in evidence."""

    basis: Basis | None
    """Of `fill_frac`; None where nothing is known."""
    fill_frac: float | None
    """What an offer pays of what one holder asks for, whatever this holder asks for."""
    paid_frac: float | None
    """Most of the fund that an offer pays: what the worst offer paid, else the cap."""
    cap_frac: float | None
    offers_per_year: float | None
    is_daily: bool = False
    """Dealt each business day, so that no offer limits what is paid."""


def fund_supply(
    *,
    worst_fill: float | None,
    worst_paid: float | None,
    cap: float | None,
    offers_per_year: float | None,
    stress: Stress,
    is_daily: bool = False,
    is_suspended: bool = False,
) -> FundSupply:
    """The worst fill on record; where no offer was cut short or none is known, the cap against the policy's run.

    Args:
        worst_fill: smallest accepted over requested that is known, a fraction; None when no result is in evidence.
        worst_paid: share of the fund that this offer paid; None when what was asked for is not in evidence.
        cap: most of one offer as a fraction of the fund; None when no document says it.
        offers_per_year: by the terms, over zero; None when no document says it, and then nothing has a date.
        stress: the policy, which says how large a run is.
        is_daily: the shares are dealt each business day.
        is_suspended: a document says that repurchases are suspended: then nothing is paid, whatever history was.

    Returns:
        The supply. A term that is not in evidence stays None; it is never taken from what is usual.
    """
    times = offers_per_year if offers_per_year is not None and offers_per_year > 0 else None
    if is_daily:
        return FundSupply(None, None, None, None, None, is_daily=True)
    if is_suspended:
        return FundSupply(Basis.SUSPENDED, 0.0, 0.0, 0.0, times)
    if worst_fill is not None and worst_fill < FILLED:
        return FundSupply(Basis.HISTORY, worst_fill, cap if worst_paid is None else worst_paid, cap, times)
    if cap is not None:
        return FundSupply(Basis.RUN, float(fill(stress.run.requested_frac, cap)), cap, cap, times)
    return FundSupply(None, None, None, None, times)


def supply_of(evidence: FundEvidence, terms: pl.DataFrame, stress: Stress, as_of: date) -> FundSupply:
    """The supply of a fund by its measures and terms.

    Args:
        evidence: the fund's measures: worst_fill_known, supply_of_worst_offer, repurchase_cap, repurchases_per_year,
            months_to_half_out (zero for shares that are dealt each day).
        terms: core_fund__terms, for whether repurchases are suspended.
        stress: the policy.
        as_of: the document nearest to it counts, as for every term.
    """
    rows = terms.filter(pl.col("owner") == evidence.fund, pl.col("term") == "repurchases_suspended")
    said = nearest(rows, ["owner"], as_of, [], [])["value"].to_list()
    return fund_supply(
        worst_fill=evidence.measure("worst_fill_known").value,
        worst_paid=evidence.measure("supply_of_worst_offer").value,
        cap=evidence.measure("repurchase_cap").value,
        offers_per_year=evidence.measure("repurchases_per_year").value,
        stress=stress,
        is_daily=evidence.measure("months_to_half_out").value == 0,
        is_suspended=any(str(value).strip().lower() == "yes" for value in said),
    )
