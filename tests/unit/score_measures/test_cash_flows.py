"""Rates of return and multiples: hand-made rows of flows, and what must never come out of them."""

import itertools
from datetime import date

import numpy as np
import pytest
import pyxirr

from prudent.model.measured import Refusal
from prudent.score.performance.cash_flows import irr, mirr, multiples, netted, xirr
from prudent.score.performance.roots import brackets, sign_changes

NAN, INFINITE = float("nan"), float("inf")
DAY = date(2020, 1, 1)


def refusal(found):
    assert isinstance(found, Refusal)
    return found.code.value, found.reason


def test_one_in_and_one_out_after_a_year_of_365_days():
    assert xirr((date(2021, 1, 1), date(2022, 1, 1)), np.array([-100.0, 110.0])) == pytest.approx(0.1, abs=1e-12)


def test_a_leap_year_is_longer_than_a_year():
    # 366 days: 1.1^(365/366) − 1
    assert xirr((date(2020, 1, 1), date(2021, 1, 1)), np.array([-100.0, 110.0])) == pytest.approx(
        1.1 ** (365 / 366) - 1, abs=1e-12
    )


def test_two_years_of_flows_solved_by_hand():
    # −100 + 60/1.1 + 55/1.21 = 0 is 54.545… + 45.454…
    assert irr(np.array([-100.0, 60.0, 55.0])) == pytest.approx(0.1, abs=1e-12)


def test_a_loss_of_almost_everything_has_a_rate():
    assert irr(np.array([-1000.0, 1.0])) == pytest.approx(-0.999, abs=1e-12)


def test_two_rates_are_never_one():
    # (1.1 g − 1)(1.2 g − 1) = 0 with g = 1/(1+r): 10 % and 20 %
    code, reason = refusal(irr(np.array([-100.0, 230.0, -132.0])))
    assert code == "not_unique"
    assert reason == (
        "The flows change sign 2 times and 2 rates solve them (10.00 %, 20.00 %), so none of them is the answer."
    )


@pytest.mark.parametrize("scale", [1.0, 100.0])
def test_the_compiled_solver_alone_gives_one_of_the_two_by_the_size_of_the_flows(scale):
    given = pyxirr.irr(np.array([-1.0, 2.3, -1.32]) * scale)
    assert given == pytest.approx(0.1 if scale == 1 else 0.2)
    assert refusal(irr(np.array([-1.0, 2.3, -1.32]) * scale))[0] == "not_unique"


def test_a_rate_at_which_the_value_only_touches_zero_is_not_given():
    # (g − 1)² = 0: the value touches zero at 0 % and crosses nowhere
    code, reason = refusal(irr(np.array([-1.0, 2.0, -1.0])))
    assert code == "not_unique"
    assert "more than one rate solves them" in reason


def test_a_rate_beside_a_touched_zero_is_not_given():
    # (g − 1)²(g − 0.5): the value crosses zero at 100 % and touches it at 0 %
    assert refusal(irr(np.poly([1.0, 1.0, 0.5])[::-1]))[0] == "not_unique"


def test_a_second_rate_near_the_loss_of_everything_is_found():
    code, reason = refusal(irr(np.array([-100.0, 150.0, -0.01])))
    assert (code, "(-99.99 %, 49.99 %)" in reason) == ("not_unique", True)


def test_two_changes_of_sign_with_one_rate_in_range_are_answered():
    # the other solution, g = 1.5e10, is a rate of −99.99999999 %: outside of what is searched
    assert irr(np.array([-100.0, 150.0, -1e-8])) == pytest.approx(0.5, abs=1e-9)


def test_a_second_rate_over_the_range_is_seen_too():
    # −1.05 + 2.1 x − x⁴, x a day's factor: −99.98 % a year, and a rate that doubles each day
    days = (date(2012, 1, 15), date(2012, 1, 16), date(2012, 1, 19))
    code, reason = refusal(xirr(days, np.array([-1.05, 2.1, -1.0])))
    assert (code, "more than one rate solves them" in reason) == ("not_unique", True)


def test_flows_that_no_rate_solves():
    code, reason = refusal(irr(np.array([-1.0, 1.9, -1.0])))
    assert (code, reason) == ("out_of_range", "No rate between -99.9999 % and 100,000,000 % solves these flows.")


def test_a_billion_in_a_day_is_no_rate_of_a_fund():
    found = xirr((DAY, date(2020, 1, 2)), np.array([-1.0, 1e12]))
    assert refusal(found)[0] == "out_of_range"


@pytest.mark.parametrize(
    ("flows", "side"),
    [
        ([10000.0, 2750.0], "The flows are all paid out: they have no rate of return."),
        ([-1.0, -2.0], "The flows are all paid in: they have no rate of return."),
        ([0.0, 0.0], "The flows are none, or cancel: they have no rate of return."),
        ([], "The flows are none, or cancel: they have no rate of return."),
        ([5.0], "The flows are all paid out: they have no rate of return."),
    ],
)
def test_one_signed_flows_are_refused(flows, side):
    assert refusal(irr(np.array(flows))) == ("one_signed", side)


@pytest.mark.parametrize("wrong", [NAN, INFINITE, -INFINITE])
def test_what_is_no_number_is_refused(wrong):
    assert refusal(irr(np.array([-1.0, wrong])))[0] == "out_of_range"
    assert refusal(mirr(np.array([-1.0, wrong]), 0.1, 0.1))[0] == "out_of_range"
    assert refusal(multiples(np.array([wrong]), np.array([1.0]), 1.0))[0] == "out_of_range"
    assert refusal(multiples(np.array([1.0]), np.array([1.0]), wrong))[0] == "out_of_range"


def test_a_flow_without_a_day_is_refused():
    assert refusal(xirr((DAY,), np.array([-1.0, 2.0])))[0] == "out_of_range"


def test_flows_of_one_day_may_stand_apart_or_cancel():
    later = date(2020, 12, 31)
    together = xirr((DAY, later), np.array([-100.0, 110.0]))
    assert xirr((DAY, later, DAY, later, later), np.array([-60.0, 70.0, -40.0, 45.0, -5.0])) == together
    assert refusal(xirr((DAY, DAY), np.array([-100.0, 100.0])))[0] == "one_signed"
    # 0.1 + 0.2 − 0.3 is 5.6e-17 in floats, and nothing in dollars
    noise = xirr((DAY, DAY, DAY, later), np.array([0.1, 0.2, -0.3, -1.0]))
    assert refusal(noise)[0] == "one_signed"


def test_days_before_the_first_flow_that_is_left_do_not_count():
    days, flows = netted(np.array([5, 5, 9, 20]), np.array([3.0, -3.0, -2.0, 4.0]))
    assert days.tolist() == [0, 11]
    assert flows.tolist() == [-0.5, 1.0]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_the_rows_changes_nothing(order):
    days = [DAY, date(2020, 7, 1), date(2023, 3, 5)]
    flows = np.array([-100.0, -50.0, 190.0])
    assert xirr(tuple(days[place] for place in order), flows[list(order)]) == xirr(tuple(days), flows)


def test_a_rate_is_the_compiled_solvers_where_there_is_one():
    flows = np.array([-12.0, 0.0, 0.0, 40.0])
    assert irr(flows) == pytest.approx(pyxirr.irr(flows), abs=1e-9)
    days = (DAY, date(2020, 7, 1), date(2021, 3, 5), date(2024, 9, 30))
    dated = np.array([-100.0, -50.0, 30.0, 190.0])
    assert xirr(days, dated) == pytest.approx(pyxirr.xirr(days, dated), abs=1e-9)


def test_a_rate_is_searched_where_the_compiled_solver_gives_none(monkeypatch):
    expected = irr(np.array([-100.0, 230.0, -50.0, 1.0]))
    monkeypatch.setattr(pyxirr, "xirr", lambda *_, **__: None)
    assert irr(np.array([-100.0, 230.0, -50.0, 1.0])) == pytest.approx(expected, abs=1e-9)
    monkeypatch.setattr(pyxirr, "xirr", lambda *_, **__: 0.2)  # a rate that solves nothing
    assert irr(np.array([-100.0, 230.0, -50.0, 1.0])) == pytest.approx(expected, abs=1e-9)


def test_more_periods_than_the_calendar_has_are_solved_too():
    flows = np.zeros(9000)
    flows[0], flows[-1] = -1.0, 2.0
    assert irr(flows) == pytest.approx(2 ** (1 / 8999) - 1, abs=1e-12)


def test_bounds_hold_one_solution_each_and_no_more_than_descartes_allows():
    # (g − 1)(g − 2)(g − 4)(g − 0.5): rates of 0, −50, −75 and 100 %
    flows = -np.poly([1.0, 2.0, 4.0, 0.5])[::-1]
    found = brackets(np.arange(5.0), flows)
    bounds = np.expm1(np.stack([found.low, found.high]))
    assert sign_changes(flows) == found.low.size == 4
    assert not found.undecided
    for (low, high), rate in zip(bounds.T, (-0.75, -0.5, 0.0, 1.0), strict=True):
        assert low <= rate <= high


def test_changes_of_sign_pass_over_zeros():
    assert sign_changes(np.array([-1.0, 0.0, -2.0, 0.0, 3.0, -1.0])) == 2


def test_multiples_count_gross_flows():
    made = multiples(np.array([10.0, 20.0]), np.array([15.0, 30.0]), 15.0)
    assert (made.dpi, made.rvpi, made.tvpi) == (1.5, 0.5, 2.0)
    # netting 15 of each side would make (30 + 15)/15 = 3 of it
    assert multiples(np.array([15.0]), np.array([30.0]), 15.0).tvpi == 3.0


def test_multiples_need_something_paid_in():
    assert refusal(multiples(np.array([]), np.array([1.0]), 0.0)) == ("one_signed", "Nothing was paid in.")
    assert refusal(multiples(np.array([0.0]), np.array([1.0]), 0.0))[0] == "one_signed"


def test_multiples_refuse_signs():
    code, reason = refusal(multiples(np.array([-10.0]), np.array([5.0]), 1.0))
    assert code == "out_of_range"
    assert reason == "An amount is below zero; whether it is paid in or out is said by its kind, not by its sign."
    assert refusal(multiples(np.array([10.0]), np.array([5.0]), -1.0))[0] == "out_of_range"


def test_a_modified_rate_reinvests_and_finances():
    # 30 × 1.2 + 90 = 126 after two periods for 100
    assert mirr(np.array([-100.0, 30.0, 90.0]), 0.1, 0.2) == pytest.approx(1.26**0.5 - 1)
    # 80 × 1.2 + 90 = 186 after three periods for 100 + 50/1.1
    flows = np.array([-100.0, -50.0, 80.0, 90.0])
    assert mirr(flows, 0.1, 0.2) == pytest.approx((186 / (100 + 50 / 1.1)) ** (1 / 3) - 1)


@pytest.mark.parametrize(("finance", "reinvest"), [(-1.0, 0.1), (0.1, -1.5), (NAN, 0.1)])
def test_a_modified_rate_needs_rates_that_mean_something(finance, reinvest):
    assert refusal(mirr(np.array([-1.0, 2.0]), finance, reinvest))[0] == "out_of_range"


def test_a_modified_rate_of_one_signed_flows_is_refused():
    assert refusal(mirr(np.array([1.0, 2.0]), 0.1, 0.1))[0] == "one_signed"
