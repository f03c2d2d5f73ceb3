"""Findings: per factor what was considered, what staff propose, on what evidence. A score never decides one."""

from enum import StrEnum

from prudent.model.fact import Grade
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


class Finding(Value):
    """Staff's proposal on one factor. The committee's determination is its own and stands elsewhere."""

    factor: Factor
    status: FindingStatus
    sentence: str
    checks: tuple[CheckResult, ...]
    grade: Grade | None
    judgement: str = "own (staff proposal; no 3(21) advice and no 3(38) delegation on file)"
