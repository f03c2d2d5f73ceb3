"""What staff can recommend."""

from enum import StrEnum


class Verdict(StrEnum):
    """What staff recommend. The committee decides."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve with conditions"
    DEFER = "defer"
    DECLINE = "decline"
