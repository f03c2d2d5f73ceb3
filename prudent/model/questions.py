"""What a policy asks of the evidence, typed: the questions behind the factors, and what speaks against a fund.

Belongs here: `policy/checks.yml` and `policy/concerns.yml`. Does not: how they are answered (`prudent/score`).
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from prudent.model.amounts import amounts
from prudent.model.finding import Factor
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.ids import Line, Slug
from prudent.model.routes import Route
from prudent.model.value import Value

T = TypeVar("T")
_NAMED = re.compile(r"⟨[^⟩]*⟩")


class Compare(StrEnum):
    """What of a measure is held against a threshold."""

    VALUE = "value"
    PEER_PERCENTILE = "peer_percentile"
    """Share of peers that the fund is better than."""
    PEERS_N = "peers_n"
    """Number of peers with the measure on the same window."""
    OVER_PEER_MEDIAN = "over_peer_median"
    """The value less the peers' median."""
    PEER_WORST = "peer_worst"
    """The worst value among the peers."""


class Reasoned(Value):
    """Something that was chosen, with the reason."""

    why: str
    source: str
    since: date


def once(whole: T, what: str, names: list[str]) -> T:
    """The whole unchanged, unless a name stands twice in it."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} must be named once each: {twice[0]} stands twice")
    return whole


TOLERANCE = 1e-9
"""How far a value may fall short of a threshold and still reach it, as a share of the threshold (of 1 for one under 1).
Floats lose a part in 1e16 at each step: 0.9 may be computed as 0.8999999999999999. No document states nine digits."""


def slack(threshold: float) -> float:
    """By how much a value may fall short of the threshold, in the value's own unit."""
    return TOLERANCE * max(1.0, abs(threshold))


FactorName = Annotated[Factor | Slug, Field(union_mode="left_to_right")]
"""One of the rule's six factors, or the id of a committee's own."""


class Asked(Reasoned):
    """Something that is asked of the evidence, for the kinds of fund that it is about."""

    id: Slug
    asset_classes: tuple[AssetClass, ...] = tuple(AssetClass)
    wrappers: tuple[Wrapper, ...] = tuple(Wrapper)

    def applies_to(self, fund: Fund) -> bool:
        """Whether the fund is of a kind that this is about."""
        return fund.asset_class in self.asset_classes and fund.wrapper in self.wrappers


def reaches(value: float, test: Literal["at_least", "at_most"], threshold: float) -> bool:
    """Whether the value lies at or beyond the threshold, on the side that the test names, within `slack`."""
    near = slack(threshold)
    return value >= threshold - near if test == "at_least" else value <= threshold + near


class Question(Asked):
    """A question of a factor."""

    factor: FactorName
    question: str
    item: str
    """The same as a noun, for the list of what is missing."""
    what_to_ask: str


class SpeaksWhen(Value):
    """A second measure that has to reach a threshold before an answer is a reason for the fund.

    Where it does not, or is not in evidence, the answer stands and speaks for nothing: a figure that its own error
    refutes is no reason.
    """

    measure: str
    compare: Compare = Compare.VALUE
    test: Literal["at_least", "at_most"]
    threshold: float


class MeasureCheck(Question):
    """A question of a factor that a measure answers."""

    kind: Literal["measure"]
    answer: str
    """A sentence with ⟨figures⟩, said when all of them are measured."""
    measure: str
    compare: Compare
    test: Literal["at_least", "at_most", "present"]
    threshold: float | None = None
    change: str | None = None
    """What would change the answer when it is not met; may name ⟨figures⟩."""
    speaks_for: bool = True
    """Whether meeting it is a reason for the fund; that evidence is at hand is not one."""
    short_is: Literal["not met", "not in evidence"] = "not met"
    """What it means to miss the threshold: for a count of evidence, that evidence is missing."""
    else_measure: str | None = None
    """What answers instead where the record is too short for the measure's window."""
    else_answer: str | None = None
    """The sentence for it, with its n and its error."""
    speaks_when: SpeaksWhen | None = None
    """What else must hold for it to be a reason for the fund; None: that it is met is enough."""
    else_speaks_when: SpeaksWhen | None = None
    """The same where `else_measure` answers."""

    @model_validator(mode="after")
    def _threshold_is_given(self) -> Self:
        if self.test != "present" and self.threshold is None:
            raise ValueError(f"check {self.id} tests {self.test} and gives no threshold")
        if (self.else_measure is None) != (self.else_answer is None):
            raise ValueError(f"check {self.id} must give both else_measure and else_answer, or neither")
        if self.else_speaks_when is not None and self.else_measure is None:
            raise ValueError(f"check {self.id} gives else_speaks_when and no else_measure")
        if not self.speaks_for and (self.speaks_when or self.else_speaks_when):
            raise ValueError(f"check {self.id} speaks_for nothing, so it can name nothing that must hold for it")
        return self


class DocumentCheck(Question):
    """A question of a factor that a document in the packet answers by being there."""

    kind: Literal["document"]
    term: str
    adverse: str | None = None
    """The value that answers the question against the fund; any other answers it for the fund."""
    asks_yes_or_no: bool = False
    """Whether `no` is an answer. Where a document is asked for, `no` says that there is none."""
    adverse_answer: str = ""


class RoutesCheck(Question):
    """A question of a factor that one of several routes answers, each with all of its items."""

    kind: Literal["routes"]
    any_of: Annotated[tuple[Route, ...], Field(min_length=1)]
    speaks_for: bool = True
    """Whether meeting it is a reason for the fund; that figures are at hand is not one."""

    @model_validator(mode="after")
    def _each_route_once(self) -> Self:
        return once(self, f"routes of {self.id}", [route.id for route in self.any_of])


Check = MeasureCheck | DocumentCheck | RoutesCheck


class Concern(Asked):
    """What speaks against a fund when a measure reaches a threshold. It decides no factor."""

    factor: Factor
    measure: str
    compare: Compare = Compare.VALUE
    test: Literal["at_least", "at_most"]
    threshold: float
    sentence: str

    @model_validator(mode="after")
    def _says_no_number_of_its_own(self) -> Self:
        """A memo prints the sentence without its source, so that its numbers must be figures."""
        if found := amounts(_NAMED.sub(" ", self.sentence)):
            raise ValueError(
                f"the sentence of concern {self.id} says {found[0]}, which nobody could look up; name a figure, such "
                f"as ⟨{self.measure}⟩, or say it in words"
            )
        return self


class Concerns(Value):
    """`policy/concerns.yml`, the gravest first."""

    version: int
    concerns: tuple[Concern, ...]

    @model_validator(mode="after")
    def _each_concern_once(self) -> Self:
        return once(self, "concerns", [concern.id for concern in self.concerns])


class OwnFactor(Reasoned):
    """A factor that a committee adds to the rule's six, which are not exhaustive. It changes none of them."""

    id: Slug
    title: Line
    consider: str
    determine: str


class Checks(Value):
    """`policy/checks.yml`."""

    version: int
    checks: tuple[Annotated[Check, Field(discriminator="kind")], ...]
    own_factors: tuple[OwnFactor, ...] = ()

    @model_validator(mode="after")
    def _each_own_factor_is_its_own(self) -> Self:
        own = [factor.id for factor in self.own_factors]
        if taken := sorted(set(own) & {factor.value for factor in Factor}):
            raise ValueError(f"own_factors must not be called {taken[0]}, which is one of the rule's six")
        for check in self.checks:
            if not isinstance(check.factor, Factor) and check.factor not in own:
                raise ValueError(f"check {check.id} names the factor {check.factor}, which is not among own_factors")
        silent = next((name for name in own if not any(check.factor == name for check in self.checks)), None)
        if silent:
            raise ValueError(f"own factor {silent} has no check, so nothing could be found on it")
        return once(self, "own_factors", own)

    @model_validator(mode="after")
    def _each_check_once(self) -> Self:
        silent = [factor.value for factor in Factor if not any(check.factor is factor for check in self.checks)]
        if silent:
            raise ValueError(f"checks must ask at least one question of each factor, and none is asked of {silent[0]}")
        return once(self, "checks", [check.id for check in self.checks])

    @property
    def by_id(self) -> Mapping[str, Check]:
        """Every question under its id."""
        return {check.id: check for check in self.checks}
