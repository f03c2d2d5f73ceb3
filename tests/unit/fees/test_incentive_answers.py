"""What the terms in evidence say an incentive fee takes, by hand."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.model.costs import Costs
from prudent.score.fees.incentive import Incentive, income_fee
from prudent.score.fees.incentive_answers import fee_at, incentive_measures

DAY = date(2025, 12, 31)
BCRED = {"incentive_fee": "yes", "incentive_fee_pct": "12.5", "incentive_hurdle_pct": "5"}


def terms(day=DAY, **stated):
    return [{"term": term, "value": value, "as_of": day} for term, value in stated.items()]


def at(bench, rows, levels=(0.08,)):
    costs = Costs(version=1, growth_frac=0.05, years=(1,), income_levels_frac=levels, why="", source="", since=DAY)
    core = bench.core(fund_terms=rows)
    return bench.by_name(incentive_measures(bench.subjects(), core.fund_terms, costs, DAY))


def test_a_year_in_full_catch_up(bench):
    found = at(bench, terms(**BCRED, incentive_catch_up_pct="100"), (0.04, 0.054, 0.08))
    # 5.4 % lies in the catch-up, which ends at 5 / 0.875 = 5.714 %
    assert found["incentive_fee_at_4pct"]["value"] == 0
    assert found["incentive_fee_at_5_4pct"]["value"] == pytest.approx(0.004)
    assert found["incentive_fee_at_8pct"]["value"] == pytest.approx(0.01)
    assert found["effective_incentive_rate_at_5_4pct"]["value"] == pytest.approx(0.4 / 5.4)
    assert found["effective_incentive_rate_at_8pct"]["value"] == pytest.approx(0.125)
    assert found["incentive_fee_at_8pct"]["method"] == (
        "Incentive fee on net assets. Of an income of 8 % of net assets a year before the fee, which is no forecast: "
        "12.5 % of income over a hurdle of 5 % a year, catch-up 100 %."
    )
    assert len(found["incentive_fee_at_8pct"]["evidence"]) == 4


def test_a_hard_hurdle(bench):
    found = at(bench, terms(**BCRED, incentive_catch_up_pct="0"))
    assert found["incentive_fee_at_8pct"]["value"] == pytest.approx(0.00375)


def test_without_the_catch_up_it_lies_between_two_fees(bench):
    found = at(bench, terms(**BCRED))["incentive_fee_at_8pct"]
    assert (found["value"], found["refusal_code"]) == (None, "not_evidenced")
    assert found["refusal_reason"] == (
        "No document in evidence states the catch-up; at that income the fee is 0.38 % of net assets without one and "
        "1.0 % with one in full."
    )


def test_under_the_hurdle_no_catch_up_is_needed(bench):
    assert at(bench, terms(**BCRED), (0.05,))["incentive_fee_at_5pct"]["value"] == 0


def test_without_a_hurdle_no_catch_up_is_needed(bench):
    found = at(bench, terms(**{**BCRED, "incentive_hurdle_pct": "0"}))
    assert found["incentive_fee_at_8pct"]["value"] == pytest.approx(0.01)


def test_no_fee_takes_nothing(bench):
    found = at(bench, terms(incentive_fee="no"))
    assert {found[name]["value"] for name in found} == {0}
    assert "The terms say that there is no incentive fee." in found["incentive_fee_at_8pct"]["method"]


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({}, "No document in evidence states whether there is an incentive fee."),
        ({"incentive_fee": "yes"}, "No document in evidence states the incentive fee in per cent of profits."),
        (
            {"incentive_fee": "yes", "incentive_fee_pct": "10"},
            "No document in evidence states the hurdle of the incentive fee in per cent a year.",
        ),
        (
            {**BCRED, "incentive_catch_up_pct": "10"},
            "A catch-up of 10.0 % never reaches 12.5 % of all income.",
        ),
        ({**BCRED, "incentive_fee_pct": "100"}, "incentive_fee_pct is 100; between 0 and 99.99 was expected."),
        (
            {**BCRED, "incentive_catch_up_pct": "in full"},
            "incentive_catch_up_pct reads “in full”, which is not a number.",
        ),
    ],
)
def test_what_is_not_known_is_refused(bench, stated, reason):
    assert {row["refusal_reason"] for row in at(bench, terms(**stated)).values()} == {reason}


def test_a_no_that_is_too_old_is_refused(bench):
    found = at(bench, terms(date(2023, 12, 31), incentive_fee="no"))["incentive_fee_at_8pct"]
    assert found["value"] is None
    assert "more than 18 months before" in found["refusal_reason"]


@pytest.mark.parametrize("catch_up", [0.0, 0.5, 1.0])
def test_the_expression_is_the_function(catch_up):
    for income in (0.0, 0.04, 0.05, 0.052, 0.0571428, 0.06, 0.0666666, 0.2):
        made = pl.select(fee_at(income, pl.lit(0.125), pl.lit(0.05), pl.lit(catch_up))).item()
        assert made == pytest.approx(float(income_fee(np.float64(income), Incentive(0.125, 0.05, catch_up))))


def total(rate=0.03):
    return {
        "as_of": DAY, "share_class": "I", "basis": "fee_table", "component": "total", "rate_frac": rate,
        "base": "average_net_assets",
    }  # fmt: skip


def expected(bench, *, fees=(), **stated):
    return bench.fees(fund_fees=list(fees), fund_terms=terms(**stated))["average_total_fee_expected"]


def test_an_average_that_is_stated_counts(bench):
    found = expected(bench, fees=[total()], expected_total_fee_pct="3.4", **BCRED)
    assert found["value"] == pytest.approx(0.034)
    assert found["evidence"] == ["a-fund/terms.csv:2:value"]


def test_without_an_incentive_fee_the_average_is_the_total(bench):
    found = expected(bench, fees=[total()], incentive_fee="no")
    assert found["value"] == pytest.approx(0.03)
    assert found["evidence"] == ["a-fund/fees.csv:2:rate_pct", "a-fund/terms.csv:2:value"]


def test_one_year_with_an_incentive_fee_is_no_average(bench):
    assert expected(bench, fees=[total()], **BCRED)["refusal_reason"] == (
        "The manager takes 12.5 % of profits, so the total varies, and no document states what it is expected to be on "
        "average."
    )


def test_silence_on_an_incentive_fee_is_no_flat_fee(bench):
    assert expected(bench, fees=[total()])["refusal_reason"] == (
        "No document states the total fee expected on average, or whether there is an incentive fee."
    )


def test_without_a_total_its_reason_is_told(bench):
    assert expected(bench, incentive_fee="no")["refusal_reason"].startswith("No printed total of a fee table")
