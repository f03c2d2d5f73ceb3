"""A month that stands twice in a series beside the fund's has no rate: which of the two is right is not known."""


def test_a_month_twice_in_the_bills_refuses_what_rests_on_it(bench):
    rates = bench.rates(36)
    found = bench.measures(
        fund_returns=bench.returns([0.01, 0.02, -0.01] * 12),
        market_risk_free=[*rates, {**rates[5], "annual_rate_frac": 0.4}],
    )
    assert found["sharpe_ratio_3y"]["refusal_code"] == "not_evidenced"
    assert found["volatility_3y"]["value"] is not None


def test_a_month_twice_in_the_benchmark_refuses_the_comparison(bench):
    index = bench.index([0.02, -0.01, 0.01] * 12)
    found = bench.measures(
        fund_returns=bench.returns([0.01, 0.02, -0.01] * 12),
        benchmark_returns=[*index, {**index[5], "return_frac": 0.5}],
    )
    assert found["tracking_error_3y"]["refusal_code"] == "window_not_covered"
