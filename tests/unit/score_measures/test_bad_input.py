"""Figures that cannot be, handed to the measures without any validation before: refused in words, never a number."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.model.applicability import Applicability, Reference
from prudent.model.fund import Wrapper
from prudent.score.benchmark.beside import monthly_benchmarks
from prudent.score.benchmark.coverage import coverage
from prudent.score.fees.parts_answers import parts_measures
from prudent.score.fees.share_class import class_measures
from prudent.score.panel import numbers
from prudent.score.performance.lump_sum import ks_pme_lump_sum
from prudent.score.performance.moving_average import fit_smoothing
from prudent.score.valuation.tracking import tracking_measures

RETURNS = [0.01, -0.02, 0.03, 0.005, -0.01, 0.02] * 6
INDEX = [0.02, -0.01, 0.02, 0.01, -0.03, 0.015] * 6

OF_BENCHMARK = (
    "beta",
    "jensen_alpha",
    "r_squared",
    "up_capture",
    "down_capture",
    "correlation_with_benchmark",
    "excess_return_over_benchmark",
    "tracking_error",
    "information_ratio",
    "ks_pme_lump_sum",
    "direct_alpha_lump_sum",
)
OF_BILLS = ("sharpe_ratio", "sortino_ratio", "omega_ratio", "martin_ratio", "beta", "jensen_alpha", "sharpe_ratio_lo")
OF_SPREAD = ("volatility", "sharpe_ratio", "sortino_ratio", "skewness", "kurtosis", "autocorrelation_lag1", "beta")


def with_one(values, wrong, place=7):
    return [*values[:place], wrong, *values[place + 1 :]]


def measured(bench, returns=RETURNS, index=INDEX, rates=None, **rows):
    return bench.measures(
        fund_returns=bench.returns(returns),
        benchmark_returns=bench.index(index),
        market_risk_free=bench.rates(36) if rates is None else rates,
        **rows,
    )


def refused(row, code):
    assert (row["refusal_code"], row["value"], row["text"]) == (code, None, None), row["measure"]
    assert row["refusal_reason"].endswith("."), row["measure"]
    return row["refusal_reason"]


def tracked(bench, returns, price):
    why = {"why": "test", "source": "test", "since": date(2026, 1, 1)}
    metal = Reference(asset_class="precious_metals", wrappers=(Wrapper.ETP_GRANTOR_TRUST,), benchmark="an-index", **why)
    core = bench.core(fund_returns=bench.returns(returns), benchmark_returns=price)
    trust = bench.fund(asset_class="precious_metals", wrapper="etp_grantor_trust")
    policy = Applicability(version=1, references=(metal,))
    frame = tracking_measures((trust,), core.fund_returns, core.benchmark_returns, policy, bench.as_of)
    return bench.by_name(frame)["tracking_difference_3y"]


def test_what_is_not_wrong_is_measured(bench):
    found = measured(bench)
    for stem in {*OF_BENCHMARK, *OF_BILLS, *OF_SPREAD}:
        assert found[f"{stem}_3y"]["refusal_code"] is None, stem


@pytest.mark.parametrize("wrong", [-1.001, -6.36, 3.01, float("inf")])
@pytest.mark.parametrize("stem", OF_BENCHMARK)
def test_a_benchmark_return_that_cannot_be(bench, stem, wrong):
    found = measured(bench, index=with_one(INDEX, wrong))
    assert refused(found[f"{stem}_3y"], "out_of_range") == (
        "A return of the benchmark an-index is not a number between -100 and 300 %, as that of a month is."
    )
    assert found["months_overlapping"]["value"] == 35


def test_two_impossible_months_of_a_benchmark_do_not_make_a_possible_one(bench):
    flows = [
        {"as_of": date(2024, 12, 31), "kind": "contribution", "amount_usd": 100},
        {"as_of": date(2025, 12, 31), "kind": "net_asset_value", "amount_usd": 120},
    ]
    good, bad = INDEX, with_one(with_one(INDEX, -3.0, 30), -2.0, 31)
    assert measured(bench, index=good, fund_cash_flows=flows)["ks_pme"]["value"] is not None
    refused(measured(bench, index=bad, fund_cash_flows=flows)["ks_pme"], "out_of_range")


@pytest.mark.parametrize(
    ("returns", "price", "code"),
    [
        (RETURNS, with_one(INDEX, -1.5), "out_of_range"),
        (RETURNS, with_one(INDEX, 50.0), "out_of_range"),
        (RETURNS, with_one(INDEX, float("nan")), "out_of_range"),
        (with_one(RETURNS, 50.0), INDEX, "out_of_range"),
    ],
)
def test_a_trust_or_a_price_whose_month_cannot_be(bench, returns, price, code):
    refused(tracked(bench, returns, bench.index(price)), code)
    assert tracked(bench, RETURNS, bench.index(INDEX))["refusal_code"] is None


def test_a_price_whose_month_stands_twice(bench):
    price = bench.index(INDEX)
    refused(tracked(bench, RETURNS, [*price, price[5]]), "window_not_covered")


@pytest.mark.parametrize("stem", OF_SPREAD)
@pytest.mark.parametrize("noise", [0.0, 1e-17, 1e-9])
def test_returns_that_differ_by_noise_are_the_same(bench, stem, noise):
    found = measured(bench, returns=[0.01 + noise * (-1) ** place for place in range(36)])
    assert refused(found[f"{stem}_3y"], "no_variation").startswith("All 36 returns are the same")


def test_returns_that_differ_by_a_hundredth_of_a_per_cent_are_not(bench):
    found = measured(bench, returns=[0.01 + 0.00005 * (-1) ** place for place in range(36)])
    assert found["volatility_3y"]["value"] == pytest.approx(0.00005 * (12 * 36 / 35) ** 0.5)


def test_a_fund_that_earns_the_bill_has_no_sharpe_ratio(bench):
    rate = (1 / (1 - 0.04 * 91 / 360)) ** (365 / 91 / 12) - 1
    rates = [{**row, "annual_rate_frac": 0.04 if place % 2 else 0.0} for place, row in enumerate(bench.rates(36))]
    returns = [(rate if place % 2 else 0.0) + 1e-12 * (place % 3) for place in range(36)]
    found = measured(bench, returns=returns, rates=rates)
    assert found["volatility_3y"]["value"] == pytest.approx(rate / 2 * (12 * 36 / 35) ** 0.5, rel=1e-6)
    assert refused(found["sharpe_ratio_3y"], "no_variation") == "All 36 excess returns are the same."


def test_a_benchmark_that_differs_by_noise_has_no_line(bench):
    found = measured(bench, index=[0.01 + 1e-9 * (-1) ** place for place in range(36)], rates=bench.rates(36, 0.0))
    for stem in ("beta", "jensen_alpha", "r_squared", "correlation_with_benchmark"):
        refused(found[f"{stem}_3y"], "no_variation")


@pytest.mark.parametrize("stem", OF_BILLS)
@pytest.mark.parametrize("annual", [3.9, 0.21, -0.02, float("nan")])
def test_a_rate_that_no_bill_has(bench, stem, annual):
    rates = bench.rates(36)
    rates[5]["annual_rate_frac"] = annual
    found = measured(bench, rates=rates)
    assert refused(found[f"{stem}_3y"], "out_of_range") == (
        "A risk-free rate in evidence is not between -1 and 20 % a year, as that of a bill is."
    )
    assert found["volatility_3y"]["refusal_code"] is None


def test_a_bill_of_twenty_per_cent_is_one(bench):
    assert measured(bench, rates=bench.rates(36, 0.2))["sharpe_ratio_3y"]["refusal_code"] is None


def test_a_fund_that_is_its_benchmark_but_for_floats(bench):
    found = measured(bench, index=[value + 1e-17 * place for place, value in enumerate(RETURNS)])
    assert refused(found["information_ratio_3y"], "no_variation") == "All returns are those of the benchmark."
    error = found["tracking_error_3y"]
    assert error["value"] == 0
    assert error["method"].endswith(" The two series are identical.")


def test_a_fund_that_is_always_so_much_better_is_not_identical(bench):
    found = measured(bench, index=[value - 0.001 for value in RETURNS])
    assert refused(found["information_ratio_3y"], "no_variation") == (
        "All returns differ from those of the benchmark by the same."
    )
    error = found["tracking_error_3y"]
    assert (error["value"], "identical" in error["method"]) == (0, False)


@pytest.mark.parametrize("rate", [-0.01, 1.2, float("nan")])
def test_a_printed_fee_that_is_no_rate(bench, rate):
    row = {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "base": "net_assets"}
    found = bench.fees(
        fund_fees=[
            {**row, "component": "total", "rate_frac": rate},
            {**row, "component": "interest", "rate_frac": 0.0},
            {**row, "component": "waiver", "rate_frac": 0.001},
        ],
        fund_terms=[{"as_of": date(2025, 12, 31), "term": "incentive_fee", "value": "no"}],
    )
    for name in (
        "all_in_fee",
        "usd_per_10000_a_year",
        "fee_excluding_interest",
        "fee_before_waivers",
        "average_total_fee_expected",
    ):
        assert refused(found[name], "out_of_range").startswith("The printed total is "), name


@pytest.mark.parametrize(
    ("part", "measure"), [("interest", "fee_excluding_interest"), ("waiver", "fee_before_waivers")]
)
def test_a_part_that_is_no_rate(bench, part, measure):
    row = {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "base": "net_assets"}
    rows = [{**row, "component": "total", "rate_frac": 0.02}, {**row, "component": part, "rate_frac": -0.01}]
    found = bench.fees(fund_fees=rows)
    assert refused(found[measure], "out_of_range").startswith(f"The printed {part} is -1.0 % a year")
    assert found["all_in_fee"]["value"] == 0.02


def test_the_sum_of_parts_one_of_which_is_no_rate(bench):
    row = {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "base": "net_assets"}
    parts = {"management": 0.01, "other": -0.02, "total": 1.2}
    core = bench.core(fund_fees=[{**row, "component": name, "rate_frac": rate} for name, rate in parts.items()])
    found = bench.by_name(parts_measures(bench.subjects(), core.fund_fees, core.fund_balance_sheet, bench.as_of))
    for name in ("all_in_fee_from_parts", "fee_parts_gap"):
        assert refused(found[name], "out_of_range").startswith("The other fee is -2.0 % a year"), name


def test_a_dearer_class_is_not_held_against_one_that_is_no_rate(bench):
    row = {"as_of": date(2025, 12, 31), "basis": "fee_table", "base": "net_assets", "component": "total"}
    rates = {"I": 0.02, "S": -0.01, "T": 0.015}
    core = bench.core(fund_fees=[{**row, "share_class": name, "rate_frac": rate} for name, rate in rates.items()])
    found = bench.by_name(class_measures(bench.subjects(), core.fund_fees, core.fund_terms, bench.as_of))
    assert found["share_class_premium"]["value"] == pytest.approx(0.005)


def test_a_management_fee_that_is_no_rate(bench):
    row = {"as_of": date(2025, 12, 31), "share_class": "I", "basis": "fee_table", "base": "net_assets"}
    found = bench.fees(fund_fees=[{**row, "component": "management", "rate_frac": 1.25}])
    reason = "The management fee is 125.0 % a year; between 0 and 100 % was expected."
    assert refused(found["management_fee"], "out_of_range") == reason
    core = bench.core(fund_fees=[{**row, "component": "management", "rate_frac": 1.25}])
    found = bench.by_name(parts_measures(bench.subjects(), core.fund_fees, core.fund_balance_sheet, bench.as_of))
    assert refused(found["management_fee_on_net_assets"], "out_of_range") == reason


@pytest.mark.parametrize("assets", [0, 50, 99.9])
def test_total_assets_under_net_assets(bench, assets):
    sheet = {
        "as_of": date(2025, 12, 31),
        "total_assets_usd": assets,
        "net_assets_usd": 100,
        "borrowings_usd": 10,
        "unfunded_commitments_usd": 5,
    }
    found = bench.complexity(fund_balance_sheet=[sheet])
    for name in (
        "leverage_assets_to_net_assets",
        "borrowings_to_net_assets",
        "asset_coverage_of_borrowings",
        "unfunded_commitments_to_net_assets",
    ):
        assert "are less than net assets of $100" in refused(found[name], "contradicted"), name


def test_total_assets_that_are_net_assets(bench):
    sheet = {"as_of": date(2025, 12, 31), "total_assets_usd": 100, "net_assets_usd": 100}
    assert bench.complexity(fund_balance_sheet=[sheet])["leverage_assets_to_net_assets"]["value"] == 1


def test_a_month_of_the_fund_that_stands_twice_counts_for_nothing(bench):
    rows = bench.returns(RETURNS)
    found = bench.measures(
        fund_returns=[*rows, {**rows[7], "return_frac": 0.5}],
        benchmark_returns=bench.index(INDEX),
        market_risk_free=bench.rates(36),
    )
    assert (found["months_overlapping"]["value"], found["months_overlapping"]["n"]) == (35, 35)
    assert found["months_of_history"]["value"] == 28
    for stem in ("return", "volatility", "max_drawdown", "beta"):
        refused(found[f"{stem}_3y"], "window_not_covered")


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -1.5, 50.0])
def test_a_month_of_the_fund_that_cannot_be_counts_for_nothing(bench, wrong):
    found = measured(bench, returns=with_one(RETURNS, wrong))
    assert found["months_overlapping"]["value"] == 35
    assert found["months_of_history"]["value"] == 28
    for stem in ("return", "growth_of_10000", "volatility", "max_drawdown", "beta", "ks_pme_lump_sum"):
        refused(found[f"{stem}_3y"], "out_of_range")


def test_a_history_without_one_return_that_can_be(bench):
    found = measured(bench, returns=[float("nan")] * 36)
    assert "that can be" in refused(found["months_of_history"], "out_of_range")
    assert found["months_overlapping"]["value"] is None


def test_a_month_of_five_thousand_per_cent(bench):
    found = measured(bench, returns=with_one(RETURNS, 50.0))
    assert refused(found["return_3y"], "out_of_range") == (
        "A return in evidence is 5000.0 % in one period; over 300 % is an error of units until a person has settled it."
    )


def test_a_month_of_three_hundred_per_cent_is_measured(bench):
    assert measured(bench, returns=with_one(RETURNS, 3.0))["return_3y"]["refusal_code"] is None


def test_one_return_has_no_largest_fall(bench):
    for only in (0.01, -0.1):
        found = bench.measures(fund_returns=bench.returns([only]))
        assert refused(found["max_drawdown_since_start"], "too_few_observations") == (
            "Needs at least 2 observations; 1 is in evidence."
        )


@pytest.mark.parametrize(("count", "frequency", "months"), [(11, "monthly", 11), (3, "quarterly", 9)])
def test_that_there_was_no_fall_is_said_from_a_year_on(bench, count, frequency, months):
    found = bench.measures(fund_returns=bench.returns([0.01] * count, frequency=frequency))
    assert refused(found["max_drawdown_since_start"], "too_few_observations") == (
        f"No fall in {months} months; that there is none is said of at least 12 months."
    )
    found = bench.measures(fund_returns=bench.returns([0.01] * (count + 1), frequency=frequency))
    assert found["max_drawdown_since_start"]["value"] == 0


def test_a_fall_that_was_seen_is_told_of_a_short_record(bench):
    found = bench.measures(fund_returns=bench.returns([0.01, -0.3]))
    assert found["max_drawdown_since_start"]["value"] == pytest.approx(-0.3)


@pytest.mark.parametrize("wrong", [None, float("nan"), -1.5, 50.0])
def test_a_candidate_benchmark_is_not_credited_with_such_months(bench, wrong):
    rows, index = bench.returns(RETURNS), bench.index(INDEX)
    if wrong is None:
        rows = [*rows, rows[7]]
    else:
        rows[7]["return_frac"] = index[20]["return_frac"] = wrong
    core = bench.core(fund_returns=rows, benchmark_returns=index)
    pairs = pl.DataFrame({"fund": ["a-fund"], "benchmark": ["an-index"]})
    found = coverage(core.fund_returns, pairs, monthly_benchmarks(core.benchmark_returns), bench.as_of, 36)
    months = 35 if wrong is None else 34
    assert found.select("overlap_months", "window_n", "covered_n").row(0) == (months, 35, months)


def test_weights_are_not_fitted_to_noise():
    noise = np.array([0.01 + 1e-9 * (-1) ** place for place in range(60)])
    assert fit_smoothing(noise).code == "no_variation"


@pytest.mark.parametrize(("fund", "index"), [(0.5, -1.28), (-1.28, 0.5), (-2.0, -2.0), (0.5, -1.0)])
def test_more_than_everything_cannot_be_lost(fund, index):
    assert np.isnan(ks_pme_lump_sum(np.array(fund), np.array(index)))


def test_a_missing_number_is_not_zero():
    assert np.isnan(numbers(pl.Series([None, 1.0]))).tolist() == [True, False]
