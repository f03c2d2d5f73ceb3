"""Ages of marks and of portfolios, and what was gained by buying."""

from datetime import date

import pytest

TODAY, SEPTEMBER, OLD, AFTER = date(2025, 12, 31), date(2025, 9, 30), date(2024, 5, 31), date(2026, 3, 31)


def mark(holding="Fund A", **values):
    return {"as_of": TODAY, "holding": holding, "kind": "secondary", "fair_value_usd": 100, **values}


def test_the_portfolio_of_any_table_has_an_age(bench):
    found = bench.valuation(fund_exposure=[{"as_of": SEPTEMBER}], fund_holdings=[])["portfolio_age"]
    assert (found["value"], found["unit"], found["window_end"]) == (92, "days", SEPTEMBER)
    assert found["evidence"] == ["a-fund/exposure.csv:2:as_of"]


def test_an_old_portfolio_still_has_an_age(bench):
    assert bench.valuation(fund_exposure=[{"as_of": OLD}])["portfolio_age"]["value"] == 579


def test_a_portfolio_after_the_date_is_not_seen(bench):
    found = bench.valuation(fund_exposure=[{"as_of": AFTER}])["portfolio_age"]
    assert found["refusal_reason"] == "No portfolio up to 2025-12-31 is in evidence."


def test_half_of_the_value_must_have_a_date(bench):
    thin = [mark(valued_on=SEPTEMBER), mark("Fund B", fair_value_usd=101)]
    found = bench.valuation(fund_marks=thin)
    assert found["mark_age"]["refusal_reason"] == (
        "Only 49.8 % of the fair value in evidence has marks with a date; 50 % is needed."
    )
    assert found["mark_age_oldest"]["value"] == 92
    enough = [mark(valued_on=SEPTEMBER), mark("Fund B")]
    assert bench.valuation(fund_marks=enough)["mark_age"]["value"] == 92


def test_marks_of_an_earlier_portfolio_do_not_count(bench):
    rows = [mark(valued_on=SEPTEMBER), mark(as_of=SEPTEMBER, valued_on=date(2025, 1, 1))]
    found = bench.valuation(fund_marks=rows)
    assert (found["mark_age_oldest"]["value"], found["mark_age_oldest"]["n"]) == (92, 1)
    assert found["mark_age"]["evidence"] == ["a-fund/marks.csv:2:valued_on", "a-fund/marks.csv:2:fair_value_usd"]


def test_marks_without_a_day_are_not_evidence_of_age(bench):
    found = bench.valuation(fund_marks=[mark()])["mark_age"]
    assert found["refusal_reason"] == "No mark up to 2025-12-31 is in evidence with the day that it speaks of."


@pytest.mark.parametrize("row", [mark(cost_usd=80), mark(first_mark_usd=100), mark(cost_usd=0, first_mark_usd=100)])
def test_a_markup_needs_cost_and_first_mark(bench, row):
    found = bench.valuation(fund_marks=[row])["day_one_markup"]
    assert found["refusal_reason"] == "No secondary with its cost and its first mark is in evidence."


def test_a_mark_down_lies_below_zero(bench):
    found = bench.valuation(fund_marks=[mark(cost_usd=80, first_mark_usd=60)])["day_one_markup"]
    assert (found["value"], found["n"]) == (pytest.approx(-0.25), 1)


def test_only_the_last_year_stands_against_net_assets(bench):
    both = {"cost_usd": 80, "first_mark_usd": 100}
    rows = [mark(acquired_on=date(2025, 1, 1), **both), mark("Fund B", acquired_on=date(2024, 12, 31), **both)]
    sheet = [{"as_of": TODAY, "net_assets_usd": 400}]
    found = bench.valuation(fund_marks=rows, fund_balance_sheet=sheet)["day_one_markup_to_net_assets"]
    assert (found["value"], found["n"]) == (0.05, 1)
    assert found["evidence"][-1] == "a-fund/balance_sheet.csv:2:net_assets_usd"
    undated = bench.valuation(fund_marks=[mark(**both)], fund_balance_sheet=sheet)["day_one_markup_to_net_assets"]
    assert undated["refusal_code"] == "not_evidenced"
    alone = bench.valuation(fund_marks=rows)["day_one_markup_to_net_assets"]
    assert alone["refusal_reason"] == "No net assets of the last months are in evidence to hold it against."


@pytest.mark.parametrize(("parts", "code"), [((10, -20, 5), "out_of_range"), ((10, 0, None), "not_evidenced")])
def test_a_loss_has_no_share_of_gain(bench, parts, code):
    names = ("net_investment_income_usd", "realized_gain_usd", "unrealized_gain_change_usd")
    row = {"period_start": date(2025, 1, 1), "as_of": TODAY, **dict(zip(names, parts, strict=True))}
    assert bench.valuation(fund_results=[row])["unrealized_share_of_return"]["refusal_code"] == code
