"""Data rules for the returns of funds."""

import polars as pl

from expectations import engine as gxe
from expectations.owners import candidate
from expectations.rule import Inputs, Rule
from expectations.suites.dated import ends_with_month, fresh
from expectations.suites.opening import Opening, opening
from expectations.views import Series, rows, steps
from prudent.model.freshness import FreshItem
from prudent.model.fund import AssetClass
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__returns"
_VALUES = {column.name: list(column.one_of) for column in CoreTables.spec("fund_returns").columns}
_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}
FREQUENCY_MONTHS = pl.col("frequency").replace_strict(_MONTHS, default=None, return_dtype=pl.Int64)
"""Calendar months in one period of the row's declared frequency."""

MOST_RETURN = 3.0
"""Largest return of a period that is not an error of units: 5.00 % taken as a fraction is +500 %. The largest
month of a trust among this project's packets is a bitcoin trust's, +252 %."""
USUAL_MONTH = 0.25
"""Appraised funds move by a few per cent: the largest month in this project's packets is 8 %."""
USUAL_MONTH_COINS = 0.60
"""A bitcoin trust moves by 45 % in a month, and that is real."""
USUAL_MONTH_COINS_AT_MARKET = MOST_RETURN
"""The price of a trust that could not create and redeem moved with the coin and with its premium, which went from even
to more than double in 2017: the largest month of one in this project's packets is +252 %, and that is real."""
LEAST_RANGE = 0.0005
"""The quietest series of this project's packets moves by more than 1 % in its largest month. Under 0.05 % in a year of
months a per-cent column holds fractions."""
LEAST_PERIODS = 12


def _usual_bound(frame: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    """Add the size of each return and what is usual for its asset class; bounds grow with the root of the months."""
    coins = [fund.fund for fund in inputs.case.funds if fund.asset_class is AssetClass.DIGITAL_ASSETS]
    of_coins = pl.when(pl.col("kind") == "total_market").then(USUAL_MONTH_COINS_AT_MARKET).otherwise(USUAL_MONTH_COINS)
    month = pl.when(pl.col("owner").is_in(coins)).then(of_coins).otherwise(USUAL_MONTH)
    return frame.with_columns(
        pl.col("return_frac").abs().alias("size_frac"), (month * FREQUENCY_MONTHS.sqrt()).alias("usual_frac")
    )


def _with_largest(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """Add the largest size of each series to its last row, where twelve or more periods are not all zero."""
    size, series = pl.col("return_frac").abs(), ["owner", "frequency", "kind"]
    is_last = pl.int_range(pl.len()) == pl.len() - 1
    largest = pl.when(is_last & (pl.len() >= LEAST_PERIODS) & (size.max() > 0)).then(size.max())
    return frame.with_columns(largest.over(series).alias("largest_frac"))


_ROWS = rows("fund_returns", _usual_bound)
_SERIES = rows("fund_returns", _with_largest)
_OPENING = Opening("fund_returns", "returns", _ROWS, candidate, "The candidate")

RULES: tuple[Rule, ...] = (
    *opening(_OPENING),
    Rule(
        id="returns-frequency-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="frequency is monthly, quarterly or annual.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="frequency", value_set=_VALUES["frequency"]),
        view=_ROWS,
    ),
    Rule(
        id="returns-kind-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="kind is total_net or total_market.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=_VALUES["kind"]),
        view=_ROWS,
    ),
    ends_with_month("returns-period-ends-with-month", "fund_returns", "period_end", _ROWS),
    Rule(
        id="returns-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A return is not below −100 % and not above +300 %.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="return_frac", min_value=-1, max_value=MOST_RETURN),
        view=_ROWS,
    ),
    Rule(
        id="returns-usual-size",
        table=_TABLE,
        severity=Severity.WARNING,
        description=(
            "A month's return lies within 25 % either way, 60 % for digital assets at net asset value; a quarter's "
            "within 1.7 times that, a year's within 3.5 times. Prices of coin trusts are not asked. A larger one may "
            "be real and is to be looked at."
        ),
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="usual_frac", column_B="size_frac", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    Rule(
        id="returns-no-gap",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The periods of a series follow each other without gap and without overlap.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A="months_apart", column_B="months_expected", ignore_row_if="either_value_is_missing"
        ),
        view=steps(Series("fund_returns", ("owner", "frequency", "kind"), FREQUENCY_MONTHS)),
    ),
    Rule(
        id="returns-no-fractions",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The largest of twelve or more returns is not under 0.05 %, as fractions in a per-cent column are.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="largest_frac", min_value=LEAST_RANGE),
        view=_SERIES,
    ),
    fresh(FreshItem.RETURNS, "return"),
)
