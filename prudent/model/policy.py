"""What a committee edits, typed: the files of `policy/`. Every threshold carries why, source and since."""

from datetime import date
from typing import Self

from pydantic import model_validator

from prudent.model.applicability import Applicability
from prudent.model.benchmarks import Benchmarks
from prudent.model.costs import Costs
from prudent.model.finding import Factor
from prudent.model.freshness import Freshness
from prudent.model.patterns import Patterns
from prudent.model.peers import PeerGroups
from prudent.model.questions import Checks, Concerns
from prudent.model.reconciliation import Reconciliation
from prudent.model.scorecard import Scorecard
from prudent.model.sources import Sources
from prudent.model.stress import Stress
from prudent.model.value import Value


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
    patterns: Patterns
    peer_groups: PeerGroups
    benchmarks: Benchmarks
    stress: Stress
    costs: Costs
    rule: Rule
    applicability: Applicability = Applicability(version=0)
    """Without the file every measure applies to every fund."""
    sources: Sources = Sources(version=0)
    reconciliation: Reconciliation = Reconciliation(version=0)
    """Without the file nothing is reconciled."""
    freshness: Freshness = Freshness(version=0)
    """Without the file nothing is too old."""
