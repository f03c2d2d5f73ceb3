"""What must hold for any series."""

import itertools

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.risk import max_drawdown, volatility
from prudent.score.smoothing import unsmoothed
from prudent.tables.core import CoreTables

RETURN = st.floats(-0.99, 2, allow_nan=False)
SERIES = st.lists(RETURN, min_size=1, max_size=40)
BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)

R = pl.col("r")


def value(expression, values):
    return pl.DataFrame({"r": values}, schema={"r": pl.Float64}).select(expression.alias("x")).item()


@BY_RULE
@given(SERIES)
def test_a_drawdown_lies_between_minus_one_and_zero(returns):
    assert -1 <= value(max_drawdown(R), returns) <= 0


@BY_RULE
@given(st.lists(st.floats(0.5, 500), min_size=2, max_size=40), st.floats(0.01, 100))
def test_a_drawdown_is_the_same_when_prices_are_scaled(prices, factor):
    def of(levels):
        return value(max_drawdown(R), [after / before - 1 for before, after in itertools.pairwise(levels)])

    assert of([price * factor for price in prices]) == pytest.approx(of(prices), abs=1e-9)


@BY_RULE
@given(st.lists(RETURN, min_size=3, max_size=40))
def test_unsmoothing_by_nothing_changes_nothing(returns):
    mended = unsmoothed(R, pl.lit(1e-12))
    assert value(volatility(mended, pl.lit(12)), returns) == pytest.approx(
        value(volatility(R, pl.lit(12)), returns[1:]), abs=1e-9
    )


@BY_RULE
@given(st.lists(RETURN, min_size=3, max_size=40), st.floats(0, 0.9))
def test_unsmoothing_keeps_the_mean_up_to_the_ends(returns, rho):
    mended = value(unsmoothed(R, pl.lit(rho)).mean(), returns)
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
