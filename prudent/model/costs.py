"""How a committee turns a fee into dollars, and a share of profits into a rate: `policy/costs.yml`, typed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.fund import AssetClass
from prudent.model.ids import Line
from prudent.model.questions import Reasoned, once


class Alternative(Reasoned):
    """An investment outside the packets that a fund of the class is held against: its printed fee, with its source."""

    asset_class: AssetClass
    name: Line
    fee_frac: Annotated[float, Field(ge=0, lt=1)]
    """All-in fee a year as printed, a fraction of net assets."""


class Costs(Reasoned):
    """`policy/costs.yml`."""

    version: int
    growth_frac: Annotated[float, Field(gt=-1, le=1)]
    """What the investment grows by in a year before fees, the same for every fund."""
    years: Annotated[tuple[Annotated[int, Field(ge=1, le=60)], ...], Field(min_length=1)]
    income_levels_frac: tuple[Annotated[float, Field(gt=0, le=1)], ...] = ()
    """Incomes a year before the incentive fee, fractions of net assets, at which that fee is said."""
    alternatives: tuple[Alternative, ...] = ()
    """Beside the other funds of the comparison; where none is named, those alone count."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        once(self, "income levels", [f"{level:g}" for level in self.income_levels_frac])
        once(self, "alternatives", [f"{item.asset_class.value} {item.name}" for item in self.alternatives])
        return once(self, "years", [str(year) for year in self.years])
