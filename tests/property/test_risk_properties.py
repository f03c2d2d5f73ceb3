"""What must hold of the risk of any series."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.series import observations
from prudent.score.benchmark.market_line import beta, down_capture, jensen_alpha, r_squared, up_capture
from prudent.score.panel import Panel
from prudent.score.performance.downside import downside_deviation, omega_ratio, sortino_ratio
from prudent.score.performance.drawdown import (
    falls,
    max_drawdown,
    pain_index,
    peak_place,
    recovery_place,
    trough_place,
    ulcer_index,
)
from prudent.score.performance.one_period import modified_dietz
from prudent.score.performance.tails import (
    cornish_fisher_expected_shortfall,
    cornish_fisher_value_at_risk,
    expected_shortfall,
    moments,
    value_at_risk,
)
from prudent.score.statistics import measure, statistics

# ten-thousandths, so that returns differ by more than rounding does
RETURN = st.integers(-9_000, 20_000).map(lambda points: points / 10_000)
SERIES = st.lists(RETURN, min_size=2, max_size=60).map(np.array)
PAIRS = st.lists(st.tuples(RETURN, RETURN), min_size=3, max_size=60).map(np.array)
BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)


@BY_RULE
@given(SERIES)
def test_pain_ulcer_and_the_largest_fall_stand_in_order(returns):
    fallen = falls(returns)
    assert 0 <= pain_index(fallen) <= ulcer_index(fallen) + 1e-12
    assert ulcer_index(fallen) <= -max_drawdown(fallen) + 1e-12


@BY_RULE
@given(SERIES)
def test_a_fall_begins_before_its_low_and_ends_after(returns):
    fallen = falls(returns)
    assume(fallen.any())
    peak, trough, back = int(peak_place(fallen)), int(trough_place(fallen)), int(recovery_place(fallen))
    assert 0 <= peak < trough <= len(returns)
    assert back == 0 or back > trough
    assert (fallen[peak:trough] < 0).all()
    assert (fallen[trough - 1 : back - 1 if back else None] < 0).all()


@BY_RULE
@given(SERIES, st.floats(0.01, 0.6))
def test_the_shortfall_is_not_over_the_value_at_risk(returns, share):
    worst, quantile = expected_shortfall(returns, share), value_at_risk(returns, share)
    assert returns.min() - 1e-9 <= worst <= quantile + 1e-9
    assert quantile <= returns.max()


@BY_RULE
@given(SERIES)
def test_the_expansion_keeps_that_order_where_it_holds(returns):
    shape = moments(returns)
    worst, quantile = cornish_fisher_expected_shortfall(shape), cornish_fisher_value_at_risk(shape)
    assert bool(np.isnan(worst)) == bool(np.isnan(quantile))
    assert np.isnan(worst) or worst <= quantile + 1e-12


@BY_RULE
@given(SERIES, RETURN, st.integers(1, 50))
def test_tails_move_with_a_shift_and_grow_with_a_scale(returns, shift, times):
    for tail in (value_at_risk, expected_shortfall):
        assert tail(returns * times + shift) == pytest.approx(tail(returns) * times + shift, abs=1e-9)


@BY_RULE
@given(SERIES)
def test_skewness_and_kurtosis_do_not_see_scale_or_shift(returns):
    assume(np.ptp(returns) > 0)
    shape, moved = moments(returns), moments(returns * 3 + 0.5)
    assert moved.skewness == pytest.approx(shape.skewness, abs=1e-6)
    assert moved.kurtosis == pytest.approx(shape.kurtosis, rel=1e-6)
    assert shape.kurtosis >= 1 + shape.skewness**2 - 1e-9  # Pearson's inequality


@BY_RULE
@given(SERIES, RETURN)
def test_omega_is_over_one_where_the_mean_is_over_the_target(returns, target):
    omega, over = omega_ratio(returns, target), returns.mean() - target
    assume(not np.isnan(omega) and abs(over) > 1e-9)
    assert (omega > 1) == (over > 0)
    assert (sortino_ratio(returns, target, 12) > 0) == (over > 0)


@BY_RULE
@given(SERIES, RETURN, RETURN)
def test_a_higher_target_leaves_no_smaller_shortfall(returns, one, other):
    low, high = sorted((one, other))
    assert downside_deviation(returns, low, 12) <= downside_deviation(returns, high, 12) + 1e-12


@BY_RULE
@given(st.lists(RETURN, min_size=3, max_size=60, unique=True).map(np.array), st.integers(-30, 30), RETURN)
def test_a_fund_on_a_line_has_that_line(benchmark, tenths, alpha):
    own = benchmark * tenths / 10 + alpha
    assert beta(own, benchmark) == pytest.approx(tenths / 10, abs=1e-8)
    assert jensen_alpha(own, benchmark, 12) == pytest.approx(12 * alpha, abs=1e-7)
    if tenths:
        assert r_squared(own, benchmark) == pytest.approx(1)


@BY_RULE
@given(PAIRS)
def test_r_squared_lies_between_zero_and_one(pairs):
    assume(np.ptp(pairs[:, 0]) > 0 and np.ptp(pairs[:, 1]) > 0)
    assert 0 <= r_squared(pairs[:, 0], pairs[:, 1]) <= 1


@BY_RULE
@given(SERIES)
def test_a_fund_captures_all_of_itself(returns):
    for capture, is_there in ((up_capture, returns.max() > 0), (down_capture, returns.min() < 0)):
        found = capture(returns, returns)
        assert (found == 1) if is_there else np.isnan(found)


@BY_RULE
@given(st.integers(1, 10**6), st.lists(st.tuples(st.integers(1, 30), st.integers(0, 10**6)), max_size=8), st.randoms())
def test_the_order_of_flows_does_not_matter(value, flows, random):
    def of(rows):
        days, amounts = (np.array([row[side] for row in rows], dtype=float) for side in (0, 1))
        return modified_dietz(value, 2 * value, days, amounts, 30)

    shuffled = random.sample(flows, len(flows))
    found, again = of(flows), of(shuffled)
    assert type(found) is type(again)
    if hasattr(found, "return_frac"):
        assert again.return_frac == found.return_frac


@settings(derandomize=True, database=None, deadline=None, max_examples=5)
@given(st.integers(1, 40), st.integers(20, 90))
def test_a_fund_is_measured_alike_alone_and_among_others(funds, months):
    rows = observations(funds, months)
    together = statistics(rows)
    last = rows.filter(rows["fund"] == rows["fund"][-1])
    assert statistics(last).equals(together.tail(1))


@BY_RULE
@given(st.lists(st.sampled_from([0.0, 0.01, -1.0, 1e9, float("nan"), float("inf")]), min_size=1, max_size=30))
def test_no_input_stops_the_pass(returns):
    values = np.array([returns])
    panel = Panel(None, 12.0, values, np.full_like(values, 0.001), values[:, ::-1].copy())
    assert all(len(column) == 1 for column in measure(panel).values())
