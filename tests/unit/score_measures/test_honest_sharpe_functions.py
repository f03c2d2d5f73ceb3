"""Lo's annualisation and how sure a Sharpe ratio is, on numbers that can be checked by hand or by simulation."""

from math import erf, sqrt

import numpy as np
import pytest

from prudent.score.performance.autocorrelation import autocorrelations
from prudent.score.performance.honest_sharpe import (
    deflated_sharpe,
    expected_maximum_sharpe,
    min_track_record,
    min_track_record_years,
    probabilistic_sharpe,
    sharpe_standard_error,
    sharpe_standard_error_iid,
)
from prudent.score.performance.time_aggregation import (
    LEAST_YEARS_OF_LAGS,
    aggregation_factor,
    aggregation_factor_ar1,
    sample_aggregation_factor,
    sharpe_ratio_lo,
    sharpe_ratio_lo_all_lags,
)

MONTHLY, REFERENCE, SKEW, KURTOSIS = 2 / sqrt(12), 1 / sqrt(12), -0.72, 5.78


def normal_share_under(z):
    return (1 + erf(z / sqrt(2))) / 2


def test_without_autocorrelation_the_factor_is_the_root():
    assert aggregation_factor(np.zeros(11)) == pytest.approx(sqrt(12))
    assert aggregation_factor_ar1(np.array(0.0), 12.0) == pytest.approx(sqrt(12))


def test_the_factor_by_hand():
    # q = 3: 3 + 2 (2 ρ₁ + ρ₂)
    assert aggregation_factor(np.array([0.5, 0.1])) == pytest.approx(3 / sqrt(3 + 2 * (2 * 0.5 + 0.1)))


@pytest.mark.parametrize("rho", [-0.9, -0.3, 0.2, 0.95])
@pytest.mark.parametrize("q", [1, 2, 12, 250])
def test_the_factor_of_an_ar1_is_the_sum_written_out(rho, q):
    powers = rho ** np.arange(1, q)
    assert aggregation_factor_ar1(np.array(rho), q) == pytest.approx(aggregation_factor(powers))


def test_autocorrelations_that_no_returns_have_give_no_factor():
    assert aggregation_factor(np.array([-0.9])) == pytest.approx(2 / sqrt(0.2))
    assert np.isnan(aggregation_factor(np.array([-0.9, -0.9])))
    assert np.isnan(aggregation_factor_ar1(np.array([1.0, -1.0, 2.0]), 12)).all()


@pytest.mark.parametrize("q", [4, 12])
def test_the_samples_factor_is_that_of_its_autocorrelations(q):
    excess = np.random.default_rng(1).normal(0.01, 0.02, (4, 60))
    one_by_one = aggregation_factor(autocorrelations(excess, range(1, q)))
    assert sample_aggregation_factor(excess, q) == pytest.approx(one_by_one)


def test_los_ratios_by_hand():
    excess = np.array([0.0, 0.01, 0.02, 0.05, 0.03, 0.01])
    away = excess - 0.02
    ratio = 0.02 / np.std(excess, ddof=1)
    rho = np.sum(away[1:] * away[:-1]) / np.sum(away**2)
    assert rho > 0
    assert sharpe_ratio_lo(excess, 4) == pytest.approx(ratio * 4 / sqrt(4 + 2 * (3 * rho + 2 * rho**2 + rho**3)))
    trend = np.repeat([0.0, 0.05, 0.01], 4)
    factor = aggregation_factor(autocorrelations(trend, (1, 2, 3)))
    assert factor < 2
    assert sharpe_ratio_lo_all_lags(trend, 4) == pytest.approx(0.02 / np.std(trend, ddof=1) * factor)


@pytest.mark.parametrize("lo", [sharpe_ratio_lo, sharpe_ratio_lo_all_lags])
def test_los_ratios_are_never_better_than_by_the_root_rule(lo):
    back_and_forth = np.array([0.03, -0.01, 0.03, -0.01, 0.02, 0.0])
    root = np.mean(back_and_forth) / np.std(back_and_forth, ddof=1) * 2
    assert lo(back_and_forth, 4) == pytest.approx(root)
    # a loss is not made smaller: Lo's factor over the root stays
    factor = lo(-back_and_forth, 4) / -root
    assert factor > 1.3
    both = lo(np.stack([back_and_forth, -back_and_forth]), 4)
    assert both == pytest.approx([root, -root * factor])


def test_lags_flatter_in_short_samples_as_the_constant_says():
    drawn = np.random.default_rng(0).normal(size=(20_000, 36))
    assert np.mean(sample_aggregation_factor(drawn, 12)) / sqrt(12) == pytest.approx(1.34, abs=0.02)
    drawn = np.random.default_rng(0).normal(size=(20_000, 12 * LEAST_YEARS_OF_LAGS))
    assert np.mean(sample_aggregation_factor(drawn, 12)) / sqrt(12) == pytest.approx(1.09, abs=0.01)


def test_constant_excess_has_no_ratio_and_no_warning():
    assert np.isnan(sharpe_ratio_lo(np.full(12, 0.0), 12))
    assert np.isnan(sharpe_ratio_lo_all_lags(np.full(12, 0.0), 12))


def test_standard_errors_by_hand():
    assert sharpe_standard_error_iid(0.5, 12) == pytest.approx(sqrt(1.125 / 12))
    assert sharpe_standard_error(0.5, 13) == pytest.approx(sqrt(1.125 / 12))
    assert sharpe_standard_error(0.5, 13, -1.0, 7.0) == pytest.approx(sqrt((1 + 0.5 + 1.5 * 0.25) / 12))


def test_the_standard_error_is_how_far_ratios_of_normal_returns_scatter():
    drawn = np.random.default_rng(2).normal(0.3, 1.0, (20_000, 60))
    ratios = np.mean(drawn, axis=1) / np.std(drawn, axis=1, ddof=1)
    assert np.std(ratios) == pytest.approx(sharpe_standard_error(0.3, 60), rel=0.03)


def test_the_standard_error_knows_skewness():
    # exponential losses: skewness -2, kurtosis 9
    drawn = 1.3 - np.random.default_rng(2).exponential(1.0, (20_000, 240))
    ratios = np.mean(drawn, axis=1) / np.std(drawn, axis=1, ddof=1)
    assert np.std(ratios) == pytest.approx(sharpe_standard_error(0.3, 240, -2, 9), rel=0.03)
    assert np.std(ratios) > 1.2 * sharpe_standard_error(0.3, 240)


def test_moments_that_no_distribution_has_give_no_error():
    assert np.isnan(sharpe_standard_error(1.0, 60, 5.0, 1.0))
    assert np.isnan(sharpe_standard_error(1.0, 1))
    assert np.isnan(probabilistic_sharpe(1.0, 1))


def test_the_probabilistic_ratio_by_hand():
    z = (MONTHLY - REFERENCE) * sqrt(58) / sqrt(1 + 0.72 * MONTHLY + 4.78 / 4 * MONTHLY**2)
    assert probabilistic_sharpe(MONTHLY, 59, SKEW, KURTOSIS, REFERENCE) == pytest.approx(normal_share_under(z))


def test_leaving_kurtosis_out_looks_surer():
    assert probabilistic_sharpe(MONTHLY, 59, SKEW, KURTOSIS, REFERENCE) == pytest.approx(0.9487, abs=5e-5)
    assert probabilistic_sharpe(MONTHLY, 59, SKEW, reference=REFERENCE) == pytest.approx(0.9597, abs=5e-5)


def test_at_the_least_length_a_record_is_just_so_sure():
    length = min_track_record(MONTHLY, SKEW, KURTOSIS, REFERENCE, 0.9)
    assert probabilistic_sharpe(MONTHLY, length, SKEW, KURTOSIS, REFERENCE) == pytest.approx(0.9)
    assert min_track_record_years(MONTHLY, 12, SKEW, KURTOSIS, REFERENCE, 0.9) == pytest.approx(length / 12)


def test_no_length_is_enough_for_a_ratio_that_is_not_over_the_reference():
    assert np.isnan(min_track_record(np.array([0.2, 0.1, -0.1]), reference=0.2)).all()


def test_the_expected_maximum_sharpe_is_what_simulated_funds_show():
    drawn = np.random.default_rng(6).normal(0, 0.1, (50_000, 20))
    assert expected_maximum_sharpe(20, 0.01) == pytest.approx(np.mean(np.max(drawn, axis=1)), rel=0.02)


def test_one_trial_has_no_best():
    assert np.isnan(expected_maximum_sharpe(1, 0.01))
    assert np.isnan(deflated_sharpe(0.3, 60, 1, 0.01))


def test_more_trials_deflate_more():
    found = deflated_sharpe(0.3, 60, np.array([2, 10, 100]), 0.01)
    assert found[0] > found[1] > found[2]
    assert deflated_sharpe(0.3, 60, 10, 0.01) == probabilistic_sharpe(
        0.3, 60, reference=expected_maximum_sharpe(10, 0.01)
    )
