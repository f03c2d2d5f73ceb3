"""Liabilities that nothing explains. What two totals must be to each other is `reconciliation.py`'s."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.flows import steps_of_net_assets
from expectations.crosschecks.words import per_cent
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.validation import Severity
from prudent.validate.places import place_of

UNEXPLAINED = 0.10
"""Payables and accruals are a few per cent of assets. Above a tenth somebody has lent money."""


def _float(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64)


def _borrowings(inputs: Inputs) -> pl.DataFrame:
    """Newest first: the latest balance sheet is what leverage is measured on.

    Subscriptions that were paid before a quarter's end and dealt after it are a liability at that end, and net assets
    of the next: what came in then explains as much.
    """
    untagged = inputs.core.fund_balance_sheet.filter(pl.col("borrowings_usd").fill_null(0) == 0)
    debts = _float("total_liabilities_usd").fill_null(_float("total_assets_usd") - _float("net_assets_usd"))
    came = steps_of_net_assets(inputs).select(
        "owner", pl.col("as_of_before").alias("as_of"), pl.col("flow_usd").clip(lower_bound=0).alias("came_usd")
    )
    known = untagged.join(came, on=["owner", "as_of"], how="left", maintain_order="left")
    shares = known.with_columns(
        (debts / _float("total_assets_usd")).alias("liabilities_share_frac"),
        ((debts - pl.col("came_usd").fill_null(0)) / _float("total_assets_usd")).alias("unexplained_frac"),
    )
    told = pl.format(
        "{} ({}): borrowings are {}, yet liabilities are {} of total assets; "
        "borrowings may be untagged, and leverage from the balance sheet is used instead",
        place_of("core_fund__balance_sheet", "total_liabilities_usd", "total_assets_usd"), "as_of",
        pl.when(pl.col("borrowings_usd").is_null()).then(pl.lit("not given")).otherwise(pl.lit("zero")),
        per_cent("liabilities_share_frac", 1),
    )  # fmt: skip
    return shares.with_columns(told.alias("told")).sort("as_of", descending=True, maintain_order=True)


RULES: tuple[Rule, ...] = (
    Rule(
        id="borrowings-explain-liabilities",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description=(
            "Where borrowings are zero or not given, liabilities are at most 10 % of total assets beyond what came in "
            "as net assets by the next balance sheet."
        ),
        expectation=gxe.ExpectColumnValuesToBeBetween(column="unexplained_frac", max_value=UNEXPLAINED),
        view=View("untagged borrowings", _borrowings),
    ),
)
