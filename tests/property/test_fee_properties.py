"""What must hold of any fee."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prudent.score.fees.dollars import cost_usd, expense_example_usd, paid_usd
from prudent.score.fees.incentive import (
    Incentive,
    capital_gains_fee,
    catch_up_end,
    effective_rate,
    high_water_fee,
    income_fee,
    total_return_fee,
)
from prudent.score.fees.parts import PARTS, all_in, summed

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


@BY_RULE
@given(st.floats(0, 0.5), st.floats(0, 0.3), st.integers(1, 30))
def test_what_is_paid_would_have_grown_too(rate, growth, years):
    paid, cost = float(paid_usd(rate, growth, years)), float(cost_usd(rate, growth, years))
    assert paid <= cost + 1e-6
    assert float(paid_usd(rate, 0.0, years)) == pytest.approx(float(cost_usd(rate, 0.0, years)), abs=1e-6)


@BY_RULE
@given(st.floats(0.01, 0.5), st.floats(0, 0.1), st.floats(0.001, 0.5), st.integers(1, 12))
def test_even_quarters_give_what_the_year_gives(rate, hurdle, income, periods):
    year = float(income_fee(income, Incentive(rate, hurdle)))
    parts = float(income_fee(income / periods, Incentive(rate, hurdle / periods))) * periods
    # at the very end of the catch-up a rounding may fall on either side, where both sides pay the same
    assert parts == pytest.approx(year, abs=1e-9)


@BY_RULE
@given(st.floats(0.01, 0.5), st.floats(0, 0.1), st.floats(0, 1), st.floats(0.001, 0.5))
def test_the_share_taken_is_never_over_the_rate(rate, hurdle, more, income):
    catch_up = rate + (1 - rate) * max(more, 0.001)
    for terms in (Incentive(rate, hurdle, min(catch_up, 1.0)), Incentive(rate, hurdle, 0.0)):
        assert -1e-12 <= float(effective_rate(income, terms)) <= rate + 1e-9


@BY_RULE
@given(st.lists(st.floats(-0.5, 0.5), min_size=1, max_size=20), st.floats(0.01, 0.5))
def test_a_high_water_fee_is_a_loss_recovery_account_of_one_share(returns, rate):
    fees, value, profits = high_water_fee(np.array(returns), rate), 1.0, []
    for change, fee in zip(returns, fees, strict=True):
        profits.append(value * change)
        value += value * change - fee
    assert total_return_fee(np.array(profits), rate) == pytest.approx(fees, abs=1e-9)


@settings(derandomize=True, database=None, deadline=None, max_examples=20)
@given(st.lists(RATE, min_size=7, max_size=7), st.randoms(use_true_random=False))
def test_the_sum_of_parts_is_the_same_bytes_whatever_the_order_of_rows(bench, rates, random):
    day = bench.as_of
    table = {"as_of": day, "share_class": "I", "basis": "fee_table", "base": "managed_assets"}
    rows = [{**table, "component": part, "rate_frac": rate} for part, rate in zip(PARTS, rates, strict=True)]
    sheets = bench.core(
        fund_balance_sheet=[{"as_of": day, "total_assets_usd": 151, "net_assets_usd": 100}]
    ).fund_balance_sheet
    ordered = bench.core(fund_fees=rows).fund_fees
    turned = ordered[random.sample(range(7), 7)]
    first, again = (summed(frame, sheets, day) for frame in (ordered, turned))
    assert again.write_ndjson() == first.write_ndjson()
    assert first["parts_frac"][0] == pytest.approx(1.51 * float(all_in(*rates)), abs=1e-12)
