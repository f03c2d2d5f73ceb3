"""What must hold of smoothing and of honest Sharpe ratios for any series."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prudent.model.measured import Refusal
from prudent.score.performance.autocorrelation import autocorrelations, ljung_box, ljung_box_p
from prudent.score.performance.honest_sharpe import (
    deflated_sharpe,
    min_track_record,
    probabilistic_sharpe,
    sharpe_standard_error,
)
from prudent.score.performance.moving_average import fit_smoothing
from prudent.score.performance.smoothing import okunev_white, okunev_white_coefficient, unsmoothed
from prudent.score.performance.time_aggregation import aggregation_factor_ar1, sample_aggregation_factor

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
FEW = settings(derandomize=True, database=None, deadline=None, max_examples=15)
# tenths of a per cent, so that a series varies by much more than rounding, or not at all
RETURN = st.integers(-300, 300).map(lambda each: each / 1000)
RATIO = st.floats(-2, 2)


def series(least, most=60):
    return st.integers(least, most).flatmap(lambda n: arrays(np.float64, n, elements=RETURN))


@BY_RULE
@given(series(12))
def test_autocorrelations_lie_inside_and_their_chance_is_a_probability(returns):
    assume(np.ptp(returns) > 0)
    rho = autocorrelations(returns, range(1, 6))
    assert (np.abs(rho) < 1).all()
    assert ljung_box(rho, len(returns)) >= 0
    assert 0 <= ljung_box_p(rho, len(returns)) <= 1


@BY_RULE
@given(series(12), st.floats(0.1, 10), st.floats(-0.5, 0.5))
def test_autocorrelations_are_the_same_when_returns_are_scaled_and_shifted(returns, factor, shift):
    assume(np.ptp(returns) > 0)
    moved = autocorrelations(factor * returns + shift, (1, 2, 3))
    assert moved == pytest.approx(autocorrelations(returns, (1, 2, 3)), abs=1e-9)


@BY_RULE
@given(st.floats(-0.99, 0.99), st.floats(-0.99, 0.99))
def test_a_coefficient_solves_its_equation_from_inside(first, second):
    assume(abs(first) > 1e-6)
    found = okunev_white_coefficient(np.array([first, second]))
    if 2 * abs(first) > 1 + second:
        assert np.isnan(found)
    else:
        assert abs(found) <= 1
        assert first * found**2 - (1 + second) * found + first == pytest.approx(0, abs=1e-9)


@BY_RULE
@given(series(12))
def test_okunev_white_keeps_the_mean_or_gives_nothing(returns):
    mended = okunev_white(returns)
    assert len(mended) == len(returns) - 3
    if not np.isnan(mended).any() and np.std(mended) < 10:
        assert np.mean(mended) == pytest.approx(np.mean(returns), abs=1e-12)


@BY_RULE
@given(series(12))
def test_unsmoothing_by_nothing_is_the_identity(returns):
    assert unsmoothed(returns, np.float64(0)) == pytest.approx(returns[1:], abs=0)


@BY_RULE
@given(series(12), series(12, 12))
def test_a_series_has_the_same_numbers_alone_and_beside_others(returns, other):
    beside = np.stack([np.resize(other, len(returns)), returns])
    for of in (
        lambda x: autocorrelations(x, (1, 2)),
        okunev_white,
        lambda x: sample_aggregation_factor(x, 12),
    ):
        assert np.array_equal(of(beside)[1], of(returns), equal_nan=True)


@FEW
@given(series(36))
def test_a_fit_is_refused_or_keeps_the_mean_with_weights_that_sum_to_one(returns):
    fit = fit_smoothing(returns)
    if isinstance(fit, Refusal):
        assert fit.reason
        return
    assert np.sum(fit.thetas) == pytest.approx(1, abs=2e-6)
    assert fit.smoothing_index == pytest.approx(np.sum(fit.thetas**2))
    assert np.mean(fit.unsmoothed) == pytest.approx(np.mean(returns), abs=1e-9)
    assert np.isfinite(fit.unsmoothed).all()


@BY_RULE
@given(st.floats(-0.95, 0.95), st.integers(1, 250))
def test_positive_autocorrelation_takes_from_a_ratio_and_negative_adds(rho, q):
    factor = aggregation_factor_ar1(np.array(rho), q)
    assert factor > 0
    assert (factor - np.sqrt(q)) * rho <= 1e-9


@BY_RULE
@given(series(12), st.sampled_from([4, 12]))
def test_the_samples_factor_is_positive_wherever_returns_vary(returns, q):
    assume(np.ptp(returns) > 0)
    assert sample_aggregation_factor(returns, q) > 0


@BY_RULE
@given(RATIO, st.integers(2, 500), st.floats(-2, 2), st.floats(0, 10))
def test_certainty_is_a_probability_and_half_at_the_reference(sharpe, n, skewness, extra):
    kurtosis = 1 + skewness**2 + extra + 0.01
    assert sharpe_standard_error(sharpe, n, skewness, kurtosis) > 0
    assert 0 <= probabilistic_sharpe(sharpe, n, skewness, kurtosis) <= 1
    assert probabilistic_sharpe(sharpe, n, skewness, kurtosis, sharpe) == 0.5


@BY_RULE
@given(st.floats(0.05, 1), st.integers(2, 500))
def test_a_longer_record_is_surer_and_a_fatter_tail_is_not(sharpe, n):
    assert probabilistic_sharpe(sharpe, n + 1) >= probabilistic_sharpe(sharpe, n)
    assert probabilistic_sharpe(sharpe, n, kurtosis=6.0) <= probabilistic_sharpe(sharpe, n)
    assert min_track_record(sharpe, kurtosis=6.0) >= min_track_record(sharpe)


@BY_RULE
@given(RATIO, st.integers(12, 500), st.integers(2, 500), st.floats(0, 1))
def test_deflating_never_makes_surer(sharpe, n, trials, variance):
    assert deflated_sharpe(sharpe, n, trials, variance) <= probabilistic_sharpe(sharpe, n)
