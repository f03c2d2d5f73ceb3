"""Demand, grid and drift by hand."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from prudent.model.plan import Plan
from prudent.model.stress import Stress
from prudent.score.liquidity.demand import demand_of
from prudent.score.liquidity.stress import BaseSupply, base_supply, drifted, sleeve_drift, stress_grid

ROOT = Path(__file__).parent.parent.parent.parent
STRESS = Stress.model_validate(yaml.safe_load((ROOT / "policy/stress.yml").read_text(encoding="utf-8")))


def plan(**changes):
    facts = {
        "plan": "a-plan", "name": "A plan", "fictional": True, "note": "made up", "source": "test", "as_of": date(2025, 12, 31),
        "participants_active": 100, "participants_separated_with_balance": 10, "participants_retired_receiving": 5,
        "accounts_with_balance": 110, "net_assets_usd": 1000, "benefits_paid_year_usd": 100, "participant_loans_usd": 30,
        "administrative_expenses_year_usd": 1, "target_date_share_frac": 0.5, "saver_balance_usd": 50,
        "loans_issued_year_usd": 20, "reallocated_out_year_frac": 0.08, "hardship_withdrawals_year_usd": 10,
        "sleeve": {"host": "target-date default", "host_kind": "target_date", "weight_frac": 0.1, "stand_alone": False},
    }  # fmt: skip
    return Plan.model_validate(facts | changes)


def test_what_a_usual_quarter_asks_for():
    found = demand_of(plan())
    # 1,000 × 50 % × 10 %; (10 % benefits + 2 % loans + 8 % reallocated) a year over four, hardship being part of benefits
    assert (found.holding_usd, found.share_a_quarter) == (pytest.approx(50), pytest.approx(0.05))
    assert found.missing == ("of which required distributions",)


def test_what_the_plan_does_not_give_is_missing_and_not_zero():
    found = demand_of(plan(loans_issued_year_usd=None, reallocated_out_year_frac=None))
    assert found.share_a_quarter == pytest.approx(0.025)
    assert found.missing == (
        "of which required distributions",
        "New participant loans",
        "Reallocation out of the default",
    )


def test_a_stand_alone_option_is_held_by_the_whole_plan():
    sleeve = {"host": "menu", "host_kind": "target_date", "weight_frac": 0.1, "stand_alone": True}
    assert demand_of(plan(sleeve=sleeve)).holding_usd == pytest.approx(100)


@pytest.mark.parametrize(
    ("worst", "cap", "times", "expected"),
    [
        (0.45, 0.05, 4, BaseSupply(0.45, "history", 4)),
        (1.0, 0.05, 4, BaseSupply(0.05 / 0.11, "cap", 4)),
        (None, 0.05, 12, BaseSupply(0.05 / 0.11, "cap", 12)),
        (1.0, 0.25, 4, BaseSupply(1.0, "cap", 4)),
        (0.45, None, 4, BaseSupply(0.45, "history", 4)),
        (None, None, 4, None),
        (0.45, 0.05, None, None),
    ],
)
def test_history_is_the_base_and_the_cap_only_where_there_is_none(worst, cap, times, expected):
    found = base_supply(worst, cap, times, STRESS)
    assert (found and (found.basis, found.offers_per_year)) == (expected and (expected.basis, expected.offers_per_year))
    assert (found and found.fill_frac) == (expected and pytest.approx(expected.fill_frac))


def test_a_year_of_offers_at_the_worst_fill():
    grid = stress_grid("a-fund", plan(), STRESS, BaseSupply(0.5, "history", 4))
    usual = grid.filter((pl.col("supply") == "worst-fill") & (pl.col("demand") == "1"))
    assert usual["day"].to_list() == [91, 182, 274, 365]
    # 5 % asked for each time, half paid, the rest again
    assert usual["requested_frac"].to_list() == pytest.approx([0.05, 0.075, 0.0875, 0.09375])
    assert usual["paid_frac"].to_list() == pytest.approx([0.025, 0.0375, 0.04375, 0.046875])
    assert usual["backlog_frac"].to_list() == pytest.approx([0.025, 0.0375, 0.04375, 0.046875])
    assert usual["paid_of_asked_frac"].to_list() == pytest.approx([0.5, 0.625, 0.10625 / 0.15, 0.153125 / 0.2])


def test_the_whole_plan_at_once():
    grid = stress_grid("a-fund", plan(), STRESS, BaseSupply(0.5, "history", 4))
    all_out = grid.filter((pl.col("supply") == "half-of-worst-fill") & (pl.col("demand") == "everything"))
    assert all_out["paid_of_asked_frac"].to_list() == pytest.approx([0.25, 0.4375, 0.578125, 0.68359375])


def test_every_case_of_the_grid_is_there():
    grid = stress_grid("a-fund", plan(), STRESS, BaseSupply(0.5, "history", 4))
    assert grid.height == 2 * 5 * 4
    assert grid.select(pl.col("paid_frac") + pl.col("backlog_frac")).to_series().to_list() == pytest.approx(
        grid["requested_frac"].to_list()
    )


def test_without_a_supply_there_is_no_grid():
    assert stress_grid("a-fund", plan(), STRESS, None).height == 0


def test_a_sleeve_that_stands_still_while_the_rest_falls():
    # 10 / (10 + 90 × 0.6) = 10 / 64
    assert drifted(0.1, 0.4, 0.0) == pytest.approx(0.15625)
    assert drifted(0.1, 0.4, 0.4) == pytest.approx(0.1)


def test_what_has_to_be_sold_to_come_back():
    found = sleeve_drift("a-fund", plan(), STRESS, BaseSupply(0.5, "history", 4))
    row = found.row(by_predicate=(pl.col("weight") == "10") & (pl.col("fall") == "marks-stand-still"), named=True)
    # of 500 the sleeve is 50; the rest falls from 450 to 270; 10 % of 320 is 32, so 18 are too much
    assert (row["sleeve_usd"], row["excess_usd"]) == (pytest.approx(50), pytest.approx(18))
    # half paid each time: 0.5^3 = 0.125, 0.5^4 = 0.0625
    assert (row["offers"], row["months"]) == (4, 12)
    assert found.height == 8


def test_without_a_supply_the_drift_stands_and_the_time_does_not():
    found = sleeve_drift("a-fund", plan(), STRESS, None)
    assert found["offers"].null_count() == found.height
    assert found["weight_after_frac"].null_count() == 0
