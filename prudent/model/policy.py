"""What a committee edits, typed: the files of `policy/`. Every threshold carries why, source and since."""

import math
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.applicability import Applicability
from prudent.model.benchmarks import Benchmarks
from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.ids import Slug
from prudent.model.peers import PeerGroups
from prudent.model.plan import Fraction
from prudent.model.questions import Checks, Compare, Concerns, Reasoned, once
from prudent.model.value import Value


class CutOff(Value):
    at_least: float
    points: float


class Criterion(Reasoned):
    """One line of the scorecard."""

    id: Slug
    factor: Factor
    measure: str
    compare: Compare
    better: Literal["higher", "lower"]
    """For a value: which way is better. Cut-offs on a `lower` measure are met at or below."""
    cut_offs: Annotated[tuple[CutOff, ...], Field(min_length=1)]
    asset_classes: tuple[AssetClass, ...] = tuple(AssetClass)

    @property
    def points_possible(self) -> float:
        """Most points that the criterion can give."""
        return max(cut.points for cut in self.cut_offs)


class FactorWeight(Value):
    factor: Factor
    weight_frac: Fraction


class Scorecard(Value):
    """`policy/scorecard.yml`."""

    version: int
    weights: tuple[FactorWeight, ...]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> Self:
        if tuple(weight.factor for weight in self.weights) != tuple(Factor):
            raise ValueError("weights must name each of the six factors once, in the rule's order")
        total = sum(weight.weight_frac for weight in self.weights)
        if not math.isclose(total, 1):
            raise ValueError(f"weights must sum to 1, not {total}")
        return self

    @model_validator(mode="after")
    def _each_criterion_once(self) -> Self:
        return once(self, "criteria", [criterion.id for criterion in self.criteria])


class FactorQuestion(Value):
    """What the rule asks of one factor."""

    factor: Factor
    consider: str
    determine: str


class RegimeDate(Value):
    when: date
    what: str
    source: str


class Rule(Value):
    """`policy/rule/<id>.yml`: the regulation as data, with its status and the date at which that was known."""

    id: str
    title: str
    citation: str
    federal_register: str
    rin: str
    docket: str
    published: date
    status: str
    status_as_of: date
    status_sentence: str
    questions: tuple[FactorQuestion, ...]
    regime: tuple[RegimeDate, ...]

    @model_validator(mode="after")
    def _each_factor_asked(self) -> Self:
        if tuple(question.factor for question in self.questions) != tuple(Factor):
            raise ValueError("questions must name each of the six factors once, in the rule's order")
        return self


class Policy(Value):
    """All of `policy/`."""

    scorecard: Scorecard
    checks: Checks
    concerns: Concerns
    peer_groups: PeerGroups
    benchmarks: Benchmarks
    rule: Rule
    applicability: Applicability = Applicability(version=0)
    """Without the file every measure applies to every fund."""
