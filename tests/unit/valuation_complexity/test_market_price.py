"""Premium and discount, and the price of what a trust holds."""

from datetime import date

import pytest

from prudent.model.applicability import Applicability, Reference
from prudent.model.fund import Wrapper
from prudent.score.valuation.tracking import tracking_measures

TODAY, AFTER = date(2025, 12, 31), date(2026, 1, 2)
WHY = {"why": "test", "source": "test", "since": date(2026, 1, 1)}


def test_a_price_without_the_value_of_its_day_is_passed_over(bench):
    rows = [
        {"as_of": date(2025, 12, 30), "price_usd": 9, "nav_per_share_usd": 10},
        {"as_of": TODAY, "price_usd": 12},
        {"as_of": AFTER, "price_usd": 20, "nav_per_share_usd": 10},
    ]
    found = bench.valuation(fund_market=rows)["premium_to_nav"]
    assert (found["value"], found["window_end"]) == (pytest.approx(-0.1), date(2025, 12, 30))


def test_few_days_have_no_lowest_and_no_highest(bench):
    rows = [{"as_of": date(2025, 12, day), "price_usd": 9, "nav_per_share_usd": 10} for day in range(1, 12)]
    found = bench.valuation(fund_market=rows)["premium_to_nav_lowest_1y"]
    assert found["refusal_reason"] == (
        "Needs at least 12 days of the year to 2025-12-31 with price and value a share; 11 are in evidence."
    )


def test_a_year_of_both_returns_is_needed(bench):
    both = bench.returns([0.01] * 11) + bench.returns([0.02] * 11, kind="total_market")
    found = bench.valuation(fund_returns=both)["premium_change_1y"]
    assert found["refusal_code"] == "window_not_covered"
    assert "both 11 months are in evidence" in found["refusal_reason"]


def test_thirteen_months_ago_is_not_in_the_year(bench):
    both = bench.returns([0.5, *[0.01] * 12]) + bench.returns([0.9, *[0.01] * 12], kind="total_market")
    found = bench.valuation(fund_returns=both)["premium_change_1y"]
    assert (found["value"], found["n"]) == (pytest.approx(0), 12)


def trust(bench, name="a-fund"):
    return bench.fund(name, asset_class="precious_metals", wrapper="etp_grantor_trust")


def policy(series="gold"):
    reference = Reference(asset_class="precious_metals", wrappers=(Wrapper.ETP_GRANTOR_TRUST,), benchmark=series, **WHY)
    return Applicability(version=1, references=(reference,))


def tracked(bench, returns, price, series="gold", funds=None):
    gold = [{"owner": "gold", **row} for row in bench.index(price)]
    core = bench.core(fund_returns=returns, benchmark_returns=gold)
    frame = tracking_measures(
        funds or (trust(bench),), core.fund_returns, core.benchmark_returns, policy(series), TODAY
    )
    return bench.by_name(frame)


def test_a_trust_lags_the_metal_by_its_fee(bench):
    price = [0.01, -0.02, 0.03] * 12
    own = [(1 + change) * (1 - 0.004) ** (1 / 12) - 1 for change in price]
    found = tracked(bench, bench.returns(own, kind="total_market"), price)["tracking_difference_3y"]
    growth = (1.01 * 0.98 * 1.03) ** 4
    assert (found["value"], found["n"]) == (pytest.approx(growth * 0.996 - growth), 36)
    assert found["evidence"] == ["a-fund/returns.csv:2-37:return_pct", "gold/returns.csv:2-37:return_frac"]


def test_a_young_trust_is_tracked_from_a_year_on(bench):
    found = tracked(bench, bench.returns([0.01] * 12), [0.02] * 36)
    assert found["tracking_difference_3y"]["refusal_code"] == "window_not_covered"
    assert found["tracking_difference_since_start"]["value"] == pytest.approx(1.01**12 - 1.02**12)
    short = tracked(bench, bench.returns([0.01] * 11), [0.02] * 36)["tracking_difference_since_start"]
    assert short["refusal_reason"] == "Needs at least 12 months; 11 are in evidence."


def test_a_young_candidate_is_tracked_on_its_own_record(bench):
    gold = [{"owner": "gold", **row} for row in bench.index([0.02] * 36)]
    core = bench.core(fund_returns=bench.returns([0.01] * 20), benchmark_returns=gold)
    frame = tracking_measures(
        (trust(bench), trust(bench, "b-fund")), core.fund_returns, core.benchmark_returns, policy(), TODAY, "a-fund"
    )
    own = frame.filter(frame["measure"] == "tracking_difference_own_record")
    assert own["fund"].to_list() == ["a-fund", "b-fund"]
    assert own["value"].to_list() == [pytest.approx(1.01**12 - 1.02**12), None]


def test_a_price_that_stops_is_no_reference(bench):
    found = tracked(bench, bench.returns([0.01] * 36), [0.02] * 35)["tracking_difference_3y"]
    assert found["refusal_reason"] == "Needs the price gold for all 36 months of the window; 35 are in evidence."


@pytest.mark.parametrize(("series", "code"), [(None, "not_evidenced"), ("silver", "window_not_covered")])
def test_without_a_reference_nothing_is_tracked(bench, series, code):
    found = tracked(bench, bench.returns([0.01] * 36), [0.02] * 36, series)
    assert {row["refusal_code"] for row in found.values()} == {code}


def test_a_fund_that_is_no_trust_has_no_reference(bench):
    found = tracked(bench, bench.returns([0.01] * 36), [0.02] * 36, funds=(bench.fund(),))
    assert {row["refusal_code"] for row in found.values()} == {"not_evidenced"}


def test_a_total_loss_is_not_linked(bench):
    found = tracked(bench, bench.returns([0.01] * 35 + [-1.0]), [0.02] * 36)["tracking_difference_3y"]
    assert found["refusal_code"] == "out_of_range"
