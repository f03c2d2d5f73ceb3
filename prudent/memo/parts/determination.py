"""What staff propose on one factor, in words for its chapter: the status, what carries it, and how much is open.

Belongs here: one paragraph. Does not: the status itself (`prudent/score/findings/propose.py`), what is missing
(`open_questions.py`), and the committee's determination, which is nobody's to write.
"""

from prudent.memo.parts.words import opened
from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, Finding, FindingStatus

_PROPOSED = {
    FindingStatus.SUPPORTED: "Staff propose that the committee so determine.",
    FindingStatus.NOT_SUPPORTED: "Staff do not propose that the committee so determine.",
    FindingStatus.INSUFFICIENT_EVIDENCE: "Staff propose no determination yet.",
    FindingStatus.NOT_APPLICABLE: "No question of the policy applies to this kind of fund, so staff propose nothing.",
}


_WEAK = "Every question is answered, and no answer is by itself a reason for the fund."


def determination(finding: Finding) -> str:
    """What is against the fund, else what speaks for it; then how many questions are open, which stand below it."""
    asked = [check for check in finding.checks if check.outcome is not CheckOutcome.NOT_APPLICABLE]
    against = [check.answer for check in asked if check.outcome is CheckOutcome.NOT_MET]
    met = sorted((c for c in asked if c.outcome is CheckOutcome.MET), key=lambda check: not check.speaks_for)
    said = against or [check.answer for check in met[: 2 if finding.status is FindingStatus.SUPPORTED else 1]]
    weak = finding.status is FindingStatus.SUPPORTED and not any(check.speaks_for for check in met)
    return " ".join((_PROPOSED[finding.status], *said, *((_WEAK,) if weak else ()), *_open(finding, len(asked))))


def _open(finding: Finding, asked: int) -> tuple[str, ...]:
    missing = sum(check.outcome is CheckOutcome.NOT_IN_EVIDENCE for check in finding.checks)
    if not missing:
        return ()
    if asked == 1:
        return ("Its one question has no evidence yet.",)
    verb = "has" if missing == 1 else "have"
    return (f"{opened(counted(missing))} of {counted(asked)} questions {verb} no evidence yet.",)
