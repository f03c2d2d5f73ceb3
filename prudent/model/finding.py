"""Findings: per factor what was considered, what staff propose, on what evidence. A score never decides one."""

from enum import StrEnum

from prudent.model.fact import Grade
from prudent.model.ids import Slug
from prudent.model.value import Value


class Factor(StrEnum):
    """The six factors of the proposed rule, in its order."""

    PERFORMANCE = "performance"
    FEES = "fees"
    LIQUIDITY = "liquidity"
    VALUATION = "valuation"
    BENCHMARK = "benchmark"
    COMPLEXITY = "complexity"


class FindingStatus(StrEnum):
    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    INSUFFICIENT_EVIDENCE = "insufficient evidence"
    NOT_APPLICABLE = "not applicable"


class CheckOutcome(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    NOT_IN_EVIDENCE = "not in evidence"
    NOT_APPLICABLE = "not applicable"


class ItemResult(Value):
    """One item of a route."""

    item: str
    outcome: CheckOutcome
    answer: str


class RouteResult(Value):
    """One route to an answer, with what is on file for each of its items."""

    route: str
    title: str
    outcome: CheckOutcome
    items: tuple[ItemResult, ...]


class CheckResult(Value):
    """One question of a factor, answered from evidence."""

    check: str
    question: str
    outcome: CheckOutcome
    answer: str
    """A sentence; `⟨name⟩` stands for a figure of the memo."""
    threshold: str
    source: str
    evidence: tuple[str, ...] = ()
    what_to_ask: str | None = None
    """When the evidence is missing: the document or figure to ask the manager for."""
    routes: tuple[RouteResult, ...] = ()
    """For a question that several routes can answer: those that are open to the fund's wrapper."""
    warnings: tuple[str, ...] = ()
    """What does not change the answer and must be answered itself, such as the age of a representation."""
    speaks_for: bool = True
    """Whether being met is a reason for the fund: not where evidence is merely at hand, or its own error refutes it."""


class Proposal(Value):
    """What staff propose on something that the committee determines."""

    status: FindingStatus
    sentence: str
    checks: tuple[CheckResult, ...]
    grade: Grade | None
    judgement: str = "own (staff proposal; no 3(21) advice and no 3(38) delegation on file)"


class Finding(Proposal):
    """Staff's proposal on one factor. The committee's determination is its own and stands elsewhere."""

    factor: Factor


class OwnFinding(Proposal):
    """Staff's proposal on a factor that the committee added. It changes none of the six."""

    factor: Slug
    title: str
    question: str
    """What the committee asks to consider and to determine."""
