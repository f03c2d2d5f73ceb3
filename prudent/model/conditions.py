"""Conditions that a policy can name, typed: each holds, does not hold, or cannot be told from the evidence.

Belongs here: what the failing patterns (`policy/patterns.yml`) and the gates (`policy/scorecard.yml`) are made of. Does
not: how a condition is answered (`prudent/score/findings/conditions.py`).
"""

from typing import Annotated, Literal

from pydantic import Field

from prudent.model.finding import CheckOutcome
from prudent.model.ids import Slug
from prudent.model.questions import Compare
from prudent.model.value import Value


class MeasureCondition(Value):
    """A measure of the fund reaches a threshold. Not to be told where the measure is refused."""

    kind: Literal["measure"]
    measure: str
    compare: Compare = Compare.VALUE
    test: Literal["at_least", "at_most"]
    threshold: float


class TermCondition(Value):
    """A document answers a term with one of some words. Not to be told where no document does."""

    kind: Literal["term"]
    term: str
    says: tuple[str, ...] = ()
    """The whole answers that count, in any case of letters; none: any document that is no denial."""
    holds_word: tuple[str, ...] = ()
    """Words that the answer must hold one of."""


class BenchmarkCondition(Value):
    """How independent the chosen benchmark is of the fund's manager. Not to be told where none was chosen."""

    kind: Literal["benchmark"]
    head: Literal["independence"]
    test: Literal["at_least", "below"]
    score: Annotated[int, Field(ge=0, le=3)]


class CheckCondition(Value):
    """A question of the policy came out so."""

    kind: Literal["check"]
    check: Slug
    outcome: CheckOutcome


class PatternCondition(Value):
    """A failing pattern came out so."""

    kind: Literal["pattern"]
    pattern: Slug
    outcome: Literal["triggered", "not triggered"]


class CoverageCondition(Value):
    """The share of the scorecard's weight that has evidence lies so."""

    kind: Literal["coverage"]
    test: Literal["at_least", "below"]
    threshold: Annotated[float, Field(ge=0, le=1)]


EvidenceCondition = Annotated[MeasureCondition | TermCondition | BenchmarkCondition, Field(discriminator="kind")]
"""What the evidence alone can answer."""

GateCondition = Annotated[
    MeasureCondition | TermCondition | BenchmarkCondition | CheckCondition | PatternCondition | CoverageCondition,
    Field(discriminator="kind"),
]
"""What the evidence, the findings and the scorecard's coverage can answer."""
