"""Data rules for written representations and their three-part review. Their age is `crosschecks/freshness.py`'s."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule, View
from expectations.suites.dated import fresh
from expectations.suites.opening import Opening, opening
from expectations.views import rows
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables

_TABLE = "core_fund__representations"
_VALUES = {column.name: list(column.one_of) for column in CoreTables.spec("fund_representations").columns}
_REVIEW = ["reviewed_by", "reviewed_on", "understood", "contrary_facts"]


def _reviewed(frame: pl.DataFrame, _: Inputs) -> pl.DataFrame:
    """Add what of the review is missing or does not hold together; null where there is nothing to look at."""
    helped, contrary = pl.col("understood") == "with_professional", pl.col("contrary_facts")
    return frame.with_columns(
        pl.when(helped).then(pl.col("professional").is_null().cast(pl.Int64)).alias("professionals_missing"),
        pl.when(contrary.is_in(["answered", "unanswered"]))
        .then(pl.col("contrary_note").is_null().cast(pl.Int64))
        .alias("notes_missing"),
    )


def _latest(inputs: Inputs) -> pl.DataFrame:
    """One row a fund and subject: the latest representation, with the parts of its review that are missing."""
    dated = inputs.core.fund_representations.drop_nulls(["owner", "subject", "as_of"]).sort("owner", "subject", "as_of")
    latest = dated.unique(["owner", "subject"], keep="last", maintain_order=True)
    lacking = pl.concat_str(
        [pl.when(pl.col(name).is_null()).then(pl.lit(name.replace("_", " "))) for name in _REVIEW],
        separator=", ",
        ignore_nulls=True,
    )
    contrary = pl.col("contrary_facts")
    who = pl.format("{} row {}: {} of {}, signed by {}", "file", "row", "subject", "as_of", "signer")
    note = pl.when(pl.col("contrary_note").is_null()).then(pl.lit("")).otherwise(pl.format(" ({})", "contrary_note"))
    told = (
        pl.when(contrary == "unanswered")
        .then(pl.format("{}: a contrary fact is unanswered{}", who, note))
        .otherwise(pl.format("{}: not given are {}", who, lacking))
    )
    return latest.with_columns(
        pl.sum_horizontal(pl.col(_REVIEW).is_null().cast(pl.Int64)).alias("parts_missing"),
        (contrary == "unanswered").cast(pl.Int64).alias("contrary_unanswered"),
        told.alias("told"),
    )


_ROWS = rows("fund_representations", _reviewed)
_LATEST = View("fund_representations latest", _latest)


def _known(column: str) -> Rule:
    return Rule(
        id=f"representations-{column.replace('_', '-')}-known",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description=f"{column} is one of {', '.join(_VALUES[column])}.",
        expectation=gxe.ExpectColumnValuesToBeInSet(column=column, value_set=_VALUES[column]),
        view=_ROWS,
    )


RULES: tuple[Rule, ...] = (
    *opening(Opening("fund_representations", "representations", _ROWS)),
    _known("subject"),
    _known("understood"),
    _known("contrary_facts"),
    Rule(
        id="representations-reviewed-after-signed",
        table=_TABLE,
        severity=Severity.CRITICAL,
        description="A representation is reviewed on or after the day on which it was signed.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="reviewed_on", column_B="as_of", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_ROWS,
    ),
    Rule(
        id="representations-professional-named",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Where a representation was understood with a professional, the professional is named.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="professionals_missing", max_value=0),
        view=_ROWS,
    ),
    Rule(
        id="representations-contrary-told",
        table=_TABLE,
        severity=Severity.WARNING,
        description="Where contrary facts are known, answered or not, they are told.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="notes_missing", max_value=0),
        view=_ROWS,
    ),
    Rule(
        id="representations-review-complete",
        table=_TABLE,
        severity=Severity.WARNING,
        description="The latest representation on each subject has all three parts of its review.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="parts_missing", max_value=0),
        view=_LATEST,
    ),
    Rule(
        id="representations-contrary-answered",
        table=_TABLE,
        severity=Severity.WARNING,
        description="No contrary fact known on the latest representation is unanswered.",
        expectation=gxe.ExpectColumnValuesToBeBetween(column="contrary_unanswered", max_value=0),
        view=_LATEST,
    ),
    fresh(FreshItem.REPRESENTATIONS, "representation on each subject"),
)
