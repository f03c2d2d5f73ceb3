"""What must hold for any points, weights, draws and thresholds."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prudent.model.questions import TOLERANCE, Compare, reaches
from prudent.score.scorecard.against_peers import compared_values
from prudent.score.scorecard.blocks import drawn_months, uniforms
from prudent.score.scorecard.points import ranks, scores
from prudent.score.scorecard.sensitivity import simplex, without_each

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=150)
SHARE = st.one_of(st.just(math.nan), st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0]))
REACHED = arrays(np.float64, (4, 6), elements=SHARE)
WEIGHT = st.integers(0, 10)


@BY_RULE
@given(REACHED, st.lists(WEIGHT, min_size=6, max_size=6))
def test_a_score_lies_between_zero_and_one_or_is_none(reached, weights):
    found = scores(reached, np.array(weights) / 10)
    assert np.all(np.isnan(found) | ((found >= -TOLERANCE) & (found <= 1 + TOLERANCE)))
    has_weight = np.sum(~np.isnan(reached) * np.array(weights), axis=1) > 0
    assert np.array_equal(np.isnan(found), ~has_weight)


@BY_RULE
@given(REACHED, st.lists(WEIGHT, min_size=6, max_size=6), st.permutations(range(4)))
def test_ranks_do_not_depend_on_the_order_of_the_funds(reached, weights, order):
    found = ranks(scores(reached, np.array(weights) / 10))
    moved = ranks(scores(reached[list(order)], np.array(weights) / 10))
    assert np.array_equal(found[list(order)], moved, equal_nan=True)


@BY_RULE
@given(REACHED, st.lists(WEIGHT, min_size=6, max_size=6).filter(any))
def test_scaling_all_weights_changes_no_score(reached, weights):
    given_weights = np.array(weights) / 10
    assert scores(reached, given_weights) == pytest.approx(scores(reached, given_weights * 3), nan_ok=True)


@BY_RULE
@given(REACHED, st.integers(0, 3), st.integers(0, 5))
def test_more_points_never_lower_the_rank(reached, fund, criterion):
    better = reached.copy()
    if np.isnan(better[fund, criterion]):
        return
    better[fund, criterion] = 1.0
    weights = np.full(6, 1 / 6)
    before, after = ranks(scores(reached, weights))[fund], ranks(scores(better, weights))[fund]
    assert after <= before


@BY_RULE
@given(st.integers(1, 8), st.integers(1, 5))
def test_every_vector_of_the_grid_sums_to_one_and_none_stands_twice(steps, parts):
    grid = simplex(steps, parts)
    assert len(grid) == math.comb(steps + parts - 1, parts - 1)
    assert np.sum(grid, axis=1) == pytest.approx(np.ones(len(grid)))
    assert np.all(grid >= 0)
    assert len(np.unique(grid.round(9), axis=0)) == len(grid)


@BY_RULE
@given(st.lists(WEIGHT, min_size=2, max_size=6).filter(any))
def test_a_left_out_factor_has_no_weight_and_the_rest_sum_to_one(weights):
    left = without_each(np.array(weights) / sum(weights))
    for place, vector in enumerate(left):
        assert np.isnan(vector).all() or (vector[place] == 0 and np.sum(vector) == pytest.approx(1))


@BY_RULE
@given(st.integers(0, 2**40), st.integers(1, 20), st.integers(1, 12), st.sampled_from([1, 3]))
def test_a_draw_has_the_months_of_the_window_in_blocks(seed, quarters, thirds, step):
    months, block = 3 * quarters, 3 * thirds
    draw = drawn_months(uniforms(seed, 5, 200), months, block, step)
    assert draw.shape == (5, months)
    assert draw.min() >= 0
    assert draw.max() < months
    follows = (draw[:, 1:] - draw[:, :-1]) % months == 1 % months
    inside = np.arange(1, months) % block != 0
    assert np.all(follows[:, inside])
    assert np.all(draw[:, ::block] % step == 0)


@BY_RULE
@given(arrays(np.float64, (3, 5), elements=st.one_of(st.just(math.nan), st.floats(-1, 1).map(lambda v: round(v, 2)))))
def test_shares_of_peers_beaten_add_up(values):
    """Each pair gives one point between the two, so the shares of all funds with a value have the mean of a half."""
    alike = ~np.eye(5, dtype=bool)
    share = compared_values(values, alike, Compare.PEER_PERCENTILE, is_better_lower=False)
    other = compared_values(values, alike, Compare.PEER_PERCENTILE, is_better_lower=True)
    for row, back, given_values in zip(share, other, values, strict=True):
        known = ~np.isnan(given_values)
        enough = np.sum(known) >= 4
        assert np.array_equal(np.isnan(row), ~known if enough else np.ones(5, bool))
        if enough:
            assert np.mean(row[known]) == pytest.approx(0.5)
            assert (row + back)[known] == pytest.approx(np.ones(np.sum(known)))


@BY_RULE
@given(st.floats(-1e6, 1e6), st.sampled_from(["at_least", "at_most"]), st.integers(-3, 3))
def test_a_few_steps_of_a_float_never_decide(threshold, test, steps):
    value = threshold
    for _ in range(abs(steps)):
        value = math.nextafter(value, math.copysign(math.inf, steps))
    assert reaches(value, test, threshold)
    clear = 1e-6 * max(1.0, abs(threshold))
    assert not reaches(threshold + (-clear if test == "at_least" else clear), test, threshold)
