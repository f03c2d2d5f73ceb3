"""Fair-value levels in dollars and as shares: the same quantities under the same names."""

from datetime import date

import pytest

from prudent.model.measured import Refusal
from prudent.score.valuation.hierarchy import fair_value_shares

TODAY, BEFORE = date(2025, 12, 31), date(2025, 6, 30)
LEVELS = {"level1_usd": 10, "level2_usd": 30, "level3_usd": 40, "nav_expedient_usd": 20}
NAMES = ("level3_share", "level3_coverage", "level3_share_of_all", "hard_to_value_share")


def test_dollars_give_each_share_with_its_denominator(bench):
    found = bench.valuation(fund_fair_value=[{"as_of": TODAY, **LEVELS}])
    assert [found[name]["value"] for name in NAMES] == pytest.approx([0.5, 0.8, 0.4, 0.6])
    assert found["hard_to_value_share"]["evidence"] == [
        f"a-fund/fair_value.csv:2:{column}"
        for column in ("level1_usd", "level2_usd", "level3_usd", "nav_expedient_usd")
    ]


def test_the_function_and_the_measures_agree(bench):
    of_function = fair_value_shares(10, 30, 40, 20)
    of_packet = bench.valuation(fund_fair_value=[{"as_of": TODAY, **LEVELS}])
    assert [getattr(of_function, name) for name in NAMES] == [of_packet[name]["value"] for name in NAMES]


def test_later_shares_come_before_earlier_dollars(bench):
    shares = {"as_of": TODAY, "level3_share_of_covered_frac": 0.9, "level3_coverage_frac": 1.0}
    found = bench.valuation(fund_fair_value=[{"as_of": BEFORE, **LEVELS}], fund_exposure=[shares])["level3_share"]
    assert (found["value"], found["window_end"]) == (0.9, TODAY)
    assert found["evidence"] == [
        "a-fund/exposure.csv:2:level3_share_of_covered_frac",
        "a-fund/exposure.csv:2:level3_coverage_frac",
    ]


def test_a_share_without_its_denominator_says_the_number_and_gives_none(bench):
    found = bench.valuation(fund_fair_value=[{"as_of": TODAY, **LEVELS, "nav_expedient_usd": None}])
    assert {found[name]["refusal_code"] for name in NAMES} == {"not_evidenced"}
    assert found["level3_share"]["refusal_reason"] == (
        "50.0 % of the hierarchy is Level 3, but no document says how much stands outside it at net asset value."
    )


def test_a_fund_of_funds_is_all_hard_to_value(bench):
    row = {"as_of": TODAY, "level1_usd": 0, "level2_usd": 0, "level3_usd": 0, "nav_expedient_usd": 7}
    found = bench.valuation(fund_fair_value=[row])
    assert found["hard_to_value_share"]["value"] == 1
    assert found["level3_share_of_all"]["value"] == 0
    assert found["level3_share"]["refusal_code"] == "coverage_too_low"


@pytest.mark.parametrize(
    "amounts",
    [(-1, 0, 2, 0), (0, 0, 0, 0), (float("nan"), 1, 1, 1), (1, float("inf"), 1, 1), (1, 1, 1, -1), (0, 0, 0, None)],
)
def test_amounts_that_cannot_be_are_refused(amounts):
    found = fair_value_shares(*amounts)
    assert isinstance(found, Refusal)
    assert found.code.value == "out_of_range"


def test_nothing_with_a_level_has_no_share_of_the_hierarchy():
    found = fair_value_shares(0, 0, 0, 5)
    assert isinstance(found.level3_share, Refusal)
    assert (found.level3_coverage, found.level3_share_of_all, found.hard_to_value_share) == (0, 0, 1)
