"""What measures are called in print. Short, without the number's window where the name carries it."""

_LABELS = {
    "return_on_horizon": "Net return a year on the comparison window",
    "return_1y": "Total return, 1 year",
    "return_3y": "Total return a year, 3 years",
    "return_since_start": "Total return since the evidence starts",
    "months_of_history": "Months of returns in evidence",
    "volatility_3y": "Volatility a year, 3 years",
    "volatility_unsmoothed_3y": "Volatility a year, 3 years, unsmoothed",
    "volatility_since_start": "Volatility a year since the evidence starts",
    "volatility_unsmoothed_since_start": "Volatility a year since the evidence starts, unsmoothed",
    "sharpe_ratio_3y": "Sharpe ratio, 3 years",
    "sharpe_ratio_unsmoothed_3y": "Sharpe ratio, 3 years, unsmoothed",
    "sharpe_ratio_after_unsmoothing_3y": "Sharpe ratio, 3 years, smoothing undone where found",
    "max_drawdown_3y": "Largest fall, 3 years",
    "max_drawdown_since_start": "Largest fall since the evidence starts",
    "max_drawdown_since_start_peak": "Largest fall: month end before it",
    "max_drawdown_since_start_trough": "Largest fall: month end of its low",
    "return_5y": "Total return a year, 5 years",
    "return_10y": "Total return a year, 10 years",
    "sharpe_ratio_since_start": "Sharpe ratio since the evidence starts",
    "sharpe_ratio_unsmoothed_since_start": "Sharpe ratio since the evidence starts, unsmoothed",
    "autocorrelation_lag1_since_start": "Lag-1 autocorrelation since the evidence starts",
    "autocorrelation_lag1_3y": "Lag-1 autocorrelation, 3 years",
    "all_in_fee": "All-in fee a year",
    "usd_per_10000_a_year": "Dollars a year per $10,000",
    "fee_excluding_interest": "Fee without interest",
    "interest_fee": "Interest part of the fee",
    "management_fee": "Management fee a year",
    "incentive_fee_pct": "Incentive fee, share of profits",
    "repurchase_cap": "Repurchase cap of one offer",
    "repurchases_per_year": "Offers a year",
    "share_redeemable_a_year": "Most that all holders can redeem in a year",
    "worst_fill": "Worst fill up to the as-of date",
    "worst_fill_known": "Worst fill known",
    "last_requested": "Share of the fund asked back at the last offer",
    "repurchase_results_n": "Offers with results in evidence",
    "level3_share": "Level 3 share of holdings with a level",
    "level3_coverage": "Share of the holdings read that carries a level",
    "level3_share_of_all": "Level 3 share of the holdings read",
    "hard_to_value_share": "Level 3 or without a level, of the holdings read",
    "holdings_to_total_assets": "Holdings read over total assets",
    "pik_share_of_portfolio": "Debt that may pay in kind, of the holdings read",
    "unrealized_gain": "Unrealised gain over fair value",
    "zero_return_share": "Share of months with a zero or repeated return",
    "correlation_with_benchmark_3y": "Correlation with the benchmark, 3 years",
    "excess_return_over_benchmark_3y": "Return a year over the benchmark, 3 years",
    "tracking_error_3y": "Tracking error a year, 3 years",
    "benchmark_named_by_fund": "Benchmark that the fund itself names",
    "style_3y": "Mixture of proxies that moved most like the fund, 3 years",
    "style_r_squared_3y": "Share of the fund's variance that the mixture explains, 3 years",
    "months_overlapping": "Months in common with the benchmark",
    "irr_since_start": "Internal rate of return a year since the first contribution",
    "dpi": "Distributions over contributions (DPI)",
    "recallable_to_paid_in": "Recallable distributions over contributions",
    "rvpi": "Residual value over contributions (RVPI)",
    "tvpi": "Total value over contributions (TVPI)",
    "ks_pme": "Kaplan-Schoar PME",
    "direct_alpha": "Direct Alpha a year, discrete",
    "direct_alpha_continuous": "Direct Alpha a year, continuous",
    "pme_long_nickels": "Long-Nickels PME, rate a year",
    "pme_plus": "PME+, rate a year",
    "mpme": "Modified PME (mPME), rate a year",
    "ks_pme_lump_sum_3y": "Kaplan-Schoar PME of a lump sum, 3 years",
    "ks_pme_lump_sum_since_start": "Kaplan-Schoar PME of a lump sum since the evidence starts",
    "direct_alpha_lump_sum_3y": "Direct Alpha a year of a lump sum, 3 years",
    "direct_alpha_lump_sum_since_start": "Direct Alpha of a lump sum since the evidence starts",
    "leverage_assets_to_net_assets": "Total assets over net assets",
    "borrowings_to_net_assets": "Borrowings over net assets",
    "positions": "Holdings",
    "top10_share": "Ten largest of the holdings read",
    "pik_share_of_debt": "Share of debt that may pay in kind",
    "debt_share": "Share of the holdings read in debt",
    "net_assets": "Net assets",
    "asset_coverage": "Asset coverage",
    "dealt_daily": "Dealt daily on an exchange",
}


#: Of measures of return series, which have one name on every window.
_STEMS = {
    "growth_of_10000": "What $10,000 became",
    "max_drawdown": "Largest fall",
    "pain_index": "Pain index",
    "ulcer_index": "Ulcer index",
    "calmar_ratio": "Calmar ratio",
    "martin_ratio": "Martin ratio",
    "downside_deviation": "Downside deviation a year under bills",
    "sortino_ratio": "Sortino ratio over bills",
    "omega_ratio": "Omega ratio over bills",
    "value_at_risk_95": "Value at risk at 95 % of one period, historical",
    "expected_shortfall_95": "Expected shortfall at 95 % of one period, historical",
    "value_at_risk_95_cornish_fisher": "Value at risk at 95 % of one period, Cornish-Fisher",
    "expected_shortfall_95_cornish_fisher": "Expected shortfall at 95 % of one period, Cornish-Fisher",
    "skewness": "Skewness",
    "kurtosis": "Kurtosis, 3 for normal returns",
    "best_period": "Best period",
    "worst_period": "Worst period",
    "share_of_positive_periods": "Share of periods with a gain",
    "correlation_with_benchmark": "Correlation with the benchmark",
    "excess_return_over_benchmark": "Return a year over the benchmark",
    "tracking_error": "Tracking error a year",
    "information_ratio": "Information ratio",
    "beta": "Beta to the benchmark",
    "jensen_alpha": "Jensen's alpha a year",
    "r_squared": "R² with the benchmark",
    "up_capture": "Up capture",
    "down_capture": "Down capture",
}

_WINDOWS = {"1y": ", 1 year", "3y": ", 3 years", "5y": ", 5 years", "10y": ", 10 years"} | {
    "since_start": " since the evidence starts"
}

#: What of a largest fall is told.
_OF_FALL = {
    "peak": ": month end before it",
    "trough": ": month end of its low",
    "length_months": ": months under water",
    "recovery": ": recovery",
}


def label(measure: str) -> str:
    """What a measure is called in print; a measure of a horizon is named after it."""
    return _LABELS.get(measure) or _of_window(measure) or measure.replace("_", " ").capitalize()


def _of_window(measure: str) -> str | None:
    """The stem's label with the window's words; None for another name."""
    for window, words in _WINDOWS.items():
        stem, found, rest = measure.partition(f"_{window}")
        if found and stem in _STEMS and (not rest or rest[1:] in _OF_FALL):
            return f"{_STEMS[stem]}{words}{_OF_FALL.get(rest[1:], '')}"
    return None
