"""What a committee puts a fund's liquidity through: `policy/stress.yml`, typed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from prudent.model.ids import Slug
from prudent.model.questions import Reasoned, once
from prudent.model.value import Value

Part = Annotated[float, Field(gt=0, le=1)]
"""A fraction that is not nothing."""


class Supply(Reasoned):
    """How much of what holders ask for an offer pays, as a part of what the fund's worst offer on record paid."""

    id: Slug
    title: str
    of_worst_fill: Part


class Run(Reasoned):
    """What all holders of a fund ask for in a bad quarter, for funds whose offers were never cut short in evidence."""

    requested_frac: Part
    """Share of the fund."""


class AtCap(Reasoned):
    """Every holder of the fund asks for the share of a holding that the plan asks for, and each offer pays its cap."""

    id: Slug
    title: str


class Leaving(Reasoned):
    """Some of all holders, the plan among them, ask for everything they hold at one offer."""

    id: Slug
    title: str
    holders_frac: Part
    """Share of the fund that they hold."""
    of_supply: Part = 1
    """What an offer pays, as a part of what the worst offer on record paid; of the cap where no offer was cut short."""


class FirstPage(Value):
    """The two cases of `leaving` that page one shows, by id."""

    base: Slug
    stress: Slug


class Fall(Reasoned):
    """A fall of everything else in the host, with the sleeve's own marks following by a part of it."""

    id: Slug
    title: str
    rest_frac: Annotated[float, Field(gt=0, lt=1)]
    """How much of its value the rest of the host loses."""
    sleeve_frac: Annotated[float, Field(ge=0, lt=1)]
    """How much the sleeve's marks lose by then; zero when they have not moved yet."""


class Stress(Value):
    """`policy/stress.yml`."""

    version: int
    demand_multiples: Annotated[tuple[Annotated[float, Field(gt=0, le=100)], ...], Field(min_length=1)]
    supplies: Annotated[tuple[Supply, ...], Field(min_length=1)]
    run: Run
    at_cap: AtCap
    leaving: Annotated[tuple[Leaving, ...], Field(min_length=1)]
    first_page: FirstPage
    months: Annotated[int, Field(ge=3, le=120)]
    """How far ahead is looked."""
    sleeve_weights: Annotated[tuple[Part, ...], Field(min_length=1)]
    falls: Annotated[tuple[Fall, ...], Field(min_length=1)]

    @property
    def titles(self) -> dict[str, str]:
        """What each scenario is called, by id, in the policy's order."""
        return {scenario.id: scenario.title for scenario in (*self.supplies, self.at_cap, *self.leaving)}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        scenarios = (*self.supplies, self.at_cap, *self.leaving)
        once(self, "supplies, at_cap and leaving", [scenario.id for scenario in scenarios])
        self._first_page_is_of_one_share()
        once(self, "falls", [fall.id for fall in self.falls])
        once(self, "sleeve weights", [f"{weight:g}" for weight in self.sleeve_weights])
        return once(self, "demand multiples", [f"{multiple:g}" for multiple in self.demand_multiples])

    def _first_page_is_of_one_share(self) -> None:
        shown = (self.first_page.base, self.first_page.stress)
        known = {case.id: case.holders_frac for case in self.leaving}
        if unknown := next((name for name in shown if name not in known), None):
            raise ValueError(f"first_page names {unknown}, which is not among leaving")
        if known[shown[0]] != known[shown[1]]:
            raise ValueError("base and stress of first_page must be of the same holders_frac")
