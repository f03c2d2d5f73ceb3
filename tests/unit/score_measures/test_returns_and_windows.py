"""Returns: which periods tile a window, what is said when none do, and where the figures stand."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.model.peers import Horizon
from prudent.score.performance.returns import annualised, growth

MARCH = Horizon(id="two-march-years", months=24, end_month=3, why="test")


def value(expression, **columns):
    return pl.DataFrame(columns).select(expression.alias("x")).item()


def test_growth_links_ten_per_cent_and_minus_ten():
    assert growth(np.array([0.1, -0.1])) == pytest.approx(-0.01)


@pytest.mark.parametrize(("months", "expected"), [(24, 0.1), (12, 0.21), (6, 0.21)])
def test_annualised_goes_by_months_and_leaves_part_of_a_year(months, expected):
    assert annualised(np.float64(0.21), months) == pytest.approx(expected)


def test_the_finest_series_that_tiles_wins(bench):
    rows = bench.returns([0.02] * 12) + bench.returns([0.5] * 3, frequency="annual")
    found = bench.measures(fund_returns=rows)
    assert (found["return_1y"]["frequency"], found["return_1y"]["n"]) == ("monthly", 12)
    assert (found["return_3y"]["frequency"], found["return_3y"]["n"]) == ("annual", 3)
    assert found["return_3y"]["value"] == pytest.approx(0.5)


def test_quarters_take_over_where_a_month_is_missing(bench):
    months = [row for row in bench.returns([0.01] * 12) if row["period_end"].month != 6]
    found = bench.measures(fund_returns=months + bench.returns([0.02] * 4, frequency="quarterly"))["return_1y"]
    assert (found["frequency"], found["value"]) == ("quarterly", pytest.approx(1.02**4 - 1))


def test_kinds_are_never_mixed(bench):
    rows = bench.returns([0.01] * 6, last=date(2025, 6, 30)) + bench.returns([0.01] * 6, kind="total_market")
    assert bench.measures(fund_returns=rows)["return_1y"]["refusal_code"] == "window_not_covered"


def test_net_asset_value_comes_before_market_price(bench):
    rows = bench.returns([0.01] * 12) + bench.returns([0.05] * 12, kind="total_market")
    found = bench.measures(fund_returns=rows)["return_1y"]
    assert found["value"] == pytest.approx(1.01**12 - 1)
    assert "net of fees" in found["method"]


def test_a_missing_month_is_named_and_counted(bench):
    rows = bench.returns([0.01] * 35, last=date(2025, 11, 30))
    found = bench.measures(fund_returns=rows)["return_3y"]
    assert found["refusal_reason"] == "Needs 36 months to 2025-12-31; 35 are in evidence (2025-12 is missing)."
    assert (found["window_start"], found["window_end"]) == (date(2023, 1, 1), date(2025, 12, 31))
    assert found["evidence"] == ["a-fund/returns.csv:2-36:return_pct"]


def test_many_missing_months_are_counted(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 6))["return_1y"]
    assert found["refusal_reason"] == (
        "Needs 12 months to 2025-12-31; 6 are in evidence (2025-01, 2025-02, 2025-03 and 3 more are missing)."
    )


def test_fiscal_years_do_not_become_calendar_years(bench):
    rows = bench.returns([0.1, 0.2], last=date(2025, 3, 31), frequency="annual")
    found = bench.measures(fund_returns=rows, horizons=(MARCH,))
    assert found["return_two_march_years"]["value"] == pytest.approx((1.1 * 1.2) ** 0.5 - 1)
    assert found["return_two_march_years"]["window_end"] == date(2025, 3, 31)
    assert found["return_1y"]["refusal_reason"] == (
        "Needs 1 year to 2025-12-31; none is in evidence (the annual returns in evidence end between 2024-03 and 2025-03)."
    )


def test_years_do_not_divide_fifteen_months(bench):
    odd = Horizon(id="fifteen-months", months=15, why="test")
    rows = bench.returns([0.1, 0.2], frequency="annual")
    found = bench.measures(fund_returns=rows, horizons=(odd,))["return_fifteen_months"]
    assert found["refusal_reason"] == "Needs 15 months to 2025-12-31; annual returns do not divide them."


def test_overlapping_periods_are_not_linked(bench):
    ends = [date(2025, 3, 31), date(2025, 5, 31), date(2025, 8, 31), date(2025, 12, 31)]
    rows = [{"frequency": "quarterly", "kind": "total_net", "period_end": end, "return_frac": 0.01} for end in ends]
    assert bench.measures(fund_returns=rows)["return_1y"]["refusal_code"] == "window_not_covered"


def test_a_horizon_given_twice_is_measured_once(bench):
    rows = bench.returns([0.01] * 24, last=date(2025, 3, 31))
    frame = bench.frame(fund_returns=rows, horizons=(MARCH, MARCH.model_copy(update={"why": "again"})))
    assert frame.filter(pl.col("measure") == "return_two_march_years").height == 1


@pytest.mark.parametrize("horizon", [MARCH.model_copy(update={"months": 12}), Horizon(id="3y", months=24, why="test")])
def test_one_id_for_two_windows_is_a_fault_of_the_policy(bench, horizon):
    with pytest.raises(DataBad, match=f"horizon {horizon.id} stands for two different windows"):
        bench.frame(horizons=(MARCH, horizon))


def test_what_ends_after_the_as_of_date_is_not_seen(bench):
    rows = bench.returns([0.01] * 12 + [0.5], last=date(2026, 1, 31))
    found = bench.measures(fund_returns=rows)
    assert found["return_1y"]["value"] == pytest.approx(1.01**12 - 1)
    assert found["months_of_history"]["value"] == 12


def test_history_is_the_last_unbroken_run(bench):
    rows = [row for row in bench.returns([0.01] * 12) if row["period_end"].month != 4]
    found = bench.measures(fund_returns=rows)["months_of_history"]
    assert (found["value"], found["window_start"]) == (8, date(2025, 5, 1))
    assert found["evidence"] == ["a-fund/returns.csv:5-12:return_pct"]


def test_an_old_history_is_not_the_latest(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 12, last=date(2024, 5, 31)))
    assert found["return_since_start"]["refusal_reason"] == (
        "The last return in evidence is for 2024-05, more than 18 months before 2025-12-31."
    )
    assert found["months_of_history"]["refusal_code"] == "not_evidenced"


def test_one_month_is_a_return_and_no_ratio(bench):
    found = bench.measures(fund_returns=bench.returns([0.01]), market_risk_free=bench.rates(1))
    assert found["return_since_start"]["value"] == pytest.approx(0.01)
    assert found["return_since_start"]["unit"] == "fraction"
    assert found["return_since_start"]["evidence"] == ["a-fund/returns.csv:2:return_pct"]
    for name in ("volatility", "sharpe_ratio", "autocorrelation_lag1", "volatility_unsmoothed"):
        assert found[f"{name}_since_start"]["refusal_code"] == "too_few_observations", name


def test_values_a_share_are_no_returns(bench):
    rows = [{"as_of": end, "nav_per_share_usd": 14.5} for end in bench.month_ends(36)]
    found = bench.measures(fund_balance_sheet=rows)
    assert {found[f"return_{window}"]["refusal_code"] for window in ("1y", "3y", "since_start")} == {
        "not_a_return_series"
    }
    assert found["months_of_history"]["refusal_code"] == "not_a_return_series"
    assert found["return_3y"]["refusal_reason"].startswith("36 net asset values a share are in evidence")


@pytest.mark.parametrize("place", [0, 5])
def test_nothing_is_earned_after_a_total_loss(bench, place):
    values = [0.01] * 12
    values[place] = -1.0
    found = bench.measures(fund_returns=bench.returns(values))
    for name in ("return_1y", "max_drawdown_since_start", "volatility_since_start"):
        assert found[name]["refusal_code"] == "out_of_range", name


def test_a_total_loss_at_the_end_is_told(bench):
    found = bench.measures(fund_returns=bench.returns([0.01] * 11 + [-1.0]))
    assert found["return_1y"]["value"] == -1
    assert found["max_drawdown_since_start"]["value"] == -1
    assert found["volatility_since_start"]["refusal_code"] == "out_of_range"


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), float("-inf"), -1.5])
def test_what_is_no_return_is_refused_and_not_passed_on(bench, wrong):
    values = [0.01, 0.02] * 6
    values[-1] = wrong
    found = bench.measures(fund_returns=bench.returns(values), market_risk_free=bench.rates(12))
    for name in ("return_1y", "max_drawdown_since_start", "volatility_since_start", "sharpe_ratio_since_start"):
        assert (found[name]["refusal_code"], found[name]["value"]) == ("out_of_range", None), name
