"""Runs every rule on every fund and benchmark and says what came of it, in a fixed order.

Belongs here: evaluation, and the sentence of a failure. Does not: what is expected, nor whether the run goes on
(`verdict.py`).

All owners of a table are judged in one pass, rules that look at the same frame together, and each owner's share is
taken from the rows that failed: Great Expectations costs some 7 ms a rule however many rows there are, so going owner
by owner would cost that many times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl

from expectations.engine import ExpectColumnValuesToNotBeNull, Judged, columns_judged, judge
from expectations.owners import in_order, spoken_of
from expectations.registry import all_rules
from expectations.rule import CROSSCHECK, Inputs, Rule, View
from prudent.model.case import Case
from prudent.model.validation import Outcome, RuleResult
from prudent.tables.core import CoreTables

_SHOWN = 2
"""Failing rows told in a detail; the others are counted."""


@dataclass(frozen=True)
class Evaluated:
    """One rule, the frame that it judged, and what came of it."""

    rule: Rule
    frame: pl.DataFrame
    judged: Judged

    @cached_property
    def _by_owner(self) -> dict[tuple[object, ...], pl.DataFrame]:
        """Each owner's rows with their position: cut once, however many owners are asked for."""
        return self.frame.with_row_index("position").partition_by("owner", as_dict=True, maintain_order=True)

    def of(self, owner: str) -> pl.DataFrame:
        """The rows of one owner."""
        found = self._by_owner.get((owner,))
        return self.frame.clear().with_row_index("position") if found is None else found


def validate(case: Case, core: CoreTables) -> tuple[RuleResult, ...]:
    """One result for each rule and owner: owners in the case's order, then benchmarks by name; rules as registered.

    A rule of which an owner has no rows, or no values, is `not_applicable`, never passed. One that could not be
    evaluated is `broke`.
    """
    return run(all_rules(), Inputs(case, core))


def run(rules: Sequence[Rule], inputs: Inputs) -> tuple[RuleResult, ...]:
    """Evaluate some rules. The same as `validate`, which runs all of them."""
    views = tuple(dict.fromkeys(rule.view for rule in rules))
    evaluated = {
        item.rule.id: item for view in views for item in evaluate(view, [r for r in rules if r.view is view], inputs)
    }
    speaks_of = {name: spoken_of(name, inputs) for name in dict.fromkeys(rule.table for rule in rules)}
    return tuple(
        result_of(owner, evaluated[rule.id])
        for owner in in_order(inputs)
        for rule in rules
        if owner in speaks_of[rule.table]
    )


def evaluate(view: View, rules: Sequence[Rule], inputs: Inputs) -> list[Evaluated]:
    """Judge the rules that look at one view, in one pass; whatever breaks them is told by each of them."""
    try:
        frame = view.build(inputs)
        judged = judge(frame, [rule.expectation for rule in rules])
    except Exception as error:  # noqa: BLE001 -- whatever breaks a rule is reported as such, never as bad data
        broke = Judged((), f"{type(error).__name__}: {error}".splitlines()[0])
        return [Evaluated(rule, pl.DataFrame(schema={"owner": pl.String}), broke) for rule in rules]
    return [Evaluated(rule, frame, one) for rule, one in zip(rules, judged, strict=True)]


def result_of(owner: str, item: Evaluated) -> RuleResult:
    """What came of one rule for one owner."""
    rule, judged = item.rule, item.judged
    own = item.of(owner)
    failed = own.filter(pl.col("position").is_in(list(judged.failed)))
    outcome, detail, checked = Outcome.PASSED, "", _rows_with_values(own, rule)
    if judged.broke:
        outcome, detail, checked = Outcome.BROKE, f"The rule could not be evaluated: {judged.broke}.", 0
    elif failed.height:
        outcome, detail = Outcome.FAILED, _told(failed, rule)
    elif checked == 0:
        outcome, detail = Outcome.NOT_APPLICABLE, _nothing(own, item)
    return RuleResult(
        owner=owner,
        table=rule.table,
        rule=rule.id,
        severity=rule.severity,
        outcome=outcome,
        description=rule.description,
        rows_checked=checked,
        rows_failed=failed.height,
        detail=detail,
    )


def _rows_with_values(own: pl.DataFrame, rule: Rule) -> int:
    """Rows in which the judged columns hold values; all rows for a rule that asks whether they do."""
    if isinstance(rule.expectation, ExpectColumnValuesToNotBeNull):
        return own.height
    columns = [name for name in columns_judged(rule.expectation) if name in own.columns]
    return own.drop_nulls(columns).height


def _nothing(own: pl.DataFrame, item: Evaluated) -> str:
    if item.rule.table == CROSSCHECK:
        return "Nothing to compare in evidence."
    return "No values in evidence." if own.height else "No rows in evidence."


def _told(failed: pl.DataFrame, rule: Rule) -> str:
    """The first failing rows as a sentence each, and how many more there are."""
    columns = columns_judged(rule.expectation)
    shown = [_clause(row, columns) for row in failed.head(_SHOWN).iter_rows(named=True)]
    more = failed.height - len(shown)
    rest = [f"{more} more {'row' if more == 1 else 'rows'} fail{'s' if more == 1 else ''}"] if more else []
    return " ".join(f"{clause}." for clause in (*shown, *rest))


def _clause(row: dict[str, object], columns: Sequence[str]) -> str:
    """One row: what its view tells of it, or where it stands and what the judged columns hold."""
    if isinstance(told := row.get("told"), str):
        return told
    held = ", ".join(f"{name} is {_shown(row[name])}" for name in columns if name != "owner")
    return f"{row['file'] or 'a file not named'} row {_shown(row['row'])}: {held}"


def _shown(value: object) -> str:
    """A cell in a sentence: floats to nine digits and decimals without their noughts, so that no tail shows."""
    match value:
        case None:
            return "not given"
        case float():
            return f"{value:.9g}"
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)
