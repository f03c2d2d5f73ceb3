from datetime import date

import pytest

from prudent.model.finding import CheckOutcome, CheckResult, Factor, Finding, ItemResult, RouteResult
from prudent.model.measured import Measure
from prudent.model.questions import Checks, Concern
from prudent.model.validation import Outcome, RuleResult, Severity
from prudent.model.verdict import Verdict
from prudent.score.findings.propose import status_of
from prudent.score.findings.recommendation import advise
from prudent.score.score import peers_out

MET, NOT_MET, MISSING = CheckOutcome.MET, CheckOutcome.NOT_MET, CheckOutcome.NOT_IN_EVIDENCE


def check(factor: Factor) -> dict:
    return {
        "kind": "measure", "id": f"about-{factor.value}", "factor": factor, "question": "?", "item": f"Item of {factor.value}",
        "answer": "⟨x⟩", "measure": "x", "compare": "value", "test": "at_least", "threshold": 1, "change": f"{factor.value} under ⟨x⟩",
        "why": "", "source": "", "since": "2026-01-01", "what_to_ask": "Ask.",
    }  # fmt: skip


POLICY = Checks.model_validate({"version": 1, "checks": [check(factor) for factor in Factor]})


def findings(**outcomes: CheckOutcome) -> tuple[Finding, ...]:
    made = []
    for factor in Factor:
        result = CheckResult(
            check=f"about-{factor.value}", question="?", outcome=outcomes.get(factor.value, MET),
            answer=f"{factor.value} is ⟨x⟩.", threshold="at least 1", source="",
        )  # fmt: skip
        made.append(Finding(factor=factor, status=status_of((result,)), sentence="", checks=(result,), grade=None))
    return tuple(made)


def rule(owner="fund-a", outcome=Outcome.FAILED, severity=Severity.WARNING) -> RuleResult:
    return RuleResult(
        owner=owner, table="t", rule="r", severity=severity, outcome=outcome, description="d", rows_checked=1, rows_failed=1,
        detail=f"{owner} is wrong.",
    )  # fmt: skip


def test_a_factor_of_which_nothing_was_asked_is_never_approved():
    advice = advise(findings(fees=CheckOutcome.NOT_APPLICABLE), POLICY, (), ())
    assert advice.verdict is Verdict.DEFER
    assert advice.headline == "no question of the policy applies to fees."


@pytest.mark.parametrize(
    ("outcomes", "results", "verdict", "headline"),
    [
        ({}, (), Verdict.APPROVE, "all six factors are supported by evidence on file."),
        ({}, (rule(),), Verdict.APPROVE_WITH_CONDITIONS,
         "all six factors are supported; one data rule failed, to be answered first."),
        ({"fees": NOT_MET}, (), Verdict.DECLINE, "the evidence does not support fees."),
        ({"liquidity": MISSING, "valuation": MISSING}, (), Verdict.DEFER,
         "⟨missing_n⟩ things are missing: liquidity and valuation cannot be determined yet."),
        ({"liquidity": MISSING, "fees": NOT_MET}, (), Verdict.DEFER,
         "one thing is missing: liquidity cannot be determined yet, and the evidence does not support fees."),
    ],
)  # fmt: skip
def test_verdict_and_headline(outcomes, results, verdict, headline):
    advice = advise(findings(**outcomes), POLICY, (), results)
    assert (advice.verdict, advice.headline) == (verdict, headline)


@pytest.mark.parametrize(
    ("warnings", "results", "said"),
    [
        (1, (), "one warning stands"),
        (2, (), "two warnings stand"),
        (1, (rule(), rule()), "two data rules failed and one warning stands"),
    ],
)
def test_a_warning_makes_an_approval_conditional(warnings, results, said):
    first, *others = findings()
    warned = first.checks[0].model_copy(update={"warnings": ("It is old.",) * warnings})
    found = (first.model_copy(update={"checks": (warned,)}), *others)
    advice = advise(found, POLICY, (), results)
    assert advice.verdict is Verdict.APPROVE_WITH_CONDITIONS
    assert advice.headline == f"all six factors are supported; {said}, to be answered first."


def test_what_is_not_met_stands_before_what_is_missing():
    advice = advise(findings(performance=MISSING, liquidity=MISSING, fees=NOT_MET), POLICY, (), ())
    assert advice.reasons_against == (
        "fees is ⟨x⟩.",
        "Performance: not in evidence: item of performance.",
        "Liquidity: not in evidence: item of liquidity.",
    )
    assert advice.would_change == (
        "fees under ⟨x⟩",
        "item of performance, in evidence",
        "item of liquidity, in evidence",
    )
    assert advice.reasons_for == ("valuation is ⟨x⟩.", "benchmark is ⟨x⟩.", "complexity is ⟨x⟩.")


def test_a_peer_with_a_critical_failure_is_left_out_and_the_candidate_is_not():
    results = (rule("peer-b", severity=Severity.CRITICAL), rule("fund-a", severity=Severity.CRITICAL), rule("peer-c"))
    out = peers_out(results, ("peer-b", "peer-c"))
    assert [(item.fund, item.reason) for item in out] == [("peer-b", "peer-b is wrong.")]


def test_what_the_evidence_gives_cause_to_fear_stands_between_what_is_not_met_and_what_is_missing():
    concern = Concern(
        id="fear", factor=Factor.VALUATION, measure="y", test="at_least", threshold=0.5, sentence="⟨y⟩ is priced by a model.",
        why="", source="", since=date(2026, 1, 1),
    )  # fmt: skip
    advice = advise(findings(liquidity=MISSING, fees=NOT_MET), POLICY, (concern,), ())
    assert advice.reasons_against == (
        "fees is ⟨x⟩.",
        "⟨y⟩ is priced by a model.",
        "Liquidity: not in evidence: item of liquidity.",
    )


def test_what_is_met_and_speaks_for_nothing_is_no_reason():
    first, *others = findings()
    silent = first.checks[0].model_copy(update={"speaks_for": False})
    advice = advise((first.model_copy(update={"checks": (silent,)}), *others), POLICY, (), ())
    assert advice.reasons_for == ("fees is ⟨x⟩.", "liquidity is ⟨x⟩.", "valuation is ⟨x⟩.")


def concern(name: str, measure: str, sentence: str) -> Concern:
    return Concern(
        id=name, factor=Factor.COMPLEXITY, measure=measure, test="at_least", threshold=0.5, sentence=sentence, why="",
        source="", since=date(2026, 1, 1),
    )  # fmt: skip


def test_a_number_that_gives_cause_to_fear_is_no_reason_for():
    policy = Checks.model_validate(
        {"version": 1, "checks": [check(factor) | {"measure": f"m_{factor.value}"} for factor in Factor]}
    )
    advice = advise(findings(), policy, (concern("levered", "m_performance", "It owes ⟨x⟩."),), ())
    assert advice.reasons_for == ("fees is ⟨x⟩.", "liquidity is ⟨x⟩.", "valuation is ⟨x⟩.")
    assert advice.reasons_against == ("It owes ⟨x⟩.",)


def test_a_reason_is_said_once():
    same = (concern("levered", "x", "It owes ⟨x⟩."), concern("levered-again", "x", "Its debt is ⟨x⟩."))
    advice = advise(findings(fees=NOT_MET, liquidity=MISSING), POLICY, same, ())
    assert advice.reasons_against == ("fees is ⟨x⟩.", "Liquidity: not in evidence: item of liquidity.")


def test_two_measures_that_are_one_number_are_one_reason():
    fill = {
        "fund": "fund-a",
        "unit": "fraction",
        "value": 0.45,
        "method": "m",
        "evidence": ("fund-a/tenders.csv:2:accepted_pct",),
    }
    numbers = {name: Measure.model_validate(fill | {"name": name}) for name in ("x", "worst_known")}
    numbers["other"] = numbers["x"].model_copy(update={"value": 0.5})
    feared = (concern("cut", "worst_known", "It paid ⟨worst_known⟩."), concern("deep", "other", "It fell ⟨other⟩."))
    advice = advise(findings(fees=NOT_MET), POLICY, feared, (), measured=numbers.get)
    assert advice.reasons_against == ("fees is ⟨x⟩.", "It fell ⟨other⟩.")


def test_what_bars_two_questions_is_one_reason():
    barred = ItemResult(
        item="No contrary facts", outcome=NOT_MET, answer="No contrary facts: “unanswered”, as of 2025-12-31."
    )
    route = RouteResult(route="programme", title="Programme", outcome=NOT_MET, items=(barred,))
    found = tuple(
        finding.model_copy(update={"checks": (finding.checks[0].model_copy(update={"routes": (route,)}),)})
        for finding in findings(liquidity=NOT_MET, valuation=NOT_MET)
    )
    apart = {"version": 1, "checks": [check(factor) | {"measure": f"m_{factor.value}"} for factor in Factor]}
    assert advise(found, Checks.model_validate(apart), (), ()).reasons_against == ("liquidity is ⟨x⟩.",)


def test_much_that_is_missing_is_counted():
    advice = advise(findings(**{factor.value: MISSING for factor in Factor}), POLICY, (), ())
    assert advice.headline == (
        "⟨missing_n⟩ things are missing: performance, fees, liquidity, valuation, benchmark and complexity cannot be "
        "determined yet."
    )
    assert advice.would_change == ("evidence on the ⟨missing_n⟩ missing things",)
