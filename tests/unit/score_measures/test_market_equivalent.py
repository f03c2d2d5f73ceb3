"""Public market equivalents of flows side by side, against hand sums and against pyxirr's own."""

from datetime import date

import numpy as np
import pytest
import pyxirr
from pyxirr import pe

from prudent.model.measured import Refusal
from prudent.score.performance.cash_flows import irr
from prudent.score.performance.lump_sum import direct_alpha_lump_sum, ks_pme_lump_sum
from prudent.score.performance.market_equivalent import direct_alpha, ks_pme, long_nickels, modified_pme, pme_plus

NAN = float("nan")


def flows(*values):
    return np.array(values, dtype=float)


EDDA = (
    flows(80, 140, 0, 90, 50, 0),
    flows(0, 0, 0, 160, 190, 85),
    flows(890.35, 1144.98, 1271.5, 1289.09, 1466.47, 1842.37),
    70.0,
)
WIKI = (flows(100, 50, 0, 0, 0), flows(0, 0, 60, 10, 0), flows(100, 105, 115, 117, 120))
INSEAD = (flows(25, 0, 0), flows(0, 15, 0), flows(100, 115, 130), 20.0)


def refusal(found):
    assert isinstance(found, Refusal)
    return found.code.value, found.reason


def test_the_ratio_is_a_sum_by_hand():
    # (15 × 130/115 + 20) / (25 × 130/100) = 36.956… / 32.5
    assert ks_pme(*INSEAD) == pytest.approx((15 * 130 / 115 + 20) / 32.5, abs=1e-12)


def test_gross_flows_give_another_ratio_than_netted_ones():
    assert ks_pme(*EDDA) == pytest.approx(1.0689, abs=5e-5)
    netted = (flows(80, 140, 0, 0, 0, 0), flows(0, 0, 0, 70, 140, 85))
    assert ks_pme(*netted, *EDDA[2:]) == pytest.approx(1.1027, abs=5e-5)


def test_direct_alpha_is_the_same_for_gross_and_netted_flows():
    netted = (flows(80, 140, 0, 0, 0, 0), flows(0, 0, 0, 70, 140, 85))
    assert direct_alpha(*EDDA).discrete == pytest.approx(direct_alpha(*netted, *EDDA[2:]).discrete, abs=1e-12)


@pytest.mark.parametrize("case", [EDDA, (*WIKI, 110.0), INSEAD])
def test_the_compiled_functions_agree(case):
    assert ks_pme(*case) == pytest.approx(pe.ks_pme_2(*case), abs=1e-12)
    assert direct_alpha(*case).discrete == pytest.approx(pe.direct_alpha_2(*case), abs=1e-9)
    assert pme_plus(*case).scale == pytest.approx(pe.pme_plus_lambda_2(*case), abs=1e-12)


@pytest.mark.parametrize("case", [(*WIKI, 110.0), INSEAD])
def test_the_compiled_scaled_rate_agrees_where_nothing_is_paid_out_on_the_last_date(case):
    assert pme_plus(*case).irr == pytest.approx(pe.pme_plus_2(*case), abs=1e-9)


def test_the_compiled_scaled_rate_loses_what_is_paid_out_on_the_last_date():
    contributions, distributions, _, left = EDDA
    scaled = pe.pme_plus_flows_2(*EDDA)[1]
    assert distributions[-1] == 85
    whole = np.array(scaled) - contributions
    whole[-1] += left
    assert pme_plus(*EDDA).irr == pytest.approx(pyxirr.irr(whole), abs=1e-9)
    # it puts the net asset value in the place of the last flow
    assert pe.pme_plus_2(*EDDA) == pytest.approx(pyxirr.irr([*(np.array(scaled) - contributions)[:-1], left]), abs=1e-9)
    assert pme_plus(*EDDA).irr - pe.pme_plus_2(*EDDA) == pytest.approx(0.0780, abs=5e-5)


def test_the_compiled_functions_agree_on_what_is_left_in_the_index():
    made = long_nickels(*WIKI)
    assert made.net_asset_value == pytest.approx(pe.ln_pme_nav_2(*WIKI), abs=1e-9)
    assert made.irr == pytest.approx(pe.ln_pme_2(*WIKI), abs=1e-9)
    values = flows(100, 165, 125, 15, 20)
    paid = flows(0, 0, 60, 100, 0)
    index = flows(100, 105, 115, 100, 120)
    assert modified_pme(WIKI[0], paid, index, values).irr == pytest.approx(
        pe.m_pme_2(WIKI[0], paid, index, values), abs=1e-9
    )


def test_discrete_and_continuous_are_one_rate_said_twice():
    # one dollar that outgrew the index by 12.58 % in a year
    made = direct_alpha(flows(1, 0), flows(0, 0), flows(100, 110), 1.1258 * 1.1)
    assert (made.discrete, made.continuous) == (pytest.approx(0.1258, abs=1e-12), pytest.approx(0.1185, abs=5e-5))


def test_one_in_and_one_out_is_the_ratio_over_the_years():
    days = (date(2021, 1, 7), date(2025, 12, 31))
    case = (flows(1, 0), flows(0, 0), flows(100, 140), 1.5998)
    expected = ks_pme(*case) ** (365 / (days[1] - days[0]).days) - 1
    assert direct_alpha(*case, days).discrete == pytest.approx(expected, abs=1e-10)


def test_dates_are_days_and_no_dates_are_whole_periods():
    case = (flows(100, 0), flows(0, 0), flows(100, 100), 121.0)
    assert direct_alpha(*case).discrete == pytest.approx(0.21)
    assert direct_alpha(*case, (date(2021, 1, 1), date(2023, 1, 1))).discrete == pytest.approx(0.1)
    assert long_nickels(*case[:3], (date(2021, 1, 1), date(2023, 1, 1))).irr == pytest.approx(0)


def test_the_index_itself_has_a_ratio_of_one_and_an_alpha_of_zero():
    index = flows(100, 90, 150, 120)
    left = 100 * 1.2 + 50 * 120 / 90 - 30 * 120 / 150
    case = (flows(100, 50, 0, 0), flows(0, 0, 30, 0), index)
    assert ks_pme(*case, left) == pytest.approx(1)
    assert direct_alpha(*case, left).discrete == pytest.approx(0, abs=1e-12)
    assert pme_plus(*case, left).scale == pytest.approx(1)
    assert long_nickels(*case).net_asset_value == pytest.approx(left)
    own = irr(flows(-100, -50, 30, left))
    assert long_nickels(*case).irr == pytest.approx(own)
    assert pme_plus(*case, left).irr == pytest.approx(own)


def test_more_taken_out_than_the_index_had_is_refused():
    code, reason = refusal(long_nickels(flows(100, 0), flows(0, 200), flows(100, 110)))
    assert code == "out_of_range"
    assert reason == "The distributions are more than the index would have held: its value at the end is below zero."


def test_a_scale_without_distributions_is_refused():
    code, reason = refusal(pme_plus(flows(100, 0), flows(0, 0), flows(100, 110), 120.0))
    assert (code, reason) == ("out_of_range", "Nothing was paid out, so there is nothing that λ could scale.")


def test_a_scale_below_zero_is_refused():
    # the index made 110 of the contribution, and 500 are left
    code, reason = refusal(pme_plus(flows(100, 0), flows(0, 10), flows(100, 110), 500.0))
    assert code == "out_of_range"
    assert reason == "The value at the end is more than the index made of all contributions, so λ is below zero."
    assert pme_plus(flows(100, 0), flows(0, 10), flows(100, 100), 100.0).scale == 0


def test_the_same_part_is_taken_out_of_the_index():
    # a holding of 200 in the index pays a quarter, because the vehicle paid 50 and kept 150
    made = modified_pme(flows(100, 0), flows(0, 50), flows(100, 200), flows(100, 150))
    assert made.net_asset_values.tolist() == [100.0, 150.0]
    assert made.irr == pytest.approx(1.0)


def test_all_is_taken_out_when_nothing_is_left_and_nothing_when_nothing_is_paid():
    made = modified_pme(flows(100, 0, 0), flows(0, 80, 0), flows(100, 120, 150), flows(100, 0, 0))
    assert made.net_asset_values.tolist() == [100.0, 0.0, 0.0]
    assert made.irr == pytest.approx(0.2)


def test_a_value_for_each_date_is_needed():
    assert refusal(modified_pme(*WIKI, flows(1, 2)))[1] == "Each date needs a net asset value."
    assert refusal(modified_pme(*WIKI, flows(1, 2, 3, 4, NAN)))[0] == "out_of_range"


ALL = (
    lambda *case: ks_pme(*case[:3], 10.0),
    lambda *case: direct_alpha(*case[:3], 10.0, *case[3:]),
    long_nickels,
    lambda *case: pme_plus(*case[:3], 10.0, *case[3:]),
    lambda *case: modified_pme(*case[:3], flows(1, 1), *case[3:]),
)


@pytest.mark.parametrize("of", ALL)
@pytest.mark.parametrize(
    ("case", "says"),
    [
        ((flows(1), flows(0, 1), flows(1, 1)), "Each date needs"),
        ((flows(1, 0), flows(0, 1), flows(1)), "Each date needs"),
        ((flows(), flows(), flows()), "Each date needs"),
        ((flows(1, 0), flows(0, 1), flows(1, 0)), "A level of the index is not a number above zero."),
        ((flows(1, 0), flows(0, 1), flows(NAN, 1)), "A level of the index"),
        ((flows(1, 0), flows(0, 1), flows(-1, 1)), "A level of the index"),
        ((flows(NAN, 0), flows(0, 1), flows(1, 1)), "An amount is not a finite number."),
        ((flows(-1, 0), flows(0, 1), flows(1, 1)), "An amount is below zero"),
        ((flows(1, 0), flows(0, -1), flows(1, 1)), "An amount is below zero"),
    ],
)
def test_what_has_no_meaning_is_refused(of, case, says):
    code, reason = refusal(of(*case))
    assert (code, says in reason) == ("out_of_range", True)


@pytest.mark.parametrize("of", ALL[1:])
@pytest.mark.parametrize("days", [(date(2021, 1, 2), date(2021, 1, 1)), (date(2021, 1, 1),) * 2])
def test_dates_that_do_not_follow_on_each_other_are_refused(of, days):
    found = of(flows(1, 0), flows(0, 1), flows(1, 1), days)
    assert refusal(found) == ("out_of_range", "The dates do not follow on each other.")


@pytest.mark.parametrize("of", ALL[1:])
def test_a_day_for_each_entry_is_needed(of):
    assert "Each date needs" in refusal(of(flows(1, 0), flows(0, 1), flows(1, 1), (date(2021, 1, 1),)))[1]


def test_nothing_paid_in_has_no_equivalent():
    case = (flows(0, 0), flows(0, 5), flows(1, 1), 1.0)
    assert refusal(ks_pme(*case)) == ("one_signed", "Nothing was paid in.")
    assert refusal(direct_alpha(*case))[0] == "one_signed"
    assert refusal(long_nickels(flows(0, 0), flows(0, 0), flows(1, 1)))[0] == "one_signed"


def test_two_direct_alphas_are_never_one():
    # in a flat index: −100, +230, −132
    made = direct_alpha(flows(100, 0, 132), flows(0, 230, 0), flows(1, 1, 1), 0.0)
    assert refusal(made)[0] == "not_unique"


def test_the_input_is_left_as_it_was():
    case = tuple(part.copy() if isinstance(part, np.ndarray) else part for part in EDDA)
    direct_alpha(*case)
    pme_plus(*case)
    long_nickels(*case[:3])
    assert all(np.array_equal(before, after) for before, after in zip(EDDA, case, strict=True))


def test_a_lump_sum_is_growth_over_growth():
    growths, index = flows(0.5, -0.1, -1.0), flows(0.2, -0.1, 0.2)
    assert ks_pme_lump_sum(growths, index).tolist() == [pytest.approx(1.25), 1.0, 0.0]
    assert np.isnan(ks_pme_lump_sum(flows(0.5), flows(-1.0)))[0]


def test_the_alpha_of_a_lump_sum_is_a_year_from_a_year_on():
    assert direct_alpha_lump_sum(np.float64(1.21), 24) == pytest.approx(0.1)
    assert direct_alpha_lump_sum(np.float64(1.05), 6) == pytest.approx(0.05)
    assert direct_alpha_lump_sum(np.float64(0.0), 36) == -1
