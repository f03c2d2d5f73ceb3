"""Which of the six factors a packet lets a committee determine, and what is missing for the others.

Belongs here: asking the policy's questions of a packet that was read. Does not: reading it, and any answer of its own.
"""

from dataclasses import dataclass

from prudent.errors import PrudentError
from prudent.ingest.deliveries import Deliveries
from prudent.ingest.files import Files
from prudent.ingest.fund import FundPackets
from prudent.ingest.gather import Gathered, gather_around
from prudent.ingest.known import Known
from prudent.model.finding import CheckOutcome, CheckResult, Finding, FindingStatus
from prudent.model.questions import Checks
from prudent.model.run import Request
from prudent.model.validation import Outcome, RuleResult, Severity


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that the packet leaves open."""

    item: str
    why: str
    what_to_ask: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the six, as the packet leaves it."""

    factor: str
    status: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the policy's rules and questions said of the packet."""

    factors: tuple[Factor, ...] = ()
    stops: tuple[str, ...] = ()
    """What a critical rule found, which stops a memo."""
    doubts: tuple[str, ...] = ()
    """What other rules found, which a memo prints."""
    not_asked: str = ""
    """Why nothing was asked; empty where it was."""

    @property
    def open(self) -> tuple[Factor, ...]:
        """The factors that cannot be determined."""
        return tuple(factor for factor in self.factors if factor.status == FindingStatus.INSUFFICIENT_EVIDENCE.value)


def ask_of_packet(
    files: Files, request: Request, known: Known, deliveries: Deliveries, candidate: FundPackets
) -> Asked:
    """Put the policy's rules and questions to a packet.

    Args:
        files: the project's folder, with the packet in it or beside it.
        request: the fund, the date and the plan that the memo would be for.
        known: today.
        deliveries: what the store has received of the peers.
        candidate: the fund with what was read of it.
    """
    from expectations.validate import validate  # noqa: PLC0415 -- slow to load, and a packet with no header needs none
    from prudent.score.score import score  # noqa: PLC0415

    try:
        gathered = gather_around(files, request, known.today, deliveries, candidate)
        results = validate(gathered.case, gathered.core)
        scored = score(gathered.case, gathered.core, results)
    except PrudentError as error:
        return Asked(not_asked=error.sentence)
    return Asked(
        factors=tuple(_factor(finding, gathered.case.policy.checks) for finding in scored.findings),
        stops=_told(gathered, results, critical=True),
        doubts=_told(gathered, results, critical=False),
    )


def _factor(finding: Finding, policy: Checks) -> Factor:
    missing = tuple(
        Missing(policy.by_id[result.check].item, _why(result), result.what_to_ask or "")
        for result in finding.checks
        if result.outcome is CheckOutcome.NOT_IN_EVIDENCE
    )
    return Factor(finding.factor.value, finding.status.value, missing)


def _why(result: CheckResult) -> str:
    """The answer, unless it names figures of a memo that is not written here: then what would have been enough."""
    return f"There is too little of it; needed: {result.threshold}." if "⟨" in result.answer else result.answer


def _told(gathered: Gathered, results: tuple[RuleResult, ...], *, critical: bool) -> tuple[str, ...]:
    own = (result for result in results if result.owner == gathered.case.candidate.fund)
    failed = (result for result in own if result.outcome is Outcome.FAILED)
    return tuple(
        f"Rule {result.rule}: {result.detail}"
        for result in failed
        if (result.severity is Severity.CRITICAL) == critical
    )
