"""Which measures a review looks at: those that a memo's page one prints, and each factor's own.

Belongs here: names, in the order in which they are printed. Does not: what a measure is (`prudent/score`), what it is
called (`prudent/memo/labels.py`) and how a change is taken apart (`delta.py`).
"""

import polars as pl

from prudent.model.finding import Factor

_WINDOWS = ("3y", "own_record", "since_start")
"""Of a measure on several windows the first that is in evidence on a side: as page one takes them."""


def _on_windows(*stems: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"{stem}_{window}" for window in _WINDOWS) for stem in stems)


def _each(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple((name,) for name in names)


#: Each line is one measure, or the same on several windows.
LOOKED_AT: dict[Factor, tuple[tuple[str, ...], ...]] = {
    Factor.PERFORMANCE: (
        *_each("return_1y"),
        *_on_windows(
            "return", "volatility", "volatility_unsmoothed", "sharpe_ratio", "sharpe_ratio_unsmoothed", "max_drawdown"
        ),
        *_each("tvpi", "irr_since_start"),
    ),
    Factor.FEES: _each("all_in_fee", "fee_excluding_interest", "management_fee", "cheapest_alternative_fee"),
    Factor.LIQUIDITY: _each(
        "repurchase_cap", "repurchases_per_year", "worst_fill_known", "last_requested", "months_to_half_out"
    ),
    Factor.VALUATION: _each(
        "hard_to_value_share",
        "holdings_to_total_assets",
        "unrealized_gain",
        "mark_age_oldest",
        "nav_breaks",
        "premium_to_nav",
        "tracking_difference_3y",
    ),
    Factor.BENCHMARK: (
        *_on_windows("excess_return_over_benchmark", "correlation_with_benchmark"),
        *_each("ks_pme"),
    ),
    Factor.COMPLEXITY: _each(
        "net_assets",
        "leverage_assets_to_net_assets",
        "unfunded_commitments_to_net_assets",
        "asset_coverage_of_borrowings",
        "pik_share_of_portfolio",
    ),
}


def looked_at(*sides: pl.DataFrame) -> tuple[tuple[Factor, str], ...]:
    """The measures that are in evidence on a side, in order.

    Args:
        sides: score_fund__measures of one fund, before and now.
    """
    known = {name for side in sides for name in _known(side)}
    lines = [(factor, names) for factor, lines in LOOKED_AT.items() for names in lines]
    found = [(factor, next((name for name in names if name in known), None)) for factor, names in lines]
    return tuple((factor, name) for factor, name in found if name is not None)


def _known(side: pl.DataFrame) -> list[str]:
    said = side.filter(pl.col("value").is_not_null() | pl.col("text").is_not_null())
    return said.get_column("measure").to_list()
