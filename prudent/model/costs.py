"""How a committee turns a fee into dollars: `policy/costs.yml`, typed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.questions import Reasoned, once


class Costs(Reasoned):
    """`policy/costs.yml`."""

    version: int
    growth_frac: Annotated[float, Field(gt=-1, le=1)]
    """What the investment grows by in a year before fees, the same for every fund."""
    years: Annotated[tuple[Annotated[int, Field(ge=1, le=60)], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        return once(self, "years", [str(year) for year in self.years])
