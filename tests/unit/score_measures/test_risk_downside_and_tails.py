"""The downside and the distribution: definitions on a few numbers, refusals, and one real fund in plain Python."""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from prudent.score.performance.downside import (
    bernardo_ledoit_ratio,
    downside_deviation,
    omega_ratio,
    omega_sharpe_ratio,
    sortino_ratio,
)
from prudent.score.performance.tails import (
    Moments,
    cornish_fisher_expected_shortfall,
    cornish_fisher_holds,
    cornish_fisher_value_at_risk,
    expected_shortfall,
    kurtosis,
    moments,
    positive_periods,
    skewness,
    value_at_risk,
)
from tests.unit.score_measures.test_risk_and_smoothing import APOLLO, BILLS, month_of_bill

NAN = float("nan")


def test_downside_deviation_divides_by_all():
    # one shortfall of 2 % in four: root of 0.0004/4 is 1 %
    assert downside_deviation(np.array([0.0, 0.03, 0.03, -0.01]), 0.01, 4) == pytest.approx(
        sqrt((0.0001 + 0.0004) / 4) * 2
    )
    assert downside_deviation(np.array([0.03, 0.03, 0.03, -0.01]), 0.01, 4) == pytest.approx(0.02)


def test_the_target_may_differ_from_period_to_period():
    returns, target = np.array([0.01, 0.02, 0.03, 0.02]), np.array([0.03, 0.02, 0.01, 0.0])
    assert sortino_ratio(returns, target, 1) == pytest.approx(0.005 / 0.01)
    assert omega_ratio(returns, target) == pytest.approx(2)


def test_omega_and_what_follows_from_it():
    returns = np.array([0.03, -0.01, 0.01, -0.01])
    assert bernardo_ledoit_ratio(returns) == pytest.approx(2)
    assert omega_ratio(returns, 0.01) == pytest.approx(0.5)
    assert omega_sharpe_ratio(returns, 0.01) == pytest.approx(-0.5)


def test_without_a_shortfall_there_is_no_number():
    rising = np.array([0.01, 0.02])
    assert downside_deviation(rising, 0, 12) == 0
    assert np.isnan([sortino_ratio(rising, 0, 12), omega_ratio(rising, 0)]).all()


def test_a_missing_target_gives_no_number():
    returns, target = np.array([0.01, -0.02]), np.array([NAN, 0.0])
    found = [downside_deviation(returns, target, 12), sortino_ratio(returns, target, 12), omega_ratio(returns, target)]
    assert np.isnan(found).all()


def test_moments_are_divided_by_n():
    found = moments(np.array([0.0, 0.0, 0.0, 4.0]))
    assert (found.mean, found.deviation) == (1, pytest.approx(sqrt(3)))
    assert found.skewness == pytest.approx(6 / 3**1.5)
    assert found.kurtosis == pytest.approx(21 / 9)
    mirrored = np.array([0.0, 0.0, 0.0, -4.0])
    assert (skewness(mirrored), kurtosis(mirrored)) == (pytest.approx(-6 / 3**1.5), pytest.approx(21 / 9))


def test_returns_that_do_not_vary_have_no_shape():
    assert np.isnan([skewness(np.zeros(3)), kurtosis(np.zeros(3))]).all()


@pytest.mark.parametrize(
    ("share", "quantile", "shortfall"),
    # of -4, -2, 0, 2, 4: 4 x share is the place, 5 x share the count
    [(0.25, -2.0, (-4 - 2 * 0.25) / 1.25), (0.3, -1.6, (-4 - 2 * 0.5) / 1.5), (0.1, -3.2, -4.0), (0.5, 0.0, -2.4)],
)
def test_quantile_and_shortfall_of_five_numbers(share, quantile, shortfall):
    returns = np.array([2.0, -4.0, 4.0, -2.0, 0.0])
    assert value_at_risk(returns, share) == pytest.approx(quantile)
    assert expected_shortfall(returns, share) == pytest.approx(shortfall)


def test_one_number_is_its_own_tail():
    assert (value_at_risk(np.array([0.02])), expected_shortfall(np.array([0.02]))) == (0.02, pytest.approx(0.02))


def test_a_gain_is_over_zero():
    assert positive_periods(np.array([0.01, 0.0, -0.01, 0.02])) == 2


def shaped(skew, kurt):
    return Moments(np.array(0.01), np.array(0.02), np.array(skew), np.array(kurt))


def test_normal_returns_need_no_expansion():
    # the 5 % quantile is 1.644854 deviations below the mean, the mean below it 2.062713
    assert cornish_fisher_value_at_risk(shaped(0.0, 3.0)) == pytest.approx(0.01 - 0.02 * 1.6448536)
    assert cornish_fisher_expected_shortfall(shaped(0.0, 3.0)) == pytest.approx(0.01 - 0.02 * 2.0627128)


@pytest.mark.parametrize(
    ("skew", "kurt", "holds"),
    # a = K/8 - S²/6, c = 1 - K/8 + 5 S²/36 with K in excess of 3; rises throughout where a >= 0 and S²/9 <= 4ac.
    # For S = ±1 the roots of that are K = 1.569 and 8.875
    [
        (0.0, 3.0, True),
        (0.0, 2.99, False),
        (0.0, 11.0, True),
        (0.0, 11.01, False),
        (-1.0, 4.56, False),
        (-1.0, 4.58, True),
        (1.0, 11.87, True),
        (1.0, 11.88, False),
    ],
)
def test_where_the_expansion_is_a_distribution(skew, kurt, holds):
    shape = shaped(skew, kurt)
    assert bool(cornish_fisher_holds(shape)) is holds
    assert bool(np.isnan(cornish_fisher_value_at_risk(shape))) is not holds
    assert bool(np.isnan(cornish_fisher_expected_shortfall(shape))) is not holds


def test_the_expansion_by_summing_it_up():
    skew, excess = -0.8, 2.5

    def quantile(z):
        return (
            z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24 - (2 * z**3 - 5 * z) * skew * skew / 36
        )  # Cornish & Fisher 1938

    def under(z):
        return (1 + erf(z / sqrt(2))) / 2

    at = -1.6448536269514722
    assert under(at) == pytest.approx(0.05)
    steps, width = 200_000, 10.0
    points = [at - width * (place + 0.5) / steps for place in range(steps)]
    mean = sum(quantile(z) * exp(-z * z / 2) for z in points) * width / steps / sqrt(2 * pi) / 0.05
    shape = shaped(skew, excess + 3)
    assert cornish_fisher_value_at_risk(shape) == pytest.approx(0.01 + 0.02 * quantile(at))
    assert cornish_fisher_expected_shortfall(shape) == pytest.approx(0.01 + 0.02 * mean, abs=1e-8)


def test_three_years_of_apollo_against_bills(bench):
    returns = [value / 100 for value in APOLLO]
    rates = [
        {"month_end": end, "annual_rate_frac": rate / 100}
        for end, rate in zip(bench.month_ends(36), BILLS, strict=True)
    ]
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=rates)
    excess = [r - (month_of_bill(rate / 100) - 1) for r, rate in zip(returns, BILLS, strict=True)]
    short = [min(value, 0) for value in excess]
    deviation = sqrt(sum(value * value for value in short) / 36)
    lowest = sorted(returns)
    assert found["downside_deviation_3y"]["value"] == pytest.approx(deviation * sqrt(12))
    assert found["sortino_ratio_3y"]["value"] == pytest.approx(sum(excess) / 36 / deviation * sqrt(12))
    assert found["omega_ratio_3y"]["value"] == pytest.approx(sum(max(v, 0) for v in excess) / -sum(short))
    assert found["value_at_risk_95_3y"]["value"] == pytest.approx(lowest[1] + 0.75 * (lowest[2] - lowest[1]))
    assert found["expected_shortfall_95_3y"]["value"] == pytest.approx((lowest[0] + 0.8 * lowest[1]) / 1.8)
    assert found["share_of_positive_periods_3y"]["value"] == pytest.approx(34 / 36)
    assert (found["worst_period_3y"]["value"], found["best_period_3y"]["value"]) == (-0.0027, 0.0368)
    assert found["sortino_ratio_3y"]["evidence"] == found["sharpe_ratio_3y"]["evidence"]
    assert found["sortino_ratio_3y"]["value"] == found["sortino_ratio_since_start"]["value"]


OF_BILLS = ("downside_deviation", "sortino_ratio", "omega_ratio", "martin_ratio")
OF_PERIODS = (
    *OF_BILLS, "calmar_ratio", "pain_index", "ulcer_index", "value_at_risk_95", "expected_shortfall_95",
    "value_at_risk_95_cornish_fisher", "expected_shortfall_95_cornish_fisher", "skewness", "kurtosis", "best_period",
    "worst_period", "share_of_positive_periods",
)  # fmt: skip
WAVE = [0.03, 0.02, 0.01, -0.01, -0.02, -0.01, 0.01, 0.02, 0.03, 0.02, 0.01, 0.0]


def test_a_series_too_short_for_its_tail_is_not_told_that_the_tail_stands(bench):
    # one fall among eleven equal months: the expansion is no distribution, and twelve months have no twentieth
    found = bench.measures(fund_returns=bench.returns([0.01] * 11 + [-0.2]))
    assert found["value_at_risk_95_since_start"]["refusal_code"] == "too_few_observations"
    assert found["value_at_risk_95_cornish_fisher_since_start"]["refusal_reason"].endswith(
        "(Maillard 2012); the historical figure stands, where it is given."
    )


@pytest.mark.parametrize("stem", OF_PERIODS)
def test_eleven_months_and_years_have_none(bench, stem):
    months = bench.measures(fund_returns=bench.returns(WAVE[:11]), market_risk_free=bench.rates(11))
    years = bench.measures(fund_returns=bench.returns(WAVE * 2, frequency="annual"))
    assert months[f"{stem}_since_start"]["refusal_reason"] == "Needs at least 12 observations; 11 are in evidence."
    assert years[f"{stem}_since_start"]["refusal_code"] == "too_few_observations"
    assert "24 annual returns are in evidence" in years[f"{stem}_since_start"]["refusal_reason"]


@pytest.mark.parametrize("stem", OF_PERIODS)
def test_twelve_months_have_them_all(bench, stem):
    found = bench.measures(fund_returns=bench.returns(WAVE), market_risk_free=bench.rates(12))[f"{stem}_since_start"]
    if stem in {"value_at_risk_95", "expected_shortfall_95"}:
        assert found["refusal_reason"] == (
            "Needs at least 20 observations, of which one in twenty is the tail; 12 are in evidence."
        )
    elif stem.endswith("cornish_fisher"):
        assert found["refusal_code"] == "out_of_range"
        assert "the Cornish-Fisher quantiles do not rise throughout" in found["refusal_reason"]
    else:
        assert (found["refusal_code"], found["n"], found["frequency"]) == (None, 12, "monthly")


@pytest.mark.parametrize("stem", OF_BILLS)
def test_a_missing_bill_refuses_what_needs_it(bench, stem):
    rates = [row for row in bench.rates(12) if row["month_end"].month != 5]
    found = bench.measures(fund_returns=bench.returns(WAVE), market_risk_free=rates)[f"{stem}_since_start"]
    assert found["refusal_reason"] == (
        "The risk-free rate of 1 month of the window is not in evidence, the first 2025-05."
    )


@pytest.mark.parametrize(
    "stem",
    sorted(set(OF_PERIODS) - {"pain_index", "ulcer_index", "best_period", "worst_period", "share_of_positive_periods"}),
)
def test_constant_returns_have_none(bench, stem):
    found = bench.measures(fund_returns=bench.returns([0.01] * 24), market_risk_free=bench.rates(24))
    assert found[f"{stem}_since_start"]["refusal_code"] == "no_variation"


@pytest.mark.parametrize("value", [NAN, float("inf"), -1.5])
@pytest.mark.parametrize("stem", [*OF_PERIODS, "growth_of_10000", "max_drawdown"])
def test_what_is_no_return_gives_no_number(bench, stem, value):
    rows = bench.returns([*WAVE, value, *WAVE])
    found = bench.measures(fund_returns=rows, market_risk_free=bench.rates(25))[f"{stem}_since_start"]
    assert (found["refusal_code"], found["value"]) == ("out_of_range", None)


def test_an_expansion_beyond_everything_is_refused(bench):
    # kurtosis 6, deviation 0.4042; the 5 % quantile lies 1.5843 of them below the mean, the mean below it 2.5025
    values = [0.0] * 5 + [0.99, -0.99] + [0.0] * 5
    found = bench.measures(fund_returns=bench.returns(values))
    assert found["value_at_risk_95_cornish_fisher_since_start"]["value"] == pytest.approx(-0.6403, abs=1e-4)
    assert found["expected_shortfall_95_cornish_fisher_since_start"]["refusal_reason"] == (
        "The expansion gives a loss of more than everything."
    )


def test_twenty_months_have_a_tail_of_one(bench):
    found = bench.measures(fund_returns=bench.returns([*WAVE, *WAVE[:7], -0.05]))
    assert found["expected_shortfall_95_since_start"]["value"] == pytest.approx(-0.05)
    # 19 x 0.05 is 0.95 of the way from the lowest to the next
    assert found["value_at_risk_95_since_start"]["value"] == pytest.approx(-0.05 + 0.95 * 0.03)
