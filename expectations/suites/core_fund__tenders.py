"""Data rules for repurchase offers and their results."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity

_TABLE = "core_fund__tenders"

EXTRA = 0.02
"""Both rule 23c-3(b)(5) (interval funds) and rule 13e-4(f)(1) (tender offers) let the fund take 2 % of its shares more
than it offered, without a new offer."""
ROUNDING = 0.0005
"""Request and fill are printed to a hundredth of a per cent: five hundredths of a per cent cover their product."""
FILLED = 0.9999
"""A fill is printed to a hundredth of a per cent."""
NEAR_CAP = 0.005
"""Holders are cut only when the cap is reached; odd lots and the 2 % explain half a point."""


def _paid(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """Add what was paid, the most that could be, and how far below the cap an offer stopped that cut its holders."""
    paid = pl.col("requested_frac") * pl.col("accepted_frac")
    return frame.with_columns(
        paid.alias("paid_frac"),
        (pl.col("cap_frac") + EXTRA + ROUNDING).alias("most_payable_frac"),
        pl.when(pl.col("accepted_frac") < FILLED).then(pl.col("cap_frac") - paid).alias("cap_left_though_cut_frac"),
    )


_ROWS = rows("fund_tenders", _paid)

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_tenders", "tenders", _ROWS)),
    Rule(
        id="tenders-accepted-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The accepted share of what was tendered lies between 0 and 1.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="accepted_frac", min_value=0, max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="tenders-requested-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="No more than all shares are tendered.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="requested_frac", min_value=0, max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="tenders-cap-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="The cap lies between 0 and 1.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="cap_frac", min_value=0, max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="tenders-paid-within-cap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="What was requested times what was accepted is not above the cap and the 2 % that may be added.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="most_payable_frac", column_B="paid_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    Rule(
        id="tenders-cut-only-at-cap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Where holders were not paid in full, the offer was used up.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="cap_left_though_cut_frac", max_value=NEAR_CAP),
        view=_ROWS,
    ),
    fresh(FreshItem.TENDERS, "result of an offer"),
)
