"""What is drawn of smoothed returns: near what was measured, and no lag estimated where blocks join."""

import numpy as np
import pytest

from prudent.score.panel import Floats
from prudent.score.performance.autocorrelation import autocorrelation
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.smoothing import unsmoothed
from prudent.score.scorecard.blocks import drawn_months, drawn_periods, uniforms
from prudent.score.scorecard.redrawn import on_draws

DRAWS, BLOCK_MONTHS = 500, 6


def smoothed(n: int, rho: float, seed: int) -> Floats:
    """An AR(1) series with a mean of 0.03 and shocks of 0.02, past its start."""
    shocks = 0.03 + 0.02 * (2 * uniforms(seed, 1, n + 50)[0] - 1)
    made = np.zeros(n + 50)
    for at in range(1, n + 50):
        made[at] = rho * made[at - 1] + (1 - rho) * shocks[at]
    return made[50:]


def draws_of(n: int, step: int):
    return drawn_periods(drawn_months(uniforms(4046, DRAWS, 200), n * step, BLOCK_MONTHS, step), step)


def measured(returns: Floats, bills: Floats, per_year: float) -> tuple[float, float]:
    mended = unsmoothed(returns, autocorrelation(returns, 1))
    return float(volatility(mended, per_year)), float(sharpe_ratio(mended - bills[1:], per_year))


@pytest.mark.parametrize(("n", "step", "seed"), [(12, 3, 1), (12, 3, 2), (40, 3, 3), (36, 1, 4), (120, 1, 5)])
def test_the_middle_of_the_draws_is_what_was_measured_though_the_blocks_are_broken(n, step, seed):
    returns, bills = smoothed(n, 0.5, seed), np.linspace(0.01, 0.012, n)
    assert autocorrelation(returns, 1) > 0.25
    found = on_draws(returns[None], bills[None], draws_of(n, step), 12 / step)
    risk, sharpe = measured(returns, bills, 12 / step)
    assert np.median(found["volatility_unsmoothed"]) == pytest.approx(risk, rel=0.08)
    assert np.median(found["sharpe_ratio_unsmoothed"]) == pytest.approx(sharpe, rel=0.08)
    assert np.array_equal(found["sharpe_ratio_after_unsmoothing"], found["sharpe_ratio_unsmoothed"])


def test_estimated_where_blocks_join_the_smoothing_would_be_half_gone():
    """Why it is not estimated there: two quarters a block keep one pair of neighbours in two."""
    returns = smoothed(40, 0.5, 3)
    drawn = returns[draws_of(40, 3)]
    assert np.median(autocorrelation(drawn, 1)) < 0.6 * autocorrelation(returns, 1)


def test_what_is_drawn_are_unsmoothed_returns_and_the_first_period_has_none():
    # rho by hand: deviations 2, 1, -1, -2 (%): (2·1 - 1·1 + 1·2) / 10 = 0.3; r* = (r - 0.3 r₋₁) / 0.7
    returns, bills = np.array([[0.04, 0.03, 0.01, 0.00]]), np.array([[0.0, 0.001, 0.002, 0.003]])
    mended = np.array([np.nan, 0.018 / 0.7, 0.001 / 0.7, -0.003 / 0.7])
    found = on_draws(returns, bills, np.array([[3, 1, 0, 2], [1, 3, 3, 1], [0, 0, 0, 0]]), 4)
    kept = [mended[[3, 1, 2]], mended[[1, 3, 3, 1]]]
    excess = [kept[0] - [0.003, 0.001, 0.002], kept[1] - [0.001, 0.003, 0.003, 0.001]]
    for draw in (0, 1):
        assert found["volatility_unsmoothed"][0, draw] == pytest.approx(2 * np.std(kept[draw], ddof=1), abs=1e-14)
        ratio = 2 * np.mean(excess[draw]) / np.std(excess[draw], ddof=1)
        assert found["sharpe_ratio_unsmoothed"][0, draw] == pytest.approx(ratio, abs=1e-12)
    assert np.isnan(found["sharpe_ratio_unsmoothed"][0, 2])
    assert np.isnan(found["volatility_unsmoothed"][0, 2])


def test_without_smoothing_on_record_no_draw_finds_any():
    returns, bills = np.array([[0.01, -0.01, 0.02, -0.02] * 9]), np.zeros((1, 36))
    assert autocorrelation(returns[0], 1) < 0
    periods = draws_of(36, 1)
    found = on_draws(returns, bills, periods, 12)
    assert np.array_equal(found["sharpe_ratio_after_unsmoothing"], sharpe_ratio(returns[:, periods], 12))
    assert np.isnan(found["sharpe_ratio_unsmoothed"]).all()


def test_a_fund_is_drawn_alone_as_beside_others():
    several = np.stack([smoothed(36, 0.5, seed) for seed in range(4)])
    bills, periods = np.full((4, 36), 0.003), draws_of(36, 1)
    together = on_draws(several, bills, periods, 12)
    for name, values in on_draws(several[2:3], bills[2:3], periods, 12).items():
        assert np.array_equal(values[0], together[name][2], equal_nan=True), name
