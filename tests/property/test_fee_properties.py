"""What must hold of any fee."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.fees.dollars import cost_usd, expense_example_usd
from prudent.score.fees.incentive import Incentive, capital_gains_fee, catch_up_end, income_fee, total_return_fee
from prudent.score.fees.parts import PARTS, all_in

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=100)
RATE = st.floats(0, 0.3)
PROFITS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


@BY_RULE
@given(st.lists(RATE, min_size=6, max_size=6), RATE, st.randoms(use_true_random=False))
def test_a_fee_does_not_depend_on_the_order_of_its_parts(parts, waiver, random):
    shuffled = random.sample(parts, len(parts))
    assert float(all_in(*shuffled, waiver)) == pytest.approx(float(all_in(*parts, waiver)), abs=1e-12)
    assert len(PARTS) == len(parts) + 1


@BY_RULE
@given(RATE, st.floats(-0.2, 0.3), st.integers(1, 40))
def test_a_fee_costs_no_more_than_there_is_and_more_with_the_years(rate, growth, years):
    cost = float(cost_usd(rate, growth, years))
    assert -1e-9 <= cost <= 10_000 * (1 + growth) ** years + 1e-6
    assert float(cost_usd(rate, max(growth, 0), years + 1)) >= float(cost_usd(rate, max(growth, 0), years)) - 1e-6


@BY_RULE
@given(st.floats(0.001, 0.2), st.integers(1, 20))
def test_a_dearer_fee_costs_more(rate, years):
    assert float(cost_usd(rate, 0.05, years)) > float(cost_usd(rate / 2, 0.05, years))
    assert float(expense_example_usd(rate, 1)) > float(expense_example_usd(rate / 2, 1)) > 0


@BY_RULE
@given(st.floats(0.01, 0.5), st.floats(0, 0.1), st.lists(st.floats(-0.2, 0.5), min_size=2, max_size=20))
def test_an_income_fee_rises_with_income_and_never_passes_its_rate(rate, hurdle, incomes):
    terms = Incentive(rate, hurdle)
    ordered = np.sort(np.array(incomes))
    fees = income_fee(ordered, terms)
    assert (np.diff(fees) >= -1e-12).all()
    assert (fees <= rate * np.maximum(ordered, 0) + 1e-12).all()
    assert (fees[ordered <= hurdle] <= 1e-12).all()
    assert catch_up_end(terms) >= hurdle


@BY_RULE
@given(PROFITS, st.floats(0.01, 0.5))
def test_losses_are_made_good_before_a_fee_is_taken(profits, rate):
    fees = total_return_fee(np.array(profits), rate)
    peak = np.maximum.accumulate(np.concatenate([[0.0], np.cumsum(profits)]))[-1]
    # everything that was ever paid is the rate of the highest that total profit ever stood
    assert fees.sum() == pytest.approx(rate * peak, abs=1e-3)


@BY_RULE
@given(PROFITS, st.floats(0.01, 0.3))
def test_gains_are_paid_once(gains, rate):
    fees = capital_gains_fee(np.array(gains), np.zeros(len(gains)), rate)
    assert (fees >= 0).all()
    assert fees.sum() == pytest.approx(rate * max(0.0, np.max(np.cumsum(gains))), abs=1e-3)
