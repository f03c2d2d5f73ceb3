"""Fees on income, total return and gains, by hand."""

import math

import numpy as np
import pytest

from prudent.model.measured import Refusal
from prudent.score.fees.incentive import (
    Incentive,
    capital_gains_fee,
    catch_up_end,
    effective_rate,
    high_water_fee,
    income_fee,
    total_return_fee,
)

BCRED = Incentive(rate=0.125, hurdle=0.0125)


def test_the_catch_up_ends_where_the_manager_has_its_share_of_all():
    assert catch_up_end(BCRED) == pytest.approx(0.0125 / 0.875)
    # half of what is over the hurdle: 0.5 (y - h) = 0.125 y at y = h / 0.75
    assert catch_up_end(Incentive(0.125, 0.0125, 0.5)) == pytest.approx(0.0125 * 0.5 / 0.375)
    assert catch_up_end(Incentive(0.125, 0.0125, 0.0)) == 0.0125


@pytest.mark.parametrize(
    ("income", "fee"),
    [(-0.01, 0), (0.0, 0), (0.01, 0), (0.0125, 0), (0.0135, 0.001), (0.0125 / 0.875, 0.0125 / 7), (0.02, 0.0025)],
)
def test_a_full_catch_up(income, fee):
    assert income_fee(np.array([income]), BCRED) == pytest.approx([fee])


def test_a_hard_hurdle_takes_of_what_lies_over_it():
    assert income_fee(np.array([0.0225]), Incentive(0.125, 0.0125, 0.0)) == pytest.approx([0.00125])


def test_half_a_catch_up():
    # between 1.25 % and 1.6667 % half of the excess: 0.5 × 0.1 %
    assert income_fee(np.array([0.0135, 0.02]), Incentive(0.125, 0.0125, 0.5)) == pytest.approx([0.0005, 0.0025])


def test_without_a_hurdle_it_is_the_rate_of_all_income_and_nothing_of_a_loss():
    assert income_fee(np.array([-0.03, 0.02]), Incentive(0.1)) == pytest.approx([0, 0.002])
    assert income_fee(np.array([-0.03, 0.02]), Incentive(0.1, 0.0, 0.0)) == pytest.approx([0, 0.002])


def test_the_share_taken_rises_from_nothing_to_the_rate():
    # 0.1 of 1.35, then 12.5 % of all
    assert effective_rate(np.array([0.01, 0.0135, 0.02]), BCRED) == pytest.approx([0, 0.1 / 1.35, 0.125])


def test_without_income_there_is_no_share_of_it():
    assert np.isnan(effective_rate(np.array([0.0, -0.01, math.inf]), BCRED)).all()


def test_an_income_that_is_no_number_pays_no_number():
    assert np.isnan(income_fee(np.array([math.nan, math.inf, -math.inf]), BCRED)).all()


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (Incentive(0.2, 0.0125, 0.2), "A catch-up of 0.2 never reaches 0.2 of all income."),
        (Incentive(1.25, 0.0125), "An incentive rate of 1.25 is no share of profits from 0 to under 1."),
        (Incentive(math.nan), "An incentive rate of nan is no share of profits from 0 to under 1."),
        (Incentive(0.1, -0.01), "A hurdle of -0.01 is not zero or more."),
        (Incentive(0.1, math.inf), "A hurdle of inf is not zero or more."),
        (Incentive(0.1, 0.01, 100), "A catch-up of 100 is no share from 0 to 1."),
    ],
)
def test_terms_that_mean_nothing_are_refused(terms, reason):
    for found in (income_fee(np.array([0.02]), terms), catch_up_end(terms), effective_rate(np.array([0.02]), terms)):
        assert isinstance(found, Refusal)
        assert (found.code, found.reason) == ("out_of_range", reason)


def test_losses_are_made_good_first():
    # 100 lost; 60 recovered, then 40 of the next 90: 50 counts; the last 10 count whole
    assert total_return_fee(np.array([-100, 60, 90, 10]), 0.1) == pytest.approx([0, 0, 5, 1])


def test_losses_of_several_periods_add_up():
    # 100 and 50 lost, 150 recovered of 200: 50 counts
    assert total_return_fee(np.array([-100, -50, 200]), 0.1) == pytest.approx([0, 0, 5])


def test_a_hurdle_is_taken_off_what_is_left():
    assert total_return_fee(np.array([-100, 130]), 0.1, 20) == pytest.approx([0, 1])


def test_a_total_return_fee_with_a_full_catch_up():
    # 12.5 % over 5 % on 1,000 with a full catch-up to 50 / 0.875 = 57.14: 40 pays 0, 55 pays 5, 80 pays 10;
    # after a loss of 30 a profit of 85 counts as 55
    profits = np.array([40, 55, 80, -30, 85])
    assert total_return_fee(profits, 0.125, 50, 1.0) == pytest.approx([0, 5, 10, 0, 5])


def test_over_the_highest_value_only():
    # 1 rises to 1.1 and pays 0.01, which leaves 1.09; falls to 0.981; rises by a half to 1.4715, 0.3815 over the mark
    assert high_water_fee(np.array([0.1, -0.1, 0.5]), 0.1) == pytest.approx([0.01, 0, 0.03815])


def test_gains_count_once_and_losses_against_them():
    # year 1: 100 realised, 20 unrealised lost: 20 % of 80. Year 2: nothing new, 50 lost: nothing back.
    # year 3: 50 more realised, none lost: 20 % of 150 less the 16 that were paid
    found = capital_gains_fee(np.array([100, 0, 50]), np.array([20, 50, 0]), 0.2)
    assert found == pytest.approx([16, 0, 14])


def test_realised_losses_count_against_later_gains():
    # 40 lost, then 100 gained: 20 % of 60
    assert capital_gains_fee(np.array([-40, 100]), np.array([0, 0]), 0.2) == pytest.approx([0, 12])


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (total_return_fee(np.array([1, math.nan]), 0.1), "Period 2 is no number, and every later one rests on it."),
        (total_return_fee(np.array([1.0]), 2), "An incentive rate of 2 is no share of profits from 0 to under 1."),
        (high_water_fee(np.array([math.inf]), 0.1), "Period 1 is no number, and every later one rests on it."),
        (high_water_fee(np.array([-1.01]), 0.1), "A return under -100 % is no return."),
        (high_water_fee(np.array([0.1]), -1), "An incentive rate of -1 is no share of profits from 0 to under 1."),
        (capital_gains_fee(np.array([1.0]), np.array([1.0, 2.0]), 0.2), "The series are not of one length."),
        (
            capital_gains_fee(np.array([1.0]), np.array([math.nan]), 0.2),
            "Period 1 is no number, and every later one rests on it.",
        ),
        (
            capital_gains_fee(np.array([1.0]), np.array([-1.0]), 0.2),
            "Unrealised losses are written as figures of zero or more.",
        ),
        (capital_gains_fee(np.array([1.0]), np.array([1.0]), 1), "An incentive rate of 1 is no share of profits from 0 to under 1."),
    ],
)  # fmt: skip
def test_what_is_no_number_or_cannot_be_is_refused(found, reason):
    assert isinstance(found, Refusal)
    assert (found.code, found.reason) == ("out_of_range", reason)
