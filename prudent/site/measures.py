"""Which figures funds are compared by, in which order, and what their units are called in a head.

Belongs here: names of measures that every memo can print, grouped by the rule's six factors. Does not: how they are
measured (`prudent.score`) or what they are called (`prudent.memo.labels`).
"""

from dataclasses import dataclass

from prudent.memo.labels import label
from prudent.model.finding import Factor
from prudent.model.measured import Unit


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of the comparison."""

    name: str
    factor: Factor
    heading: bool = False
    """Whether it has a column where all funds stand in one table."""
    trend: bool = False
    """Whether it is drawn over time on a fund's page."""

    @property
    def label(self) -> str:
        """What it is called in print."""
        return label(self.name)


def _of(factor: Factor, *names: str, heading: tuple[str, ...], trend: tuple[str, ...]) -> tuple[Compared, ...]:
    return tuple(Compared(name, factor, name in heading, name in trend) for name in names)


MEASURES = (
    *_of(
        Factor.PERFORMANCE,
        "return_on_horizon", "return_1y", "return_3y", "return_5y", "return_10y", "volatility_3y",
        "volatility_unsmoothed_3y", "sharpe_ratio_3y", "sharpe_ratio_unsmoothed_3y", "max_drawdown_3y",
        "autocorrelation_lag1_3y",
        heading=("return_on_horizon", "volatility_3y", "volatility_unsmoothed_3y"),
        trend=("return_on_horizon", "volatility_3y", "volatility_unsmoothed_3y"),
    ),
    *_of(
        Factor.FEES,
        "all_in_fee", "interest_fee", "fee_excluding_interest", "management_fee", "incentive_fee_pct",
        "usd_per_10000_a_year", "cost_30y_usd_per_10000",
        heading=("all_in_fee", "fee_excluding_interest"),
        trend=("all_in_fee",),
    ),
    *_of(
        Factor.LIQUIDITY,
        "repurchases_per_year", "repurchase_cap", "share_redeemable_a_year", "last_requested", "worst_fill",
        "worst_fill_known",
        heading=("repurchase_cap", "worst_fill_known"),
        trend=("worst_fill_known",),
    ),
    *_of(
        Factor.VALUATION,
        "hard_to_value_share", "level3_share", "level3_coverage", "unrealized_gain", "pik_share_of_portfolio",
        heading=("hard_to_value_share",),
        trend=("hard_to_value_share",),
    ),
    *_of(
        Factor.BENCHMARK,
        "excess_return_over_benchmark_3y", "tracking_error_3y", "correlation_with_benchmark_3y",
        heading=(),
        trend=(),
    ),
    *_of(
        Factor.COMPLEXITY,
        "net_assets", "leverage_assets_to_net_assets", "borrowings_to_net_assets", "top10_share", "positions",
        heading=("leverage_assets_to_net_assets",),
        trend=("leverage_assets_to_net_assets",),
    ),
)  # fmt: skip
"""Every name is one of `prudent.score`'s; a test holds them to be known to the labels."""

NAMES = tuple(measure.name for measure in MEASURES)

_UNITS = {
    Unit.FRACTION: "%",
    Unit.FRACTION_PER_YEAR: "% a year",
    Unit.USD: "$",
    Unit.USD_PER_SHARE: "$ a share",
    Unit.USD_PER_YEAR: "$ a year",
    Unit.MULTIPLE: "times",
    Unit.RATIO: "ratio",
    Unit.COUNT: "number",
    Unit.MONTHS: "months",
    Unit.DAYS: "days",
    Unit.DATE: "date",
    Unit.TEXT: "words",
}


def unit_words(unit: Unit) -> str:
    """A unit as a head says it."""
    return _UNITS[unit]
