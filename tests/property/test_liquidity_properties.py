"""What must hold of any offer, any queue and any sleeve."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.liquidity.queue import fill, offers_until, queue, queue_at
from prudent.score.liquidity.sleeve import drifted
from prudent.score.liquidity.stress import stress_grid, stress_outcomes
from prudent.score.liquidity.supply import fund_supply
from tests.unit.liquidity.test_stress import STRESS, plan

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
SHARE = st.floats(0, 1)
REQUESTS = st.lists(st.floats(0, 0.5), min_size=1, max_size=20)


@BY_RULE
@given(st.floats(0, 2), SHARE, st.floats(0, 0.02))
def test_a_fill_is_a_share_and_pays_no_more_than_the_cap(requested, cap, extra):
    share = float(fill(requested, cap, extra))
    assert 0 <= share <= 1
    # the smallest floats are rounded by themselves
    assert share * requested <= (cap + extra) * (1 + 1e-12) + 1e-300


@BY_RULE
@given(SHARE, REQUESTS)
def test_a_fund_pays_within_its_cap_and_loses_no_request(cap, requests):
    found = queue(1, cap, np.array(requests))
    left = 1 - np.concatenate([[0], np.cumsum(found.paid)[:-1]])
    assert (found.paid <= cap * left * (1 + 1e-9) + 1e-15).all()
    assert found.paid + found.backlog == pytest.approx(found.requested)
    assert found.paid.sum() <= min(sum(requests), 1) + 1e-12


@BY_RULE
@given(SHARE, REQUESTS)
def test_a_holder_is_paid_no_more_than_is_held(share, requests):
    found = queue_at(share, np.array(requests))
    assert found.paid + found.backlog == pytest.approx(found.requested)
    assert found.paid.sum() <= 1 + 1e-12


@BY_RULE
@given(st.floats(0.01, 1), REQUESTS)
def test_a_better_fill_never_pays_less_in_all(share, requests):
    worse, better = (queue_at(part, np.array(requests)).paid.sum() for part in (share / 2, share))
    assert worse <= better + 1e-12


@BY_RULE
@given(st.floats(0.01, 0.99), st.floats(0.001, 0.999))
def test_the_number_of_offers_is_the_first_that_suffices(share, supply):
    offers = float(offers_until(share, np.array(supply)))
    assert 1 - (1 - supply) ** offers >= share - 1e-9
    assert offers == 1 or 1 - (1 - supply) ** (offers - 1) < share


@BY_RULE
@given(st.floats(0.01, 0.99), st.floats(0, 0.99), st.floats(0, 0.99))
def test_a_sleeve_gains_weight_only_where_it_falls_less_than_the_rest(weight, rest, own):
    after = drifted(weight, rest, own)
    assert 0 <= after <= 1
    assert (after >= weight - 1e-12) if own <= rest else (after <= weight + 1e-12)


OR_UNKNOWN = st.none() | st.floats(0, 1)
SUPPLIES = st.builds(
    lambda worst, paid, cap, times: fund_supply(
        worst_fill=worst, worst_paid=paid, cap=cap, offers_per_year=times, stress=STRESS
    ),
    OR_UNKNOWN,
    OR_UNKNOWN,
    OR_UNKNOWN,
    st.none() | st.sampled_from([1, 2, 4, 12]),
)


@settings(BY_RULE, max_examples=40)
@given(SUPPLIES, st.integers(0, 1000))
def test_whatever_is_known_of_a_fund_the_grid_loses_no_request(supply, benefits):
    grid = stress_grid("a-fund", plan(benefits_paid_year_usd=benefits), STRESS, supply)
    assert (grid["paid_frac"] + grid["backlog_frac"]).to_list() == pytest.approx(grid["requested_frac"].to_list())
    paid = grid.group_by("supply", "demand").agg(pl.col("paid_frac").sum())["paid_frac"]
    assert paid.is_empty() or paid.max() <= 1 + 1e-9
    by_offer = grid.select(pl.col("fill_frac") * pl.col("requested_frac")).to_series()
    assert by_offer.to_list() == pytest.approx(grid["paid_frac"].to_list())


@settings(BY_RULE, max_examples=40)
@given(SUPPLIES)
def test_what_is_paid_of_a_whole_holding_never_falls_with_time(supply):
    whole = stress_outcomes("a-fund", plan(), STRESS, supply).filter(pl.col("demand") == "everything")
    days = [whole[f"paid_by_day_{day}_frac"].fill_null(0).to_list() for day in (0, 30, 90, 180, 365)]
    assert all(list(parts) == sorted(parts) for parts in zip(*days, strict=True))
    for half, most in whole.select("offers_to_half", "offers_to_nine_tenths").iter_rows():
        assert most is None or half <= most
