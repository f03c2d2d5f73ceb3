"""The moving average of Getmansky, Lo and Makarov: its likelihood held against the textbook one, its refusals, its errors."""

import numpy as np
import pytest

from prudent.model.measured import Refusal, RefusalCode
from prudent.score.performance import moving_average
from prudent.score.performance.likelihood import coefficient_covariance, coefficients, innovations, misfit
from prudent.score.performance.moving_average import LEAST_FOR_FIT, fit_smoothing, standard_errors


def smoothed(thetas, count, seed=7, mean=0.01, deviation=0.02):
    before = len(thetas) - 1
    true = np.random.default_rng(seed).normal(mean, deviation, count + before)
    return sum(theta * true[before - lag : before - lag + count] for lag, theta in enumerate(thetas)), true[before:]


def misfit_of_the_whole_covariance(away, b):
    """By the n × n covariance matrix of the returns."""
    whole, n = np.append(1.0, b), len(away)
    covariance = np.zeros((n, n))
    for lag in range(len(whole)):
        both = np.eye(n, k=lag) + np.eye(n, k=-lag) if lag else np.eye(n)
        covariance += np.sum(whole[: len(whole) - lag] * whole[lag:]) * both
    _, log_determinant = np.linalg.slogdet(covariance)
    return np.log(away @ np.linalg.solve(covariance, away) / n) + log_determinant / n


@pytest.mark.parametrize("b", [(0.6, 0.4), (1.0, 1.0), (-0.3, 0.2), (0.5, -0.3), (0.7,), (0.3, 0.2, 0.1)])
def test_the_likelihood_is_exact(b):
    away = np.random.default_rng(2).normal(size=40)
    assert misfit(away, np.array(b)) == pytest.approx(misfit_of_the_whole_covariance(away, np.array(b)), abs=1e-12)


def test_innovations_make_the_returns_again():
    away, b = np.random.default_rng(2).normal(size=40), np.array([0.6, 0.4])
    found = innovations(away, b).values
    assert found[2:] + 0.6 * found[1:-1] + 0.4 * found[:-2] == pytest.approx(away[2:])


@pytest.mark.parametrize("partial", [(0.9, -0.9), (-0.999, 0.999), (0.3, 0.2, -0.8)])
def test_every_partial_coefficient_gives_an_invertible_moving_average(partial):
    roots = np.roots(np.append(1.0, coefficients(np.array(partial))))
    assert (np.abs(roots) < 1).all()


def test_coefficients_of_two_lags_by_hand():
    assert coefficients(np.array([0.5, 0.4])) == pytest.approx([0.5 * 1.4, 0.4])


def test_covariance_of_two_coefficients_is_the_textbook_one():
    found = coefficient_covariance(np.array([0.6, 0.4]), 100)
    assert found == pytest.approx(np.array([[0.84, 0.36], [0.36, 0.84]]) / 100)


def test_standard_errors_by_hand():
    # order 1: variance of b (1 - b²)/n, the slope of θ₀ and of θ₁ 1/(1 + b)² each
    assert standard_errors(np.array([0.5]), 300) == pytest.approx([np.sqrt(0.75 / 300) / 2.25] * 2)


def test_standard_errors_are_how_far_fits_scatter():
    fits = [fit_smoothing(smoothed((0.5, 0.3, 0.2), 240, seed)[0]) for seed in range(40)]
    scatter = np.std([fit.thetas for fit in fits], axis=0)
    assert scatter == pytest.approx(np.median([fit.standard_errors for fit in fits], axis=0), rel=0.35)


def test_known_weights_are_found_and_the_true_returns_with_them():
    reported, true = smoothed((0.5, 0.3, 0.2), 5000)
    fit = fit_smoothing(reported)
    assert fit.thetas == pytest.approx([0.5, 0.3, 0.2], abs=0.02)
    assert np.sum(fit.thetas) == pytest.approx(1, abs=2e-6)
    assert fit.smoothing_index == pytest.approx(np.sum(fit.thetas**2))
    assert np.std(fit.unsmoothed) == pytest.approx(0.02, rel=0.03)
    assert np.mean(fit.unsmoothed) == pytest.approx(np.mean(reported), rel=1e-12)
    assert np.corrcoef(fit.unsmoothed, true)[0, 1] > 0.999


def test_a_fit_that_leaves_the_mean_in_would_miss_them():
    reported, _ = smoothed((0.5, 0.3, 0.2), 5000, mean=3, deviation=1.5)
    right, wrong = np.array([0.6, 0.4]), np.array([1.0, 0.7])
    assert misfit(reported, wrong) < misfit(reported, right)
    assert fit_smoothing(reported).thetas == pytest.approx([0.5, 0.3, 0.2], abs=0.02)


@pytest.mark.parametrize("start", [(0.0,), (0.0, 0.8)])
def test_the_highest_of_several_hills_is_taken(monkeypatch, start):
    # a series whose likelihood has a lower hill, at which searches from these starts end
    reported, _ = smoothed((0.5, 0.5, 0.0), 60, seed=12)
    even = (reported - np.mean(reported)) / np.std(reported)

    def height():
        thetas = fit_smoothing(reported).thetas
        return -misfit(even, thetas[1:] / thetas[0])

    found = height()
    grid = [coefficients(np.array([a, b])) for a in np.linspace(-0.99, 0.99, 67) for b in np.linspace(-0.99, 0.99, 67)]
    assert found >= max(-misfit(even, b) for b in grid)
    monkeypatch.setattr(moving_average, "STARTS", start)
    assert height() < found - 0.003


def test_equal_weights_lie_at_the_edge_and_have_no_standard_error():
    fit = fit_smoothing(smoothed((1 / 3, 1 / 3, 1 / 3), 40, seed=0)[0])
    assert fit.thetas == pytest.approx([1 / 3] * 3, abs=0.05)
    assert np.isnan(fit.standard_errors).all()


def test_scaling_and_shifting_the_returns_leaves_the_weights():
    reported, _ = smoothed((0.6, 0.3, 0.1), 120)
    assert fit_smoothing(5 * reported + 0.3).thetas == pytest.approx(fit_smoothing(reported).thetas, abs=2e-6)


def test_the_same_returns_give_the_same_fit():
    reported, _ = smoothed((0.6, 0.3, 0.1), 60)
    assert (fit_smoothing(reported).unsmoothed == fit_smoothing(reported.copy()).unsmoothed).all()


@pytest.mark.parametrize(
    ("returns", "code"),
    [
        (np.linspace(0, 0.1, LEAST_FOR_FIT - 1), RefusalCode.TOO_FEW_OBSERVATIONS),
        (np.full(LEAST_FOR_FIT, 0.01), RefusalCode.NO_VARIATION),
        (np.append(np.linspace(0, 0.1, LEAST_FOR_FIT), np.nan), RefusalCode.OUT_OF_RANGE),
        (np.append(np.linspace(0, 0.1, LEAST_FOR_FIT), np.inf), RefusalCode.OUT_OF_RANGE),
        (np.array([0.02, -0.02] * 30), RefusalCode.OUT_OF_RANGE),  # weights 1 and -1, which add up to nothing
    ],
)
def test_what_cannot_be_fitted_is_refused(returns, code):
    found = fit_smoothing(returns)
    assert isinstance(found, Refusal)
    assert found.code is code


def test_a_search_that_does_not_end_at_a_maximum_is_refused(monkeypatch):
    monkeypatch.setattr(moving_average, "STEEPEST", -1.0)
    found = fit_smoothing(smoothed((0.5, 0.3, 0.2), 60)[0])
    assert isinstance(found, Refusal)
    assert found.code is RefusalCode.NOT_CONVERGED
    assert found.reason == "The search for the smoothing weights of 60 returns did not end at a maximum."
