"""Which measures a drawdown vehicle has: what each needs, how it is made, and how it is told.

Belongs here: the list. Does not: the arithmetic (`cash_flows.py`, `market_equivalent.py`), which rows count
(`vehicle.py`), rows of score_fund__measures (`vehicle_answers.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from prudent.model.finding import Factor
from prudent.model.measured import Refusal, RefusalCode, Unit
from prudent.score.panel import Floats
from prudent.score.performance.cash_flows import DAYS_IN_YEAR, Multiples, multiples, xirr
from prudent.score.performance.market_equivalent import (
    DirectAlpha,
    direct_alpha,
    ks_pme,
    long_nickels,
    modified_pme,
    pme_plus,
)
from prudent.score.performance.vehicle import Vehicle

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """A vehicle with the index level of each of its dates, and the same by the dates of its net asset values."""

    flows: Vehicle
    index: Floats | Refusal
    quarterly: Vehicle | Refusal
    quarterly_index: Floats | Refusal


@dataclass(frozen=True, slots=True)
class VehicleMeasure:
    """One measure. `method` names the proxy as ⟨index⟩."""

    name: str
    unit: Unit
    of: Callable[[Held], float | Refusal]
    method: str
    to_value: bool = True
    """Whether it needs a net asset value at the end."""
    a_year: bool = False
    """Whether it is a rate a year."""

    @property
    def factor(self) -> Factor:
        """Benchmark for what is carried by an index, else performance."""
        return Factor.BENCHMARK if "⟨index⟩" in self.method else Factor.PERFORMANCE

    def read(self, held: Held) -> float | Refusal:
        """The value, or the first reason why there is none."""
        why = held.flows.ends if self.to_value else None
        return why or (_under_a_year(held.flows) if self.a_year else None) or self.of(held)


def _under_a_year(flows: Vehicle) -> Refusal | None:
    """A rate a year is given from a year on: a part of a year is not annualised (GIPS Standards 2020)."""
    days = (flows.dates[-1] - flows.dates[0]).days
    reason = f"The flows in evidence span {days} days; a rate a year needs {DAYS_IN_YEAR}."
    return None if days >= DAYS_IN_YEAR else Refusal(code=RefusalCode.TOO_FEW_OBSERVATIONS, reason=reason)


def _part(made: T | Refusal, take: Callable[[T], float]) -> float | Refusal:
    return made if isinstance(made, Refusal) else take(made)


def _multiples(held: Held) -> Multiples | Refusal:
    flows = held.flows
    return multiples(flows.contributions, flows.distributions, 0.0 if flows.ends else flows.net_asset_value)


def _recallable(held: Held) -> float | Refusal:
    return _part(multiples(held.flows.contributions, held.flows.recallable, 0.0), lambda made: made.dpi)


def _ks_pme(held: Held) -> float | Refusal:
    flows = held.flows
    if isinstance(held.index, Refusal):
        return held.index
    return ks_pme(flows.contributions, flows.distributions, held.index, flows.net_asset_value)


def _direct_alpha(held: Held) -> DirectAlpha | Refusal:
    flows = held.flows
    if isinstance(held.index, Refusal):
        return held.index
    return direct_alpha(flows.contributions, flows.distributions, held.index, flows.net_asset_value, flows.dates)


def _long_nickels(held: Held) -> float | Refusal:
    flows = held.flows
    if isinstance(held.index, Refusal):
        return held.index
    made = long_nickels(flows.contributions, flows.distributions, held.index, flows.dates)
    return _part(made, lambda found: found.irr)


def _pme_plus(held: Held) -> float | Refusal:
    flows = held.flows
    if isinstance(held.index, Refusal):
        return held.index
    made = pme_plus(flows.contributions, flows.distributions, held.index, flows.net_asset_value, flows.dates)
    return _part(made, lambda found: found.irr)


def _mpme(held: Held) -> float | Refusal:
    flows, index = held.quarterly, held.quarterly_index
    if isinstance(held.index, Refusal):
        return held.index
    if isinstance(flows, Refusal):
        return flows
    if isinstance(index, Refusal):
        return index
    made = modified_pme(flows.contributions, flows.distributions, index, flows.values, flows.dates)
    return _part(made, lambda found: found.irr)


_YEAR, _MULTIPLE = Unit.FRACTION_PER_YEAR, Unit.MULTIPLE
_CARRIED = (
    "Flows are carried to the last net asset value by total returns of ⟨index⟩, each from the last month end at or "
    "before its day; gross, nothing is netted."
)
_BESIDE = "To be read beside irr_since_start."

VEHICLE_MEASURES = (
    VehicleMeasure(
        "irr_since_start",
        _YEAR,
        lambda held: xirr(held.flows.dates, held.flows.net),
        "Rate that brings all flows between the vehicle and its investors and its last net asset value to zero, by "
        "days over 365; refused where more than one rate does.",
        a_year=True,
    ),
    VehicleMeasure(
        "dpi",
        _MULTIPLE,
        lambda held: _part(_multiples(held), lambda made: made.dpi),
        "Distributions over contributions. Recallable distributions count, and what is called back is a contribution "
        "again. To the last net asset value; where none can end the flows, to the last flow.",
        to_value=False,
    ),
    VehicleMeasure(
        "recallable_to_paid_in",
        _MULTIPLE,
        _recallable,
        "Recallable distributions over contributions: the part of DPI that could be called back when it was paid. To "
        "the same day as DPI.",
        to_value=False,
    ),
    VehicleMeasure(
        "rvpi",
        _MULTIPLE,
        lambda held: _part(_multiples(held), lambda made: made.rvpi),
        "Last net asset value over contributions up to its day.",
    ),
    VehicleMeasure(
        "tvpi",
        _MULTIPLE,
        lambda held: _part(_multiples(held), lambda made: made.tvpi),
        "DPI and RVPI added up, both to the last net asset value.",
    ),
    VehicleMeasure(
        "ks_pme",
        Unit.RATIO,
        _ks_pme,
        "Distributions and the last net asset value over contributions, all carried (Kaplan & Schoar 2005). "
        f"{_CARRIED}",
    ),
    VehicleMeasure(
        "direct_alpha",
        _YEAR,
        lambda held: _part(_direct_alpha(held), lambda made: made.discrete),
        "Rate of return of the carried flows, discrete, by days over 365 (Gredil, Griffiths & Stucke 2014). "
        f"{_CARRIED}",
        a_year=True,
    ),
    VehicleMeasure(
        "direct_alpha_continuous",
        _YEAR,
        lambda held: _part(_direct_alpha(held), lambda made: made.continuous),
        f"Direct Alpha compounded continuously, ln(1 + direct_alpha). {_CARRIED}",
        a_year=True,
    ),
    VehicleMeasure(
        "pme_long_nickels",
        _YEAR,
        _long_nickels,
        f"Rate of return had each flow gone into or out of the index (Long & Nickels 1996). {_BESIDE} {_CARRIED}",
        a_year=True,
    ),
    VehicleMeasure(
        "pme_plus",
        _YEAR,
        _pme_plus,
        "Rate of return with the distributions scaled so that the index ends with the vehicle's net asset value "
        f"(Rouvinez & Kubr 2003). {_BESIDE} {_CARRIED}",
        a_year=True,
    ),
    VehicleMeasure(
        "mpme",
        _YEAR,
        _mpme,
        "Rate of return of a holding in the index that pays out the same part of itself as the vehicle did; each flow "
        f"is moved to the next net asset value, at most a quarter on (Cambridge Associates 2013). {_BESIDE} {_CARRIED}",
        a_year=True,
    ),
)
