"""Validation as a task: every rule on every fund, the report to the run folder, and the gate."""

# ruff: noqa: PLC0415 -- a stage's libraries are loaded when the stage runs: a refusal waits for none of them

import threading

from prudent.errors import PrudentError
from prudent.model.run import Output
from prudent.model.validation import Outcome, RuleResult
from prudent.model.value import Value
from tasks.artifacts import TableArtifact, artifact_key
from tasks.reading import RESULTS, read_case, read_core, results_frame
from tasks.shown import bounded, reconciliation, written
from tasks.stage import Done, stage
from tasks.work import Work

#: Great Expectations keeps its context in a global of the process, so one validation runs at a time.
_ONE_AT_A_TIME = threading.Lock()


class Validated(Value):
    """The files of the report and of the reconciliation."""

    outputs: tuple[Output, ...]


@stage
def validate(work: Work) -> Done[Validated]:
    """Run every rule, write the report and the reconciliation as tables, and let the run go on or not.

    Raises:
        CheckBroke: a rule could not be evaluated.
        DataBad, ReconcileBreak: a critical rule failed for the candidate or for what it is measured against.
    """
    from expectations.validate import validate as run_rules
    from prudent.validate.reconcile import RECONCILED, reconcile

    folder = work.folder()
    case, core = read_case(folder), read_core(folder)
    with _ONE_AT_A_TIME:
        results = run_rules(case, core)
    report = folder.write_frame(results_frame(results), RESULTS)
    compared = reconcile(core, case.policy.reconciliation, case.noticed)
    totals = folder.write_frame(compared, RECONCILED)
    counted = {outcome: sum(result.outcome is outcome for result in results) for outcome in Outcome}
    line = f"{counted[Outcome.PASSED]} passed, {counted[Outcome.FAILED]} failed, {counted[Outcome.BROKE]} broke"
    taken = f"{sum(core.frame(name).height for name in core.names()):,} rows in {len(core.names())} core tables"
    shown = (
        rules_table(work, results),
        reconciliation(work.request, compared),
        written("validate", work.request, taken, (report, totals)),
    )
    return Done(Validated(outputs=(report, totals)), line, shown, stopped(work.request.fund, results))


def stopped(candidate: str, results: tuple[RuleResult, ...]) -> PrudentError | None:
    """Why the run must not go on; None if it may. The report is written and shown all the same."""
    from expectations.verdict import gate

    try:
        gate(results, candidate)
    except PrudentError as error:
        return error
    return None


def rules_table(work: Work, results: tuple[RuleResult, ...]) -> TableArtifact:
    """The report as Prefect shows it: what did not pass, then the counts of what did."""
    shown = [result for result in results if result.outcome in {Outcome.BROKE, Outcome.FAILED}]
    passed = sum(result.outcome is Outcome.PASSED for result in results)
    apart = sum(result.outcome is Outcome.NOT_APPLICABLE for result in results)
    rows = (
        {
            "owner": result.owner,
            "table": result.table,
            "rule": result.rule,
            "severity": result.severity.value,
            "outcome": result.outcome.value,
            "rows failed": f"{result.rows_failed} of {result.rows_checked}",
            "detail": result.detail,
        }
        for result in shown
    )
    description = f"{passed} rules passed, {len(shown)} did not (below), {apart} had nothing to look at."
    return bounded(artifact_key("rules", work.request), description, rows)
