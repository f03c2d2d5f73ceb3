"""Fees in dollars, by hand and by what prospectuses print."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.model.costs import Costs
from prudent.score.answer import TABLE
from prudent.score.fees.dollars import cost_measures, cost_usd, expense_example_usd

COSTS = Costs(version=1, growth_frac=0.05, years=(1, 10), why="test", source="test", since=date(2026, 1, 1))


@pytest.mark.parametrize(("years", "expected"), [(1, 102), (3, 318), (5, 552), (10, 1225)])
def test_the_expense_example_of_one_per_cent(years, expected):
    assert round(float(expense_example_usd(0.01, years))) == expected


def test_a_fee_costs_what_it_would_have_earned_too():
    assert float(cost_usd(0.01, 0.05, 1)) == pytest.approx(105)
    assert float(cost_usd(0.01, 0.05, 2)) == pytest.approx(10_000 * 1.05**2 * (1 - 0.99**2))
    assert float(cost_usd(0.0, 0.05, 30)) == 0
    assert cost_usd(np.array([0.01, 0.02]), 0.0, 1) == pytest.approx([100, 200])


def fees(**by_fund):
    rows = [
        {
            "fund": fund, "factor": "fees", "measure": "all_in_fee", "unit": "fraction_per_year", "value": value,
            "refusal_code": "not_evidenced" if value is None else None,
            "refusal_reason": "Nothing is printed." if value is None else None,
            "method": "printed", "evidence": [f"{fund}/fees.csv:2:rate_pct"],
        }
        for fund, value in by_fund.items()
    ]  # fmt: skip
    return pl.DataFrame([{**dict.fromkeys(TABLE.polars_schema), **row} for row in rows], schema=TABLE.polars_schema)


def costs_of(frame, funds=None, fund="a"):
    funds = funds or tuple(frame["fund"])
    names = pl.DataFrame({"fund": list(frame["fund"]), "legal_name": [f"Fund {name}" for name in frame["fund"]]})
    rows = cost_measures(frame, funds, names, COSTS).filter(pl.col("fund") == fund)
    return {row["measure"]: row for row in rows.iter_rows(named=True)}


def test_against_the_cheapest_other():
    found = costs_of(fees(a=0.03, b=0.02, c=0.01))
    assert found["cheapest_alternative"]["text"] == "Fund c"
    assert found["cost_1y_usd_per_10000"]["value"] == pytest.approx(315)
    # 10,500 × (3 % less 1 %)
    assert found["cost_over_cheapest_1y_usd_per_10000"]["value"] == pytest.approx(210)
    ten = 10_000 * 1.05**10 * (0.99**10 - 0.97**10)
    assert found["cost_over_cheapest_10y_usd_per_10000"]["value"] == pytest.approx(ten)
    assert found["cost_over_cheapest_1y_usd_per_10000"]["evidence"] == [
        "a/fees.csv:2:rate_pct",
        "c/fees.csv:2:rate_pct",
    ]


def test_the_cheapest_itself_is_held_against_the_next():
    found = costs_of(fees(a=0.01, b=0.02))
    assert found["cheapest_alternative"]["text"] == "Fund b"
    assert found["cheapest_alternative"]["method"].endswith("It does not cost less than this fund.")
    assert found["cost_over_cheapest_1y_usd_per_10000"]["value"] == pytest.approx(-105)


def test_a_fund_that_is_left_out_is_no_alternative():
    assert costs_of(fees(a=0.03, b=0.02, c=0.01), funds=("a", "b"))["cheapest_alternative"]["text"] == "Fund b"


def test_of_equals_the_first_by_name_is_taken():
    assert costs_of(fees(a=0.03, c=0.01, b=0.01))["cheapest_alternative"]["text"] == "Fund b"


def test_without_another_fee_nothing_is_compared():
    found = costs_of(fees(a=0.03, b=None))
    assert found["cost_1y_usd_per_10000"]["value"] == pytest.approx(315)
    assert found["cost_over_cheapest_1y_usd_per_10000"]["refusal_code"] == "not_evidenced"
    assert found["cheapest_alternative"]["refusal_reason"] == (
        "No other fund of the comparison has an all-in fee in evidence."
    )


def test_without_an_own_fee_its_reason_is_told():
    found = costs_of(fees(a=None, b=0.02))
    assert {row["refusal_reason"] for row in found.values()} == {"Nothing is printed."}
