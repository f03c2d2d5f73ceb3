"""Falls: how long, whether recovered, and the ratios to them."""

import numpy as np
import pytest

from prudent.score.performance.drawdown import (
    calmar_ratio,
    falls,
    martin_ratio,
    pain_index,
    peak_place,
    recovery_place,
    trough_place,
    ulcer_index,
)


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        ([0.25, -0.2, 0.25, 0.1], 3),  # back at 1.25 exactly
        ([-0.5, 0.5, 0.5], 3),
        ([-0.5, 0.5, 0.3], 0),
        ([0.1, 0.1], 0),  # no fall, and nothing after its place
        ([-1.0, 0.0], 0),
        ([0.1, -0.1, 0.2, -0.3, 0.1, 0.5], 6),
    ],
)
def test_the_first_period_back_at_the_peak(returns, expected):
    fallen = falls(np.array(returns))
    if expected == 0 and not fallen.any():
        assert (recovery_place(fallen), trough_place(fallen)) == (2, 1)  # is not asked where there is no fall
    else:
        assert recovery_place(fallen) == expected


def test_what_rounding_leaves_of_a_peak_is_a_peak():
    # 1/0.9 is not exact: wealth ends 1e-16 under where it began
    fallen = falls(np.array([-0.1, 1 / 0.9 - 1 - 1e-15, -0.2, 0.25]))
    assert fallen.tolist() == [pytest.approx(-0.1), 0, pytest.approx(-0.2), 0]
    assert (peak_place(fallen), recovery_place(fallen)) == (2, 4)


def test_pain_and_ulcer_of_four_periods():
    fallen = np.array([0.0, -0.1, -0.3, 0.0])
    assert pain_index(fallen) == pytest.approx(0.1)
    assert ulcer_index(fallen) == pytest.approx((0.1 / 4) ** 0.5)
    assert str(pain_index(np.zeros(2))) == "0.0"


def test_ratios_to_nothing_are_no_number():
    nothing = np.array(0.0)
    assert np.isnan([calmar_ratio(np.array(0.1), nothing), martin_ratio(np.array(0.1), nothing)]).all()


def test_martin_takes_the_bills_off_and_calmar_does_not():
    assert martin_ratio(np.array(0.1), np.array(0.02), 0.04) == pytest.approx(3)
    assert calmar_ratio(np.array(0.1), np.array(-0.2)) == pytest.approx(0.5)


def test_the_measures_of_two_years(bench):
    returns = [0.1, -0.2, 0.0, 0.25] + [0.0] * 20
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(24))
    yearly = 1.1**0.5 - 1
    bill = (1 / (1 - 0.04 * 91 / 360)) ** (365 / 91) - 1
    ulcer = (2 * 0.04 / 24) ** 0.5
    assert found["pain_index_since_start"]["value"] == pytest.approx(0.4 / 24)
    assert found["ulcer_index_since_start"]["value"] == pytest.approx(ulcer)
    assert found["calmar_ratio_since_start"]["value"] == pytest.approx(yearly / 0.2)
    assert found["martin_ratio_since_start"]["value"] == pytest.approx((yearly - bill) / ulcer)
    assert found["martin_ratio_since_start"]["evidence"] == [
        "a-fund/returns.csv:2-25:return_pct",
        "bills/rates.csv:2-25:annual_rate_pct",
    ]
    assert found["max_drawdown_since_start_length_months"]["value"] == 3
    assert found["max_drawdown_since_start_recovery"]["text"] == "recovered in 2 months"


@pytest.mark.parametrize(
    ("returns", "words"),
    [
        ([0.1, -0.5, 1.0], "recovered in 1 month"),
        ([0.1, -0.5, 0.5], "not recovered, 1 month after the low"),
        ([0.1, -0.5], "not recovered, the low is the end of the window"),
        ([0.1, -1.0], "not recovered, the low is the end of the window"),
    ],
)
def test_recovery_in_words(bench, returns, words):
    found = bench.measures(fund_returns=bench.returns(returns))["max_drawdown_since_start_recovery"]
    assert (found["text"], found["value"], found["unit"]) == (words, None, "text")


def test_three_years_have_dates_of_their_own(bench):
    returns = [0.1, -0.5, 1.0] + [0.01] * 20 + [-0.1] + [0.01] * 15
    found = bench.measures(fund_returns=bench.returns(returns))
    assert (found["max_drawdown_3y_peak"]["text"], found["max_drawdown_3y_trough"]["text"]) == (
        "2024-08-31",
        "2024-09-30",
    )
    assert found["max_drawdown_since_start_trough"]["text"] == "2022-11-30"
    assert found["max_drawdown_3y_recovery"]["text"] == "recovered in 11 months"


def test_without_a_fall_there_is_nothing_to_recover(bench):
    found = bench.measures(fund_returns=bench.returns([0.01, 0.02] * 6), market_risk_free=bench.rates(12))
    for name in ("max_drawdown_since_start_recovery", "calmar_ratio_since_start", "martin_ratio_since_start"):
        assert found[name]["refusal_code"] == "not_applicable", name
    assert found["pain_index_since_start"]["value"] == found["ulcer_index_since_start"]["value"] == 0


@pytest.mark.parametrize(("fall", "code"), [(0.0099, "out_of_range"), (0.0101, None)])
def test_no_calmar_ratio_to_almost_no_fall(bench, fall, code):
    found = bench.measures(fund_returns=bench.returns([0.01] * 6 + [-fall] + [0.01] * 5))["calmar_ratio_since_start"]
    assert found["refusal_code"] == code
    if code:
        assert found["refusal_reason"] == (
            "The largest fall is 0.99 %, under 1 %: a ratio to so little would say that no bad time is in evidence, and not "
            "what one costs."
        )


@pytest.mark.parametrize(("fall", "code"), [(0.0173, "out_of_range"), (0.0174, None)])
def test_no_martin_ratio_to_almost_no_depth(bench, fall, code):
    # one month of twelve under the peak: the ulcer index is the fall over the root of twelve
    returns = [0.05] * 6 + [-fall] + [0.05] * 5
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(12))
    assert found["ulcer_index_since_start"]["value"] == pytest.approx(fall / 12**0.5)
    assert found["martin_ratio_since_start"]["refusal_code"] == code
    assert found["calmar_ratio_since_start"]["refusal_code"] is None
    if code:
        assert found["martin_ratio_since_start"]["refusal_reason"] == (
            "The ulcer index is 0.499 %, under 0.5 %: a ratio to so little would say that no bad time is in evidence, and not "
            "what one costs."
        )
