from datetime import date

import pytest
from decide_builders import measure, subject

from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.questions import Checks
from prudent.model.verdict import Verdict
from prudent.score.findings.propose import propose, propose_own
from prudent.score.findings.recommendation import advise

WHY = {"why": "", "source": "committee", "since": date(2026, 1, 1)}
OWN = {
    "id": "labour",
    "title": "Labour standards",
    "consider": "who works there.",
    "determine": "that it is fair.",
    **WHY,
}


def asks(name: str, factor: str, **changes) -> dict:
    fields = {
        "kind": "measure", "id": name, "factor": factor, "question": "?", "item": "Fee", "answer": f"{name} holds.",
        "measure": "all_in_fee", "compare": "value", "test": "at_most", "threshold": 0.02, "what_to_ask": "Ask.", **WHY,
    }  # fmt: skip
    return fields | changes


def policy(*more: dict, own=(OWN,)) -> Checks:
    checks = [*(asks(f"about-{factor.value}", factor.value) for factor in Factor), *more]
    return Checks.model_validate({"version": 1, "checks": checks, "own_factors": own})


def found(rules: Checks, fee: float | None = 0.01):
    one = subject(measure("fund-a", "all_in_fee", fee))
    grade = Grade.C
    return propose(one, rules, lambda _: grade), propose_own(one, rules, lambda _: grade)


def test_an_own_factor_yields_a_finding_after_the_six_and_changes_none():
    six, own = found(policy(asks("own", "labour", threshold=0.001)))
    assert [finding.status for finding in six] == [FindingStatus.SUPPORTED] * 6
    assert [(item.factor, item.title, item.status) for item in own] == [
        ("labour", "Labour standards", FindingStatus.NOT_SUPPORTED)
    ]
    assert own[0].question == "Consider: who works there. Determine: that it is fair."
    alone, _ = found(policy(own=()))
    assert six == alone


def test_advice_weighs_it_by_its_title():
    rules = policy(asks("own", "labour", threshold=0.001))
    six, own = found(rules)
    advice = advise(six, rules, (), (), own)
    assert (advice.verdict, advice.headline) == (Verdict.DECLINE, "the evidence does not support Labour standards.")
    assert advice.reasons_against == ("own holds.",)


@pytest.mark.parametrize(
    ("checks", "own", "said"),
    [
        ((asks("own", "labor"),), (OWN,), "check own names the factor labor, which is not among own_factors"),
        ((), (OWN,), "own factor labour has no check"),
        ((asks("own", "fees"),), (OWN | {"id": "fees"},), "must not be called fees"),
        ((asks("own", "labour"),), (OWN, OWN), "own_factors must be named once each"),
    ],
)
def test_an_own_factor_that_cannot_be_answered_is_refused(checks, own, said):
    with pytest.raises(ValueError, match=said):
        policy(*checks, own=own)


def test_a_factor_of_the_rule_stays_one_of_the_rules():
    assert policy(own=()).checks[0].factor is Factor.PERFORMANCE
