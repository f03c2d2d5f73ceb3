"""One period: Modified Dietz, unit splits, and what $10,000 became."""

import numpy as np
import pytest

from prudent.model.measured import Refusal
from prudent.score.performance.one_period import modified_dietz, price_return, split_suspected, units_for_one
from prudent.score.performance.returns import annualised, growth_of_10000

NONE = np.array([])


def test_a_flow_at_the_end_of_day_ten_of_forty_counts_for_three_quarters():
    found = modified_dietz(100, 150, np.array([10.0]), np.array([40.0]), 40)
    assert (found.average_capital, found.return_frac) == (130, pytest.approx(10 / 130))


def test_a_flow_on_the_last_day_has_no_weight():
    found = modified_dietz(100, 145, np.array([30.0]), np.array([40.0]), 30)
    assert (found.average_capital, found.return_frac) == (100, pytest.approx(0.05))


def test_without_flows_it_is_the_change_of_value():
    assert modified_dietz(80, 100, NONE, NONE, 30).return_frac == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("before", "after", "days", "amounts", "length", "words"),
    [
        (float("nan"), 1, [], [], 30, "not a finite number"),
        (1, float("inf"), [], [], 30, "not a finite number"),
        (1, 1, [5], [float("nan")], 30, "not a finite number"),
        (1, 1, [5, 6], [1], 30, "2 days for 1 flows"),
        (-1, 1, [], [], 30, "under zero"),
        (1, -1, [], [], 30, "under zero"),
        (1, 1, [0], [1], 30, "outside days 1 to 30"),
        (1, 1, [31], [1], 30, "outside days 1 to 30"),
        (1, 1, [], [], 0, "outside days 1 to 0"),
        (0, 0, [], [], 30, "average capital is 0, not over zero"),
        (100, 0, [1], [-99], 100, "average capital is 1.99"),
        (10, 0, [29], [500], 30, "larger than the average capital"),
    ],
)
def test_what_has_no_return_is_refused(before, after, days, amounts, length, words):
    found = modified_dietz(before, after, np.array(days, dtype=float), np.array(amounts, dtype=float), length)
    if words == "average capital is 1.99":
        assert found.return_frac == pytest.approx(-1 / 1.99)
    else:
        assert isinstance(found, Refusal)
        assert (found.code, words in found.reason) == ("out_of_range", True)


def test_a_total_loss_is_minus_one():
    assert modified_dietz(100, 0, NONE, NONE, 30).return_frac == -1


def test_units_for_one():
    assert units_for_one(np.array([20.0, 20.0]), np.array([10.1, 0.0]), np.array([0.01, 0.0])) == pytest.approx(
        [2, float("nan")], nan_ok=True
    )


@pytest.mark.parametrize(
    ("before", "after", "reported", "expected"),
    [
        (20, 16, 0, True),
        (20, 16.01, 0, False),
        (16, 20, 0, True),
        (20, 10, -0.5, False),
        (20, 0, 0, False),
        (float("nan"), 10, 0, False),
    ],
)
def test_a_split_is_suspected_from_five_units_for_four(before, after, reported, expected):
    assert bool(split_suspected(np.array(before), np.array(after), np.array(reported))) is expected


def test_a_price_return_leaves_distributions_out():
    assert price_return(20, 19.8, 0.01) == pytest.approx(-0.01)


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ((20, 10, 0.01), "contradicted"),
        ((20, 20, -1), "contradicted"),
        ((0, 10, 0.01), "out_of_range"),
        ((20, 0, 0.01), "out_of_range"),
        ((20, 20, -1.01), "out_of_range"),
        ((20, float("inf"), 0.01), "out_of_range"),
        ((20, 20, float("nan")), "out_of_range"),
    ],
)
def test_a_split_is_not_a_loss(figures, code):
    assert price_return(*figures).code == code


def test_the_words_for_a_split():
    assert price_return(20, 10.1, 0.01).reason == (
        "The value of a unit went from 20 to 10.1 in a period with a reported return of 1.00%: units were split or "
        "merged, or a large distribution was paid."
    )


@pytest.mark.parametrize(("total", "expected"), [(-1.0, -1.0), (-1.5, float("nan")), (0.0, 0.0)])
def test_a_total_loss_is_annualised_to_itself(total, expected):
    assert annualised(np.array(total), 24) == pytest.approx(expected, nan_ok=True)


def test_what_ten_thousand_became():
    assert growth_of_10000(np.array([0.25, -1.0])) == pytest.approx([12_500, 0])


def test_it_is_told_on_every_window_and_not_annualised(bench):
    found = bench.measures(fund_returns=bench.returns([0.1] * 3, frequency="annual"))
    assert found["growth_of_10000_3y"]["value"] == pytest.approx(13_310)
    assert found["growth_of_10000_1y"]["value"] == pytest.approx(11_000)
    assert (found["growth_of_10000_5y"]["refusal_code"], found["growth_of_10000_3y"]["unit"]) == (
        "window_not_covered",
        "usd",
    )
