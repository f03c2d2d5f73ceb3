"""Total assets, liabilities, net assets, borrowings and holdings of one date against each other."""

import polars as pl

from expectations import engine as gxe
from expectations.crosschecks.words import millions, per_cent, place
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.validation import Severity

IDENTITY = 0.001
"""Figures are printed to the dollar or the thousand; a tenth of a per cent leaves room for a figure in millions."""
UNEXPLAINED = 0.10
"""Payables and accruals are a few per cent of assets. Above a tenth somebody has lent money."""
LEAST_HELD, MOST_HELD = 0.75, 1.15
"""Cash and receivables may be a quarter of assets in a young fund; above 115 % holdings of another date were read."""


def _float(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64)


def _identity(inputs: Inputs) -> pl.DataFrame:
    given = inputs.core.fund_balance_sheet.drop_nulls(["total_assets_usd", "total_liabilities_usd", "net_assets_usd"])
    expected = _float("total_assets_usd") - _float("total_liabilities_usd")
    gaps = given.with_columns(expected.alias("expected_usd")).with_columns(
        ((pl.col("expected_usd") - _float("net_assets_usd")).abs() / _float("total_assets_usd")).alias("gap_frac")
    )
    told = pl.format(
        "{} ({}): total assets of {} less liabilities of {} make {}, and net assets are given as {}",
        place(), "as_of", millions("total_assets_usd"), millions("total_liabilities_usd"),
        millions("expected_usd"), millions("net_assets_usd"),
    )  # fmt: skip
    return gaps.with_columns(told.alias("told"))


def _borrowings(inputs: Inputs) -> pl.DataFrame:
    """Newest first: the latest balance sheet is what leverage is measured on."""
    untagged = inputs.core.fund_balance_sheet.filter(pl.col("borrowings_usd").fill_null(0) == 0)
    debts = _float("total_liabilities_usd").fill_null(_float("total_assets_usd") - _float("net_assets_usd"))
    shares = untagged.with_columns((debts / _float("total_assets_usd")).alias("liabilities_share_frac"))
    told = pl.format(
        "{} ({}): borrowings are {}, yet liabilities are {} of total assets; "
        "borrowings may be untagged, and leverage from the balance sheet is used instead",
        place(), "as_of",
        pl.when(pl.col("borrowings_usd").is_null()).then(pl.lit("not given")).otherwise(pl.lit("zero")),
        per_cent("liabilities_share_frac", 1),
    )  # fmt: skip
    return shares.with_columns(told.alias("told")).sort("as_of", descending=True, maintain_order=True)


def _held(inputs: Inputs) -> pl.DataFrame:
    """Joined on the month, because a balance sheet may be struck on the month's last business day."""
    month = pl.col("as_of").dt.month_end().alias("month_end")
    sheets = inputs.core.fund_balance_sheet.select("owner", month, "total_assets_usd").drop_nulls()
    both = inputs.core.fund_exposure.with_columns(month).join(sheets, on=["owner", "month_end"], maintain_order="left")
    held = both.with_columns((_float("total_fair_value_usd") / _float("total_assets_usd")).alias("held_frac"))
    told = pl.format(
        "{} ({}): holdings of {} are {} of total assets of {}",
        place(), "as_of", millions("total_fair_value_usd"), per_cent("held_frac", 1), millions("total_assets_usd"),
    )  # fmt: skip
    return held.with_columns(told.alias("told"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="assets-less-liabilities-are-net-assets",
        table=CROSSCHECK,
        severity=Severity.CRITICAL,
        description="Total assets less total liabilities are net assets, within 0.1 % of total assets.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="gap_frac", min_value=0, max_value=IDENTITY),
        view=View("balance identity", _identity),
    ),
    Rule(
        id="borrowings-explain-liabilities",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="Where borrowings are zero or not given, liabilities are at most 10 % of total assets.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="liabilities_share_frac", max_value=UNEXPLAINED),
        view=View("untagged borrowings", _borrowings),
    ),
    Rule(
        id="holdings-near-total-assets",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="The holdings' fair value is 75 % to 115 % of total assets at the same date.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="held_frac", min_value=LEAST_HELD, max_value=MOST_HELD),
        view=View("holdings against assets", _held),
    ),
)
