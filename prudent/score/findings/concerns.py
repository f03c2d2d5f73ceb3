"""What speaks against a fund: the policy's concerns that the evidence bears out."""

from prudent.model.fund import Fund
from prudent.model.questions import Concern, Concerns, reaches
from prudent.score.findings.evidence_of import FundEvidence


def borne_out(fund: Fund, evidence: FundEvidence, policy: Concerns) -> tuple[Concern, ...]:
    """The concerns whose measure reaches the threshold, in the policy's order. No measure, no concern."""
    return tuple(concern for concern in policy.concerns if concern.applies_to(fund) and _borne_out(concern, evidence))


def _borne_out(concern: Concern, evidence: FundEvidence) -> bool:
    value = evidence.compared(concern.measure, concern.compare)
    return isinstance(value, float | int) and reaches(value, concern.test, concern.threshold)
