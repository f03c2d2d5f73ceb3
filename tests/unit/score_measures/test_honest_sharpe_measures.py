"""Honest Sharpe ratios as measures: recomputed in plain Python, refused where they mean nothing, deflated by the funds beside."""

import statistics as plain
from math import ceil, e, sqrt

import numpy as np
import polars as pl
import pytest

from prudent.score.measures import series_measures, subjects_of
from prudent.score.performance.time_aggregation import sharpe_ratio_lo_all_lags

NORMAL = plain.NormalDist()
LEVEL = [0.012, 0.009, 0.011, 0.008, 0.01, 0.013, 0.007, 0.01, 0.011, 0.009, 0.012, 0.008]
UPWARD = [0.02, 0.01, 0.03, -0.01, 0.015, 0.02, -0.005, 0.01, 0.02, 0.0, 0.015, -0.02] * 3
TRENDING = [0.02, 0.03, 0.02, 0.02, 0.015, 0.01, 0.0, -0.01, -0.02, -0.005, 0.01, 0.015] * 3
STEMS = (
    "sharpe_ratio_lo", "sharpe_ratio_lo_all_lags", "sharpe_ratio_standard_error", "probabilistic_sharpe",
    "min_track_record_months",
)  # fmt: skip


def honest(excess, per_year):
    """Everything by the formulas, in plain Python, Lo's factor held to the root."""
    n, mean = len(excess), plain.fmean(excess)
    once = mean / plain.stdev(excess)
    away = [value - mean for value in excess]
    second = plain.fmean(each**2 for each in away)
    skewness = plain.fmean(each**3 for each in away) / second**1.5
    kurtosis = plain.fmean(each**4 for each in away) / second**2
    spread = 1 - skewness * once + (kurtosis - 1) / 4 * once**2
    rho = sum(a * b for a, b in zip(away[1:], away[:-1], strict=True)) / sum(each**2 for each in away)
    factor = per_year / sqrt(per_year + 2 * sum((per_year - k) * rho**k for k in range(1, per_year)))
    error = sqrt(spread / (n - 1))
    return {
        "sharpe_ratio_lo": once * (min(factor, sqrt(per_year)) if once > 0 else factor),
        "sharpe_ratio_standard_error": error * sqrt(per_year),
        "probabilistic_sharpe": NORMAL.cdf(once / error),
        "min_track_record_months": max(12, ceil(1 + spread * (NORMAL.inv_cdf(0.95) / once) ** 2)) * 12 / per_year,
    }


@pytest.mark.parametrize(("frequency", "per_year", "count"), [("monthly", 12, 36), ("quarterly", 4, 12)])
def test_measures_by_the_formulas(bench, frequency, per_year, count):
    returns = UPWARD[:count]
    found = bench.measures(
        fund_returns=bench.returns(returns, frequency=frequency), market_risk_free=bench.rates(36, annual=0.0)
    )
    for name, value in honest(returns, per_year).items():
        assert found[f"{name}_3y"]["value"] == pytest.approx(value), name
        assert found[f"{name}_3y"]["n"] == count, name


def test_autocorrelation_under_zero_does_not_raise_the_ratio(bench):
    up, trend = (
        bench.measures(fund_returns=bench.returns(series), market_risk_free=bench.rates(36, annual=0.0))
        for series in (UPWARD, TRENDING)
    )
    assert up["autocorrelation_lag1_3y"]["value"] < 0 < trend["autocorrelation_lag1_3y"]["value"]
    assert up["sharpe_ratio_lo_3y"]["value"] == pytest.approx(up["sharpe_ratio_3y"]["value"])
    assert trend["sharpe_ratio_lo_3y"]["value"] < trend["sharpe_ratio_3y"]["value"]
    assert trend["sharpe_ratio_lo_3y"]["value"] == pytest.approx(honest(TRENDING, 12)["sharpe_ratio_lo"])
    assert "held to √q where that would raise a ratio over 0" in up["sharpe_ratio_lo_3y"]["method"]


def test_each_months_own_bill_is_taken_off(bench):
    rates = bench.rates(36)
    for place, row in enumerate(rates):
        row["annual_rate_frac"] = 0.01 * (place % 6)
    bills = [(1 / (1 - row["annual_rate_frac"] * 91 / 360)) ** (365 / 91 / 12) - 1 for row in rates]
    found = bench.measures(fund_returns=bench.returns(UPWARD), market_risk_free=rates)
    expected = honest([value - bill for value, bill in zip(UPWARD, bills, strict=True)], 12)
    for name, value in expected.items():
        assert found[f"{name}_3y"]["value"] == pytest.approx(value), name


def test_every_lag_counts_from_ten_years_on(bench):
    returns = UPWARD * 4
    found = bench.measures(fund_returns=bench.returns(returns[:120]), market_risk_free=bench.rates(120, annual=0.0))
    lags = found["sharpe_ratio_lo_all_lags_since_start"]
    assert lags["value"] == pytest.approx(sharpe_ratio_lo_all_lags(np.array(returns[:120]), 12))
    short = found["sharpe_ratio_lo_all_lags_3y"]
    assert short["refusal_code"] == "too_few_observations"
    assert short["refusal_reason"].startswith("Needs 10 years, 120 observations; 36 are in evidence.")
    found = bench.measures(fund_returns=bench.returns(returns[:119]), market_risk_free=bench.rates(119))
    assert found["sharpe_ratio_lo_all_lags_since_start"]["refusal_code"] == "too_few_observations"


@pytest.mark.parametrize(("frequency", "months"), [("monthly", 12), ("quarterly", 36)])
def test_no_record_is_said_to_be_long_enough_that_would_give_no_ratio(bench, frequency, months):
    # a ratio so high that three periods would do by the formula
    found = bench.measures(
        fund_returns=bench.returns(LEVEL, frequency=frequency), market_risk_free=bench.rates(36, annual=0.0)
    )
    assert found["min_track_record_months_since_start"]["value"] == months


def test_a_loss_needs_no_finite_record(bench):
    found = bench.measures(
        fund_returns=bench.returns([-value for value in UPWARD]), market_risk_free=bench.rates(36, annual=0.0)
    )
    refused = found["min_track_record_months_3y"]
    assert refused["refusal_code"] == "not_applicable"
    sharpe = round(found["sharpe_ratio_3y"]["value"], 3)
    assert refused["refusal_reason"] == (
        f"The Sharpe ratio is {sharpe}, not over 0: a longer record like it would not show that it is."
    )
    assert found["probabilistic_sharpe_3y"]["value"] < 0.5


@pytest.mark.parametrize(
    ("returns", "code"),
    [
        (UPWARD[:11], "too_few_observations"),
        ([0.01] * 36, "no_variation"),
        ([*UPWARD[:35], float("nan")], "out_of_range"),
        ([*UPWARD[:35], -1.0], "out_of_range"),
        ([0.01], "too_few_observations"),
    ],
)
def test_bad_returns_are_refused_with_a_reason(bench, returns, code):
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(36))
    for stem in STEMS:
        assert found[f"{stem}_since_start"]["refusal_code"] == code, stem
        assert found[f"{stem}_since_start"]["refusal_reason"], stem


def test_a_missing_bill_refuses_them_all(bench):
    found = bench.measures(fund_returns=bench.returns(UPWARD), market_risk_free=bench.rates(35))
    for stem in (*STEMS, "deflated_sharpe"):
        assert found[f"{stem}_3y"]["refusal_code"] == "not_evidenced", stem


def group(bench, *shifts):
    """Funds whose months are the same but for a shift, and what is measured of each."""
    names = [f"fund-{place}" for place in range(len(shifts))]
    rows = [
        row
        for name, shift in zip(names, shifts, strict=True)
        for row in bench.returns([v + shift for v in UPWARD], owner=name)
    ]
    funds = tuple(bench.fund(name) for name in names)
    core = bench.core(fund_returns=rows, market_risk_free=bench.rates(36, annual=0.0))
    policy = bench.policy().benchmarks
    frame = series_measures(subjects_of(funds, core, policy, bench.as_of), core, policy, bench.as_of, (), fits=False)
    return [bench.by_name(frame.filter(pl.col("fund") == name)) for name in names]


def test_a_ratio_is_deflated_by_the_funds_that_were_measured_beside_it(bench):
    each = group(bench, 0.0, 0.001, -0.004, 0.002, -0.002)
    ratios = [found["sharpe_ratio_3y"]["value"] for found in each]
    euler = 0.5772156649015329
    luck = (1 - euler) * NORMAL.inv_cdf(1 - 1 / 5) + euler * NORMAL.inv_cdf(1 - 1 / (5 * e))
    best = sqrt(plain.variance(ratios) / 12) * luck
    for found, ratio in zip(each, ratios, strict=True):
        error = found["sharpe_ratio_standard_error_3y"]["value"] / sqrt(12)
        assert found["deflated_sharpe_3y"]["value"] == pytest.approx(NORMAL.cdf((ratio / sqrt(12) - best) / error))
        assert found["deflated_sharpe_3y"]["value"] < found["probabilistic_sharpe_3y"]["value"]
        assert "smoothing_index_3y" not in found, "fits were left out"
        assert "Trials: the 5 funds" in found["deflated_sharpe_3y"]["method"]


def test_among_three_funds_nothing_is_deflated(bench):
    refused = group(bench, 0.0, 0.001, -0.004)[0]["deflated_sharpe_3y"]
    assert refused["refusal_code"] == "too_few_peers"
    assert (
        refused["refusal_reason"]
        == "Only 3 funds have a Sharpe ratio of monthly returns on this window; more than 3 are needed."
    )


def test_a_fund_without_a_ratio_is_no_trial(bench):
    names = ["a-fund", "b-fund", "c-fund", "d-fund", "e-fund"]
    rows = [
        row
        for place, name in enumerate(names[:4])
        for row in bench.returns([v + place / 1000 for v in UPWARD], owner=name)
    ]
    rows += bench.returns([0.01] * 36, owner="e-fund")
    found = bench.measures(
        funds=tuple(bench.fund(name) for name in names), fund_returns=rows, market_risk_free=bench.rates(36, annual=0.0)
    )
    assert "Trials: the 4 funds" in found["deflated_sharpe_3y"]["method"]
