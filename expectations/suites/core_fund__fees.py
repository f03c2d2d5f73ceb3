"""Data rules for the fees of funds. That parts sum to the printed total is a crosscheck."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.fund import Wrapper
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__fees"
_VOCABULARY = {column.name: list(column.one_of) for column in CoreTables.spec("fund_fees").columns}

USUAL_RATE = 0.20
"""The dearest fee in this project's packets is near 7 % a year, interest included; 20 % leaves room."""
USUAL_RATE_ON_PROFITS = 0.30
"""A share of profits is another thing: 12.5 % to 20 % is customary."""
LEAST_RATE = 0.0025
"""A per-cent column that holds fractions gives a rate of 20 %, the most that is usual, as 0.20 %; 2.93 % comes as
0.0293 %. The cheapest manager of private assets in this project's packets takes 0.70 %. So under 0.25 % it is one."""
LEAST_RATE_OF_A_TRUST = 0.0005
"""Trusts and funds that are dealt daily or hold an index charge 0.12 % to 0.25 %, and that is real. Of these only what
is under 0.05 %, a fraction of less than 5 %, is told."""
_CHEAP_WRAPPERS = (Wrapper.ETP_GRANTOR_TRUST, Wrapper.OPEN_END_FUND, Wrapper.COLLECTIVE_TRUST)


def _usual(frame: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    on_profits = pl.col("base") == "profits"
    is_whole = pl.col("component").is_in(["total", "management"]) & (pl.col("rate_frac") > 0)
    cheap = [fund.fund for fund in inputs.case.funds if fund.wrapper in _CHEAP_WRAPPERS]
    may_be_low = pl.col("owner").is_in(cheap) | (pl.col("basis") == "sponsor_fee")
    least = pl.when(may_be_low).then(LEAST_RATE_OF_A_TRUST).otherwise(LEAST_RATE)
    return frame.with_columns(
        pl.when(on_profits).then(USUAL_RATE_ON_PROFITS).otherwise(USUAL_RATE).alias("usual_rate_frac"),
        pl.when(is_whole).then(least).otherwise(0.0).alias("least_rate_frac"),
    )


_ROWS = rows("fund_fees", _usual)


def _known(column: str) -> Rule:
    return Rule(
        id=f"fees-{column.replace('_', '-')}-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description=f"{column} is one of {', '.join(_VOCABULARY[column])}.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column=column, value_set=_VOCABULARY[column]),
        view=_ROWS,
    )


RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_fees", "fees", _ROWS)),
    _known("basis"),
    _known("component"),
    _known("base"),
    Rule(
        id="fees-rate-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A rate lies between 0 and 100 % a year.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="rate_frac", min_value=0, max_value=1),
        view=_ROWS,
    ),
    Rule(
        id="fees-rate-usual",
        table=_TABLE,
        severity=Severity.WARNING,
        description="A rate is not above 20 % a year; one on profits not above 30 %.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="usual_rate_frac", column_B="rate_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    Rule(
        id="fees-rate-no-fraction",
        table=_TABLE,
        severity=Severity.WARNING,
        description=(
            "A total or management fee over zero is not under 0.25 % a year, as a misplaced fraction is; of trusts and "
            "funds that are dealt daily or hold an index, and of a sponsor's fee, not under 0.05 %."
        ),
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="rate_frac", column_B="least_rate_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    fresh(FreshItem.FEES, "fee stated by the as-of date"),
)
