"""What validation found: one result a rule, kept as rows of the store."""

from enum import StrEnum

from prudent.model.value import Value


class Severity(StrEnum):
    """What a failed rule means for the run."""

    CRITICAL = "critical"
    """The candidate's run stops; a peer is left out, with this as the reason."""
    WARNING = "warning"
    """The run goes on and page one counts it."""
    INFO = "info"


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    BROKE = "broke"
    """The rule itself could not be evaluated: nothing is known about the data."""
    NOT_APPLICABLE = "not_applicable"
    """There are no rows that the rule speaks of, and none were required."""


class RuleResult(Value):
    """One rule on one table (or one cross-check) for one fund."""

    owner: str
    table: str
    rule: str
    severity: Severity
    outcome: Outcome
    description: str
    """What the rule says, in plain words."""
    rows_checked: int
    rows_failed: int
    detail: str
    """For a failure: the rows and the numbers, as a sentence. For one that broke: what broke."""
