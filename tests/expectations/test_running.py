"""How rules are run: what breaks is not bad data, order is fixed, nothing is printed, written or left uncounted."""

import subprocess
import sys

import polars as pl
import pytest

from expectations import engine as gxe
from expectations import views
from expectations.registry import all_rules
from expectations.rule import Rule, View
from expectations.validate import run, validate
from expectations.verdict import gate
from prudent.errors import CheckBroke, DataBad, ReconcileBreak
from prudent.model.validation import Outcome, RuleResult, Severity


def rule(expectation, view=None, severity=Severity.CRITICAL):
    return Rule("by-hand", "core_fund__returns", severity, "By hand.", expectation, view or views.rows("fund_returns"))


def result(
    owner="fund", table="core_fund__returns", name="by-hand", severity=Severity.CRITICAL, outcome=Outcome.FAILED
):
    return RuleResult(
        owner=owner,
        table=table,
        rule=name,
        severity=severity,
        outcome=outcome,
        description="By hand.",
        rows_checked=1,
        rows_failed=1,
        detail=f"Row 2 of {owner} is wrong.",
    )


def test_a_column_that_is_not_there_breaks_the_rule_and_not_the_one_beside_it(build):
    there = gxe.ExpectColumnValuesToBeBetween(column="return_frac", max_value=1)
    gone = gxe.ExpectColumnValuesToBeBetween(column="no_such_column", max_value=1)
    judged = gxe.judge(build({"fund_returns": [{}, {"return_frac": 2}]}).core.fund_returns, [gone, there])
    assert judged[0].failed == ()
    assert 'The column "no_such_column" in BatchData does not exist.' in judged[0].broke
    assert judged[1] == gxe.Judged((1,))


def test_a_rule_that_raises_is_broke_and_never_failed(build):
    gone = gxe.ExpectColumnValuesToBeBetween(column="no_such_column", max_value=1)
    broke = run([rule(gone)], build({"fund_returns": [{}]}))[0]
    assert (broke.outcome, broke.rows_checked, broke.rows_failed) == (Outcome.BROKE, 0, 0)
    assert broke.detail.startswith("The rule could not be evaluated: ")
    assert "no_such_column" in broke.detail


def test_a_frame_that_cannot_be_computed_is_broke(build):
    def build_view(inputs):
        return inputs.core.fund_returns.select(pl.col("owner"), pl.col("no_such_column"))

    there = gxe.ExpectColumnValuesToBeBetween(column="return_frac", max_value=1)
    broke = run([rule(there, View("by hand", build_view))], build({"fund_returns": [{}]}))[0]
    assert broke.outcome is Outcome.BROKE
    assert broke.detail.startswith("The rule could not be evaluated: ColumnNotFoundError")


def test_comparing_unlike_columns_is_broke(build):
    unlike = gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="period_end", column_B="kind")
    assert run([rule(unlike)], build({"fund_returns": [{}]}))[0].outcome is Outcome.BROKE


def test_every_rule_is_row_wise_and_of_a_known_shape():
    for item in all_rules():
        assert gxe.columns_judged(item.expectation)
        assert item.description.endswith(".")


def test_rows_are_counted_for_their_own_fund(build):
    rows = [
        {},
        {"period_end": "2025-11-30"},
        {"owner": "peer", "return_frac": 5},
        {"owner": "peer", "period_end": None},
    ]
    inputs = build({"fund_returns": rows})
    found = {(r.owner, r.rule): (r.outcome, r.rows_checked, r.rows_failed) for r in validate(inputs.case, inputs.core)}
    assert found["fund", "returns-possible"] == (Outcome.PASSED, 2, 0)
    assert found["peer", "returns-possible"] == (Outcome.FAILED, 2, 1)
    assert found["peer", "returns-period-end-given"] == (Outcome.FAILED, 2, 1)


def test_results_come_in_a_fixed_order(build):
    inputs = build({"fund_returns": [{}], "benchmark_returns": [{}]})
    first, second = (validate(inputs.case, inputs.core) for _ in range(2))
    assert first == second
    assert tuple(dict.fromkeys(r.owner for r in first)) == ("fund", "peer", "bill", "proxy")
    of_fund = [r.rule for r in first if r.owner == "fund"]
    assert of_fund == [r.id for r in all_rules() if not r.table.startswith(("core_benchmark", "core_market"))]


def test_more_than_two_failing_rows_are_counted_not_listed(build, result_of):
    rows = [{"kind": "gross", "period_end": f"2025-{month:02}-28"} for month in range(1, 5)]
    detail = result_of("returns-kind-known", build({"fund_returns": rows})).detail
    assert detail == "returns.csv row 2: kind is gross. returns.csv row 3: kind is gross. 2 more rows fail."


def test_nothing_is_printed_and_nothing_written(tmp_path):
    code = (
        "import polars as pl, pathlib, sys\n"
        "from expectations import engine\n"
        "frame = pl.DataFrame({'owner': ['a'], 'x': [1.0]})\n"
        "rules = [engine.ExpectColumnValuesToBeBetween(column=c, max_value=0) for c in ('x', 'gone')]\n"
        "assert [bool(j.failed) for j in engine.judge(frame, rules)] == [True, False]\n"
        "import expectations.validate\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_sound_candidate_goes_on():
    passed = result(outcome=Outcome.PASSED)
    gate([passed, result(severity=Severity.WARNING), result(owner="peer")], "fund")


@pytest.mark.parametrize(
    ("results", "error"),
    [
        ([result()], DataBad),
        ([result(table="crosscheck")], ReconcileBreak),
        ([result(table="crosscheck"), result(name="another")], DataBad),
        ([result(owner="proxy", table="core_benchmark__returns")], DataBad),
        ([result(), result(owner="peer", outcome=Outcome.BROKE)], CheckBroke),
    ],
)
def test_what_stops_a_run(results, error):
    with pytest.raises(error) as caught:
        gate(results, "fund")
    assert "is wrong." in caught.value.sentence


def test_the_message_names_the_rule_and_counts_the_rest():
    failed = [result(name=f"rule-{number}") for number in range(5)]
    with pytest.raises(DataBad) as caught:
        gate(failed, "fund")
    assert caught.value.sentence == (
        "fund, rule rule-0: Row 2 of fund is wrong. fund, rule rule-1: Row 2 of fund is wrong. "
        "fund, rule rule-2: Row 2 of fund is wrong. 2 more rules."
    )
