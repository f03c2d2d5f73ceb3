"""How a fund moves with its benchmark."""

import statistics as plain
from math import prod, sqrt

import numpy as np
import pytest

from prudent.score.benchmark.market_line import beta, down_capture, jensen_alpha, r_squared, up_capture
from prudent.score.benchmark.relative import information_ratio

BENCH = [0.04, -0.03, 0.02, -0.01, 0.0, 0.03, -0.02, 0.01, 0.05]
FUND = [0.03, -0.01, 0.01, 0.0, 0.01, 0.01, -0.02, 0.02, 0.02]
STEMS = ("beta", "jensen_alpha", "r_squared", "up_capture", "down_capture", "information_ratio")


def test_the_line_through_four_points():
    # x - x̄ is -2, -1, 1, 2 and y - ȳ is -3, 1, -1, 3: slope 10/10, R² 100 / (10 x 20)
    other, own = np.array([0.0, 1.0, 3.0, 4.0]), np.array([2.0, 6.0, 4.0, 8.0])
    assert beta(own, other) == pytest.approx(1)
    assert jensen_alpha(own, other, 12) == pytest.approx(12 * (5 - 2))
    assert r_squared(own, other) == pytest.approx(0.5)


def test_no_line_on_a_flat_benchmark():
    flat, own = np.zeros(3), np.array([0.01, 0.02, 0.0])
    assert np.isnan([beta(own, flat), jensen_alpha(own, flat, 12), r_squared(own, flat)]).all()


def test_captures_are_geometric_and_leave_zero_out():
    own, other = np.array([0.1, 0.2, -0.1, 0.5]), np.array([0.21, 0.0, -0.2, 0.44])
    assert up_capture(own, other) == pytest.approx((sqrt(1.1 * 1.5) - 1) / (sqrt(1.21 * 1.44) - 1))
    assert down_capture(own, other) == pytest.approx(0.5)


def test_no_capture_without_a_rise_or_a_fall():
    own = np.array([0.1, 0.2])
    assert np.isnan(down_capture(own, own))
    assert np.isnan(up_capture(own, -own))


def test_a_missing_return_gives_no_capture():
    own, missing = np.array([0.1, 0.2, -0.1]), np.array([0.1, float("nan"), -0.1])
    found = [up_capture(own, missing), up_capture(missing, own), down_capture(own, missing), down_capture(missing, own)]
    assert np.isnan(found).all()


def test_the_information_ratio_of_three_differences():
    own, other = np.array([0.02, 0.03, 0.04]), np.array([0.01, 0.01, 0.01])
    assert information_ratio(own, other, 4) == pytest.approx(0.02 / 0.01 * 2)


def test_three_years_in_plain_python(bench):
    fund, index = FUND * 4, BENCH * 4
    found = bench.measures(
        fund_returns=bench.returns(fund), market_risk_free=bench.rates(36), benchmark_returns=bench.index(index)
    )
    rate = (1 / (1 - 0.04 * 91 / 360)) ** (365 / 91 / 12) - 1
    own, other = [r - rate for r in fund], [r - rate for r in index]
    slope = plain.covariance(own, other) / plain.variance(other)
    active = [a - b for a, b in zip(fund, index, strict=True)]
    ups = [(a, b) for a, b in zip(fund, index, strict=True) if b > 0]
    kept = [prod(1 + pair[side] for pair in ups) ** (1 / len(ups)) - 1 for side in (0, 1)]
    assert found["beta_3y"]["value"] == pytest.approx(slope)
    assert found["jensen_alpha_3y"]["value"] == pytest.approx(12 * (plain.fmean(own) - slope * plain.fmean(other)))
    assert found["r_squared_3y"]["value"] == pytest.approx(plain.correlation(own, other) ** 2)
    assert found["information_ratio_3y"]["value"] == pytest.approx(plain.fmean(active) / plain.stdev(active) * sqrt(12))
    assert found["up_capture_3y"]["value"] == pytest.approx(kept[0] / kept[1])
    assert (found["up_capture_3y"]["n"], found["down_capture_3y"]["n"], found["beta_3y"]["n"]) == (20, 12, 36)
    assert found["beta_3y"]["evidence"] == [
        "a-fund/returns.csv:2-37:return_pct",
        "bills/rates.csv:2-37:annual_rate_pct",
        "an-index/returns.csv:2-37:return_frac",
    ]
    assert found["beta_since_start"]["value"] == found["beta_3y"]["value"]


def test_the_benchmark_has_to_cover_the_window(bench):
    found = bench.measures(
        fund_returns=bench.returns(FUND * 8), market_risk_free=bench.rates(72), benchmark_returns=bench.index(BENCH * 4)
    )
    for stem in STEMS:
        assert found[f"{stem}_3y"]["refusal_code"] is None, stem
        assert found[f"{stem}_since_start"]["refusal_reason"] == (
            "Needs the benchmark an-index for all 72 periods of the window; 36 are in evidence."
        )


def test_eleven_falls_are_too_few_for_a_capture(bench):
    index = [-0.01] * 11 + [0.02] * 12 + [0.0]
    found = bench.measures(fund_returns=bench.returns((FUND * 3)[:24]), benchmark_returns=bench.index(index))
    assert found["down_capture_since_start"]["refusal_code"] == "too_few_observations"
    assert found["down_capture_since_start"]["refusal_reason"] == (
        "an-index fell in 11 of the 24 periods; at least 12 are needed."
    )
    assert found["up_capture_since_start"]["refusal_code"] is None


def test_a_benchmark_that_earns_the_bill_has_no_line(bench):
    rate = (1 / (1 - 0.04 * 91 / 360)) ** (365 / 91 / 12) - 1
    found = bench.measures(
        fund_returns=bench.returns(FUND * 4),
        market_risk_free=bench.rates(36),
        benchmark_returns=bench.index([rate] * 36),
    )
    for stem in ("beta", "jensen_alpha", "r_squared"):
        assert found[f"{stem}_3y"]["refusal_reason"] == "All excess returns of the benchmark are the same.", stem


def test_a_fund_that_is_its_benchmark_has_no_information_ratio(bench):
    found = bench.measures(
        fund_returns=bench.returns(FUND * 4), market_risk_free=bench.rates(36), benchmark_returns=bench.index(FUND * 4)
    )
    assert found["information_ratio_3y"]["refusal_code"] == "no_variation"
    assert (found["beta_3y"]["value"], found["r_squared_3y"]["value"]) == (pytest.approx(1), pytest.approx(1))
    assert found["up_capture_3y"]["value"] == pytest.approx(1)


@pytest.mark.parametrize("stem", STEMS)
def test_a_benchmark_without_numbers(bench, stem):
    found = bench.measures(
        fund_returns=bench.returns(FUND * 4),
        market_risk_free=bench.rates(36),
        benchmark_returns=bench.index([*(BENCH * 4)[:35], float("nan")]),
    )
    assert (found[f"{stem}_3y"]["refusal_code"], found[f"{stem}_3y"]["value"]) == ("out_of_range", None)
