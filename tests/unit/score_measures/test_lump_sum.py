"""One dollar in a fund against one in its proxy, from the fund's returns alone."""

import pytest

NAMES = tuple(
    f"{stem}_{window}" for stem in ("ks_pme_lump_sum", "direct_alpha_lump_sum") for window in ("3y", "since_start")
)


def test_growth_over_growth_on_two_windows(bench):
    # 50 % before the three years, in the fund alone
    found = bench.measures(fund_returns=bench.returns([0.5, *[0.01] * 36]), benchmark_returns=bench.index([0.0] * 37))
    three, ever = 1.01**36, 1.5 * 1.01**36
    assert found["ks_pme_lump_sum_3y"]["value"] == pytest.approx(three)
    assert found["ks_pme_lump_sum_since_start"]["value"] == pytest.approx(ever)
    assert found["direct_alpha_lump_sum_3y"]["value"] == pytest.approx(1.01**12 - 1)
    assert found["direct_alpha_lump_sum_since_start"]["value"] == pytest.approx(ever ** (12 / 37) - 1)


def test_it_says_that_it_is_a_lump_sum_and_not_the_flows_of_investors(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 36), benchmark_returns=bench.index([0.0] * 36))
    for name in NAMES:
        assert "a lump sum, not the flows of investors." in found[name]["method"]
        assert found[name]["factor"] == "benchmark"
        assert found[name]["n"] == 36
        assert found[name]["evidence"] == [
            "a-fund/returns.csv:2-37:return_pct",
            "an-index/returns.csv:2-37:return_frac",
        ]
    assert found["direct_alpha_lump_sum_3y"]["unit"] == "fraction_per_year"


def test_under_a_year_the_alpha_is_not_annualised(bench):
    found = bench.measures(fund_returns=bench.returns([0.1] * 6), benchmark_returns=bench.index([0.0] * 6))
    assert found["direct_alpha_lump_sum_since_start"]["value"] == pytest.approx(1.1**6 - 1)
    assert found["direct_alpha_lump_sum_since_start"]["unit"] == "fraction"
    assert "not annualised, under one year" in found["direct_alpha_lump_sum_since_start"]["method"]
    assert found["direct_alpha_lump_sum_3y"]["refusal_code"] == "window_not_covered"


def test_annual_returns_are_enough(bench):
    found = bench.measures(
        fund_returns=bench.returns([0.1, 0.2, 0.0], frequency="annual"), benchmark_returns=bench.index([0.01] * 36)
    )
    assert found["ks_pme_lump_sum_3y"]["value"] == pytest.approx(1.32 / 1.01**36)


@pytest.mark.parametrize(
    ("index", "policy", "code"),
    [
        ([0.01] * 35, True, "window_not_covered"),
        ([], True, "not_evidenced"),
        ([0.01] * 36, False, "not_evidenced"),
        ([*[0.01] * 35, -1.0], True, "out_of_range"),
        ([*[0.01] * 35, float("nan")], True, "out_of_range"),
    ],
)
def test_no_equivalent_without_an_index(bench, index, policy, code):
    found = bench.measures(
        fund_returns=bench.returns([0.01] * 36), benchmark_returns=bench.index(index), policy=bench.policy(policy)
    )
    assert {found[name]["refusal_code"] for name in NAMES} == {code}


@pytest.mark.parametrize(
    ("returns", "value", "code"),
    [
        ([*[0.01] * 35, -1.0], 0.0, None),
        ([-1.0, *[0.01] * 35], None, "out_of_range"),
        ([*[0.01] * 35, float("inf")], None, "out_of_range"),
        ([0.0] * 36, 1.0, None),
    ],
)
def test_returns_that_mean_nothing_make_no_equivalent(bench, returns, value, code):
    found = bench.measures(fund_returns=bench.returns(returns), benchmark_returns=bench.index([0.0] * 36))
    assert (found["ks_pme_lump_sum_3y"]["value"], found["ks_pme_lump_sum_3y"]["refusal_code"]) == (value, code)


def test_values_without_distributions_are_no_returns(bench):
    values = [{"as_of": end, "nav_per_share_usd": 10} for end in bench.month_ends(36)]
    found = bench.measures(fund_balance_sheet=values, benchmark_returns=bench.index([0.01] * 36))
    assert {found[name]["refusal_code"] for name in NAMES} == {"not_a_return_series"}
