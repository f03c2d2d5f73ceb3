"""What must hold of any offer, any queue and any sleeve."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.liquidity.queue import fill, offers_until, queue, queue_at
from prudent.score.liquidity.sleeve import drifted

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
SHARE = st.floats(0, 1)
REQUESTS = st.lists(st.floats(0, 0.5), min_size=1, max_size=20)


@BY_RULE
@given(st.floats(0, 2), SHARE, st.floats(0, 0.02))
def test_a_fill_is_a_share_and_pays_no_more_than_the_cap(requested, cap, extra):
    share = float(fill(requested, cap, extra))
    assert 0 <= share <= 1
    assert share * requested <= (cap + extra) * (1 + 1e-12)


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
