"""Data rules for the terms of funds: each term is a known one, and its value is of the kind that the name promises."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import Prepare, rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__terms"
_TERMS = next(list(column.one_of) for column in CoreTables.spec("fund_terms").columns if column.name == "term")
_PER_CENT = [term for term in _TERMS if term.endswith("_pct")]
_WHOLE = ["fee_layers", "vehicles", "share_classes", "affiliated_providers", "appraisals_per_year"]
_COUNTS = ["repurchases_per_year", "coins_held", "ounces_held", "derivatives_notional_ratio"]
_YES_NO = ["repurchase_was_limited", "exchange_traded", "derivatives_used"]

MOST_OFFERS_A_YEAR = 12
"""Rule 23c-3 knows offers every 3, 6 or 12 months, discretionary ones and monthly ones. More is daily dealing."""
LEAST_CAP_PCT, MOST_CAP_PCT = 1.0, 25.0
"""Rule 23c-3 lets an interval fund offer 5 % to 25 %; non-traded REITs offer from 2 % a month. 0.05 is a fraction."""


def _only(terms: list[str]) -> Prepare:
    def prepare(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
        number = pl.col("value").str.strip_chars().cast(pl.Float64, strict=False)
        return frame.filter(pl.col("term").is_in(terms)).with_columns(number.alias("number"))

    return prepare


_ROWS = rows("fund_terms")

RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_terms", "terms", _ROWS)),
    Rule(
        id="terms-term-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="term is one of the documented terms.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="term", value_set=_TERMS),
        view=_ROWS,
    ),
    Rule(
        id="terms-number-is-number",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A term in per cent or a count is a plain number, such as 5 or 12.5.",
        expectation=gxe.ExpectColumnValuesToMatchRegex(column="value", regex=r"^\d+(\.\d+)?$"),
        view=rows("fund_terms", _only([*_PER_CENT, *_COUNTS])),
    ),
    Rule(
        id="terms-count-is-whole",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A number of layers, vehicles, classes, providers or appraisals is a whole number.",
        expectation=gxe.ExpectColumnValuesToMatchRegex(column="value", regex=r"^\d+$"),
        view=rows("fund_terms", _only(_WHOLE)),
    ),
    Rule(
        id="terms-yes-or-no",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A term that is a question is answered yes or no.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column="value", value_set=["yes", "no"]),
        view=rows("fund_terms", _only(_YES_NO)),
    ),
    Rule(
        id="terms-inception-is-date",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="inception is a date such as 2019-06-05.",
        expectation=gxe.ExpectColumnValuesToMatchRegex(
            column="value", regex=r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
        ),
        view=rows("fund_terms", _only(["inception"])),
    ),
    Rule(
        id="terms-per-cent-possible",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A term in per cent lies between 0 and 100.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="number", min_value=0, max_value=100),
        view=rows("fund_terms", _only(_PER_CENT)),
    ),
    Rule(
        id="terms-cap-usual",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The cap of a repurchase offer lies between 1 % and 25 %.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="number", min_value=LEAST_CAP_PCT, max_value=MOST_CAP_PCT),
        view=rows("fund_terms", _only(["repurchase_cap_pct"])),
    ),
    Rule(
        id="terms-offers-a-year",
        table=_TABLE,
        severity=Severity.WARNING,
        description=f"There are at most {MOST_OFFERS_A_YEAR} repurchase offers a year.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="number", min_value=0, max_value=MOST_OFFERS_A_YEAR),
        view=rows("fund_terms", _only(["repurchases_per_year"])),
    ),
    fresh(FreshItem.REPURCHASE_TERMS, "statement of each term of repurchases"),
    fresh(FreshItem.FEE_TERMS, "statement of each term of fees"),
    fresh(FreshItem.CREDIT_TERMS, "statement of loans that do not pay, of occupancy and of derivatives"),
    fresh(FreshItem.CUSTODY_TERMS, "statement of coins or ounces held"),
    fresh(FreshItem.OTHER_TERMS, "statement of each other term of the annual report"),
)
