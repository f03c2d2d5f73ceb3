"""What measures are called in print. Short, without the number's window where the name carries it."""

import re

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
    "usd_per_10000_a_year": "Dollars a year per $10,000, the balance held constant",
    "all_in_fee_from_parts": "All-in fee a year, from its parts",
    "fee_parts_gap": "Printed total less the sum of its parts",
    "fee_before_waivers": "Fee once the waiver ends",
    "share_class_taken": "Share class that is measured",
    "share_class_premium": "Class that is measured over the cheapest class",
    "cost_1y_usd_per_10000": "Cost of $10,000 over 1 year",
    "cost_10y_usd_per_10000": "Cost of $10,000 over 10 years",
    "cost_30y_usd_per_10000": "Cost of $10,000 over 30 years",
    "cheapest_alternative": "Cheapest credible alternative",
    "cheapest_alternative_fee": "Fee a year of the cheapest credible alternative",
    "cheapest_alternative_fee_excluding_interest": "Fee without interest of the cheapest credible alternative",
    "fees_paid_1y_usd_per_10000": "Fees paid of $10,000 as it grows, in 1 year",
    "fees_paid_10y_usd_per_10000": "Fees paid of $10,000 as it grows, in 10 years",
    "fees_paid_30y_usd_per_10000": "Fees paid of $10,000 as it grows, in 30 years",
    "cost_over_cheapest_1y_usd_per_10000": "The same over the cheapest alternative, 1 year",
    "cost_over_cheapest_10y_usd_per_10000": "The same over the cheapest alternative, 10 years",
    "cost_over_cheapest_30y_usd_per_10000": "The same over the cheapest alternative, 30 years",
    "fee_excluding_interest": "Fee without interest",
    "interest_fee": "Interest part of the fee",
    "management_fee": "Management fee a year",
    "management_fee_on_net_assets": "Management fee a year, on net assets",
    "incentive_fee_pct": "Incentive fee, share of profits",
    "average_total_fee_expected": "Total fee a year expected on average",
    "repurchase_cap": "Repurchase cap of one offer",
    "repurchases_per_year": "Offers a year",
    "share_redeemable_a_year": "Most that all holders can redeem in a year",
    "worst_fill": "Worst fill up to the as-of date",
    "worst_fill_known": "Worst fill known",
    "last_requested": "Share of the fund asked back at the last offer",
    "supply_of_worst_offer": "Share of the fund that the worst offer known paid",
    "offers_to_half_out": "Offers to get half out, everybody asking, worst offer known",
    "offers_to_nine_tenths_out": "Offers to get nine tenths out, everybody asking, worst offer known",
    "offers_to_half_out_at_cap": "Offers to get half out, everybody asking, at the cap",
    "offers_to_nine_tenths_out_at_cap": "Offers to get nine tenths out, everybody asking, at the cap",
    "months_to_half_out": "Months to get half out, everybody asking, worst offer known",
    "months_to_nine_tenths_out": "Months to get nine tenths out, everybody asking, worst offer known",
    "months_to_half_out_at_cap": "Months to get half out, everybody asking, at the cap",
    "months_to_nine_tenths_out_at_cap": "Months to get nine tenths out, everybody asking, at the cap",
    "repurchase_results_n": "Offers with results in evidence",
    "level3_share": "Level 3 share of holdings with a level",
    "level3_coverage": "Share of the holdings read that carries a level",
    "level3_share_of_all": "Level 3 share of the holdings read",
    "hard_to_value_share": "Level 3 or without a level, of the holdings read",
    "holdings_to_total_assets": "Holdings read over total assets",
    "pik_share_of_portfolio": "Debt that may pay in kind, of the holdings read",
    "unrealized_gain": "Unrealised gain over fair value",
    "unrealized_share_of_return": "Change of marks, share of the period's result",
    "portfolio_age": "Age of the last portfolio in evidence",
    "mark_age": "Age of the marks, weighted by value",
    "mark_age_oldest": "Age of the oldest mark",
    "day_one_markup": "Mark-up of secondaries on the day of buying",
    "day_one_markup_to_net_assets": "Mark-ups on buying in a year, over net assets",
    "nav_per_share_gap": "Value a share times shares, against net assets",
    "balance_gap": "Assets less liabilities, against net assets",
    "nav_change_less_return": "Change of value a share less the return",
    "nav_breaks": "Changes of value a share that no return explains",
    "appraisals_per_year": "Appraisals of property a year",
    "independent_appraiser": "Independent appraiser",
    "premium_to_nav": "Premium of price to net asset value, discount below zero",
    "premium_to_nav_lowest_1y": "Lowest premium to net asset value, 1 year",
    "premium_to_nav_highest_1y": "Highest premium to net asset value, 1 year",
    "premium_change_1y": "Return from the change of the premium, 1 year",
    "tracking_difference_3y": "Return a year less that of what it holds, 3 years",
    "tracking_difference_own_record": "Return a year less that of what it holds, own record",
    "tracking_difference_since_start": "Return a year less that of what it holds, since the evidence starts",
    "coins_held": "Coins held",
    "ounces_held": "Ounces held",
    "net_assets_per_coin": "Net assets for each coin held",
    "net_assets_per_ounce": "Net assets for each ounce held",
    "zero_return_share": "Share of months with a zero or repeated return",
    "longest_repeat": "Most months in a row with one return",
    "runs_test_z": "Runs about the median, standard deviations from chance",
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
    "borrowings_to_net_assets": "Borrowings over net assets (debt to equity)",
    "positions": "Holdings",
    "top10_share": "Ten largest of the holdings read",
    "pik_share_of_debt": "Share of debt that may pay in kind",
    "debt_share": "Share of the holdings read in debt",
    "net_assets": "Net assets",
    "asset_coverage": "Asset coverage as printed",
    "asset_coverage_of_borrowings": "Asset coverage of borrowings",
    "unfunded_commitments_to_net_assets": "Commitments not yet drawn, over net assets",
    "non_accruals_at_cost": "Non-accruals at cost",
    "non_accruals_at_fair_value": "Non-accruals at fair value",
    "interest_in_kind_share_of_income": "Interest in kind, share of investment income",
    "fee_layers": "Layers of fees",
    "fee_components": "Parts of the fee table",
    "vehicles": "Vehicles between a holder and an asset",
    "share_classes": "Share classes",
    "share_classes_in_fee_table": "Share classes in the fee table",
    "affiliated_providers": "Affiliated firms that the fund pays",
    "derivatives_used": "Derivatives used",
    "derivatives_notional_to_net_assets": "Gross notional of derivatives over net assets",
    "custodian": "Custodian",
    "fork_terms": "Terms on forks and airdrops",
    "occupancy": "Occupancy",
    "dealt_daily": "Dealt daily on an exchange",
}


#: Of measures of return series, which have one name on every window.
_STEMS = {
    "return": "Total return",
    "volatility": "Volatility a year",
    "volatility_unsmoothed": "Volatility a year, unsmoothed",
    "sharpe_ratio": "Sharpe ratio",
    "sharpe_ratio_unsmoothed": "Sharpe ratio, unsmoothed",
    "sharpe_ratio_after_unsmoothing": "Sharpe ratio, smoothing undone where found",
    "autocorrelation_lag1": "Lag-1 autocorrelation",
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
    "autocorrelation_lag2": "Lag-2 autocorrelation",
    "autocorrelation_lag3": "Lag-3 autocorrelation",
    "ljung_box_p": "Chance of such autocorrelations without any (Ljung-Box)",
    "volatility_okunev_white": "Volatility a year, unsmoothed by Okunev-White",
    "sharpe_ratio_okunev_white": "Sharpe ratio, unsmoothed by Okunev-White",
    "smoothing_index": "Smoothing index, 1 for none",
    "smoothing_theta0": "Share of a true return reported at once",
    "volatility_glm": "Volatility a year, unsmoothed by Getmansky-Lo-Makarov",
    "sharpe_ratio_glm": "Sharpe ratio, unsmoothed by Getmansky-Lo-Makarov",
    "sharpe_ratio_lo": "Sharpe ratio, annualised for autocorrelation (Lo)",
    "sharpe_ratio_lo_all_lags": "Sharpe ratio, annualised for autocorrelation at every lag (Lo)",
    "sharpe_ratio_standard_error": "Standard error of the Sharpe ratio",
    "probabilistic_sharpe": "Confidence that the Sharpe ratio is over 0, one-sided test, returns independent",
    "min_track_record_months": "Months of record for 95 % confidence of a Sharpe ratio over 0, returns independent",
    "deflated_sharpe": "Confidence that the Sharpe ratio is over the highest expected of funds whose true ratio is 0",
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
    "since_start": " since the evidence starts",
    "own_record": " on its own record",
}

#: What of a largest fall is told.
_OF_FALL = {
    "peak": ": month end before it",
    "trough": ": month end of its low",
    "length_months": ": months under water",
    "recovery": ": recovery",
}


_OF_POLICY = (
    ("incentive_fee_at_", "pct", "Incentive fee a year on net assets, income of {} %"),
    ("effective_incentive_rate_at_", "pct", "Share that the incentive fee takes of an income of {} %"),
    ("cost_over_cheapest_", "y_usd_per_10000", "The same over the cheapest alternative, {} years"),
    ("cost_", "y_usd_per_10000", "Cost of $10,000 over {} years"),
    ("fees_paid_", "y_usd_per_10000", "Fees paid of $10,000 as it grows, in {} years"),
)
"""Measures whose number a committee chooses in `policy/costs.yml`."""


def label(measure: str) -> str:
    """What a measure is called in print; a measure of a horizon is named after it."""
    return _LABELS.get(measure) or _of_window(measure) or _of_policy(measure) or measure.replace("_", " ").capitalize()


def in_words(measure: str) -> str:
    """The same inside a sentence, where a window in digits would read as a figure: `three years`."""
    return _YEARS.sub(lambda found: _IN_WORDS[found[0]], label(measure))


_IN_WORDS = {"1 year": "one year", "3 years": "three years", "5 years": "five years", "10 years": "ten years"}
_YEARS = re.compile(r"\b(?:1 year|(?:3|5|10) years)\b")


def _of_window(measure: str) -> str | None:
    """The stem's label with the window's words; None for another name."""
    for window, words in _WINDOWS.items():
        stem, found, rest = measure.partition(f"_{window}")
        if found and stem in _STEMS and (not rest or rest[1:] in _OF_FALL):
            return f"{_STEMS[stem]}{words}{_OF_FALL.get(rest[1:], '')}"
    return None


def _of_policy(measure: str) -> str | None:
    """The words for a number that the policy chose; None for another name."""
    for before, after, words in _OF_POLICY:
        number = measure.removeprefix(before).removesuffix(after)
        if measure == before + number + after and number.replace("_", "").isdecimal():
            return words.format(number.replace("_", "."))
    return None
