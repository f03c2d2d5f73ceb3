"""Fees in dollars, by hand and by what prospectuses print."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.model.costs import Alternative, Costs
from prudent.model.fund import AssetClass, Fund
from prudent.score.answer import TABLE
from prudent.score.fees.alternatives import cost_measures
from prudent.score.fees.dollars import EXAMPLE_YEARS, cost_usd, expense_example_usd, paid_usd
from prudent.score.fees.printed import usd_a_year

WHY = {"why": "test", "source": "a fact sheet", "since": date(2026, 1, 1)}
COSTS = Costs(version=1, growth_frac=0.05, years=(1, 10), **WHY)


@pytest.mark.parametrize(("years", "expected"), [(1, 102), (3, 318), (5, 552), (10, 1225)])
def test_the_expense_example_of_one_per_cent(years, expected):
    assert round(float(expense_example_usd(0.01, years))) == expected
    assert float(expense_example_usd(0.01, years, 1_000)) == pytest.approx(expected / 10, abs=0.05)
    assert years in EXAMPLE_YEARS


def test_a_fee_costs_what_it_would_have_earned_too():
    assert float(cost_usd(0.01, 0.05, 1)) == pytest.approx(105)
    assert float(cost_usd(0.01, 0.05, 2)) == pytest.approx(10_000 * 1.05**2 * (1 - 0.99**2))
    assert float(cost_usd(0.0, 0.05, 30)) == 0
    assert cost_usd(np.array([0.01, 0.02]), 0.0, 1) == pytest.approx([100, 200])


def test_a_year_on_a_balance_held_constant_is_the_same_by_both_ways():
    assert float(cost_usd(0.0707, 0.0, 1, 5_000)) == pytest.approx(usd_a_year(0.0707, 5_000)) == pytest.approx(353.5)


def test_what_is_paid_is_less_than_what_it_costs():
    assert float(paid_usd(0.01, 0.05, 1)) == pytest.approx(105)
    # 1 % of 10,500, then 1 % of 10,500 × 0.99 × 1.05
    assert float(paid_usd(0.01, 0.05, 2)) == pytest.approx(105 + 105 * 0.99 * 1.05)
    # without growth nothing that was paid would have earned anything
    assert float(paid_usd(0.02, 0.0, 5)) == pytest.approx(float(cost_usd(0.02, 0.0, 5)))


@pytest.mark.parametrize("rate", [-0.01, 1.01, float("nan"), float("inf")])
def test_what_is_no_fee_costs_no_number(rate):
    assert np.isnan([float(cost(rate, 0.05, 3)) for cost in (cost_usd, paid_usd)]).all()
    assert np.isnan(expense_example_usd(rate, 3))


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


def a_fund(name):
    return Fund.model_construct(fund=name, legal_name=f"Fund {name}", asset_class=AssetClass.PRIVATE_CREDIT)


def costs_of(frame, compared=None, fund="a", costs=COSTS):
    compared = compared or tuple(frame["fund"])
    funds = tuple(a_fund(name) for name in frame["fund"].unique(maintain_order=True))
    rows = cost_measures(frame, funds, compared, costs).filter(pl.col("fund") == fund)
    return {row["measure"]: row for row in rows.iter_rows(named=True)}


def test_against_the_cheapest_other():
    found = costs_of(fees(a=0.03, b=0.02, c=0.01))
    assert found["cheapest_alternative"]["text"] == "Fund c"
    assert found["cheapest_alternative_fee"]["value"] == 0.01
    assert "1.0 % a year, interest on borrowings included" in found["cheapest_alternative"]["method"]
    assert found["fees_paid_1y_usd_per_10000"]["value"] == pytest.approx(315)
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
    assert "It does not cost less than this fund." in found["cheapest_alternative"]["method"]
    assert found["cost_over_cheapest_1y_usd_per_10000"]["value"] == pytest.approx(-105)


def test_a_fund_that_is_left_out_is_no_alternative():
    assert costs_of(fees(a=0.03, b=0.02, c=0.01), compared=("a", "b"))["cheapest_alternative"]["text"] == "Fund b"


def parted(**rests):
    """Fees of 3 % (a) and 1 % (b), and of each what it is without interest; None where that is not in evidence."""
    frame = fees(a=0.03, b=0.01)
    apart = frame.with_columns(
        measure=pl.lit("fee_excluding_interest"), value=pl.col("fund").replace_strict(rests, return_dtype=pl.Float64)
    )
    return costs_of(pl.concat([frame, apart]), compared=("a", "b"))


@pytest.mark.parametrize(
    ("own", "other", "whose"),
    [(None, None, "either fee"), (None, 0.01, "this fund's fee"), (0.02, None, "the other's fee")],
)
def test_dollars_over_a_total_that_may_be_of_other_parts_say_so(own, other, whose):
    found = parted(a=own, b=other)
    said = f" The two may not be of the same parts: what of {whose} is interest on borrowings is not in evidence."
    for name in ("cheapest_alternative", "cheapest_alternative_fee", "cost_over_cheapest_10y_usd_per_10000"):
        assert found[name]["method"].endswith(said), name
    apart = found["cheapest_alternative_fee_excluding_interest"]
    reason = None if other else "Of its fee of 1.0 % what is interest is not in evidence."
    assert (apart["value"], apart["refusal_reason"]) == (other, reason)


def test_totals_of_known_parts_say_what_interest_makes_of_them():
    said = " Of the two totals 1.0 % and 0.0 % are interest on borrowings; without it they are 2.0 % and 1.0 %."
    assert parted(a=0.02, b=0.01)["cost_over_cheapest_1y_usd_per_10000"]["method"].endswith(said)
    alike = parted(a=0.025, b=0.005)["cost_over_cheapest_1y_usd_per_10000"]["method"]
    assert alike.endswith("Below zero this fund costs less.")


def test_of_equals_the_first_by_name_is_taken():
    assert costs_of(fees(a=0.03, c=0.01, b=0.01))["cheapest_alternative"]["text"] == "Fund b"


def test_without_another_fee_nothing_is_compared():
    found = costs_of(fees(a=0.03, b=None))
    assert found["cost_1y_usd_per_10000"]["value"] == pytest.approx(315)
    assert found["cost_over_cheapest_1y_usd_per_10000"]["refusal_code"] == "not_evidenced"
    assert found["cheapest_alternative"]["refusal_reason"] == (
        "No other fund of the comparison has an all-in fee in evidence, and the policy names no alternative."
    )


def test_without_an_own_fee_its_reason_is_told():
    found = costs_of(fees(a=None, b=0.02))
    other = ("cheapest_alternative", "cheapest_alternative_fee")
    apart = "cheapest_alternative_fee_excluding_interest"
    reasons = {name: row["refusal_reason"] for name, row in found.items() if name not in {*other, apart}}
    assert set(reasons.values()) == {"Nothing is printed."}
    assert (found[other[0]]["text"], found[other[1]]["value"]) == ("Fund b", 0.02)
    assert "What this fund costs is not in evidence." in found[other[0]]["method"]
    assert found[apart]["refusal_reason"] == "Of its fee of 2.0 % what is interest is not in evidence."


def test_a_fee_of_more_than_all_is_refused():
    found = costs_of(fees(a=1.2, b=0.02))
    reasons = {row["refusal_reason"] for name, row in found.items() if not name.startswith("cheapest_")}
    assert reasons == {"A fee of 120.0 % a year is no share of a balance."}


def test_an_alternative_that_the_policy_names_counts_for_its_class():
    def named(asset_class, fee):
        return Alternative(asset_class=asset_class, name="A loan index fund", fee_frac=fee, **WHY)

    cheap = COSTS.model_copy(update={"alternatives": (named("private_credit", 0.005),)})
    found = costs_of(fees(a=0.03, b=0.02), costs=cheap)
    assert found["cheapest_alternative"]["text"] == "A loan index fund"
    assert found["cheapest_alternative"]["method"].startswith("Named in policy/costs.yml (a fact sheet): 0.5 % a year")
    assert found["cost_over_cheapest_1y_usd_per_10000"]["value"] == pytest.approx(10_500 * 0.025)
    assert found["cost_over_cheapest_1y_usd_per_10000"]["evidence"] == ["a/fees.csv:2:rate_pct"]
    other = COSTS.model_copy(update={"alternatives": (named("real_estate", 0.005),)})
    assert costs_of(fees(a=0.03, b=0.02), costs=other)["cheapest_alternative"]["text"] == "Fund b"
    assert costs_of(fees(a=0.03, b=None), costs=cheap)["cheapest_alternative"]["text"] == "A loan index fund"


def test_a_policy_that_says_a_thing_twice_is_refused():
    for twice in ({"years": (1, 1)}, {"income_levels_frac": (0.08, 0.08)}):
        with pytest.raises(ValueError, match=r"twice|once"):
            Costs.model_validate({"version": 1, "growth_frac": 0.05, "years": (1,), **WHY, **twice})
