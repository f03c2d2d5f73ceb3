"""What the results mean for the run: whether it goes on. Which peers are left out is the score's to say."""

from collections.abc import Sequence

from expectations.rule import CROSSCHECK
from prudent.errors import CheckBroke, DataBad, ReconcileBreak
from prudent.model.ids import FundId
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.tables.spec import table

_NAMED = 3
"""Failed rules that are told in one message; the others are counted."""


def gate(results: Sequence[RuleResult], candidate: FundId) -> None:
    """Let the run go on, or say why it stops.

    A critical failure of a benchmark or of the risk-free rate stops it as the candidate's own does: the candidate is
    measured against them.

    Raises:
        CheckBroke: a rule could not be evaluated, whoever it speaks of.
        DataBad: a critical rule failed on a table.
        ReconcileBreak: critical rules failed on figures against each other, and on no table.
    """
    if broke := [result for result in results if result.outcome is Outcome.BROKE]:
        raise CheckBroke(_sentences(broke))
    stopping = [result for result in _critical(results) if result.owner == candidate or not _of_fund(result)]
    bad = [result for result in stopping if result.table != CROSSCHECK]
    if bad:
        raise DataBad(_sentences(bad))
    if stopping:
        raise ReconcileBreak(_sentences(stopping))


def _critical(results: Sequence[RuleResult]) -> list[RuleResult]:
    return [r for r in results if r.outcome is Outcome.FAILED and r.severity is Severity.CRITICAL]


def _of_fund(result: RuleResult) -> bool:
    return result.table == CROSSCHECK or table(result.table).of == "fund"


def _told(result: RuleResult) -> str:
    return f"rule {result.rule}: {result.detail}"


def _sentences(results: Sequence[RuleResult]) -> str:
    """Rules with their owner and detail; a rule that broke or failed for several owners is told once."""
    first = {result.rule: result for result in reversed(results)}
    return _listed([f"{result.owner}, {_told(result)}" for result in reversed(first.values())])


def _listed(told: list[str]) -> str:
    more = len(told) - _NAMED
    rest = [f"{more} more {'rule' if more == 1 else 'rules'}."] if more > 0 else []
    return " ".join([*told[:_NAMED], *rest])
