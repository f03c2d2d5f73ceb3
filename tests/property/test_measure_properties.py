"""What must hold for any series."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.performance.drawdown import falls, max_drawdown
from prudent.score.performance.risk import volatility
from prudent.score.performance.smoothing import unsmoothed
from prudent.tables.core import CoreTables

RETURN = st.floats(-0.99, 2, allow_nan=False)
SERIES = st.lists(RETURN, min_size=1, max_size=40)
BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)


@BY_RULE
@given(SERIES)
def test_a_drawdown_lies_between_minus_one_and_zero(returns):
    assert -1 <= max_drawdown(falls(np.array(returns))) <= 0


@BY_RULE
@given(st.lists(st.floats(0.5, 500), min_size=2, max_size=40), st.floats(0.01, 100))
def test_a_drawdown_is_the_same_when_prices_are_scaled(prices, factor):
    def of(levels):
        return max_drawdown(falls(np.array([after / before - 1 for before, after in itertools.pairwise(levels)])))

    assert of([price * factor for price in prices]) == pytest.approx(of(prices), abs=1e-9)


@BY_RULE
@given(st.lists(RETURN, min_size=3, max_size=40))
def test_unsmoothing_by_nothing_changes_nothing(returns):
    reported = np.array(returns)
    mended = unsmoothed(reported, np.float64(1e-12))
    assert volatility(mended, 12) == pytest.approx(volatility(reported[1:], 12), abs=1e-9)


@BY_RULE
@given(st.lists(RETURN, min_size=3, max_size=40), st.floats(0, 0.9))
def test_unsmoothing_keeps_the_mean_up_to_the_ends(returns, rho):
    mended = unsmoothed(np.array(returns), np.float64(rho)).mean()
    later = returns[1:]
    # the filter moves weight from the first return to the last, over as many returns as there are
    ends = rho * (returns[-1] - returns[0]) / (1 - rho) / len(later)
    assert mended == pytest.approx(sum(later) / len(later) + ends, abs=1e-9)


@settings(derandomize=True, database=None, deadline=None, max_examples=3)
@given(st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_bytes(bench, random):
    returns = bench.returns([0.01, 0.02, -0.03, 0.04] * 9) + bench.returns([0.02, 0.01] * 18, owner="b-fund")
    rows = {
        "fund_returns": returns,
        "market_risk_free": bench.rates(36),
        "benchmark_returns": bench.index([0.02, -0.01, 0.01] * 12),
        "fund_tenders": [
            {"as_of": end, "accepted_frac": 0.5, "requested_frac": 0.1} for end in bench.month_ends(4, step=3)
        ],
    }
    ordered = bench.core(**rows)
    funds = [bench.fund(), bench.fund("b-fund")]
    frames = {name: ordered.frame(name) for name in CoreTables.names()}
    shuffled = {
        name: frame[random.sample(range(frame.height), frame.height)] if frame.height else frame
        for name, frame in frames.items()
    }
    expected = bench.frame(funds=tuple(funds), core=ordered)
    found = bench.frame(funds=tuple(funds[::-1]), core=CoreTables(**shuffled))
    assert found.write_ndjson() == expected.write_ndjson()
