"""What a committee edits, typed: the files of `policy/`. Every threshold carries why, source and since."""

import math
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prudent.model.finding import Factor
from prudent.model.fund import AssetClass
from prudent.model.ids import BenchmarkId, FundId, PeerGroupId, Slug
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


class Horizon(Value):
    """A comparison window: so many months, ending at the as-of date or at the last such month end before it."""

    id: Slug
    months: Annotated[int, Field(ge=1, le=600)]
    end_month: Annotated[int, Field(ge=1, le=12)] | None = None
    """Calendar month in which the window ends; None: the as-of date itself."""
    why: str


class Member(Value):
    fund: FundId
    why: str
    name: str | None = None
    """For a near miss, which has no packet in the case: what it is called."""


class PeerGroup(Value):
    """Funds that are similar in risk, return, liquidity and allocation, and near ones that are not, each with why."""

    id: PeerGroupId
    title: str
    basis: str
    members: tuple[Member, ...]
    near_misses: tuple[Member, ...] = ()
    horizon: Horizon
    """The window on which returns are compared."""
    source: str
    since: date


class PeerGroups(Value):
    """`policy/peer_groups.yml`."""

    version: int
    groups: tuple[PeerGroup, ...]

    def of(self, fund: FundId) -> PeerGroup | None:
        """The group that the fund belongs to; None when it is in none."""
        return next((group for group in self.groups if any(m.fund == fund for m in group.members)), None)


class BenchmarkCandidate(Reasoned):
    """One public proxy, scored 0 to 3 on each of the rule's four heads."""

    benchmark: BenchmarkId
    name: str
    mandate: Literal[0, 1, 2, 3]
    strategy: Literal[0, 1, 2, 3]
    objectives: Literal[0, 1, 2, 3]
    risk: Literal[0, 1, 2, 3]

    @property
    def similarity(self) -> int:
        """Sum of the four heads, 0 to 12."""
        return self.mandate + self.strategy + self.objectives + self.risk


class BenchmarkChoice(Value):
    """The candidates for one asset class. The most similar is chosen; the others are the rejection log."""

    asset_class: AssetClass
    candidates: tuple[BenchmarkCandidate, ...]
    least_similarity: int

    @property
    def chosen(self) -> BenchmarkCandidate | None:
        """The most similar candidate, the first named on a tie; None when none is similar enough."""
        best = max(self.candidates, key=lambda candidate: candidate.similarity, default=None)
        return best if best is not None and best.similarity >= self.least_similarity else None


class Benchmarks(Value):
    """`policy/benchmarks.yml`."""

    version: int
    risk_free: BenchmarkId
    choices: tuple[BenchmarkChoice, ...]

    @model_validator(mode="after")
    def _each_class_once(self) -> Self:
        return once(self, "asset classes", [choice.asset_class.value for choice in self.choices])

    def for_class(self, asset_class: AssetClass) -> BenchmarkChoice | None:
        """The candidates for an asset class; None when the policy names none."""
        return next((choice for choice in self.choices if choice.asset_class == asset_class), None)


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
