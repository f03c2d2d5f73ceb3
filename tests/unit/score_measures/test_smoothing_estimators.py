"""Autocorrelation, Ljung-Box, Geltner and Okunev-White on numbers that can be checked by hand, and on known smoothings."""

import numpy as np
import pytest

from prudent.score.performance.autocorrelation import (
    autocorrelation,
    autocorrelations,
    ljung_box,
    ljung_box_lags,
    ljung_box_p,
)
from prudent.score.performance.smoothing import okunev_white, okunev_white_coefficient, unsmoothed


def smoothed(thetas, count=200_000, seed=7, mean=0.01, deviation=0.02):
    before = len(thetas) - 1
    true = np.random.default_rng(seed).normal(mean, deviation, count + before)
    return sum(theta * true[before - lag : before - lag + count] for lag, theta in enumerate(thetas))


def test_the_acf_is_not_pearsons_correlation():
    # deviations -1.5, -0.5, 0.5, 1.5: products 0.75 - 0.25 + 0.75, squares 5
    rising = np.array([0.01, 0.02, 0.03, 0.04])
    assert autocorrelation(rising, 1) == pytest.approx(1.25 / 5)
    assert np.corrcoef(rising[1:], rising[:-1])[0, 1] == pytest.approx(1.0)


def test_every_lag_has_the_mean_and_variance_of_the_whole_sample():
    rising = np.array([[0.01, 0.02, 0.03, 0.04], [0.01, 0.01, 0.01, 0.01]])
    lags = autocorrelations(rising, (1, 2, 3, 4))
    assert lags[0] == pytest.approx([0.25, -1.5 / 5, -2.25 / 5, np.nan], nan_ok=True)
    assert np.isnan(lags[1]).all()


@pytest.mark.parametrize(("n", "lags"), [(1, 1), (12, 2), (36, 7), (50, 10), (240, 10)])
def test_ljung_box_looks_at_a_lag_for_each_five_observations_and_at_most_ten(n, lags):
    assert ljung_box_lags(n) == lags


def test_ljung_box_by_hand():
    # 10 * 12 * (0.25 / 9 + 0.04 / 8); two degrees of freedom, so the tail is exp(-Q / 2)
    rho = np.array([0.5, -0.2])
    q = 120 * (0.25 / 9 + 0.04 / 8)
    assert ljung_box(rho, 10) == pytest.approx(q)
    assert ljung_box_p(rho, 10) == pytest.approx(np.exp(-q / 2))


def test_returns_without_autocorrelation_pass_ljung_box_as_often_as_they_should():
    returns = np.random.default_rng(3).normal(0.01, 0.02, (2000, 120))
    p = ljung_box_p(autocorrelations(returns, range(1, 11)), 120)
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=0.02)


def test_geltner_by_hand():
    assert unsmoothed(np.array([0.02, 0.03, 0.01]), np.float64(0.5)) == pytest.approx([0.04, -0.01])


def test_okunev_and_whites_coefficient_solves_its_equation_and_lies_inside():
    # 0.4 c² - 1.16 c + 0.4 = 0 has the roots 0.4 and 2.5 over 1: an AR(1) of 0.4 has 0.4 and 0.16
    assert okunev_white_coefficient(np.array([0.4, 0.16])) == pytest.approx(0.4)
    assert okunev_white_coefficient(np.array([-0.4, 0.16])) == pytest.approx(-0.4)
    assert okunev_white_coefficient(np.array([0.0, 0.3])) == 0
    assert okunev_white_coefficient(np.array([0.5, 0.0])) == 1


def test_no_real_coefficient_is_no_number():
    assert np.isnan(okunev_white_coefficient(np.array([0.6, 0.1])))


def test_okunev_white_of_one_lag_is_geltner_for_an_ar1():
    spread = np.random.default_rng(5).normal(0, 0.02, 100_000)
    reported = np.empty_like(spread)
    reported[0] = spread[0]
    for place in range(1, len(spread)):
        reported[place] = 0.6 * reported[place - 1] + 0.4 * spread[place]
    mended = okunev_white(reported, 1)
    assert len(mended) == len(reported) - 1
    assert np.std(mended) == pytest.approx(np.std(unsmoothed(reported, autocorrelation(reported, 1))), rel=0.01)
    assert np.std(mended) == pytest.approx(0.02, rel=0.01)


@pytest.mark.parametrize("lags", [1, 2])
def test_okunev_white_leaves_no_autocorrelation_at_the_last_lag_and_keeps_the_mean(lags):
    reported = smoothed((0.5, 0.3, 0.2))
    mended = okunev_white(reported, lags)
    assert len(mended) == len(reported) - lags * (lags + 1) // 2
    assert np.mean(mended) == pytest.approx(np.mean(reported), rel=1e-12)
    assert autocorrelation(mended, lags) == pytest.approx(0, abs=1e-4)
    assert autocorrelation(mended, 1) == pytest.approx(0, abs=0.012)


def test_okunev_white_overdoes_a_moving_average_as_its_docstring_says():
    assert np.std(okunev_white(smoothed((0.5, 0.3, 0.2)))) / 0.02 == pytest.approx(1.31, abs=0.02)


def test_okunev_white_of_series_side_by_side_is_that_of_each():
    side_by_side = np.random.default_rng(1).normal(0.01, 0.02, (5, 40))
    together = okunev_white(side_by_side)
    for place, alone in enumerate(side_by_side):
        assert (together[place] == okunev_white(alone)).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_too_few_returns_give_nothing_and_no_warning(count):
    assert okunev_white(np.full(count, 0.01)).size == 0


def test_constant_returns_give_no_number_and_no_warning():
    assert np.isnan(okunev_white(np.full(12, 0.01))).all()
