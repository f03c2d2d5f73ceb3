"""`policy/scorecard.yml`, typed: gates, weights, criteria with their cut-offs, and how the score's doubt is measured.

Belongs here: what a committee writes down, and what contradicts itself. Does not: how points are reached
(`prudent/score/scorecard`).
"""

import itertools
import math
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.conditions import GateCondition
from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.ids import Slug
from prudent.model.plan import Fraction
from prudent.model.questions import Asked, Compare, Reasoned, once
from prudent.model.value import Value


class CutOff(Value):
    at_least: float
    points: Annotated[float, Field(ge=0)]


class Criterion(Reasoned):
    """One line of the scorecard."""

    id: Slug
    factor: Factor
    measure: str
    else_measure: str | None = None
    """What all funds are held against where the candidate's record is too short for the measure's window."""
    compare: Compare
    better: Literal["higher", "lower"]
    """For a value: which way is better. Cut-offs on a `lower` measure are met at or below."""
    cut_offs: Annotated[tuple[CutOff, ...], Field(min_length=1)]
    """The hardest first, each with fewer points than the one before it."""
    asset_classes: tuple[AssetClass, ...] = tuple(AssetClass)

    @property
    def points_possible(self) -> float:
        """Most points that the criterion can give."""
        return max(cut.points for cut in self.cut_offs)

    @property
    def is_better_lower(self) -> bool:
        """Whether cut-offs are met at or below. A share of peers is always better higher."""
        return self.better == "lower" and self.compare in {Compare.VALUE, Compare.OVER_PEER_MEDIAN}

    @model_validator(mode="after")
    def _compares_the_fund_itself(self) -> Self:
        if self.compare is Compare.PEER_WORST:
            raise ValueError(
                f"criterion {self.id} compares {self.compare.value}, which says nothing of the fund itself"
            )
        return self

    @model_validator(mode="after")
    def _cut_offs_in_order(self) -> Self:
        if self.points_possible <= 0:
            raise ValueError(f"criterion {self.id} gives no points at any cut-off, so it could never be met")
        for harder, easier in itertools.pairwise(self.cut_offs):
            easier_is_easier = (
                easier.at_least > harder.at_least if self.is_better_lower else easier.at_least < harder.at_least
            )
            if not easier_is_easier or easier.points >= harder.points:
                raise ValueError(
                    f"criterion {self.id}: cut-off {easier.at_least:g} must be easier than {harder.at_least:g} "
                    "before it and give fewer points"
                )
        return self


class FactorWeight(Value):
    factor: Factor
    weight_frac: Fraction


class Gate(Asked):
    """What must hold before points may be ranked. A gate that fails leaves the points and takes away the rank."""

    title: str
    failed_when: Annotated[tuple[GateCondition, ...], Field(min_length=1)]
    """Any one fails it."""
    passed_when: Annotated[tuple[GateCondition, ...], Field(min_length=1)]
    """Else any one passes it; else it is not in evidence."""
    failed: str
    passed: str
    what_to_ask: str


class Resampling(Reasoned):
    """How the uncertainty of score and rank is drawn: blocks of months, the same for all funds."""

    seed: Annotated[int, Field(ge=0, lt=2**63)]
    draws: Annotated[int, Field(ge=100, le=100_000)]
    block_months: Annotated[int, Field(ge=3, le=36, multiple_of=3)]
    """Length of a block. Whole quarters, so that quarterly series are drawn with the same blocks."""
    least_observations: Annotated[int, Field(ge=12)]
    """Under so many observations in the window nothing is drawn."""


class WeightGrid(Reasoned):
    """The weight vectors under which score and rank are shown: all that are whole steps and sum to one."""

    steps: Annotated[int, Field(ge=2, le=20)]
    """A step is one over this."""


class Scorecard(Value):
    """`policy/scorecard.yml`."""

    version: int
    gates: tuple[Gate, ...] = ()
    weights: tuple[FactorWeight, ...]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    resampling: Resampling
    weight_grid: WeightGrid

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> Self:
        if tuple(weight.factor for weight in self.weights) != tuple(Factor):
            raise ValueError("weights must name each of the six factors once, in the rule's order")
        total = math.fsum(weight.weight_frac for weight in self.weights)
        if not math.isclose(total, 1):
            raise ValueError(f"weights must sum to 1, not {total:g}")
        return self

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        once(self, "gates", [gate.id for gate in self.gates])
        return once(self, "criteria", [criterion.id for criterion in self.criteria])

    @model_validator(mode="after")
    def _each_weight_has_a_criterion(self) -> Self:
        """A class without a criterion whose factor has a weight would have no score at all."""
        weighted = {weight.factor for weight in self.weights if weight.weight_frac > 0}
        for asset_class in AssetClass:
            if not any(c.factor in weighted for c in self.criteria if asset_class in c.asset_classes):
                named = asset_class.value.replace("_", " ")
                raise ValueError(f"no criterion with a weight above zero applies to {named}, so it could have no score")
        return self

    def criteria_for(self, asset_class: AssetClass) -> tuple[Criterion, ...]:
        """The criteria that apply to a class."""
        return tuple(criterion for criterion in self.criteria if asset_class in criterion.asset_classes)

    def weight_of(self, factor: Factor) -> float:
        """The weight of a factor."""
        return next(weight.weight_frac for weight in self.weights if weight.factor is factor)


class GateResult(Value):
    """What came of one gate."""

    gate: str
    title: str
    outcome: Literal["passed", "failed", "not in evidence"]
    answer: str
    evidence: tuple[str, ...] = ()
    """Locators."""
    source: str
    what_to_ask: str | None = None
