from datetime import date

import pytest
from decide_builders import documents, measure, subject

from prudent.model.fact import Grade
from prudent.model.finding import CheckOutcome, CheckResult, Factor, FindingStatus
from prudent.model.fund import AssetClass
from prudent.model.questions import Checks, DocumentCheck, MeasureCheck
from prudent.score.findings.propose import propose, status_of

BASE = {"why": "test", "source": "a rule", "since": date(2026, 1, 1), "what_to_ask": "Ask for it."}


def asks(**changes) -> MeasureCheck:
    fields = {
        "kind": "measure", "id": "fee-known", "factor": Factor.FEES, "question": "Is the fee known?", "item": "All-in fee",
        "answer": "The fee is ⟨all_in_fee⟩.", "measure": "all_in_fee", "compare": "value", "test": "at_most", "threshold": 0.02,
    }  # fmt: skip
    return MeasureCheck(**(BASE | fields | changes))


DOCUMENT = DocumentCheck(
    kind="document", id="auditor", factor=Factor.VALUATION, question="Is the auditor known?", item="Auditor", term="auditor", **BASE
)  # fmt: skip


def policy(*checks) -> Checks:
    """A policy with these questions, and one about nothing for each factor that they leave out."""
    asked = {check.factor for check in checks}
    others = [asks(id=f"other-{f.value}", factor=f, asset_classes=()) for f in Factor if f not in asked]
    return Checks(version=1, checks=(*checks, *others))


def finding(check, *rows, factor=Factor.FEES, terms=None):
    found = propose(subject(*rows, terms=terms), policy(check), lambda _: Grade.B)
    return found[tuple(Factor).index(factor)]


def test_a_threshold_that_is_met_supports_and_keeps_its_evidence_and_grade():
    found = finding(asks(), measure("fund-a", "all_in_fee", 0.02))
    assert found.status is FindingStatus.SUPPORTED
    assert found.sentence == "The fee is ⟨all_in_fee⟩."
    assert found.checks[0].evidence == ("fund-a/returns.csv:2-37:return_pct",)
    assert found.checks[0].threshold == "at most 0.02"
    assert found.checks[0].source == "a rule (since 2026-01-01)"
    assert found.grade is Grade.B


def test_a_threshold_that_is_missed_does_not_support():
    found = finding(asks(), measure("fund-a", "all_in_fee", 0.0201))
    assert found.status is FindingStatus.NOT_SUPPORTED
    assert found.checks[0].outcome is CheckOutcome.NOT_MET


def test_a_refused_measure_is_insufficient_and_says_why_and_whom_to_ask():
    found = finding(asks(), measure("fund-a", "all_in_fee", None))
    assert found.status is FindingStatus.INSUFFICIENT_EVIDENCE
    assert found.sentence == "Not in evidence: all-in fee."
    assert found.checks[0].answer == "No document in the packet says it."
    assert found.checks[0].what_to_ask == "Ask for it."
    assert found.grade is None


def test_a_short_count_of_evidence_is_insufficient_and_not_unfavourable():
    check = asks(compare="peers_n", test="at_least", threshold=3, short_is="not in evidence")
    found = finding(check, measure("fund-a", "all_in_fee", 0.01), measure("fund-b", "all_in_fee", 0.01))
    assert found.checks[0].outcome is CheckOutcome.NOT_IN_EVIDENCE


def graded(check, *rows):
    """The fees of a finding where what peers say is contradicted."""
    grade_of = lambda locator: Grade.C if locator.startswith("fund-a/") else Grade.D  # noqa: E731 -- one line, one use
    return propose(subject(*rows), policy(check), grade_of)[tuple(Factor).index(Factor.FEES)]


def test_an_answer_held_against_peers_is_worth_no_more_than_what_the_peers_say():
    rows = [measure(f"fund-{fund}", "management_fee", 0.01) for fund in "abcd"]
    over = asks(measure="management_fee", compare="over_peer_median", test="at_most", threshold=0)
    found = graded(over, *rows)
    assert found.checks[0].evidence == tuple(f"fund-{fund}/returns.csv:2-37:return_pct" for fund in "abcd")
    assert found.grade is Grade.D
    assert graded(asks(measure="management_fee"), *rows).grade is Grade.C


def test_too_few_peers_lend_a_missing_answer_no_evidence():
    check = asks(compare="peers_n", test="at_least", threshold=3, short_is="not in evidence")
    found = graded(check, measure("fund-a", "all_in_fee", 0.01), measure("fund-b", "all_in_fee", 0.01))
    assert found.grade is Grade.C


def test_a_percentile_under_three_peers_says_how_many_there_are():
    check = asks(measure="management_fee", compare="peer_percentile", test="at_least", threshold=0.5)
    found = finding(check, measure("fund-a", "management_fee", 0.01), measure("fund-b", "management_fee", 0.01))
    assert found.checks[0].answer.startswith("One peer has it in evidence on the same basis; under 3")


def test_a_question_for_another_asset_class_does_not_apply():
    check = asks(asset_classes=(AssetClass.PRECIOUS_METALS,))
    assert finding(check, measure("fund-a", "all_in_fee", 0.01)).status is FindingStatus.NOT_APPLICABLE


def test_a_document_that_is_absent_is_asked_for():
    found = finding(DOCUMENT, factor=Factor.VALUATION)
    assert found.status is FindingStatus.INSUFFICIENT_EVIDENCE
    assert found.checks[0].answer == "No document in the packet says it."


def with_term(value: str):
    return documents(repurchase_was_limited=(value, date(2025, 3, 1)))


LIMITED = DocumentCheck(
    kind="document", id="never-limited", factor=Factor.LIQUIDITY, question="?", item="Whether limited",
    term="repurchase_was_limited", adverse="yes", adverse_answer="It was limited.", asks_yes_or_no=True, **BASE,
)  # fmt: skip


def test_a_document_that_speaks_against_the_fund_is_not_evidence_for_it():
    found = finding(LIMITED, factor=Factor.LIQUIDITY, terms=with_term("yes"))
    assert found.status is FindingStatus.NOT_SUPPORTED
    assert found.sentence == "It was limited. (On file as of 2025-03-01.)"
    assert found.checks[0].evidence == ("fund-a/terms.csv:2:value",)


def test_where_a_document_is_asked_for_a_no_is_none():
    wanted = LIMITED.model_copy(update={"adverse": None, "adverse_answer": "", "asks_yes_or_no": False})
    found = finding(wanted, factor=Factor.LIQUIDITY, terms=with_term("No"))
    assert found.status is FindingStatus.NOT_SUPPORTED
    assert found.sentence == "Whether limited: No. (On file as of 2025-03-01.)"


def test_a_policy_that_asks_nothing_of_a_factor_is_refused():
    with pytest.raises(ValueError, match="none is asked of performance"):
        Checks(version=1, checks=(asks(),))


def test_the_same_document_with_the_other_answer_is_met():
    found = finding(LIMITED, factor=Factor.LIQUIDITY, terms=with_term("no"))
    assert found.status is FindingStatus.SUPPORTED
    assert found.sentence == "Whether limited: no. (On file as of 2025-03-01.)"


@pytest.mark.parametrize(("own", "status"), [(0.25, FindingStatus.SUPPORTED), (0.24, FindingStatus.NOT_SUPPORTED)])
def test_at_least_the_median_is_held_against_the_median_itself(own, status):
    # four peers: the median lies between two of them, and beating half of them is not enough
    rows = [measure(f"fund-{x}", "worst_fill_known", v) for x, v in (("b", 0.1), ("c", 0.2), ("d", 0.3), ("e", 0.4))]
    check = asks(measure="worst_fill_known", compare="over_peer_median", test="at_least", threshold=0)
    assert finding(check, measure("fund-a", "worst_fill_known", own), *rows).status is status


def test_what_speaks_for_the_fund_stands_before_what_is_merely_at_hand():
    at_hand = asks(id="at-hand", answer="It is known.", test="present", threshold=None, speaks_for=False)
    found = propose(subject(measure("fund-a", "all_in_fee", 0.01)), policy(at_hand, asks()), lambda _: Grade.C)
    assert found[1].sentence == "The fee is ⟨all_in_fee⟩."


def result(outcome: CheckOutcome) -> CheckResult:
    return CheckResult(check="x", question="?", outcome=outcome, answer="", threshold="", source="")


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ((CheckOutcome.MET, CheckOutcome.MET), FindingStatus.SUPPORTED),
        ((CheckOutcome.MET, CheckOutcome.NOT_IN_EVIDENCE), FindingStatus.INSUFFICIENT_EVIDENCE),
        ((CheckOutcome.NOT_IN_EVIDENCE, CheckOutcome.NOT_MET), FindingStatus.NOT_SUPPORTED),
        ((CheckOutcome.NOT_APPLICABLE, CheckOutcome.MET), FindingStatus.SUPPORTED),
        ((CheckOutcome.NOT_APPLICABLE,), FindingStatus.NOT_APPLICABLE),
        ((), FindingStatus.NOT_APPLICABLE),
    ],
)
def test_status_of_answers(outcomes, status):
    assert status_of(tuple(result(outcome) for outcome in outcomes)) is status


def test_a_measure_that_does_not_apply_is_not_missing():
    found = finding(asks(), measure("fund-a", "all_in_fee", None, code="not_applicable"))
    assert found.status is FindingStatus.NOT_APPLICABLE
    assert found.checks[0].answer == "No document in the packet says it."
    assert found.checks[0].what_to_ask is None


SHORT = {
    "measure": "sharpe_ratio_3y", "else_measure": "sharpe_ratio_own_record", "test": "at_least", "threshold": 0,
    "else_answer": "Over ⟨n_of_sharpe_ratio_own_record⟩ months.",
}  # fmt: skip


@pytest.mark.parametrize("code", ["window_not_covered", "too_few_observations"])
def test_a_record_that_is_too_short_is_measured_on_its_own_months(code):
    rows = (measure("fund-a", "sharpe_ratio_3y", None, code=code), measure("fund-a", "sharpe_ratio_own_record", 0.4))
    found = finding(asks(**SHORT), *rows)
    assert (found.status, found.sentence) == (FindingStatus.SUPPORTED, "Over ⟨n_of_sharpe_ratio_own_record⟩ months.")


def test_what_is_missing_for_another_reason_is_not_measured_on_fewer_months():
    rows = (measure("fund-a", "sharpe_ratio_3y", None), measure("fund-a", "sharpe_ratio_own_record", 0.4))
    assert finding(asks(**SHORT), *rows).status is FindingStatus.INSUFFICIENT_EVIDENCE


def test_a_short_record_without_a_figure_keeps_the_first_reason():
    rows = (
        measure("fund-a", "sharpe_ratio_3y", None, code="window_not_covered"),
        measure("fund-a", "sharpe_ratio_own_record", None),
    )
    assert finding(asks(**SHORT), *rows).status is FindingStatus.INSUFFICIENT_EVIDENCE


def test_an_else_measure_needs_its_sentence():
    with pytest.raises(ValueError, match="both else_measure and else_answer"):
        asks(else_measure="x")


def test_a_value_a_rounding_away_from_its_threshold_meets_it():
    # three ways to the same tenths, which floats tell apart: 0.8999999999999999, 0.9, 0.9000000000000001
    for fill in (0.3 * 3, 0.9, 1 - 0.1, 0.3 + 0.3 + 0.3):
        check = asks(measure="worst_fill", test="at_least", threshold=0.9)
        assert finding(check, measure("fund-a", "worst_fill", fill)).status is FindingStatus.SUPPORTED
    assert 0.3 + 0.3 + 0.3 < 0.9
    missed = finding(
        asks(measure="worst_fill", test="at_least", threshold=0.9), measure("fund-a", "worst_fill", 0.8999)
    )
    assert missed.status is FindingStatus.NOT_SUPPORTED


SURE = {"measure": "sure_3y", "test": "at_least", "threshold": 0.95}
SURE_OF_SHORT = SURE | {"measure": "sure_own_record"}


@pytest.mark.parametrize(
    ("sure", "speaks"), [(0.95, True), (0.9499, False), (None, False)], ids=["sure", "not sure", "not in evidence"]
)
@pytest.mark.parametrize("is_short", [False, True])
def test_an_answer_that_its_own_error_refutes_is_met_and_no_reason(sure, speaks, is_short):
    check = asks(**SHORT, speaks_when=SURE, else_speaks_when=SURE_OF_SHORT)
    long = measure("fund-a", "sharpe_ratio_3y", None if is_short else 0.8, code="window_not_covered")
    own = measure("fund-a", "sharpe_ratio_own_record", 0.8)
    # the other record's confidence does not count
    asked, other = ("sure_own_record", "sure_3y") if is_short else ("sure_3y", "sure_own_record")
    found = finding(check, long, own, measure("fund-a", asked, sure), measure("fund-a", other, None if speaks else 1.0))
    (result,) = found.checks
    assert (result.outcome, result.speaks_for, found.status) == (CheckOutcome.MET, speaks, FindingStatus.SUPPORTED)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"else_speaks_when": SURE}, "gives else_speaks_when and no else_measure"),
        ({"speaks_when": SURE, "speaks_for": False}, "speaks_for nothing, so it can name nothing"),
    ],
)
def test_what_must_hold_for_a_reason_needs_a_reason(changes, said):
    with pytest.raises(ValueError, match=said):
        asks(**changes)
