"""Data rules for the fees of funds. That parts sum to the printed total is a crosscheck."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__fees"
_VOCABULARY = {column.name: list(column.one_of) for column in CoreTables.spec("fund_fees").columns}

USUAL_RATE = 0.20
"""The dearest fee in this project's packets is near 7 % a year, interest included; 20 % leaves room."""
USUAL_RATE_ON_PROFITS = 0.30
"""A share of profits is another thing: 12.5 % to 20 % is customary."""
LEAST_RATE = 0.0005
"""The cheapest total in this project's packets is a trust's 0.12 % a year. Under 0.05 % a per-cent column holds a
fraction: 2.93 % written as 0.0293."""
FRESH_DAYS = 550
"""A year between annual reports, four months until one is filed, two of grace."""


def _usual(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    on_profits = pl.col("base") == "profits"
    is_whole = pl.col("component").is_in(["total", "management"]) & (pl.col("rate_frac") > 0)
    return frame.with_columns(
        pl.when(on_profits).then(USUAL_RATE_ON_PROFITS).otherwise(USUAL_RATE).alias("usual_rate_frac"),
        pl.when(is_whole).then(LEAST_RATE).otherwise(0.0).alias("least_rate_frac"),
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
        description="A total or management fee over zero is not under 0.05 % a year, as a misplaced fraction is.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="rate_frac", column_B="least_rate_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    fresh(
        "fees-fresh",
        "fund_fees",
        f"The last fee stated by the as-of date is not older than {FRESH_DAYS} days then.",
        FRESH_DAYS,
    ),
)
