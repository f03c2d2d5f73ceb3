"""`validate_fund__reconciliation`: every total against an independent total, as `policy/reconciliation.yml` states it.

Belongs here: the order of the items, what is allowed, and the sentence. Does not: how the two figures of an item are
found (the modules beside this one), nor what a break does to a run (`expectations/`).
"""

from collections.abc import Callable, Iterable

import polars as pl

from prudent.model.packet import Noticed
from prudent.model.reconciliation import ReconciledItem, ReconcileItem, Reconciliation
from prudent.tables.check import check
from prudent.tables.core import CoreTables
from prudent.tables.spec import table
from prudent.validate.balance import (
    balance_identity,
    coverage_to_borrowings,
    holdings_to_net_assets,
    holdings_to_total_assets,
)
from prudent.validate.coins import coins_to_net_assets
from prudent.validate.fees import FEES, fee_parts
from prudent.validate.offers import paid_to_cap, tendered_by_fill, tendered_to_shares
from prudent.validate.periods import months_of_quarter, months_to_quarter, months_to_year
from prudent.validate.portfolio import holdings_to_shares, level3_to_share, levels_to_fair_value, top_ten_to_share
from prudent.validate.sentences import sentence
from prudent.validate.shares import nav_by_shares, nav_to_return

RECONCILED = table("validate_fund__reconciliation")
DUST = 1e-9
"""What binary fractions add to a sum of decimal ones, as a share of the scale that is allowed on."""

_COMPARED: dict[ReconciledItem, Callable[[CoreTables], pl.DataFrame]] = {
    ReconciledItem.BALANCE_IDENTITY: balance_identity,
    ReconciledItem.HOLDINGS_TO_TOTAL_ASSETS: holdings_to_total_assets,
    ReconciledItem.HOLDINGS_TO_NET_ASSETS: holdings_to_net_assets,
    ReconciledItem.COVERAGE_TO_BORROWINGS: coverage_to_borrowings,
    ReconciledItem.LEVELS_TO_FAIR_VALUE: levels_to_fair_value,
    ReconciledItem.LEVEL3_TO_SHARE: level3_to_share,
    ReconciledItem.HOLDINGS_TO_SHARES: holdings_to_shares,
    ReconciledItem.TOP_TEN_TO_SHARE: top_ten_to_share,
    ReconciledItem.NAV_BY_SHARES: nav_by_shares,
    ReconciledItem.NAV_TO_RETURN: nav_to_return,
    ReconciledItem.MONTHS_TO_YEAR: months_to_year,
    ReconciledItem.MONTHS_TO_QUARTER: months_to_quarter,
    ReconciledItem.MONTHS_OF_QUARTER: months_of_quarter,
    ReconciledItem.TENDERED_BY_FILL: tendered_by_fill,
    ReconciledItem.PAID_TO_CAP: paid_to_cap,
    ReconciledItem.TENDERED_TO_SHARES: tendered_to_shares,
    ReconciledItem.COINS_TO_NET_ASSETS: coins_to_net_assets,
}
"""But for the parts of a fee, which need what readers noticed."""


def reconcile(core: CoreTables, policy: Reconciliation, noticed: Iterable[Noticed]) -> pl.DataFrame:
    """The rows of `validate_fund__reconciliation`, by fund, item in the policy's order, date and part.

    Args:
        core: the core tables.
        policy: what is reconciled, and within what.
        noticed: what readers saw in the files, for the lines of a fee that were not taken.
    """
    passed_over = frozenset(item.file_sha256 for item in noticed if item.lacks == FEES)
    parts = [
        _measured(_found(core, entry.item, passed_over), entry).with_columns(place_of_item=pl.lit(place))
        for place, entry in enumerate(policy.items)
    ]
    if not parts:
        return RECONCILED.empty()
    rows = _judged(pl.concat(parts)).sort("fund", "place_of_item", "as_of", "part", maintain_order=True)
    return check(rows.select(RECONCILED.polars_schema.names()).cast(RECONCILED.polars_schema), RECONCILED)


def _found(core: CoreTables, item: ReconciledItem, passed_over: frozenset[str]) -> pl.DataFrame:
    return fee_parts(core, passed_over) if item is ReconciledItem.FEE_PARTS else _COMPARED[item](core)


def _measured(rows: pl.DataFrame, entry: ReconcileItem) -> pl.DataFrame:
    """How far apart the two figures of one item lie, and what its line of the policy allows."""
    scale = pl.col("right").abs() if entry.measured_in == "share_of_right" else pl.lit(1.0)
    grown = entry.below_a_month * pl.col("months")
    rounding = pl.col("rounding") if entry.by_rounding else pl.lit(0.0)
    stop_below, stop_above = entry.stops_at
    return rows.with_columns(
        difference=pl.col("left") - pl.col("right"),
        least_difference=-pl.max_horizontal((entry.below + grown) * scale, rounding),
        most_difference=pl.max_horizontal(entry.above * scale, rounding),
        stops_below=-pl.max_horizontal((stop_below + grown) * scale, rounding),
        stops_above=pl.max_horizontal(stop_above * scale, rounding),
        dust=DUST * scale,
        may_stop=pl.lit(entry.stop),
        item=pl.lit(entry.item.value),
        why=pl.lit(entry.why),
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    """All items at once: the sentence is a hundred expressions, which take longer to build than to work out."""
    stops = _outside("stops_below", "stops_above").fill_null(value=False) & (pl.col("outcome") == "breaks")
    return rows.with_columns(outcome=_outcome()).with_columns(
        stops=pl.when(stops & pl.col("may_stop")).then(pl.lit("yes")).otherwise(pl.lit("no")),
        sentence=sentence(),
    )


def _outcome() -> pl.Expr:
    """A sum that lacks parts may lie below. Two sums of one file agree by themselves, so that this shows nothing."""
    below = pl.col("difference") < 0
    return (
        pl.when(pl.col("difference").is_null())
        .then(pl.lit("one_side_missing"))
        .when(_outside("least_difference", "most_difference") & pl.col("incomplete") & below)
        .then(pl.lit("incomplete"))
        .when(_outside("least_difference", "most_difference"))
        .then(pl.lit("breaks"))
        .when(pl.col("same_source"))
        .then(pl.lit("same_source"))
        .otherwise(pl.lit("agrees"))
    )


def _outside(least: str, most: str) -> pl.Expr:
    difference, dust = pl.col("difference"), pl.col("dust")
    return (difference < pl.col(least) - dust) | (difference > pl.col(most) + dust)
