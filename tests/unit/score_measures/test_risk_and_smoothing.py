"""Risk: definitions on a few numbers, refusals, and one real fund recomputed in plain Python."""

import itertools
import statistics as plain
from math import prod, sqrt

import numpy as np
import polars as pl
import pytest

from prudent.score.performance.autocorrelation import autocorrelation
from prudent.score.performance.drawdown import falls, max_drawdown, peak_place, trough_place
from prudent.score.performance.risk import sharpe_ratio, volatility
from prudent.score.performance.smoothing import unsmoothed
from prudent.score.series import bill_month

UP_DOWN = [0.03, 0.02, 0.01, -0.01, -0.02, -0.01, 0.01, 0.02, 0.03, 0.02, 0.01, 0.0]

# Apollo Diversified Credit Fund, Form N-PORT item B.5, 2023-01 to 2025-12, per cent a month, one share class
APOLLO = [
    3.68, 0.56, 0.88, 1.32, 0.27, 2.43, 1.48, 0.89, 0.52, -0.27, 1.86, 1.34,
    1.06, 0.92, 0.82, -0.17, 1.06, 0.84, 1.76, 1.17, 1.45, 0.4, 0.77, 0.42,
    0.72, 1.12, 0.44, 1.19, 0.35, 0.99, 0.89, 1.55, 1.13, 0.42, 0.11, 1.58,
]  # fmt: skip
# three-month Treasury bill, month's average, per cent a year, the same months
BILLS = [
    4.54, 4.65, 4.69, 4.92, 5.14, 5.16, 5.25, 5.3, 5.32, 5.34, 5.27, 5.24,
    5.22, 5.24, 5.24, 5.24, 5.25, 5.24, 5.2, 5.05, 4.72, 4.51, 4.42, 4.27,
    4.21, 4.22, 4.2, 4.21, 4.25, 4.23, 4.25, 4.12, 3.92, 3.82, 3.78, 3.59,
]  # fmt: skip


def month_of_bill(discount):
    """By the price of 91 days: what one month of it earns."""
    return (1 / (1 - discount * 91 / 360)) ** (365 / 91 / 12)


def test_volatility_divides_by_n_minus_one():
    assert volatility(np.array([0.01, 0.02, 0.03]), 4) == pytest.approx(0.02)


def test_sharpe_ratio_of_three_numbers():
    assert sharpe_ratio(np.array([0.01, 0.02, 0.03]), 4) == pytest.approx(4)


@pytest.mark.parametrize(
    ("returns", "expected"),
    [([-0.1, 0.5], -0.1), ([0.1, -0.5, 0.5], -0.5), ([0.1, 0.2], 0.0), ([0.25, -0.2, -0.25], -0.4), ([-1.0], -1.0)],
)
def test_drawdown_counts_the_start_as_a_peak(returns, expected):
    assert max_drawdown(falls(np.array(returns))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("returns", "peak", "trough"),
    [
        ([0.25, -0.2, 0.1, -0.2, 0.5], 1, 4),
        ([-0.1, 0.5, -0.05], 0, 1),
        ([0.1, 0.0, -0.5, 0.0], 2, 3),
        ([0.5, -0.5, 1.0, -0.5], 1, 2),
    ],
)
def test_the_fall_runs_from_its_last_peak_to_its_first_trough(returns, peak, trough):
    fallen = falls(np.array(returns))
    assert (peak_place(fallen), trough_place(fallen)) == (peak, trough)


def test_the_months_of_the_largest_fall_are_told_as_dates(bench):
    found = bench.measures(fund_returns=bench.returns([-0.1, 0.5, -0.05], frequency="quarterly"))
    peak, trough = (found[f"max_drawdown_since_start_{end}"] for end in ("peak", "trough"))
    assert (peak["text"], trough["text"], peak["value"]) == ("2025-03-31", "2025-06-30", None)
    assert {peak["unit"], trough["unit"]} == {"date"}


def test_without_a_fall_there_is_no_date_of_one(bench):
    found = bench.measures(fund_returns=bench.returns([0.01, 0.0, 0.02] * 4))
    assert found["max_drawdown_since_start"]["value"] == 0
    assert found["max_drawdown_since_start_peak"]["refusal_reason"] == (
        "None of the 12 returns in evidence leaves a holder under an earlier peak."
    )


def test_annual_returns_hide_falls(bench):
    found = bench.measures(fund_returns=bench.returns([0.1, -0.2, 0.1], frequency="annual"))
    for name in ("max_drawdown_3y", "max_drawdown_since_start", "max_drawdown_since_start_peak"):
        assert found[name]["refusal_code"] == "too_few_observations", name
    assert found["max_drawdown_3y"]["refusal_reason"] == (
        "3 annual returns are in evidence; falls inside a year are not seen in them, so monthly or quarterly returns "
        "are needed."
    )


@pytest.mark.parametrize(
    ("discount", "monthly"),
    # 4 %: price 0.98988889, yield 4.16041 %; its twelfth root by hand with logarithms
    [(0.04, 0.0034026), (0.0, 0.0), (0.0524, 0.0044668)],
)
def test_a_bills_discount_rate_is_no_yield(discount, monthly):
    assert pl.select(bill_month(pl.lit(discount))).item() == pytest.approx(monthly, abs=5e-8)


def test_autocorrelation_of_three_numbers():
    # deviations -1, 0, 1 of a mean of 2: no product of neighbours
    assert autocorrelation(np.array([1.0, 2.0, 3.0]), 1) == 0
    # deviations -1, -1, 2 of a mean of 2: (1 - 2) / 6
    assert autocorrelation(np.array([1.0, 1.0, 4.0]), 1) == pytest.approx(-1 / 6)


def test_unsmoothing_by_one_half():
    assert unsmoothed(np.array([0.02, 0.04, 0.03]), np.float64(0.5)) == pytest.approx([0.06, 0.02])


def test_the_published_start_of_unsmoothed_ham1():
    returns = np.array([0.0074, 0.0193, 0.0155, -0.0091, 0.0076, -0.0039, -0.0231, 0.0395, 0.0147, 0.0288])
    found = unsmoothed(returns, np.float64(0.18904))
    assert found == pytest.approx(
        [0.0220, 0.0146, -0.0148, 0.0114, -0.0065, -0.0275, 0.0540, 0.0089, 0.0320], abs=1.1e-4
    )


def test_unsmoothed_risk_stands_beside_reported(bench):
    found = bench.measures(fund_returns=bench.returns(UP_DOWN), market_risk_free=bench.rates(12))
    rho = found["autocorrelation_lag1_since_start"]["value"]
    mended = [(now - rho * before) / (1 - rho) for before, now in itertools.pairwise(UP_DOWN)]
    rate = month_of_bill(0.04) - 1
    excess = [value - rate for value in mended]
    assert rho > 0.5
    assert found["volatility_unsmoothed_since_start"]["value"] == pytest.approx(plain.stdev(mended) * sqrt(12))
    assert found["volatility_unsmoothed_since_start"]["n"] == 11
    expected = plain.mean(excess) / plain.stdev(excess) * sqrt(12)
    for name in ("sharpe_ratio_unsmoothed_since_start", "sharpe_ratio_after_unsmoothing_since_start"):
        assert found[name]["value"] == pytest.approx(expected), name


def test_without_smoothing_the_reported_figure_stands(bench):
    found = bench.measures(fund_returns=bench.returns([0.02, 0.0] * 6), market_risk_free=bench.rates(12))
    assert found["volatility_unsmoothed_since_start"]["refusal_code"] == "no_smoothing_found"
    assert found["sharpe_ratio_unsmoothed_since_start"]["refusal_code"] == "no_smoothing_found"
    reported = found["sharpe_ratio_since_start"]["value"]
    assert found["sharpe_ratio_after_unsmoothing_since_start"]["value"] == reported
    assert found["sharpe_ratio_after_unsmoothing_since_start"]["n"] == 12


def test_eleven_months_have_no_ratio(bench):
    found = bench.measures(fund_returns=bench.returns(UP_DOWN[:11]), market_risk_free=bench.rates(11))
    assert found["sharpe_ratio_since_start"]["refusal_reason"] == "Needs at least 12 observations; 11 are in evidence."
    assert found["max_drawdown_since_start"]["value"] == pytest.approx(0.99 * 0.98 * 0.99 - 1)


def test_constant_returns_have_no_spread(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 12), market_risk_free=bench.rates(12))
    for name in ("volatility", "sharpe_ratio", "autocorrelation_lag1", "sharpe_ratio_after_unsmoothing"):
        assert found[f"{name}_since_start"]["refusal_reason"] == "All 12 returns are the same, 1.0 %.", name


def test_twelve_annual_returns_have_no_volatility_either(bench):
    found = bench.measures(fund_returns=bench.returns(UP_DOWN, frequency="annual"))
    assert found["volatility_since_start"]["refusal_reason"] == (
        "12 annual returns are in evidence; at least 12 monthly or quarterly returns are needed."
    )


def test_a_missing_risk_free_month_refuses_the_sharpe_ratio_alone(bench):
    rates = [row for row in bench.rates(12) if row["month_end"].month not in (3, 7)]
    found = bench.measures(fund_returns=bench.returns(UP_DOWN), market_risk_free=rates)
    assert found["sharpe_ratio_since_start"]["refusal_reason"] == (
        "The risk-free rate of 2 months of the window is not in evidence, the first 2025-03."
    )
    for name in ("sharpe_ratio_unsmoothed_since_start", "sharpe_ratio_after_unsmoothing_since_start"):
        assert (found[name]["refusal_code"], found[name]["value"]) == ("not_evidenced", None), name
    assert found["volatility_since_start"]["refusal_code"] is None


def test_another_owners_rates_are_not_taken(bench):
    rates = [{**row, "owner": "other-bills"} for row in bench.rates(12)]
    found = bench.measures(fund_returns=bench.returns(UP_DOWN), market_risk_free=rates)
    assert found["sharpe_ratio_since_start"]["refusal_code"] == "not_evidenced"


def test_a_quarters_rate_is_its_months_linked(bench):
    rates = bench.rates(36)
    for place, row in enumerate(rates):
        row["annual_rate_frac"] = 0.01 * (place % 6)
    found = bench.measures(fund_returns=bench.returns(UP_DOWN, frequency="quarterly"), market_risk_free=rates)
    monthly = [month_of_bill(row["annual_rate_frac"]) for row in rates]
    excess = [value + 1 - prod(monthly[3 * place : 3 * place + 3]) for place, value in enumerate(UP_DOWN)]
    sharpe = found["sharpe_ratio_3y"]
    assert sharpe["value"] == pytest.approx(plain.mean(excess) / plain.stdev(excess) * sqrt(4))
    assert sharpe["frequency"] == "quarterly"
    assert sharpe["evidence"] == ["a-fund/returns.csv:2-13:return_pct", "bills/rates.csv:2-37:annual_rate_pct"]


def test_three_years_of_apollo_diversified_credit(bench):
    returns = [value / 100 for value in APOLLO]
    rates = [
        {"month_end": end, "annual_rate_frac": rate / 100}
        for end, rate in zip(bench.month_ends(36), BILLS, strict=True)
    ]
    found = bench.measures(fund_returns=bench.returns(returns), market_risk_free=rates)

    excess = [r - (month_of_bill(rate / 100) - 1) for r, rate in zip(returns, BILLS, strict=True)]
    mean = plain.fmean(returns)
    deviations = [r - mean for r in returns]
    rho = sum(a * b for a, b in itertools.pairwise(deviations)) / sum(d * d for d in deviations)
    wealth, peak, fall = 1.0, 1.0, 0.0
    for r in returns:
        wealth *= 1 + r
        peak = max(peak, wealth)
        fall = min(fall, wealth / peak - 1)

    assert found["return_3y"]["value"] == pytest.approx(prod(1 + r for r in returns) ** (1 / 3) - 1)
    assert found["return_3y"]["value"] == pytest.approx(0.12629757, abs=5e-9)
    assert found["volatility_3y"]["value"] == pytest.approx(plain.stdev(returns) * sqrt(12))
    assert found["sharpe_ratio_3y"]["value"] == pytest.approx(plain.fmean(excess) / plain.stdev(excess) * sqrt(12))
    assert found["autocorrelation_lag1_3y"]["value"] == pytest.approx(rho)
    assert found["max_drawdown_3y"]["value"] == pytest.approx(fall)
    assert fall == pytest.approx(-0.0027)
    assert found["volatility_unsmoothed_3y"]["refusal_code"] == "no_smoothing_found"
