"""Totals against independent totals: each break is a failed rule with both numbers and what is allowed.

Belongs here: one rule for a break that is told and one for a break that stops, for each item. Does not: the figures
(`prudent/validate`), nor how far apart they may lie and whether that stops a run (`policy/reconciliation.yml`).
"""

import polars as pl

from expectations import engine as gxe
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.reconciliation import ReconciledItem
from prudent.model.validation import Severity
from prudent.validate.reconcile import reconcile

_SAYS = {
    ReconciledItem.BALANCE_IDENTITY: "Total assets less total liabilities are net assets",
    ReconciledItem.HOLDINGS_TO_TOTAL_ASSETS: "The holdings' fair value is near total assets of the same date",
    ReconciledItem.HOLDINGS_TO_NET_ASSETS: "The holdings' fair value fits net assets of the same date",
    ReconciledItem.COVERAGE_TO_BORROWINGS: "The debt that asset coverage implies is what was borrowed",
    ReconciledItem.LEVELS_TO_FAIR_VALUE: "Fair-value levels and what stands at value sum to the holdings' fair value",
    ReconciledItem.LEVEL3_TO_SHARE: "Level 3 over all levels is the printed Level 3 share",
    ReconciledItem.HOLDINGS_TO_SHARES: "The listed holdings over the whole are the sum of their printed shares",
    ReconciledItem.TOP_TEN_TO_SHARE: "The ten largest holdings over the whole are their printed share",
    ReconciledItem.FEE_PARTS: "The parts of a printed fee table, less waivers, sum to its total, interest apart",
    ReconciledItem.NAV_BY_SHARES: "The value of a share is net assets over shares outstanding",
    ReconciledItem.NAV_TO_RETURN: "The value of a share changes by the return, less what can have been distributed",
    ReconciledItem.MONTHS_TO_YEAR: "Months or quarters link to the printed return of their fiscal year",
    ReconciledItem.MONTHS_TO_QUARTER: "Months link to the printed return of their quarter",
    ReconciledItem.MONTHS_OF_QUARTER: "Each quarter with a balance sheet of a monthly filer has its three months",
    ReconciledItem.TENDERED_BY_FILL: "Shares tendered times the fill are the shares accepted",
    ReconciledItem.PAID_TO_CAP: "What was requested times the fill is what the offer was for",
    ReconciledItem.TENDERED_TO_SHARES: "Shares tendered over what was requested are the shares outstanding",
    ReconciledItem.COINS_TO_NET_ASSETS: "Net assets over coins held are those of the other trusts of that day",
}
_IDS = {
    ReconciledItem.BALANCE_IDENTITY: (
        "assets-less-liabilities-near-net-assets",
        "assets-less-liabilities-are-net-assets",
    ),
    ReconciledItem.HOLDINGS_TO_TOTAL_ASSETS: ("holdings-near-total-assets", "holdings-to-total-assets-stops"),
    ReconciledItem.FEE_PARTS: ("fee-parts-near-total", "fee-parts-sum-to-total"),
    ReconciledItem.NAV_BY_SHARES: ("share-value-is-net-assets-by-shares", "share-value-in-dollars"),
    ReconciledItem.MONTHS_TO_YEAR: ("months-link-to-printed-year", "months-are-of-the-printed-year"),
}
"""Rules that have names of their own, the one that is told first; the others are named after their item."""
_STOPS = "stops a run by policy/reconciliation.yml"


def rule_ids(item: ReconciledItem) -> tuple[str, str]:
    """The rule that a break fails which is told, and the one that a break fails which stops the run."""
    slug = item.value.replace("_", "-")
    return _IDS.get(item, (f"{slug}-agrees", f"{slug}-stops"))


def _reconciled(inputs: Inputs) -> pl.DataFrame:
    """One row a comparison, with a column for each rule: 1 for a break, 0 for none, null where it does not judge."""
    policy = inputs.case.policy.reconciliation
    rows = reconcile(inputs.core, policy, inputs.case.noticed).rename({"fund": "owner", "sentence": "told"})
    both, stops = pl.col("outcome").is_in(["agrees", "breaks"]), pl.col("stops") == "yes"
    breaks = (pl.col("outcome") == "breaks").cast(pl.Int64)
    columns: list[pl.Expr] = []
    for item in ReconciledItem:
        told, stopping = rule_ids(item)
        own = both & (pl.col("item") == item.value)
        entry = policy.of(item)
        columns.append(pl.when(own & ~stops).then(breaks).alias(told))
        may_stop = own & (entry is not None and entry.stop)
        columns.append(pl.when(may_stop).then(stops.cast(pl.Int64)).alias(stopping))
    return rows.select("owner", "told", *columns)


_VIEW = View("reconciliation", _reconciled)


def _rules(item: ReconciledItem) -> tuple[Rule, Rule]:
    told, stopping = rule_ids(item)
    within = "within what policy/reconciliation.yml allows"
    return (
        _rule(told, Severity.WARNING, f"{_SAYS[item]}, {within}."),
        _rule(stopping, Severity.CRITICAL, f"{_SAYS[item]}; the two do not lie so far apart that it {_STOPS}."),
    )


def _rule(name: str, severity: Severity, description: str) -> Rule:
    return Rule(
        id=name,
        table=CROSSCHECK,
        severity=severity,
        description=description,
        expectation=gxe.ExpectColumnValuesToBeBetween(column=name, max_value=0),
        view=_VIEW,
    )


RULES: tuple[Rule, ...] = tuple(rule for item in ReconciledItem for rule in _rules(item))
