"""What page one counts: what is missing, what is old, what was changed by hand, what the rules found.

Belongs here: the counts, and the list of what is missing that they count. Does not: the list as the memo prints it
(`prudent/memo/outline`), and the rules (`expectations`).
"""

from prudent.memo.document import Missing
from prudent.memo.figures import FigureBook
from prudent.memo.front import DataQuality
from prudent.memo.rows import policy_place
from prudent.model.case import Case
from prudent.model.counted import counted
from prudent.model.finding import CheckOutcome, Proposal
from prudent.model.measured import Unit
from prudent.model.questions import Checks
from prudent.model.validation import Outcome, RuleResult
from prudent.score.findings.propose import in_sentence
from prudent.score.findings.reasons import name_of
from prudent.score.score import Score

FRESH = "-fresh"
"""How the rules on the age of data end: each speaks of one table, or of one group of terms."""


def add_figures(score: Score, book: FigureBook) -> None:
    """The figures that the advice names, and how many things are missing."""
    advice, found = score.advice, (*score.findings, *score.own_findings)
    said = "Things that are missing: questions of the policy without evidence"
    lacking = sum(check.outcome is CheckOutcome.NOT_IN_EVIDENCE for finding in found for check in finding.checks)
    asked = (policy_place("checks", "checks"),)
    book.add("missing_n", said, Unit.COUNT, lacking, "count of the list of what is missing", asked)
    book.ensure(check.answer for finding in found for check in finding.checks)
    book.ensure((advice.headline, *advice.reasons_for, *advice.reasons_against, *advice.would_change))


def missing(findings: tuple[Proposal, ...], policy: Checks) -> tuple[Missing, ...]:
    """Everything the policy asks for and the packet does not hold, with whom to ask: what the headline counts."""
    asked = policy.by_id
    return tuple(
        Missing(item=asked[check.check].item, factor=name_of(finding), ask=check.what_to_ask or "")
        for finding in findings
        for check in finding.checks
        if check.outcome is CheckOutcome.NOT_IN_EVIDENCE
    )


def not_known(lacking: tuple[Missing, ...]) -> str:
    """What is missing, a few words a factor."""
    if not lacking:
        return "Nothing that the policy asks for is missing."
    parts: list[str] = []
    for factor in dict.fromkeys(item.factor for item in lacking):
        items = [item.item for item in lacking if item.factor == factor]
        more = f" and {counted(len(items) - 1)} more" if len(items) > 1 else ""
        parts.append(f"{factor}: {in_sentence(items[0])}{more}")
    return f"{'; '.join(parts)}. All of it stands under “What is missing”."


def data_quality(
    case: Case, findings: tuple[Proposal, ...], results: tuple[RuleResult, ...], contradictions: int
) -> DataQuality:
    """Counts for the candidate's own data."""
    fund = case.candidate.fund
    own = [result for result in results if result.owner == fund]
    checks = [check for finding in findings for check in finding.checks]
    asked = [check for check in checks if check.outcome is not CheckOutcome.NOT_APPLICABLE]
    failed = [result for result in own if result.outcome is Outcome.FAILED]
    return DataQuality(
        items_in_evidence=sum(check.outcome is not CheckOutcome.NOT_IN_EVIDENCE for check in asked),
        items_asked=len(asked),
        stale=sum(result.rule.endswith(FRESH) for result in failed),
        overridden=sum(item.fund == fund for item in case.overridden),
        rules_passed=sum(result.outcome is Outcome.PASSED for result in own),
        rules_failed=len(failed),
        rules_broke=sum(result.outcome is Outcome.BROKE for result in own),
        withdrawn=sum(item.fund == fund for item in case.withdrawn),
        contradictions=contradictions,
    )
