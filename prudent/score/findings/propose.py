"""The six findings: every question of the policy is asked of the evidence, and the answers propose a status.

A question that is not met makes the factor `not supported`; else one without evidence makes it `insufficient evidence`;
else it is `supported`. The score has no say.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from prudent.model.fact import Grade
from prudent.model.finding import CheckOutcome, CheckResult, Factor, Finding, FindingStatus
from prudent.model.fund import Fund
from prudent.model.measured import Refusal
from prudent.model.questions import Checks, Compare, DocumentCheck, MeasureCheck, reaches
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.peers.compared import LEAST_PEERS
from prudent.tables.core import CoreTables

#: What stands in a packet where a document is asked for and there is none.
_DENIALS = frozenset({"no", "none", "n/a", "na", "unknown", "-", "false"})

#: Words that keep their capital inside a sentence.
_NAMES = ("Sharpe", "Level 3")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a question is asked of."""

    fund: Fund
    evidence: FundEvidence
    terms: pl.DataFrame


def propose(
    fund: Fund, evidence: FundEvidence, core: CoreTables, policy: Checks, grade_of: Callable[[str], Grade]
) -> tuple[Finding, ...]:
    """Staff's proposals on the six factors, in the rule's order.

    Args:
        fund: the candidate.
        evidence: its measures and comparisons.
        core: the core tables; documents are looked for among the terms.
        policy: the questions.
        grade_of: the evidence grade at a locator.
    """
    terms = core.fund_terms.filter(pl.col("owner") == fund.fund).sort("term", "as_of")
    subject = _Subject(fund, evidence, terms)
    return tuple(_finding(factor, subject, policy, grade_of) for factor in Factor)


def _finding(factor: Factor, subject: _Subject, policy: Checks, grade_of: Callable[[str], Grade]) -> Finding:
    results = tuple(_ask(check, subject) for check in policy.checks if check.factor == factor)
    status = status_of(results)
    return Finding(
        factor=factor,
        status=status,
        sentence=_sentence(status, results, policy),
        checks=results,
        grade=Grade.worst([grade_of(locator) for result in results for locator in result.evidence]),
    )


def status_of(results: tuple[CheckResult, ...]) -> FindingStatus:
    """The status that the answers propose."""
    outcomes = {result.outcome for result in results} - {CheckOutcome.NOT_APPLICABLE}
    if not outcomes:
        return FindingStatus.NOT_APPLICABLE
    if CheckOutcome.NOT_MET in outcomes:
        return FindingStatus.NOT_SUPPORTED
    if CheckOutcome.NOT_IN_EVIDENCE in outcomes:
        return FindingStatus.INSUFFICIENT_EVIDENCE
    return FindingStatus.SUPPORTED


def _sentence(status: FindingStatus, results: tuple[CheckResult, ...], policy: Checks) -> str:
    """What is against the fund; else what speaks for it, before what is merely at hand; then what is missing."""
    if status is FindingStatus.NOT_APPLICABLE:
        return "No question of the policy applies to this kind of fund."
    asked, speaking = policy.by_id, policy.speaking
    missing = [asked[result.check].item for result in results if result.outcome is CheckOutcome.NOT_IN_EVIDENCE]
    against = [result.answer for result in results if result.outcome is CheckOutcome.NOT_MET]
    met = sorted((r for r in results if r.outcome is CheckOutcome.MET), key=lambda result: result.check not in speaking)
    parts = against or [result.answer for result in met[:1]]
    if missing:
        parts = [*parts, f"Not in evidence: {'; '.join(in_sentence(item) for item in missing)}."]
    return " ".join(parts)


def in_sentence(item: str) -> str:
    """An item as it stands inside a sentence: its first letter small, unless it starts with a name."""
    return item if item.startswith(_NAMES) else item[:1].lower() + item[1:]


def _ask(check: MeasureCheck | DocumentCheck, subject: _Subject) -> CheckResult:
    if not check.applies_to(subject.fund):
        return _result(check, CheckOutcome.NOT_APPLICABLE, "Does not apply to this kind of fund.")
    if isinstance(check, DocumentCheck):
        return _ask_documents(check, subject)
    return _ask_measures(check, subject)


def _ask_documents(check: DocumentCheck, subject: _Subject) -> CheckResult:
    rows = subject.terms.filter(pl.col("term") == check.term)
    if rows.is_empty():
        return _result(check, CheckOutcome.NOT_IN_EVIDENCE, "No document in the packet says it.")
    row = rows.row(-1, named=True)
    denied = not check.asks_yes_or_no and row["value"].strip().lower() in _DENIALS
    against = denied or (check.adverse is not None and row["value"] == check.adverse)
    said = f"{check.item}: {row['value']}."
    if against and check.adverse_answer:
        said = check.adverse_answer
    locator = f"{row['owner']}/{row['file']}:{row['row']}:value"
    outcome = CheckOutcome.NOT_MET if against else CheckOutcome.MET
    return _result(check, outcome, f"{said} (On file as of {row['as_of']}.)", (locator,))


def _ask_measures(check: MeasureCheck, subject: _Subject) -> CheckResult:
    measure = subject.evidence.measure(check.measure)
    value = subject.evidence.compared(check.measure, check.compare)
    if value is None:
        peers_n = subject.evidence.comparison(check.measure).peers_n
        return _result(check, CheckOutcome.NOT_IN_EVIDENCE, _why_missing(measure.refusal, peers_n))
    met = _meets(check, value)
    outcome = CheckOutcome.MET if met else CheckOutcome(check.short_is)
    return _result(check, outcome, check.answer, measure.evidence)


def _why_missing(refusal: Refusal | None, peers_n: int) -> str:
    if refusal is not None:
        return refusal.reason
    peers = "one peer has" if peers_n == 1 else f"{peers_n} peers have"
    return f"{peers} it in evidence; under {LEAST_PEERS} nothing is said of the fund's place among them."


def _meets(check: MeasureCheck, value: float | str) -> bool:
    if check.test == "present":
        return True
    if isinstance(value, str) or check.threshold is None:
        return False
    return reaches(value, check.test, check.threshold)


def _result(
    check: MeasureCheck | DocumentCheck, outcome: CheckOutcome, answer: str, evidence: tuple[str, ...] = ()
) -> CheckResult:
    missing = outcome is CheckOutcome.NOT_IN_EVIDENCE
    return CheckResult(
        check=check.id,
        question=check.question,
        outcome=outcome,
        answer=answer,
        threshold=_threshold(check),
        source=f"{check.source} (since {check.since})",
        evidence=evidence,
        what_to_ask=check.what_to_ask if missing else None,
    )


def _threshold(check: MeasureCheck | DocumentCheck) -> str:
    if isinstance(check, DocumentCheck) or check.test == "present" or check.threshold is None:
        return "in evidence"
    words = {
        Compare.PEERS_N: "peers",
        Compare.PEER_PERCENTILE: "of peers",
        Compare.OVER_PEER_MEDIAN: "over the peers' median",
    }.get(check.compare, "")
    number = f"{check.threshold:g}"
    return f"{check.test.replace('_', ' ')} {number} {words}".strip()
