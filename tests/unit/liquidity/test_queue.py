"""Fills and queues by hand."""

import numpy as np
import pytest

from prudent.score.liquidity.queue import fill, offers_until, queue, queue_at


@pytest.mark.parametrize(
    ("requested", "cap", "extra", "expected"),
    [
        (0.093, 0.05, 0.0, 0.05 / 0.093),
        (0.04, 0.05, 0.0, 1),
        (0.05, 0.05, 0.0, 1),
        (0.0, 0.05, 0.0, 1),
        (0.1, 0.0, 0.0, 0),
        (0.1, 0.05, 0.02, 0.7),
        (0.06, 0.05, 0.02, 1),
    ],
)
def test_a_fill_is_what_the_cap_pays_of_what_is_asked(requested, cap, extra, expected):
    assert fill(requested, cap, extra) == pytest.approx(expected)


def test_what_is_left_unpaid_is_asked_for_again():
    found = queue(1, 0.05, np.array([0.1, 0.05, 0.02, 0, 0, 0]))
    assert found.requested == pytest.approx([0.1, 0.1, 0.0725, 0.027375, 0, 0])
    assert found.paid == pytest.approx([0.05, 0.0475, 0.045125, 0.027375, 0, 0])
    assert found.fill == pytest.approx([0.5, 0.475, 0.622414, 1, 1, 1], abs=1e-6)
    assert found.backlog == pytest.approx([0.05, 0.0525, 0.027375, 0, 0, 0], abs=1e-15)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -0.1])
def test_what_is_no_amount_gives_no_number(bad):
    assert np.isnan(fill(bad, 0.05))
    assert np.isnan(fill(0.1, bad))
    for found in (queue(1, bad, np.array([0.1])), queue(1, 0.05, np.array([0.1, bad])), queue_at(bad, np.array([0.1]))):
        assert np.isnan(found.paid).all()


def test_without_an_offer_there_is_nothing():
    assert queue(1, 0.05, np.array([])).paid.size == queue_at(0.5, np.array([])).paid.size == 0


def test_no_more_is_asked_for_than_there_is():
    found = queue(1, 0.5, np.array([1.0, 0.5]))
    # half is paid; of the half that is left everything is wanted already
    assert found.requested == pytest.approx([1, 0.5])
    assert found.paid == pytest.approx([0.5, 0.25])


@pytest.mark.parametrize(
    ("share", "supply", "expected"),
    # 0.95^13 = 0.5133, 0.95^14 = 0.4877; 0.95^44 = 0.1047, 0.95^45 = 0.0994
    [(0.5, 0.05, 14), (0.9, 0.05, 45), (0.5, 0.5, 1), (0.75, 0.5, 2), (0.9, 1.0, 1)],
)
def test_offers_until_a_share_is_out(share, supply, expected):
    assert offers_until(share, np.array(supply)) == expected


@pytest.mark.parametrize("supply", [0.0, -0.1, 1.5, np.nan])
def test_nothing_is_ever_out_where_nothing_is_paid(supply):
    assert np.isnan(offers_until(0.5, np.array(supply)))
