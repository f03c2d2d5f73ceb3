from datetime import date

import pytest
from decide_builders import documents, subject

from prudent.model.finding import CheckOutcome, CheckResult, Factor, Finding, FindingStatus
from prudent.model.fund import Wrapper
from prudent.model.patterns import PatternOutcome, PatternResult
from prudent.model.scorecard import Gate
from prudent.score.benchmark.considered import Considered
from prudent.score.findings.conditions import Grounds
from prudent.score.scorecard.gates import gates, is_ranked


def gate(failed: dict, passed: dict, **changes) -> Gate:
    fields = {
        "id": "gate", "title": "Gate", "failed_when": [failed], "passed_when": [passed], "failed": "It fails.",
        "passed": "It passes.", "what_to_ask": "Ask.", "why": "", "source": "", "since": date(2026, 1, 1),
    }  # fmt: skip
    return Gate.model_validate(fields | changes)


def grounds(outcome=CheckOutcome.MET, pattern=PatternOutcome.NOT_TRIGGERED, coverage=0.8) -> Grounds:
    check = CheckResult(
        check="price", question="?", outcome=outcome, answer="", threshold="", source="", evidence=("f:1",)
    )
    finding = Finding(factor=Factor.VALUATION, status=FindingStatus.SUPPORTED, sentence="", checks=(check,), grade=None)
    result = PatternResult(pattern="dearer", factor=Factor.FEES, title="", outcome=pattern, answer="", source="")
    return Grounds((finding,), (result,), coverage)


def outcome_of(one: Gate, beside: Grounds | None = None, **more) -> str:
    return gates((one,), subject(**more), beside or grounds())[0].outcome


@pytest.mark.parametrize(
    ("coverage", "outcome"), [(0.5, "passed"), (0.1 + 0.1 + 0.1 + 0.2, "passed"), (0.49, "failed"), (0.0, "failed")]
)
def test_completeness_is_a_share_of_the_weight(coverage, outcome):
    half = {"kind": "coverage", "threshold": 0.5}
    one = gate(half | {"test": "below"}, half | {"test": "at_least"})
    assert outcome_of(one, grounds(coverage=coverage)) == outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (CheckOutcome.MET, "passed"),
        (CheckOutcome.NOT_MET, "failed"),
        (CheckOutcome.NOT_IN_EVIDENCE, "not in evidence"),
        (CheckOutcome.NOT_APPLICABLE, "not in evidence"),
    ],
)
def test_a_gate_can_ask_what_a_question_came_to(found, outcome):
    price = {"kind": "check", "check": "price"}
    one = gate(price | {"outcome": "not met"}, price | {"outcome": "met"})
    assert outcome_of(one, grounds(found)) == outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (PatternOutcome.TRIGGERED, "failed"),
        (PatternOutcome.NOT_TRIGGERED, "passed"),
        (PatternOutcome.NOT_IN_EVIDENCE, "not in evidence"),
    ],
)
def test_a_gate_can_ask_what_a_pattern_came_to(found, outcome):
    dearer = {"kind": "pattern", "pattern": "dearer"}
    one = gate(dearer | {"outcome": "triggered"}, dearer | {"outcome": "not triggered"})
    assert outcome_of(one, grounds(pattern=found)) == outcome


SUSPENDED = {"kind": "term", "term": "repurchases_suspended"}
OPEN = gate(SUSPENDED | {"says": ["yes"]}, SUSPENDED | {"says": ["no"]}, wrappers=["interval_fund"])


@pytest.mark.parametrize(("said", "outcome"), [("yes", "failed"), ("no", "passed"), ("partly", "not in evidence")])
def test_a_suspended_programme_fails(said, outcome):
    assert outcome_of(OPEN, terms=documents(repurchases_suspended=said)) == outcome


def test_a_gate_for_another_wrapper_is_not_asked():
    other = OPEN.model_copy(update={"wrappers": (Wrapper.ETP_GRANTOR_TRUST,)})
    assert gates((other,), subject(), grounds()) == ()


def benchmark(independence: int | None) -> Considered:
    return Considered(
        "spy", "An index", 3, 3, 3, 3, 12, 3, 3, independence, 36, "monthly", "chosen", "most_similar", "", ""
    )


@pytest.mark.parametrize(
    ("of", "outcome"),
    [
        ((benchmark(2),), "passed"),
        ((benchmark(1),), "failed"),
        ((), "not in evidence"),
        ((benchmark(None),), "not in evidence"),
    ],
)
def test_the_benchmark_has_to_be_independent(of, outcome):
    head = {"kind": "benchmark", "head": "independence", "score": 2}
    assert outcome_of(gate(head | {"test": "below"}, head | {"test": "at_least"}), benchmarks=of) == outcome


def test_an_open_gate_says_whom_to_ask_and_keeps_the_rank_and_a_failed_one_takes_it():
    unsaid = gates((OPEN,), subject(), grounds())
    assert (unsaid[0].what_to_ask, is_ranked(unsaid)) == ("Ask.", True)
    failed = gates((OPEN,), subject(terms=documents(repurchases_suspended="yes")), grounds())
    assert (failed[0].answer, failed[0].evidence) == ("It fails.", ("fund-a/terms.csv:2:value",))
    assert not is_ranked(failed)
