"""Asset coverage, commitments, counts and what documents state."""

from datetime import date

import pytest

TODAY, SEPTEMBER, OLD, AFTER = date(2025, 12, 31), date(2025, 9, 30), date(2024, 5, 31), date(2026, 3, 31)


def sheet(**values):
    return {"as_of": TODAY, "net_assets_usd": 200, **values}


def term(name, value, as_of=TODAY):
    return {"term": name, "value": value, "as_of": as_of}


def test_asset_coverage_of_two_to_one_debt(bench):
    found = bench.complexity(fund_balance_sheet=[sheet(borrowings_usd=100)])
    assert found["asset_coverage_of_borrowings"]["value"] == 3
    assert found["borrowings_to_net_assets"]["value"] == 0.5


def test_without_debt_there_is_nothing_to_cover(bench):
    found = bench.complexity(fund_balance_sheet=[sheet(borrowings_usd=0, total_assets_usd=205)])
    assert found["asset_coverage_of_borrowings"]["refusal_code"] == "not_applicable"


def test_a_zero_that_is_not_believed_covers_nothing(bench):
    found = bench.complexity(fund_balance_sheet=[sheet(borrowings_usd=0, total_assets_usd=400)])
    assert found["asset_coverage_of_borrowings"]["refusal_code"] == "contradicted"


@pytest.mark.parametrize(("before", "code"), [(5, None), (4.9, "contradicted"), (500, None), (501, "contradicted")])
def test_commitments_ten_times_apart_count_two_things(bench, before, code):
    rows = [
        {"as_of": SEPTEMBER, "net_assets_usd": 200, "unfunded_commitments_usd": before},
        sheet(unfunded_commitments_usd=50),
    ]
    found = bench.complexity(fund_balance_sheet=rows)["unfunded_commitments_to_net_assets"]
    assert found["refusal_code"] == code
    assert found["value"] == (0.25 if code is None else None)


def test_old_commitments_contradict_nothing(bench):
    rows = [
        {"as_of": OLD, "net_assets_usd": 200, "unfunded_commitments_usd": 1},
        sheet(unfunded_commitments_usd=50),
        {"as_of": AFTER, "net_assets_usd": 200, "unfunded_commitments_usd": 9999},
    ]
    assert bench.complexity(fund_balance_sheet=rows)["unfunded_commitments_to_net_assets"]["value"] == 0.25


def test_stated_counts_are_numbers_and_dated(bench):
    found = bench.complexity(fund_terms=[term("fee_layers", "3", SEPTEMBER), term("vehicles", "12")])
    assert (found["fee_layers"]["value"], found["fee_layers"]["window_end"]) == (3, SEPTEMBER)
    assert found["vehicles"]["evidence"] == ["a-fund/terms.csv:3:value"]
    assert (
        found["share_classes"]["refusal_reason"]
        == "No document in evidence states how many classes of shares there are."
    )


@pytest.mark.parametrize(
    ("name", "measure", "value", "code"),
    [
        ("fee_layers", "fee_layers", "three", "out_of_range"),
        ("non_accruals_of_cost_pct", "non_accruals_at_cost", "101", "out_of_range"),
        ("occupancy_pct", "occupancy", "-1", "out_of_range"),
        ("derivatives_used", "derivatives_used", "sometimes", "out_of_range"),
        ("derivatives_used", "derivatives_used", "Yes", None),
        ("custodian", "custodian", "A bank", None),
    ],
)
def test_a_stated_value_must_be_of_its_kind(bench, name, measure, value, code):
    assert bench.complexity(fund_terms=[term(name, value)])[measure]["refusal_code"] == code


def test_words_are_kept_as_stated(bench):
    found = bench.complexity(fund_terms=[term("fork_terms", "The sponsor decides"), term("derivatives_used", "Yes")])
    assert (found["fork_terms"]["text"], found["fork_terms"]["unit"]) == ("The sponsor decides", "text")
    assert found["derivatives_used"]["text"] == "yes"


def test_an_old_document_states_nothing_any_more(bench):
    found = bench.complexity(fund_terms=[term("custodian", "A bank", OLD)])["custodian"]
    assert (found["refusal_code"], found["text"]) == ("not_evidenced", None)


def fee(component, rate=0.01, share_class="I", as_of=TODAY, basis="fee_table"):
    return {
        "as_of": as_of,
        "share_class": share_class,
        "basis": basis,
        "component": component,
        "rate_frac": rate,
        "base": "net_assets",
    }


def test_parts_are_those_of_one_table(bench):
    rows = [
        fee("management"),
        fee("servicing", 0.0),
        fee("servicing", share_class="S"),
        fee("waiver"),
        fee("total"),
        fee("incentive", as_of=SEPTEMBER),
        fee("interest", basis="expense_ratio"),
    ]
    found = bench.complexity(fund_fees=rows)
    assert (found["fee_components"]["value"], found["share_classes_in_fee_table"]["value"]) == (2, 2)
    assert found["fee_components"]["evidence"] == ["a-fund/fees.csv:2-6:component"]
    assert found["fee_components"]["method"].endswith("5 rows of it.")


def test_a_part_that_no_class_pays_is_no_part(bench):
    found = bench.complexity(fund_fees=[fee("management"), fee("servicing", 0.0)])
    assert found["fee_components"]["value"] == 1


def test_of_two_periods_that_end_on_one_day_the_longer_counts(bench):
    quarter = {
        "period_start": date(2025, 10, 1),
        "as_of": TODAY,
        "investment_income_usd": 10,
        "interest_in_kind_usd": 5,
    }
    year = {"period_start": date(2025, 1, 1), "as_of": TODAY, "investment_income_usd": 40, "interest_in_kind_usd": 4}
    for rows in ([quarter, year], [year, quarter]):
        found = bench.complexity(fund_results=rows)["interest_in_kind_share_of_income"]
        assert (found["value"], found["window_start"]) == (0.1, date(2025, 1, 1))


def test_income_in_kind_needs_income(bench):
    row = {"period_start": date(2025, 1, 1), "as_of": TODAY, "investment_income_usd": 0, "interest_in_kind_usd": 0}
    found = bench.complexity(fund_results=[row])["interest_in_kind_share_of_income"]
    assert found["refusal_code"] == "out_of_range"


def test_coins_need_net_assets_of_their_day(bench):
    coins = [term("coins_held", "4", SEPTEMBER)]
    found = bench.valuation(fund_terms=coins, fund_balance_sheet=[sheet()])["net_assets_per_coin"]
    assert found["refusal_reason"] == "No net assets of 2025-09-30, the day of the coins stated, are in evidence."
    row = {"as_of": SEPTEMBER, "net_assets_usd": 200}
    assert bench.valuation(fund_terms=coins, fund_balance_sheet=[row])["net_assets_per_coin"]["value"] == 50
    none = bench.valuation(fund_terms=[term("coins_held", "0")], fund_balance_sheet=[sheet()])["net_assets_per_coin"]
    assert none["refusal_code"] == "out_of_range"
