"""Data rules for the cash flows of drawdown vehicles."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule, View
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__cash_flows"
_KINDS = next(list(column.one_of) for column in CoreTables.spec("fund_cash_flows").columns if column.name == "kind")

MOST_DAYS_AFTER_VALUE = 92
"""A quarter: vehicles state their value once a quarter, so flows after the last value reach no further."""


def _openings(inputs: Inputs) -> pl.DataFrame:
    """One row a fund: how many rows of its first day are contributions."""
    dated = inputs.core.fund_cash_flows.drop_nulls(["owner", "as_of", "kind"]).sort("owner", "as_of", "kind")
    first = dated.filter(pl.col("as_of") == pl.col("as_of").min().over("owner"))
    return first.group_by("owner", maintain_order=True).agg(
        pl.col("kind").eq("contribution").sum().cast(pl.Int64).alias("contributions_on_the_first_day"),
        pl.col("file").first(),
        pl.col("row").min(),
    )


def _after_value(inputs: Inputs) -> pl.DataFrame:
    """One row a fund with flows: days from its last net asset value, or its first row, to its last flow."""
    dated = inputs.core.fund_cash_flows.drop_nulls(["owner", "as_of", "kind"]).sort("owner", "as_of", "kind")
    is_value, day = pl.col("kind") == "net_asset_value", pl.col("as_of")
    ends = dated.group_by("owner", maintain_order=True).agg(
        pl.coalesce(day.filter(is_value).max(), day.min()).alias("last_value_on"),
        day.filter(~is_value).max().alias("last_flow_on"),
        pl.col("file").first(),
        pl.col("row").filter(day == day.max()).max(),
    )
    days = (pl.col("last_flow_on") - pl.col("last_value_on")).dt.total_days().alias("days_after_value")
    return ends.drop_nulls("last_flow_on").with_columns(days)


_ROWS = rows("fund_cash_flows")

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_cash_flows", "cash-flows", _ROWS)),
    Rule(
        id="cash-flows-kind-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="kind is contribution, distribution, recallable_distribution or net_asset_value.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=_KINDS),
        view=_ROWS,
    ),
    Rule(
        id="cash-flows-amount-not-negative",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="An amount is not below zero: the kind says which way it goes.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="amount_usd", min_value=0),
        view=_ROWS,
    ),
    Rule(
        id="cash-flows-open-with-contribution",
        table=_TABLE,
        severity=Severity.WARNING,
        description="On the first day something is paid in; otherwise earlier flows are missing.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="contributions_on_the_first_day", min_value=1),
        view=View("fund_cash_flows openings", _openings),
    ),
    Rule(
        id="cash-flows-value-follows",
        table=_TABLE,
        severity=Severity.WARNING,
        description=f"The last flow is at most {MOST_DAYS_AFTER_VALUE} days after the last net asset value.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="days_after_value", max_value=MOST_DAYS_AFTER_VALUE),
        view=View("fund_cash_flows after value", _after_value),
    ),
    fresh(FreshItem.CASH_FLOWS, "flow or net asset value"),
)
