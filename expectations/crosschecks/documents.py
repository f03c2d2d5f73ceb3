"""How old the latest document of each form is, as `policy/freshness.yml` allows."""

import polars as pl

from expectations import engine as gxe
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.validation import Severity

_SCHEMA = {"owner": pl.String, "form": pl.String, "filed_on": pl.Date, "most_days": pl.Int64}


def _ages(inputs: Inputs) -> pl.DataFrame:
    """One row a fund and form that the policy names: the latest document filed up to the as-of date."""
    as_of = inputs.case.request.as_of
    most = {form: entry.most_days for entry in inputs.case.policy.freshness.documents for form in entry.forms}
    rows = [
        (header.owner, document.form, document.filed_on, most[document.form])
        for header in inputs.case.headers
        for document in header.documents
        if document.form in most and document.filed_on is not None and document.filed_on <= as_of
    ]
    latest = pl.DataFrame(rows, schema=_SCHEMA, orient="row").sort("owner", "form", "filed_on")
    days = (pl.lit(as_of) - pl.col("filed_on")).dt.total_days()
    told = pl.format(
        "The last Form {} was filed on {}, {} days before {}; at most {} are allowed",
        "form", "filed_on", "days_old", pl.lit(str(as_of)), "most_days",
    )  # fmt: skip
    return (
        latest.unique(["owner", "form"], keep="last", maintain_order=True)
        .with_columns(days.alias("days_old"))
        .with_columns(told.alias("told"))
    )


RULES: tuple[Rule, ...] = (
    Rule(
        id="documents-fresh",
        table=CROSSCHECK,
        severity=Severity.WARNING,
        description="The last document of each form is not older at the as-of date than policy/freshness.yml allows.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="most_days", column_B="days_old", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=View("documents by form", _ages),
    ),
)
