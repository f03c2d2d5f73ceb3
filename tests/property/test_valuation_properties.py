"""What must hold for any portfolio, any series of prices and any order of rows."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.complexity.obligations import asset_coverage
from prudent.score.valuation.hierarchy import fair_value_shares, hard_to_value
from prudent.score.valuation.market_price import premium
from prudent.score.valuation.stale import longest_repeat, runs_z, sides_of_median, stale_share

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
AMOUNT = st.floats(0, 1e12, allow_subnormal=False).map(lambda x: round(x, 2))
SHARE = st.floats(0, 1)
SERIES = st.lists(st.sampled_from([-0.02, 0.0, 0.01, 0.01, 0.03]), min_size=1, max_size=40)


@BY_RULE
@given(AMOUNT, AMOUNT, AMOUNT.map(lambda x: x + 1), AMOUNT)
def test_shares_of_a_portfolio_lie_between_nothing_and_all(level1, level2, level3, outside):
    found = fair_value_shares(level1, level2, level3, outside)
    shares = (found.level3_share, found.level3_coverage, found.level3_share_of_all, found.hard_to_value_share)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares)
    assert found.level3_share_of_all <= min(found.level3_share, found.hard_to_value_share) + 1e-9
    parts = found.hard_to_value_share + (level1 + level2) / found.total
    assert parts == pytest.approx(1)


@BY_RULE
@given(AMOUNT, AMOUNT, AMOUNT.map(lambda x: x + 1), AMOUNT, st.floats(0.001, 1000))
def test_shares_do_not_depend_on_the_unit(level1, level2, level3, outside, factor):
    one = fair_value_shares(level1, level2, level3, outside)
    other = fair_value_shares(*(amount * factor for amount in (level1, level2, level3, outside)))
    for name in ("level3_share", "level3_coverage", "level3_share_of_all", "hard_to_value_share"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-9)


@BY_RULE
@given(SHARE, SHARE, SHARE)
def test_less_coverage_is_never_easier_to_value(share, low, high):
    least, most = sorted((low, high))
    found = pl.select(
        thin=hard_to_value(pl.lit(share), pl.lit(least)), full=hard_to_value(pl.lit(share), pl.lit(most))
    ).row(0)
    assert found[0] >= found[1] - 1e-12


@BY_RULE
@given(SERIES)
def test_repeats_are_within_the_series_and_alike_backwards(returns):
    series = np.array(returns)
    longest = int(longest_repeat(series))
    assert 1 <= longest <= len(returns)
    assert longest == longest_repeat(series[::-1])
    assert stale_share(series) >= (longest - 1) / len(returns)


@BY_RULE
@given(SERIES, st.integers(-10, 10))
def test_runs_do_not_depend_on_scale_side_and_direction(returns, doublings):
    sides = sides_of_median(np.array(returns))
    moved = sides_of_median(np.array(returns) * 2.0**doublings)
    assert np.array_equal(runs_z(sides), runs_z(moved), equal_nan=True)
    assert np.array_equal(runs_z(sides), runs_z(-sides), equal_nan=True)
    assert np.array_equal(runs_z(sides), runs_z(sides[::-1]), equal_nan=True)


@BY_RULE
@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.floats(0.5, 2))
def test_a_premium_is_that_of_any_number_of_shares(price, value, factor):
    one, many = pl.select(
        one=premium(pl.lit(price), pl.lit(value)), many=premium(pl.lit(price * factor), pl.lit(value * factor))
    ).row(0)
    assert one == pytest.approx(many, rel=1e-9, abs=1e-9)
    assert one > -1


@BY_RULE
@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_coverage_is_one_and_the_inverse_of_debt_to_equity(net, debt):
    assert pl.select(asset_coverage(pl.lit(net), pl.lit(debt))).item() == pytest.approx(1 + 1 / (debt / net))


@settings(derandomize=True, database=None, deadline=None, max_examples=3)
@given(st.randoms(use_true_random=False))
def test_shuffled_rows_value_the_same(bench, random):
    day = date(2025, 12, 31)
    rows = {
        "fund_marks": [
            {
                "as_of": day, "holding": f"Fund {place}", "kind": "secondary", "fair_value_usd": 10 + place,
                "valued_on": date(2025, 1 + place, 28), "acquired_on": day, "cost_usd": 7, "first_mark_usd": 9 + place,
            }
            for place in range(9)
        ],
        "fund_balance_sheet": [
            {"as_of": end, "nav_per_share_usd": 10 + place, "net_assets_usd": 100, "shares_outstanding": 9}
            for place, end in enumerate(bench.month_ends(5, step=3))
        ],
        "fund_market": [
            {"as_of": end, "price_usd": 9 + place, "nav_per_share_usd": 10} for place, end in enumerate(bench.month_ends(14))
        ],
        "fund_returns": bench.returns([0.01, 0.02, -0.03, 0.04] * 9),
    }  # fmt: skip
    expected = bench.valuation(**rows)

    def shuffled(name):
        given = [{**row, "row": place} for place, row in enumerate(rows[name], start=2)]
        random.shuffle(given)
        return given

    assert bench.valuation(**{name: shuffled(name) for name in rows}) == expected
