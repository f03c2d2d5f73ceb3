from datetime import date

import pytest
from decide_builders import documents, fund, measure, subject

from prudent.model.fact import Grade
from prudent.model.finding import Factor, FindingStatus
from prudent.model.fund import AssetClass
from prudent.model.patterns import Pattern, PatternOutcome, Patterns
from prudent.model.plan import HostKind
from prudent.model.questions import Checks
from prudent.score.findings.patterns import matched
from prudent.score.findings.propose import propose

PATTERN = Pattern.model_validate({
    "id": "dearer", "factor": "fees", "title": "A dearer class", "triggered": "It is dearer.", "cleared": "It is not.",
    "triggered_when": [
        {"kind": "term", "term": "cheaper_identical_class_available", "says": ["yes"]},
        {"kind": "measure", "measure": "all_in_fee", "test": "at_least", "threshold": 0.05},
    ],
    "cleared_when": [{"kind": "term", "term": "cheaper_identical_class_available", "says": ["no"]}],
    "what_to_ask": "Ask.", "why": "", "source": "a rule", "since": date(2026, 1, 1),
})  # fmt: skip


def found(pattern=PATTERN, terms=None, rows=(), **more):
    return matched(subject(*rows, terms=terms, **more), Patterns(version=1, patterns=(pattern,)))[0]


@pytest.mark.parametrize(
    ("said", "outcome", "answer"),
    [
        ("Yes", PatternOutcome.TRIGGERED, "It is dearer. On file: “Yes”, as of 2025-12-31."),
        ("no", PatternOutcome.NOT_TRIGGERED, "It is not. On file: “no”, as of 2025-12-31."),
        ("perhaps", PatternOutcome.NOT_IN_EVIDENCE, "No document in the packet says it."),
    ],
)
def test_a_document_triggers_or_clears_it(said, outcome, answer):
    result = found(terms=documents(cheaper_identical_class_available=said))
    assert (result.outcome, result.answer) == (outcome, answer)


def test_without_evidence_it_is_neither_and_whom_to_ask_is_said():
    result = found()
    assert (result.outcome, result.what_to_ask) == (PatternOutcome.NOT_IN_EVIDENCE, "Ask.")


def test_what_triggers_outweighs_what_clears():
    terms = documents(cheaper_identical_class_available="no")
    result = found(terms=terms, rows=(measure("fund-a", "all_in_fee", 0.05),))
    assert result.outcome is PatternOutcome.TRIGGERED
    assert result.evidence == ("fund-a/returns.csv:2-37:return_pct",)


@pytest.mark.parametrize(
    ("host", "outcome"),
    [
        (HostKind.TARGET_DATE, PatternOutcome.NOT_APPLICABLE),
        (HostKind.MANAGED_ACCOUNT, PatternOutcome.TRIGGERED),
        (None, PatternOutcome.TRIGGERED),  # the plan does not say, so the evidence decides
    ],
)
def test_a_pattern_of_managed_accounts_is_none_of_a_target_date_default(host, outcome):
    pattern = PATTERN.model_copy(update={"hosts": (HostKind.MANAGED_ACCOUNT,)})
    assert found(pattern, documents(cheaper_identical_class_available="yes"), host=host).outcome is outcome


def test_a_pattern_of_another_class_does_not_apply():
    pattern = PATTERN.model_copy(update={"asset_classes": (AssetClass.PRECIOUS_METALS,)})
    assert found(pattern, of=fund()).outcome is PatternOutcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("said", "holds"), [("S&P 500 Index", True), ("s&p 500", True), ("S&P Target Date 2045", False), ("none", False)]
)
def test_a_word_inside_an_answer_can_trigger(said, holds):
    condition = {"kind": "term", "term": "host_benchmark", "holds_word": ["S&P 500"]}
    pattern = Pattern.model_validate(PATTERN.model_dump() | {"triggered_when": [condition]})
    assert (found(pattern, documents(host_benchmark=said)).outcome is PatternOutcome.TRIGGERED) is holds


def test_a_triggered_pattern_makes_its_factor_not_supported():
    asked = [
        {
            "kind": "measure", "id": f"about-{factor.value}", "factor": factor.value, "question": "?", "item": "Item",
            "answer": "A.", "measure": "all_in_fee", "compare": "value", "test": "present", "what_to_ask": "Ask.",
            "why": "", "source": "", "since": date(2026, 1, 1),
        }
        for factor in Factor
    ]  # fmt: skip
    one = subject(measure("fund-a", "all_in_fee", 0.01), terms=documents(cheaper_identical_class_available="yes"))
    results = matched(one, Patterns(version=1, patterns=(PATTERN,)))
    findings = propose(one, Checks.model_validate({"version": 1, "checks": asked}), lambda _: Grade.C, results)
    assert [finding.factor for finding in findings if finding.status is FindingStatus.NOT_SUPPORTED] == [Factor.FEES]
    assert findings[1].sentence == "It is dearer. On file: “yes”, as of 2025-12-31."
    assert findings[1].checks[-1].check == "dearer"


def test_a_pattern_that_is_not_in_evidence_leaves_its_factor_alone():
    one = subject(measure("fund-a", "all_in_fee", 0.01))
    results = matched(one, Patterns(version=1, patterns=(PATTERN,)))
    assert results[0].outcome is PatternOutcome.NOT_IN_EVIDENCE
    findings = propose(one, Checks.model_construct(checks=(), own_factors=()), lambda _: Grade.C, results)
    assert findings[1].checks == ()
