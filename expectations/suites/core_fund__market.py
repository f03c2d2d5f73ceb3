"""Data rules for market prices of exchange-traded funds."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__market"

MOST_DISCOUNT, MOST_PREMIUM = -0.6, 2.0
"""A trust that cannot redeem has traded at half and at twice its value; beyond that the two figures differ in unit."""
USUAL = 0.05
"""Where shares are created and redeemed each day, price and value differ by a few tenths of a per cent."""


def _premium(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    price, value = pl.col("price_usd").cast(pl.Float64), pl.col("nav_per_share_usd").cast(pl.Float64)
    return frame.with_columns(pl.when(value > 0).then(price / value - 1).alias("premium_frac"))


_ROWS = rows("fund_market", _premium)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_market", "market", _ROWS)),
    Rule(
        id="market-price-above-zero",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A price is above zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="price_usd", min_value=0, strict_min=True),
        view=_ROWS,
    ),
    Rule(
        id="market-value-above-zero",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A net asset value a share, where given, is above zero.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="nav_per_share_usd", min_value=0, strict_min=True),
        view=_ROWS,
    ),
    Rule(
        id="market-premium-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The price is not under 40 % of net asset value a share and not above three times it.",
        expectation=gxe.ExpectColumnValuesToBeBetween(
            column="premium_frac", min_value=MOST_DISCOUNT, max_value=MOST_PREMIUM
        ),
        view=_ROWS,
    ),
    Rule(
        id="market-premium-usual",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The price lies within 5 % of net asset value a share.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="premium_frac", min_value=-USUAL, max_value=USUAL),
        view=_ROWS,
    ),
    fresh(FreshItem.MARKET, "price"),
)
