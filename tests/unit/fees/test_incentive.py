"""Fees on income, total return and gains, by hand."""

import numpy as np
import pytest

from prudent.model.measured import Refusal
from prudent.score.fees.incentive import Incentive, capital_gains_fee, catch_up_end, income_fee, total_return_fee

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


def test_a_catch_up_that_never_catches_up_is_refused():
    found = income_fee(np.array([0.02]), Incentive(0.2, 0.0125, 0.2))
    assert isinstance(found, Refusal)
    assert (found.code, found.reason) == ("out_of_range", "A catch-up of 0.2 never reaches 0.2 of all income.")


def test_losses_are_made_good_first():
    # 100 lost; 60 recovered, then 40 of the next 90: 50 counts; the last 10 count whole
    assert total_return_fee(np.array([-100, 60, 90, 10]), 0.1) == pytest.approx([0, 0, 5, 1])


def test_a_hurdle_is_taken_off_what_is_left():
    assert total_return_fee(np.array([-100, 130]), 0.1, 20) == pytest.approx([0, 1])


def test_gains_count_once_and_losses_against_them():
    # year 1: 100 realised, 20 unrealised lost: 20 % of 80. Year 2: nothing new, 50 lost: nothing back.
    # year 3: 50 more realised, none lost: 20 % of 150 less the 16 that were paid
    found = capital_gains_fee(np.array([100, 0, 50]), np.array([20, 50, 0]), 0.2)
    assert found == pytest.approx([16, 0, 14])
