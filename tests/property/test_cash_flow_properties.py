"""What must hold for any flows."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prudent.model.measured import Refusal
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.performance.cash_flows import DAYS_IN_YEAR, irr, multiples, xirr
from prudent.score.performance.lump_sum import direct_alpha_lump_sum, ks_pme_lump_sum
from prudent.score.performance.market_equivalent import direct_alpha, ks_pme, long_nickels, modified_pme, pme_plus
from prudent.score.performance.roots import LEAST_RATE, MOST_RATE, brackets, sign_changes, value
from prudent.score.performance.vehicle_answers import vehicle_measures

BY_RULE = settings(derandomize=True, database=None, deadline=None, max_examples=80)
START = date(2012, 1, 15)
USD = st.integers(1, 1_000_000).map(float)
MAYBE = st.one_of(st.just(0.0), USD)
SCALE = st.sampled_from([0.001, 0.37, 1000.0, 1e6])
RATE = st.floats(-0.6, 2.0)


@st.composite
def histories(draw, most=8):
    """Contributions, distributions, levels, value at the end and dates of one vehicle."""
    steps = draw(st.lists(st.integers(1, 500), min_size=1, max_size=most))
    n = len(steps) + 1
    paid = [draw(USD), *(draw(MAYBE) for _ in steps)]
    out = [0.0, *(draw(MAYBE) for _ in steps)]
    levels = draw(st.lists(st.floats(20, 500), min_size=n, max_size=n))
    days = [START + timedelta(days=int(day)) for day in np.cumsum([0, *steps])]
    return np.array(paid), np.array(out), np.array(levels), draw(USD), tuple(days)


def code_or(value):
    return value.code if isinstance(value, Refusal) else value


def same(found, expected, within=1e-9):
    assert isinstance(found, Refusal) == isinstance(expected, Refusal)
    if not isinstance(expected, Refusal):
        assert found == pytest.approx(expected, rel=within, abs=within)


@BY_RULE
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(-1000, 1000)), min_size=1, max_size=8), SCALE)
def test_a_rate_is_the_same_when_the_flows_are_scaled(rows, scale):
    days = [START + timedelta(days=day) for day, _ in rows]
    flows = np.array([float(amount) for _, amount in rows])
    same(xirr(days, flows * scale), xirr(days, flows))


@BY_RULE
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(-1000, 1000)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_a_rate_is_the_same_in_whatever_order_the_flows_stand(rows, random):
    shuffled = random.sample(rows, len(rows))
    found, expected = (
        xirr([START + timedelta(days=day) for day, _ in each], np.array([float(amount) for _, amount in each]))
        for each in (shuffled, rows)
    )
    assert code_or(found) == code_or(expected)


@BY_RULE
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(-1000, 1000)), min_size=1, max_size=8))
def test_a_rate_that_is_given_brings_the_flows_to_nothing(rows):
    days = np.array([day for day, _ in rows]) - min(day for day, _ in rows)
    flows = np.array([float(amount) for _, amount in rows])
    rate = xirr([START + timedelta(days=day) for day, _ in rows], flows)
    assume(not isinstance(rate, Refusal))
    worth = (1 + rate) ** (-days / DAYS_IN_YEAR)
    # a rate near the bounds is as near to the solution as floats come, in ln(1 + r)
    slack = 1e-9 * np.sum(np.abs(flows) * worth) * (1 + days.max() / DAYS_IN_YEAR)
    assert abs(np.sum(flows * worth)) <= slack


@BY_RULE
@given(st.lists(RATE, min_size=2, max_size=4, unique=True))
def test_every_rate_that_was_built_in_is_found(rates):
    growths = np.sort(1 / (1 + np.array(rates)))
    assume(np.min(np.diff(growths) / growths[1:]) > 0.02)
    flows = np.poly(growths)[::-1]
    found = brackets(np.arange(len(flows), dtype=float), flows)
    assert not found.undecided
    assert found.low.size == len(rates) == sign_changes(flows)
    inside = [np.any((found.low <= np.log1p(rate)) & (np.log1p(rate) <= found.high)) for rate in rates]
    assert all(inside)
    assert irr(flows).code.value == "not_unique"


@BY_RULE
@given(st.lists(st.integers(-1000, 1000).filter(bool), min_size=2, max_size=9))
def test_there_are_never_more_solutions_than_descartes_allows(amounts):
    flows = np.array(amounts, dtype=float)
    found = brackets(np.arange(len(flows), dtype=float), flows)
    assume(not found.undecided)
    changes = sign_changes(flows)
    assert found.low.size <= changes
    if changes == 1 and LEAST_RATE < 1 / np.max(np.abs(np.roots(flows[::-1]))) - 1 < MOST_RATE:
        assert found.low.size == 1


SUMS = st.lists(st.integers(1, 1000), min_size=1, max_size=5)


@BY_RULE
@given(SUMS, SUMS)
def test_one_change_of_the_running_sum_is_one_rate_above_zero(owed, gained):
    # Norstrom 1972: what was paid in by then is more than what was paid out, and from some day on less
    running = np.array([*(-float(usd) for usd in owed), *map(float, gained)])
    flows = np.diff(running, prepend=0.0)
    found = brackets(np.arange(len(flows), dtype=float)[flows != 0], flows[flows != 0])
    assert value(np.array([0.0]), np.arange(len(flows), dtype=float), flows)[0] > 0
    assert np.sum(found.low > 0) == 1 or np.sum((found.low <= 0) & (found.high > 0)) == 1


@BY_RULE
@given(histories(), SCALE)
def test_equivalents_are_the_same_when_flows_or_levels_are_scaled(history, scale):
    paid, out, index, left, days = history
    for factor, level in ((scale, 1.0), (1.0, scale)):
        scaled = (paid * factor, out * factor, index * level)
        same(ks_pme(*scaled, left * factor), ks_pme(paid, out, index, left))
        alpha, expected = direct_alpha(*scaled, left * factor, days), direct_alpha(paid, out, index, left, days)
        same(*(each if isinstance(each, Refusal) else each.discrete for each in (alpha, expected)))
        plus, expected = pme_plus(*scaled, left * factor, days), pme_plus(paid, out, index, left, days)
        same(*(each if isinstance(each, Refusal) else each.scale for each in (plus, expected)), within=1e-7)


@BY_RULE
@given(histories())
def test_direct_alpha_is_above_zero_exactly_where_the_ratio_is_above_one(history):
    paid, out, index, left, days = history
    ratio, alpha = ks_pme(paid, out, index, left), direct_alpha(paid, out, index, left, days)
    assume(not isinstance(alpha, Refusal) and abs(ratio - 1) > 1e-9)
    assert (alpha.discrete > 0) == (ratio > 1)
    assert alpha.continuous == pytest.approx(np.log1p(alpha.discrete))


@BY_RULE
@given(USD, st.floats(0.01, 50), st.floats(0.05, 20), st.integers(90, 9000))
def test_one_in_and_one_out_is_the_ratio_over_the_years(paid, multiple, growth, days):
    case = (np.array([paid, 0.0]), np.array([0.0, 0.0]), np.array([100.0, 100 * growth]), paid * multiple)
    ratio = ks_pme(*case)
    alpha = direct_alpha(*case, (START, START + timedelta(days=days)))
    expected = ratio ** (DAYS_IN_YEAR / days) - 1
    assume(LEAST_RATE < expected < MOST_RATE)
    assert alpha.discrete == pytest.approx(expected, rel=1e-10, abs=1e-10)


@BY_RULE
@given(histories())
def test_an_index_that_stands_still_leaves_the_vehicles_own_numbers(history):
    paid, out, _, left, days = history
    flat = np.full(len(days), 100.0)
    flows = out - paid
    flows[-1] += left
    alpha = direct_alpha(paid, out, flat, left, days)
    same(alpha if isinstance(alpha, Refusal) else alpha.discrete, xirr(days, flows))
    assert ks_pme(paid, out, flat, left) == pytest.approx(multiples(paid, out, left).tvpi)


@BY_RULE
@given(histories(), st.lists(st.integers(1, 9), min_size=9, max_size=9))
def test_a_vehicle_that_is_the_index_has_a_ratio_of_one_in_every_method(history, tenths):
    paid, _, index, _, days = history
    out, values, holding = np.zeros_like(paid), np.zeros_like(paid), 0.0
    for place, growth in enumerate(np.concatenate([[1.0], index[1:] / index[:-1]])):
        holding = holding * growth + paid[place]
        out[place] = holding * tenths[place] / 10 * (place > 0)
        holding -= out[place]
        values[place] = holding
    flows = out - paid
    flows[-1] += holding
    own = xirr(days, flows)
    assume(not isinstance(own, Refusal))
    assert ks_pme(paid, out, index, holding) == pytest.approx(1)
    assert long_nickels(paid, out, index, days).irr == pytest.approx(own, rel=1e-7, abs=1e-7)
    assert pme_plus(paid, out, index, holding, days).scale == pytest.approx(1, abs=1e-6)
    assert modified_pme(paid, out, index, values, days).irr == pytest.approx(own, rel=1e-7, abs=1e-7)


@BY_RULE
@given(st.lists(MAYBE, min_size=1, max_size=9), st.lists(MAYBE, min_size=1, max_size=9), MAYBE, SCALE)
def test_what_came_back_and_what_is_left_make_the_whole(paid, out, left, scale):
    made = multiples(np.array(paid), np.array(out), left)
    assume(not isinstance(made, Refusal))
    assert made.tvpi == made.dpi + made.rvpi
    scaled = multiples(np.array(paid[::-1]) * scale, np.array(out[::-1]) * scale, left * scale)
    assert scaled.tvpi == pytest.approx(made.tvpi)


@BY_RULE
@given(st.floats(-0.99, 5), st.floats(-0.9, 5), st.integers(1, 40))
def test_a_lump_sum_is_one_in_and_one_out(growth, benchmark, years):
    ratio = ks_pme_lump_sum(np.float64(growth), np.float64(benchmark))
    case = (np.array([1.0, 0.0]), np.array([0.0, 0.0]), np.array([1.0, 1 + benchmark]), 1 + growth)
    assert ratio == pytest.approx(ks_pme(*case))
    days = (START, START + timedelta(days=DAYS_IN_YEAR * years))
    assert direct_alpha_lump_sum(ratio, 12 * years) == pytest.approx(direct_alpha(*case, days).discrete, abs=1e-9)


@settings(derandomize=True, database=None, deadline=None, max_examples=5)
@given(st.randoms(use_true_random=False))
def test_shuffled_rows_of_vehicles_give_the_same_bytes(bench, random):
    kinds = [("contribution", 100), ("distribution", 30), ("recallable_distribution", 7), ("net_asset_value", 90)]
    rows = [
        {"owner": owner, "as_of": end, "kind": kind, "amount_usd": usd + place}
        for owner in ("a-fund", "b-fund")
        for place, end in enumerate(bench.month_ends(8, step=3))
        for kind, usd in kinds
    ]
    flows = bench.table("fund_cash_flows", rows)
    index = monthly_benchmarks(bench.table("benchmark_returns", bench.index([0.01, -0.02, 0.03] * 10)))
    subjects = pl.DataFrame(
        {
            "fund": ["a-fund", "b-fund"],
            "wrapper": "private_fund",
            "asset_class": "private_equity",
            "benchmark": "an-index",
        }
    )
    expected = vehicle_measures(subjects, flows, index, bench.as_of).write_ndjson()
    shuffled = (frame[random.sample(range(frame.height), frame.height)] for frame in (flows, index))
    assert vehicle_measures(subjects, *shuffled, bench.as_of).write_ndjson() == expected
    assert '"refusal_code":"' not in expected
