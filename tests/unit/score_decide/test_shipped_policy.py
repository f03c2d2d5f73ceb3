"""What the shipped policy must not ask, because the answer would say nothing of the fund."""

from pathlib import Path

import pytest
from decide_builders import fund, measure, subject

from prudent.ingest.files import Files
from prudent.ingest.policy import read_policy
from prudent.model.fund import AssetClass, Wrapper
from prudent.score.findings.ask import ask
from prudent.score.peers.compared import COMPARED
from prudent.score.performance.honest_sharpe_answers import INDEPENDENT_FROM

POLICY = read_policy(Files(Path(__file__).parents[3]))
SAME_ASSET = (AssetClass.DIGITAL_ASSETS, AssetClass.PRECIOUS_METALS)


@pytest.mark.parametrize("asset_class", list(AssetClass))
def test_trusts_of_one_metal_or_coin_are_not_ordered_by_return(asset_class):
    asked = {item.id for item in POLICY.scorecard.criteria_for(asset_class)}
    ordered = {"return-against-peers", "risk-adjusted-against-peers"}
    assert asked & ordered == (set() if asset_class in SAME_ASSET else ordered)
    median = POLICY.checks.by_id["return-at-least-median"]
    assert (asset_class in median.asset_classes) is (asset_class not in SAME_ASSET)


def test_no_total_with_interest_in_it_is_held_against_one_without():
    conditions = {item.measure: item.needs for item in COMPARED}
    assert conditions["all_in_fee"] == "interest_fee"
    asked = (*POLICY.checks.checks, *POLICY.scorecard.criteria)
    held = {
        item.id: item.measure
        for item in asked
        if item.factor.value == "fees" and getattr(item, "compare", "value") != "value"
    }
    assert held == {
        "fee-comparators": "fee_excluding_interest",
        "not-in-dearest-quarter": "fee_excluding_interest",
        "fee-without-interest-against-peers": "fee_excluding_interest",
    }


@pytest.mark.parametrize(("sure", "speaks"), [(0.895, False), (0.96, True)])
def test_a_young_trusts_ratio_is_a_reason_only_where_its_error_lets_it_be_one(sure, speaks):
    young = subject(
        measure("fund-a", "sharpe_ratio_after_unsmoothing_3y", None, code="window_not_covered"),
        measure("fund-a", "sharpe_ratio_after_unsmoothing_own_record", 0.84),
        measure("fund-a", "probabilistic_sharpe_own_record", sure),
        of=fund(asset_class=AssetClass.DIGITAL_ASSETS, wrapper=Wrapper.ETP_GRANTOR_TRUST),
    )
    result = ask(POLICY.checks.by_id["risk-adjusted-above-cash"], young)
    assert (result.outcome.value, result.speaks_for) == ("met", speaks)
    assert "⟨probabilistic_sharpe_own_record⟩" in result.answer


def test_the_concerns_word_a_level_as_a_level_and_tell_where_there_is_none():
    concerns = {item.id: item for item in POLICY.concerns.concerns}
    short = concerns["record-shorter-than-needed"].sentence
    assert "one-sided test" in short
    assert "returns taken as independent" in short
    assert "probability" not in short
    dependent = concerns["record-not-independent"]
    assert (dependent.measure, dependent.test) == ("ljung_box_p_own_record", "at_most")
    # where this fires the level is refused, so that one of the two is always told
    assert dependent.threshold == INDEPENDENT_FROM
