"""Smoothed and unsmoothed risk as measures: what smoothing lifts, what undoes it, and what is refused."""

import numpy as np
import pytest

from prudent.score.performance.autocorrelation import autocorrelation, autocorrelations, ljung_box_p
from prudent.score.performance.moving_average import fit_smoothing
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.smoothing import okunev_white, unsmoothed

TRUE_SHARPE, LIFTED = 0.56, 1.07
NEWS = np.random.default_rng(12).normal(0.008, 0.02, 38)
SMOOTHED = [float(each) for each in 0.5 * NEWS[2:] + 0.3 * NEWS[1:-1] + 0.2 * NEWS[:-2]]
WINDOWED = (
    "autocorrelation_lag2", "autocorrelation_lag3", "ljung_box_p", "volatility_okunev_white", "sharpe_ratio_okunev_white",
    "smoothing_index", "smoothing_theta0", "volatility_glm", "sharpe_ratio_glm",
)  # fmt: skip


def with_sharpe(sharpe, count, seed=11):
    """Independent monthly excess returns whose own annual Sharpe ratio is the one given."""
    drawn = np.random.default_rng(seed).normal(size=count)
    even = (drawn - np.mean(drawn)) / np.std(drawn, ddof=1)
    return 0.02 * (even + sharpe / np.sqrt(12))


def test_smoothing_lifts_a_sharpe_ratio_of_056_to_107_and_geltner_brings_it_back():
    # an appraiser who takes in 1 - a of the news and keeps a of the last value: variance (1 - a)/(1 + a) of the true
    # one, so the ratio is lifted by the root of (1 + a)/(1 - a), which is 1.07/0.56 for this a
    lift = (LIFTED / TRUE_SHARPE) ** 2
    a = (lift - 1) / (lift + 1)
    true = with_sharpe(TRUE_SHARPE, 50_000)
    reported = np.empty_like(true)
    reported[0] = true[0]
    for month in range(1, len(true)):
        reported[month] = a * reported[month - 1] + (1 - a) * true[month]
    assert sharpe_ratio(true, 12) == pytest.approx(TRUE_SHARPE)
    assert sharpe_ratio(reported, 12) == pytest.approx(LIFTED, rel=0.01)
    assert sharpe_ratio(unsmoothed(reported, autocorrelation(reported, 1)), 12) == pytest.approx(TRUE_SHARPE, rel=0.01)
    assert sharpe_ratio(okunev_white(reported), 12) == pytest.approx(TRUE_SHARPE, rel=0.01)


def test_a_moving_average_lifts_it_by_the_root_of_the_smoothing_index():
    thetas = (0.5, 0.3, 0.2)
    true = with_sharpe(TRUE_SHARPE, 20_000)
    reported = sum(theta * true[2 - lag : len(true) - lag] for lag, theta in enumerate(thetas))
    fit = fit_smoothing(reported)
    assert fit.smoothing_index == pytest.approx(0.38, abs=0.01)
    assert sharpe_ratio(reported, 12) == pytest.approx(TRUE_SHARPE / np.sqrt(0.38), rel=0.02)
    assert sharpe_ratio(fit.unsmoothed, 12) == pytest.approx(TRUE_SHARPE, rel=0.02)


def test_measures_are_the_functions_on_the_funds_returns(bench):
    found = bench.measures(fund_returns=bench.returns(SMOOTHED), market_risk_free=bench.rates(36, annual=0.0))
    returns = np.array(SMOOTHED)
    mended, fit = okunev_white(returns), fit_smoothing(returns)
    expected = {
        "autocorrelation_lag2": autocorrelation(returns, 2),
        "autocorrelation_lag3": autocorrelation(returns, 3),
        "volatility_okunev_white": volatility(mended, 12),
        "sharpe_ratio_okunev_white": sharpe_ratio(mended, 12),
        "smoothing_index": fit.smoothing_index,
        "smoothing_theta0": fit.thetas[0],
        "volatility_glm": volatility(fit.unsmoothed, 12),
        "sharpe_ratio_glm": sharpe_ratio(fit.unsmoothed, 12),
    }
    for name, value in expected.items():
        assert found[f"{name}_3y"]["value"] == pytest.approx(value), name
        assert found[f"{name}_since_start"]["value"] == found[f"{name}_3y"]["value"], name
    assert found["volatility_okunev_white_3y"]["n"] == 33
    assert found["volatility_glm_3y"]["n"] == 36
    assert 0 < found["ljung_box_p_3y"]["value"] < 0.2
    assert "lags 1 to 7 " in found["ljung_box_p_3y"]["method"]


def test_a_short_series_is_tested_at_fewer_lags_than_are_printed(bench):
    returns = np.array(SMOOTHED[:12])
    found = bench.measures(fund_returns=bench.returns(SMOOTHED[:12]))
    p = ljung_box_p(autocorrelations(returns, (1, 2)), 12)
    assert found["ljung_box_p_since_start"]["value"] == pytest.approx(p)
    assert found["autocorrelation_lag3_since_start"]["value"] == pytest.approx(autocorrelation(returns, 3))


def test_the_method_of_the_first_weight_says_how_sure_it_is(bench):
    returns = np.random.default_rng(4).normal(0.01, 0.02, 38)
    reported = 0.5 * returns[2:] + 0.3 * returns[1:-1] + 0.2 * returns[:-2]
    found = bench.measures(fund_returns=bench.returns(list(reported)))["smoothing_theta0_3y"]
    fit = fit_smoothing(reported)
    assert f"standard error {round(float(fit.standard_errors[0]), 3)};" in found["method"]


def test_excess_returns_are_over_each_months_own_bill(bench):
    rates = bench.rates(36)
    for place, row in enumerate(rates):
        row["annual_rate_frac"] = 0.02 * (place % 5)
    found = bench.measures(fund_returns=bench.returns(SMOOTHED), market_risk_free=rates)
    bills = np.array([(1 / (1 - row["annual_rate_frac"] * 91 / 360)) ** (365 / 91 / 12) - 1 for row in rates])
    returns = np.array(SMOOTHED)
    for name, mended in (("okunev_white", okunev_white(returns)), ("glm", fit_smoothing(returns).unsmoothed)):
        assert found[f"sharpe_ratio_{name}_3y"]["value"] == pytest.approx(
            sharpe_ratio(mended - bills[-len(mended) :], 12)
        ), name


def test_under_36_months_nothing_is_fitted_and_the_rest_is_measured(bench):
    found = bench.measures(fund_returns=bench.returns(SMOOTHED[:35]), market_risk_free=bench.rates(35))
    for name in ("smoothing_index", "smoothing_theta0", "volatility_glm", "sharpe_ratio_glm"):
        refused = found[f"{name}_since_start"]
        assert refused["refusal_reason"] == (
            "Needs at least 36 observations to fit smoothing weights; 35 are in evidence."
        ), name
        assert refused["refusal_code"] == "too_few_observations", name
    assert found["volatility_okunev_white_since_start"]["value"] is not None


def test_twelve_returns_must_be_left_when_three_have_dropped_out(bench):
    for count, code in ((15, None), (14, "too_few_observations")):
        found = bench.measures(fund_returns=bench.returns(SMOOTHED[:count]), market_risk_free=bench.rates(count))
        for name in ("volatility_okunev_white", "sharpe_ratio_okunev_white"):
            assert found[f"{name}_since_start"]["refusal_code"] == code, name
    assert found["volatility_okunev_white_since_start"]["refusal_reason"] == (
        "Needs at least 12 observations after the first 3 have dropped out; 11 are left."
    )


def test_returns_that_are_not_smoothed_keep_the_reported_figure(bench):
    # every fall is followed by a rise, so nothing is spread over months
    returns = [0.02, -0.01, 0.015, -0.005, 0.03, -0.02] * 6
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(36))
    for name in ("volatility_okunev_white", "sharpe_ratio_okunev_white"):
        assert found[f"{name}_3y"]["refusal_code"] == "no_smoothing_found", name
    rho = round(float(autocorrelation(np.array(returns), 1)), 3)
    assert found["volatility_unsmoothed_3y"]["refusal_reason"] == (
        f"The lag-1 autocorrelation is {rho}, not above zero: no lag of one period was found, which 36 returns can miss, "
        "and which says nothing of longer lags. The figure as reported is kept."
    )
    after = found["sharpe_ratio_after_unsmoothing_3y"]
    assert after["value"] == found["sharpe_ratio_3y"]["value"]
    assert after["method"].startswith(
        f"As reported, because ρ is {rho} and no lag of one period was found, which 36 returns can miss."
    )


def test_an_index_over_one_is_printed_and_nothing_is_undone(bench):
    true = np.random.default_rng(8).normal(0.01, 0.02, 242)
    returns = list(1.3 * true[2:] - 0.2 * true[1:-1] - 0.1 * true[:-2])
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(240))
    index = found["smoothing_index_since_start"]["value"]
    assert index > 1
    for name in ("smoothing_theta0", "volatility_glm", "sharpe_ratio_glm"):
        assert found[f"{name}_since_start"]["refusal_code"] == "no_smoothing_found", name
        assert found[f"{name}_since_start"]["refusal_reason"] == (
            f"The smoothing index is {round(index, 3)}, not under 1: no smoothing over one or two periods was found, "
            "which 240 returns can miss, and which says nothing of longer lags. The figure as reported is kept."
        ), name


OF_FIT = ("smoothing_index", "smoothing_theta0", "volatility_glm", "sharpe_ratio_glm")


def independent(seed, count=36):
    return list(np.random.default_rng(seed).normal(0.01, 0.02, count))


def test_weights_that_are_not_known_are_no_figures(bench):
    # two errors of a quarter on either side span all that smoothing can be
    for seed, error, index in ((14, 0.249, "1.087"), (66, 0.254, None)):
        assert float(fit_smoothing(np.array(independent(seed))).standard_errors[0]) == pytest.approx(error, abs=0.0005)
        found = bench.measures(fund_returns=bench.returns(independent(seed)), market_risk_free=bench.rates(36))
        if index is not None:
            assert f"{found['smoothing_index_3y']['value']:.3f}" == index
            continue
        for name in OF_FIT:
            assert found[f"{name}_3y"]["refusal_code"] == "too_few_observations", name
            assert found[f"{name}_3y"]["refusal_reason"] == (
                "The share of a true return that is reported at once is known to a standard error of 0.254 from 36 returns, "
                "more than 0.25: the fit cannot tell none from all."
            ), name


def test_a_fit_at_the_edge_that_is_none_of_smoothing_is_refused(bench):
    found = bench.measures(fund_returns=bench.returns(independent(202)), market_risk_free=bench.rates(36))
    for name in OF_FIT:
        assert found[f"{name}_3y"]["refusal_reason"] == (
            "The weights are none of smoothing and lie at the edge of the fit, where no standard error holds."
        ), name


def test_a_fit_at_the_edge_that_is_smoothing_is_given_without_an_error(bench):
    found = bench.measures(fund_returns=bench.returns(independent(172)), market_risk_free=bench.rates(36))
    assert found["smoothing_index_3y"]["value"] == pytest.approx(0.404471, abs=1e-5)
    assert "no standard error, the fit lies at the edge" in found["smoothing_theta0_3y"]["method"]


def test_a_lag_that_cannot_be_taken_out_is_said(bench):
    # one long rise and fall: 2 ρ₁ > 1 + ρ₂
    returns = [0.0, 0.0, 0.0, 0.0, 0.001, 0.002, 0.01, 0.02, 0.022, 0.021, 0.012, 0.002, 0.001, 0.0, 0.0, 0.0]
    found = bench.measures(fund_returns=bench.returns(returns))["volatility_okunev_white_since_start"]
    away = np.array(returns)
    assert 2 * autocorrelation(away, 1) > 1 + autocorrelation(away, 2)
    assert found["refusal_code"] == "out_of_range"
    assert found["refusal_reason"].startswith("No real coefficient takes the autocorrelation out at lags 1 to 2")


@pytest.mark.parametrize(
    ("returns", "code"),
    [
        ([0.01] * 36, "no_variation"),
        ([0.01] * 11, "too_few_observations"),
        ([0.01, 0.02] * 17 + [float("nan"), 0.01], "out_of_range"),
        ([0.01, 0.02] * 17 + [float("inf"), 0.01], "out_of_range"),
        ([0.01, 0.02] * 17 + [0.01, -1.0], "out_of_range"),
        ([0.01], "too_few_observations"),
    ],
)
def test_bad_returns_are_refused_with_a_reason(bench, returns, code):
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=bench.rates(len(returns)))
    for name in WINDOWED:
        assert found[f"{name}_since_start"]["refusal_code"] == code, name
        assert found[f"{name}_since_start"]["refusal_reason"], name
