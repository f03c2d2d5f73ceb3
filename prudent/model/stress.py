"""What a committee puts a fund's liquidity through: `policy/stress.yml`, typed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.questions import Reasoned, once
from prudent.model.value import Value

Part = Annotated[float, Field(gt=0, le=1)]
"""A fraction that is not nothing."""


class Supply(Reasoned):
    """How much of what holders ask for an offer pays, as a part of what the fund's worst offer on record paid."""

    id: str
    title: str
    of_worst_fill: Part


class Run(Reasoned):
    """What all holders of a fund ask for in a bad quarter, for funds whose offers were never cut short in evidence."""

    requested_frac: Part
    """Share of the fund."""


class Fall(Reasoned):
    """A fall of everything else in the host, with the sleeve's own marks following by a part of it."""

    id: str
    title: str
    rest_frac: Part
    """How much of its value the rest of the host loses."""
    sleeve_frac: Annotated[float, Field(ge=0, lt=1)]
    """How much the sleeve's marks lose by then; zero when they have not moved yet."""


class Stress(Value):
    """`policy/stress.yml`."""

    version: int
    demand_multiples: Annotated[tuple[Annotated[float, Field(gt=0, le=100)], ...], Field(min_length=1)]
    supplies: Annotated[tuple[Supply, ...], Field(min_length=1)]
    run: Run
    days: Annotated[int, Field(ge=90, le=3650)]
    """How far ahead is looked."""
    sleeve_weights: Annotated[tuple[Part, ...], Field(min_length=1)]
    falls: Annotated[tuple[Fall, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        once(self, "supplies", [supply.id for supply in self.supplies])
        once(self, "falls", [fall.id for fall in self.falls])
        once(self, "sleeve weights", [f"{weight:g}" for weight in self.sleeve_weights])
        return once(self, "demand multiples", [f"{multiple:g}" for multiple in self.demand_multiples])
