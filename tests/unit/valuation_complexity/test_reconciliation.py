"""The fund's own figures against each other."""

from datetime import date

import polars as pl
import pytest

from prudent.score.valuation.reconciliation import reconciliation_measures

TODAY, SEPTEMBER, JUNE = date(2025, 12, 31), date(2025, 9, 30), date(2025, 6, 30)


def values(*pairs):
    return [{"as_of": day, "nav_per_share_usd": nav} for day, nav in pairs]


def test_a_gap_of_shares_is_told_with_its_sign(bench):
    row = {"as_of": TODAY, "nav_per_share_usd": 1000, "shares_outstanding": 10, "net_assets_usd": 250}
    found = bench.valuation(fund_balance_sheet=[row])["nav_per_share_gap"]
    assert found["value"] == 39
    assert found["evidence"] == [
        f"a-fund/balance_sheet.csv:2:{name}" for name in ("nav_per_share_usd", "shares_outstanding", "net_assets_usd")
    ]


@pytest.mark.parametrize("missing", ["nav_per_share_usd", "shares_outstanding", "net_assets_usd"])
def test_a_gap_needs_all_three(bench, missing):
    row = {"as_of": TODAY, "nav_per_share_usd": 10, "shares_outstanding": 10, "net_assets_usd": 100, missing: None}
    assert bench.valuation(fund_balance_sheet=[row])["nav_per_share_gap"]["refusal_code"] == "not_evidenced"


@pytest.mark.parametrize("frequency", ["monthly", "quarterly"])
def test_returns_of_any_length_tile_the_time_between(bench, frequency):
    returns = {"monthly": [0.01, 0.02, 0.03], "quarterly": [0.061106]}[frequency]
    found = bench.valuation(
        fund_balance_sheet=values((SEPTEMBER, 10), (TODAY, 10.5)),
        fund_returns=bench.returns(returns, frequency=frequency),
    )["nav_change_less_return"]
    assert (found["value"], found["n"]) == (pytest.approx(0.05 - 0.061106), 3)


def test_a_missing_month_leaves_nothing_to_compare(bench):
    rows = bench.returns([0.01, 0.02, 0.03])
    found = bench.valuation(fund_balance_sheet=values((SEPTEMBER, 10), (TODAY, 10.5)), fund_returns=rows[:1] + rows[2:])
    assert found["nav_change_less_return"]["refusal_code"] == "not_evidenced"
    assert found["nav_breaks"]["refusal_code"] == "not_evidenced"


def test_returns_at_market_price_explain_no_value_a_share(bench):
    rows = bench.returns([0.01, 0.02, 0.03], kind="total_market")
    found = bench.valuation(fund_balance_sheet=values((SEPTEMBER, 10), (TODAY, 10.5)), fund_returns=rows)
    assert found["nav_breaks"]["refusal_code"] == "not_evidenced"


def test_a_split_is_flagged_and_no_loss(bench):
    found = bench.valuation(
        fund_balance_sheet=values((SEPTEMBER, 20), (TODAY, 10)), fund_returns=bench.returns([0.01, 0.0, 0.0])
    )
    assert found["nav_change_less_return"]["refusal_reason"] == (
        "A share is worth $20.0 on 2025-09-30 and $10.0 on 2025-12-31, with a return of 1.0 % between: units were split, "
        "merged or changed, which is no gain and no loss."
    )
    assert (found["nav_breaks"]["value"], found["nav_breaks"]["n"]) == (1, 1)


@pytest.mark.parametrize(("after", "breaks"), [(12.49, 0), (12.5, 1), (20, 1), (8.01, 0), (8, 1), (5, 1)])
def test_five_units_for_four_are_a_break(bench, after, breaks):
    found = bench.valuation(
        fund_balance_sheet=values((SEPTEMBER, 10), (TODAY, after)), fund_returns=bench.returns([0.0, 0.0, 0.0])
    )
    assert found["nav_breaks"]["value"] == breaks


def test_a_real_loss_is_no_break(bench):
    found = bench.valuation(
        fund_balance_sheet=values((JUNE, 20), (TODAY, 10)),
        fund_returns=bench.returns([-0.5, 0.0], frequency="quarterly"),
    )
    assert found["nav_breaks"]["value"] == 0
    assert found["nav_change_less_return"]["value"] == pytest.approx(0)


def test_a_value_that_was_carried_forward_is_no_second_value(bench):
    found = bench.valuation(
        fund_balance_sheet=values((SEPTEMBER, 10.1), (TODAY, 10.1)), fund_returns=bench.returns([0.01, 0.0, 0.0])
    )
    for name in ("nav_change_less_return", "nav_breaks"):
        assert found[name]["refusal_reason"] == (
            "A share is given as $10.1 on 2025-09-30 and on 2025-12-31 alike: the figure looks carried forward and is "
            "no second value."
        ), name
        assert found[name]["refusal_code"] == "not_evidenced", name


def test_the_start_of_a_pair_is_the_first_date_of_its_value(bench):
    # what was 10 in June is still given as 10 in September: the change to 10.3 is that of six months
    found = bench.valuation(
        fund_balance_sheet=values((JUNE, 10), (SEPTEMBER, 10), (TODAY, 10.3)),
        fund_returns=bench.returns([0.02, 0.01], frequency="quarterly"),
    )
    change, breaks = found["nav_change_less_return"], found["nav_breaks"]
    assert change["value"] == pytest.approx(0.03 - 0.0302)
    assert (change["n"], change["window_start"], change["window_end"]) == (6, JUNE, TODAY)
    assert change["evidence"] == ["a-fund/balance_sheet.csv:2-4:nav_per_share_usd", "a-fund/returns.csv:2-3:return_pct"]
    assert (breaks["n"], breaks["window_start"]) == (1, JUNE)


def test_without_the_returns_back_to_its_first_date_a_value_starts_no_pair(bench):
    found = bench.valuation(
        fund_balance_sheet=values((JUNE, 10), (SEPTEMBER, 10), (TODAY, 10.3)),
        fund_returns=bench.returns([0.01], frequency="quarterly"),
    )
    for name in ("nav_change_less_return", "nav_breaks"):
        assert found[name]["refusal_reason"] == (
            "No pair of neighbouring values a share with the returns between up to 2025-12-31 is in evidence."
        ), name


def test_a_last_value_that_was_carried_forward_leaves_the_pair_before_it(bench):
    found = bench.valuation(
        fund_balance_sheet=values((JUNE, 10), (SEPTEMBER, 10.1), (TODAY, 10.1)),
        fund_returns=bench.returns([0.02, 0.01], frequency="quarterly"),
    )["nav_change_less_return"]
    assert (found["value"], found["window_end"]) == (pytest.approx(-0.01), SEPTEMBER)


def test_a_value_that_comes_back_later_is_one_of_its_own(bench):
    found = bench.valuation(
        fund_balance_sheet=values((JUNE, 10), (SEPTEMBER, 10.1), (TODAY, 10)),
        fund_returns=bench.returns([0.01, 0.0], frequency="quarterly"),
    )
    assert found["nav_change_less_return"]["value"] == pytest.approx(10 / 10.1 - 1)
    assert found["nav_breaks"]["n"] == 2


def test_the_value_of_one_fund_is_not_carried_to_the_next(bench):
    core = bench.core(
        fund_balance_sheet=[
            *({"owner": "a-fund", **row} for row in values((SEPTEMBER, 9), (TODAY, 10))),
            *({"owner": "b-fund", **row} for row in values((SEPTEMBER, 10), (TODAY, 10.2))),
        ],
        fund_returns=bench.returns([0.01], frequency="quarterly", owner="b-fund"),
    )
    funds = pl.DataFrame({"fund": ["a-fund", "b-fund"]})
    found = reconciliation_measures(funds, core.fund_balance_sheet, core.fund_returns, TODAY)
    change = found.filter((pl.col("fund") == "b-fund") & (pl.col("measure") == "nav_change_less_return"))
    assert change["value"].to_list() == [pytest.approx(0.01)]


def test_everything_lost_is_not_chained(bench):
    found = bench.valuation(
        fund_balance_sheet=values((SEPTEMBER, 20), (TODAY, 10)), fund_returns=bench.returns([0.01, -1.0, 0.01])
    )
    assert found["nav_change_less_return"]["refusal_code"] == "not_evidenced"
