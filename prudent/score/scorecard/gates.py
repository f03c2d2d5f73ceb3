"""The gates before the points: passed, failed or not in evidence.

Belongs here: how the answers to a gate's conditions become its outcome. Does not: the gates, which are
`policy/scorecard.yml`. A failed gate leaves the points as they are and takes away the rank.
"""

from typing import Literal

from prudent.model.conditions import BenchmarkCondition, GateCondition, MeasureCondition, TermCondition
from prudent.model.scorecard import Gate, GateResult
from prudent.score.findings.conditions import Grounds, Told, told, told_by
from prudent.score.findings.subject import Subject

Outcome = Literal["passed", "failed", "not in evidence"]


def gates(policy: tuple[Gate, ...], subject: Subject, grounds: Grounds) -> tuple[GateResult, ...]:
    """The gates that are for the fund's kind, in the policy's order.

    One condition that holds fails a gate, whatever else passes it. Without any, one that passes it is enough. Where
    neither can be told it is not in evidence: the rank is shown, and that the gate is open stands beside it.
    """
    return tuple(_gate(gate, subject, grounds) for gate in policy if gate.applies_to(subject.fund))


def is_ranked(results: tuple[GateResult, ...]) -> bool:
    """Whether a rank may be claimed for the candidate: none of its gates has failed.

    Whom it is ranked with is decided by the gates on coverage, which every fund of the comparison has to pass
    (`coverage.py`): the others ask what only the candidate's findings can tell.
    """
    return all(result.outcome != "failed" for result in results)


def _gate(gate: Gate, subject: Subject, grounds: Grounds) -> GateResult:
    failed, passed = (_first(conditions, subject, grounds) for conditions in (gate.failed_when, gate.passed_when))
    if failed is not None:
        return _result(gate, "failed", gate.failed, failed)
    if passed is not None:
        return _result(gate, "passed", gate.passed, passed)
    return _result(gate, "not in evidence", "The evidence does not say.", None)


def _first(conditions: tuple[GateCondition, ...], subject: Subject, grounds: Grounds) -> Told | None:
    answers = (
        told(item, subject)
        if isinstance(item, MeasureCondition | TermCondition | BenchmarkCondition)
        else told_by(item, grounds)
        for item in conditions
    )
    return next((answer for answer in answers if answer.holds), None)


def _result(gate: Gate, outcome: Outcome, said: str, hit: Told | None) -> GateResult:
    return GateResult(
        gate=gate.id,
        title=gate.title,
        outcome=outcome,
        answer=said,
        evidence=() if hit is None else hit.evidence,
        source=f"{gate.source} (since {gate.since})",
        what_to_ask=gate.what_to_ask if hit is None else None,
    )
