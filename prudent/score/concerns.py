"""What speaks against a fund: the policy's concerns that the evidence bears out."""

from prudent.model.fund import Fund
from prudent.model.policy import Concern, Concerns
from prudent.score.evidence_of import FundEvidence


def borne_out(fund: Fund, evidence: FundEvidence, policy: Concerns) -> tuple[Concern, ...]:
    """The concerns whose measure reaches the threshold, in the policy's order. No measure, no concern."""
    return tuple(concern for concern in policy.concerns if _applies(concern, fund) and _reaches(concern, evidence))


def _applies(concern: Concern, fund: Fund) -> bool:
    return fund.asset_class in concern.asset_classes and fund.wrapper in concern.wrappers


def _reaches(concern: Concern, evidence: FundEvidence) -> bool:
    value = evidence.compared(concern.measure, concern.compare)
    if not isinstance(value, float | int):
        return False
    return value >= concern.threshold if concern.test == "at_least" else value <= concern.threshold
