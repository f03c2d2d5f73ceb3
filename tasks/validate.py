"""Validation as a task: every rule on every fund, the report to the run folder, and the gate."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

import threading

from prudent.errors import CheckBroke, DataBad, PrudentError
from prudent.model.run import Output
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.value import Value
from prudent.store.frames import json_bytes
from tasks.artifacts import TableArtifact, artifact_key, cell
from tasks.reading import read_case, read_core
from tasks.stage import Done, stage
from tasks.work import Work

#: Great Expectations keeps its context in a global of the process, so one validation runs at a time.
_ONE_AT_A_TIME = threading.Lock()


class Validated(Value):
    """The report's file."""

    outputs: tuple[Output, ...]


@stage
def validate(work: Work) -> Done[Validated]:
    """Run every rule, write `validation.json`, and let the run go on or not.

    Raises:
        CheckBroke: a rule could not be evaluated.
        DataBad: a critical rule failed for the candidate.
    """
    from expectations.validate import validate as run_rules

    folder = work.folder()
    with _ONE_AT_A_TIME:
        results = run_rules(read_case(folder), read_core(folder))
    report = folder.write("validation.json", json_bytes(results), len(results))
    counted = {outcome: sum(result.outcome is outcome for result in results) for outcome in Outcome}
    line = f"{counted[Outcome.PASSED]} passed, {counted[Outcome.FAILED]} failed, {counted[Outcome.BROKE]} broke"
    return Done(Validated(outputs=(report,)), line, (rules_table(work, results),), gate(work.request.fund, results))


def gate(candidate: str, results: tuple[RuleResult, ...]) -> PrudentError | None:
    """Why the run must not go on; None if it may.

    A rule that broke stops every run, because nothing is known about the data. A critical rule that failed stops the
    candidate's; a peer is left out by the score instead.
    """
    broke = [result for result in results if result.outcome is Outcome.BROKE]
    if broke:
        return CheckBroke(_sentence(broke, "could not be evaluated"))
    critical = [
        result
        for result in results
        if result.owner == candidate and result.outcome is Outcome.FAILED and result.severity is Severity.CRITICAL
    ]
    return DataBad(_sentence(critical, "failed")) if critical else None


def _sentence(results: list[RuleResult], what: str) -> str:
    first, more = results[0], len(results) - 1
    rest = f" {more} more {'rule' if more == 1 else 'rules'} {what}." if more else ""
    return f"{first.owner}: the rule {first.rule} {what}. {first.detail}{rest}"


def rules_table(work: Work, results: tuple[RuleResult, ...]) -> TableArtifact:
    """The report as Prefect shows it: what did not pass, then the counts of what did."""
    shown = [result for result in results if result.outcome in {Outcome.BROKE, Outcome.FAILED}]
    passed = sum(result.outcome is Outcome.PASSED for result in results)
    apart = sum(result.outcome is Outcome.NOT_APPLICABLE for result in results)
    rows = tuple(
        {
            "owner": result.owner,
            "table": result.table,
            "rule": result.rule,
            "severity": result.severity.value,
            "outcome": result.outcome.value,
            "rows failed": f"{result.rows_failed} of {result.rows_checked}",
            "detail": cell(result.detail),
        }
        for result in shown
    )
    description = f"{passed} rules passed, {len(shown)} did not (below), {apart} had nothing to look at."
    return TableArtifact(key=artifact_key("rules", work.request), description=description, rows=rows)
