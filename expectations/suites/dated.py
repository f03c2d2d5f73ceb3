"""Rules on dates that several suites share: periods end with a month, and the last row is not too old.

How old is too old is the policy's to say, for each kind of fund (`policy/freshness.yml`).
"""

import polars as pl

from expectations import engine as gxe
from expectations.rule import Inputs, Rule, View
from expectations.views import BEGINNING
from prudent.model.freshness import FreshItem
from prudent.model.validation import Severity
from prudent.tables.core import CoreTables


def ends_with_month(rule: str, field: str, column: str, view: View) -> Rule:
    """The column's days are last days of months."""
    return Rule(
        id=rule,
        table=CoreTables.spec(field).table,
        severity=Severity.CRITICAL,
        description=f"{column} is the last day of a month.",
        expectation=gxe.ExpectColumnPairValuesToBeEqual(
            column_A=column, column_B="month_end_of_date", ignore_row_if="either_value_is_missing"
        ),
        view=view,
    )


def fresh(item: FreshItem, what: str) -> Rule:
    """The last row of an item up to the as-of date is at most so many days old then as the policy allows.

    Args:
        item: the table or the group of terms.
        what: what the last one is, for the description: `return`.
    """
    return Rule(
        id=f"{item.value.replace('_', '-')}-fresh",
        table=CoreTables.spec(item.field).table,
        severity=Severity.WARNING,
        description=f"The last {what} is not older at the as-of date than policy/freshness.yml allows.",
        expectation=gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="most_days", column_B="days_old", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        view=_age(item),
    )


def _age(item: FreshItem) -> View:
    """One row an owner, of terms and representations one for each of them: days from its last date to the as-of date.

    Rows after the as-of date do not count, nor does an owner of whose kind the policy says nothing.
    """
    spec = CoreTables.spec(item.field)
    day, each = spec.date_column or "", _each(item)

    def build(inputs: Inputs) -> pl.DataFrame:
        as_of = inputs.case.request.as_of
        known = inputs.core.frame(item.field).drop_nulls([*each, day]).filter(pl.col(day).is_between(BEGINNING, as_of))
        last = known.sort(day).group_by("owner", *each, maintain_order=True).last().sort("owner", *each)
        allowed = _allowed(item, inputs, last.get_column("owner").unique().sort().to_list())
        days = (pl.lit(as_of) - pl.col(day)).dt.total_days()
        judged = last.join(allowed, on=["owner", *each][: 1 + item.of_terms], how="inner", maintain_order="left")
        return judged.with_columns(days.alias("days_old")).select(
            "owner", "days_old", "most_days", _told(item, day, str(as_of)).alias("told")
        )

    return View(f"{item.value} age", build)


def _each(item: FreshItem) -> list[str]:
    """What besides the owner has a latest row of its own."""
    if item.of_terms:
        return ["term"]
    return ["subject"] if item is FreshItem.REPRESENTATIONS else []


def _allowed(item: FreshItem, inputs: Inputs, owners: list[str]) -> pl.DataFrame:
    """How many days each owner may have, of a group of terms for each term of it."""
    funds = {fund.fund: fund for fund in inputs.case.funds}
    entries = {owner: inputs.case.policy.freshness.of(item, funds.get(owner)) for owner in owners}
    rows = [
        (owner, term, entry.most_days)
        for owner, entry in entries.items()
        if entry is not None
        for term in (entry.terms or ("",))
    ]
    schema = {"owner": pl.String, "term": pl.String, "most_days": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame if item.of_terms else frame.drop("term")


def _told(item: FreshItem, day: str, as_of: str) -> pl.Expr:
    if item is FreshItem.REPRESENTATIONS:
        what = pl.format("The last on {}, signed by {},", pl.col("subject").str.replace_all("_", " "), "signer")
    else:
        what = pl.format("The last {}", "term") if item.of_terms else pl.lit("The last")
    words = "{} is of {}, {} days before {}; at most {} are allowed"
    return pl.format(words, what, day, "days_old", pl.lit(as_of), "most_days")
