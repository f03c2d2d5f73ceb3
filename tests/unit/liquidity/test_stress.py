"""Demand, grid and drift by hand."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml
from pydantic import ValidationError

from prudent.model.plan import Plan
from prudent.model.stress import Stress
from prudent.score.liquidity.demand import demand_of
from prudent.score.liquidity.sleeve import drifted, sleeve_drift
from prudent.score.liquidity.stress import stress_grid, stress_outcomes
from prudent.score.liquidity.supply import Basis, FundSupply, fund_supply

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


def supply(fill_frac=0.5, basis=Basis.HISTORY, paid=0.05, cap=None, times=4):
    return FundSupply(basis, fill_frac, paid, cap, times)


def grid_of(given, *, supply_id, demand, of=None):
    grid = stress_grid("a-fund", of or plan(), STRESS, given)
    return grid.filter((pl.col("supply") == supply_id) & (pl.col("demand") == demand))


def outcome_of(given, *, supply_id, demand):
    found = stress_outcomes("a-fund", plan(), STRESS, given)
    return found.row(by_predicate=(pl.col("supply") == supply_id) & (pl.col("demand") == demand), named=True)


@pytest.mark.parametrize(
    ("worst", "paid", "cap", "times", "expected"),
    [
        (0.45, 0.0497, 0.05, 4, (Basis.HISTORY, 0.45, 0.0497, 4)),
        (1.0, 0.04, 0.05, 4, (Basis.RUN, 0.05 / 0.11, 0.05, 4)),
        (None, None, 0.05, 12, (Basis.RUN, 0.05 / 0.11, 0.05, 12)),
        (1.0, 0.04, 0.25, 4, (Basis.RUN, 1.0, 0.25, 4)),
        (0.45, None, None, 4, (Basis.HISTORY, 0.45, None, 4)),
        (0.45, None, 0.05, 4, (Basis.HISTORY, 0.45, 0.05, 4)),
        (None, None, None, 4, (None, None, None, 4)),
        (0.45, 0.0497, 0.05, None, (Basis.HISTORY, 0.45, 0.0497, None)),
    ],
)
def test_history_is_the_base_and_the_cap_only_where_there_is_none(worst, paid, cap, times, expected):
    found = fund_supply(worst_fill=worst, worst_paid=paid, cap=cap, offers_per_year=times, stress=STRESS)
    basis, share, most, offers = expected
    assert (found.basis, found.paid_frac, found.offers_per_year) == (basis, most, offers)
    assert found.fill_frac == (share if share is None else pytest.approx(share))


def test_what_is_dealt_daily_or_suspended_has_no_history():
    known = {"worst_fill": 0.45, "worst_paid": 0.05, "cap": 0.05, "offers_per_year": 4, "stress": STRESS}
    assert fund_supply(**known, is_daily=True).is_daily
    suspended = fund_supply(**known, is_suspended=True)
    assert (suspended.basis, suspended.fill_frac) == (Basis.SUSPENDED, 0)
    assert stress_outcomes("a-fund", plan(), STRESS, suspended)["paid_by_day_365_frac"].unique().to_list() == [0]


def test_a_year_of_offers_at_the_worst_fill():
    usual = grid_of(supply(), supply_id="worst-fill", demand="1")
    # quarters of three months of 30 days
    assert usual["day"].to_list() == [90, 180, 270, 360]
    # 5 % asked for each time, half paid, the rest again
    assert usual["requested_frac"].to_list() == pytest.approx([0.05, 0.075, 0.0875, 0.09375])
    assert usual["paid_frac"].to_list() == pytest.approx([0.025, 0.0375, 0.04375, 0.046875])
    assert usual["backlog_frac"].to_list() == pytest.approx([0.025, 0.0375, 0.04375, 0.046875])
    assert usual["paid_of_asked_frac"].to_list() == pytest.approx([0.5, 0.625, 0.10625 / 0.15, 0.153125 / 0.2])
    # of a holding of 50 dollars
    assert usual["backlog_usd"].to_list() == pytest.approx([1.25, 1.875, 2.1875, 2.34375])


def test_a_year_of_demand_is_spread_over_the_offers_that_a_year_has():
    # 20 % a year: 10 % at each of two offers, 6 months of 30 days apart
    twice = grid_of(supply(times=2), supply_id="worst-fill", demand="1")
    assert twice["day"].to_list() == [180, 360]
    assert twice["requested_frac"].to_list() == pytest.approx([0.1, 0.15])


def test_no_more_than_the_holding_counts_as_asked_for():
    # 40 % of the holding at each offer, all of it paid: 100 % is asked for and paid after the third
    found = grid_of(supply(1.0), supply_id="worst-fill", demand="4", of=plan(benefits_paid_year_usd=300))
    assert found["paid_frac"].to_list() == pytest.approx([0.4, 0.4, 0.2, 0])
    assert found["paid_of_asked_frac"].to_list() == pytest.approx([1, 1, 1, 1])


def test_the_whole_plan_at_once():
    all_out = grid_of(supply(), supply_id="half-of-worst-fill", demand="everything")
    assert all_out["paid_of_asked_frac"].to_list() == pytest.approx([0.25, 0.4375, 0.578125, 0.68359375])


def test_a_cap_pays_what_it_can_when_all_holders_ask_as_the_plan_does():
    # 5 % a quarter meets a cap of 5 % once; then the fund is smaller and the cap with it
    usual = grid_of(supply(cap=0.05), supply_id="at-cap", demand="1")
    assert usual["fill_frac"].to_list()[:2] == pytest.approx([1, 0.05 * 0.95 / 0.05])
    doubled = grid_of(supply(cap=0.05), supply_id="at-cap", demand="2")
    assert doubled["paid_frac"].to_list()[:2] == pytest.approx([0.05, 0.0475])
    assert doubled["fill_frac"].to_list()[:2] == pytest.approx([0.5, 0.0475 / 0.15])
    assert set(doubled["basis"]) == {"cap"}


def test_half_of_all_holders_leave_and_the_plan_is_one_of_them():
    # 5 % of the fund is a tenth of what half of it asks for; then 4.75 % of 45 %
    found = grid_of(supply(), supply_id="half-leave", demand="everything")
    assert found["fill_frac"].to_list()[:2] == pytest.approx([0.1, 0.0475 / 0.45])
    assert found["paid_of_asked_frac"].to_list()[:2] == pytest.approx([0.1, 0.195])
    outcome = outcome_of(supply(), supply_id="half-leave", demand="everything")
    # 1 - 0.95^k reaches a quarter of the fund at 6 offers, 45 % of it at 12
    assert (outcome["offers_to_half"], outcome["offers_to_nine_tenths"]) == (6, 12)
    assert (outcome["months_to_half"], outcome["months_to_nine_tenths"]) == (18, 36)


def test_half_of_all_holders_leave_and_offers_are_half_as_large():
    # 2.5 % of the fund is a twentieth of what half of it asks for; then 2.4375 % of 47.5 %
    found = grid_of(supply(), supply_id="half-leave-smaller-offers", demand="everything")
    assert found["fill_frac"].to_list()[:2] == pytest.approx([0.05, 0.024375 / 0.475])
    assert found["paid_of_asked_frac"].to_list()[:2] == pytest.approx([0.05, 0.09875])
    outcome = outcome_of(supply(), supply_id="half-leave-smaller-offers", demand="everything")
    # (1 - 0.975^k) / 0.5 after no, no, one, two and four offers
    days = [outcome[f"paid_by_day_{day}_frac"] for day in (0, 30, 90, 180, 365)]
    assert days == pytest.approx([0, 0, 0.05, 0.09875, (1 - 0.975**4) / 0.5])


def test_page_one_shows_two_cases_of_one_crowd():
    shown = STRESS.first_page
    assert (shown.base, shown.stress) == ("half-leave", "half-leave-smaller-offers")
    for wrong, said in (
        ({"base": "nobody", "stress": "half-leave"}, "first_page names nobody, which is not among leaving"),
        ({"base": "half-leave", "stress": "all-leave"}, "must be of the same holders_frac"),
    ):
        with pytest.raises(ValidationError, match=said):
            Stress.model_validate(STRESS.model_dump() | {"first_page": wrong})


def test_all_holders_leave():
    outcome = outcome_of(supply(), supply_id="all-leave", demand="everything")
    days = [outcome[f"paid_by_day_{day}_frac"] for day in (0, 30, 90, 180, 365)]
    # 1 - 0.95^k after no, no, one, two and four offers
    assert days == pytest.approx([0, 0, 0.05, 0.0975, 1 - 0.95**4])
    assert (outcome["offers_to_half"], outcome["offers_to_nine_tenths"]) == (14, 45)


def test_an_outcome_reads_the_grid():
    outcome = outcome_of(supply(), supply_id="worst-fill", demand="1")
    assert outcome["paid_by_day_90_frac"] == pytest.approx(0.5)
    assert outcome["paid_by_day_365_frac"] == pytest.approx(0.153125 / 0.2)
    assert (outcome["backlog_frac"], outcome["backlog_usd"]) == (pytest.approx(0.046875), pytest.approx(2.34375))
    assert outcome["months_to_half"] is None


def test_offers_without_dates_are_counted_and_only_the_whole_holding_is_asked_for():
    undated = supply(times=None)
    grid = stress_grid("a-fund", plan(), STRESS, undated)
    assert set(grid["demand"]) == {"everything"}
    assert grid["day"].null_count() == grid.height
    outcome = outcome_of(undated, supply_id="worst-fill", demand="everything")
    # 0.5^3 = 0.125, 0.5^4 = 0.0625
    assert (outcome["offers_to_half"], outcome["offers_to_nine_tenths"]) == (1, 4)
    assert (outcome["months_to_half"], outcome["paid_by_day_365_frac"]) == (None, None)


def test_every_case_of_the_grid_is_there():
    grid = stress_grid("a-fund", plan(), STRESS, supply(cap=0.05))
    # two parts of the worst fill and the cap against five demands, and three crowds that leave, four offers each
    assert grid.height == (3 * 5 + 3) * 4
    assert grid.select(pl.col("paid_frac") + pl.col("backlog_frac")).to_series().to_list() == pytest.approx(
        grid["requested_frac"].to_list()
    )


@pytest.mark.parametrize(
    "unknown", [FundSupply(None, None, None, None, 4), FundSupply(None, None, None, None, None, is_daily=True)]
)
def test_without_a_supply_there_is_nothing_to_lay_out(unknown):
    assert stress_grid("a-fund", plan(), STRESS, unknown).height == 0
    assert stress_outcomes("a-fund", plan(), STRESS, unknown).height == 0


def test_a_sleeve_that_stands_still_while_the_rest_falls():
    # 10 / (10 + 90 × 0.6) = 10 / 64
    assert drifted(0.1, 0.4, 0.0) == pytest.approx(0.15625)
    assert drifted(0.1, 0.4, 0.4) == pytest.approx(0.1)


def test_what_has_to_be_sold_to_come_back():
    found = sleeve_drift("a-fund", plan(), STRESS, supply())
    row = found.row(by_predicate=(pl.col("weight") == "10") & (pl.col("fall") == "marks-stand-still"), named=True)
    # of 500 the sleeve is 50; the rest falls from 450 to 270; 10 % of 320 is 32, so 18 are too much
    assert (row["sleeve_usd"], row["excess_usd"]) == (pytest.approx(50), pytest.approx(18))
    # half paid each time: 0.5^3 = 0.125, 0.5^4 = 0.0625
    assert (row["offers"], row["months"]) == (4, 12)
    assert found.height == 4 * 3


def test_without_a_supply_the_drift_stands_and_the_time_does_not():
    found = sleeve_drift("a-fund", plan(), STRESS, FundSupply(None, None, None, None, 4))
    assert found["offers"].null_count() == found.height
    assert found["weight_after_frac"].null_count() == 0


def test_a_sleeve_that_is_dealt_daily_comes_back_at_once():
    found = sleeve_drift("a-fund", plan(), STRESS, FundSupply(None, None, None, None, None, is_daily=True))
    assert found["months"].to_list() == [0] * found.height


def test_offers_without_dates_bring_a_sleeve_back_in_no_known_time():
    found = sleeve_drift("a-fund", plan(), STRESS, supply(times=None))
    assert (found["offers"].to_list(), found["months"].null_count()) == ([4] * found.height, found.height)


def test_the_fall_of_2022_is_that_of_the_series_it_names():
    fall = next(fall for fall in STRESS.falls if fall.id == "as-in-2022")
    with (ROOT / "benchmarks/acwi/packet/returns.csv").open(encoding="utf-8") as file:
        growth = np.cumprod([1.0, *(1 + float(row["return_frac"]) for row in csv.DictReader(file))])
    deepest = float(np.max(1 - growth / np.maximum.accumulate(growth)))
    assert fall.rest_frac == pytest.approx(deepest, abs=0.0005)


@pytest.mark.parametrize(
    "change",
    [
        {"falls": [{**STRESS.falls[0].model_dump(), "rest_frac": 1.0}]},
        {"demand_multiples": []},
        {"demand_multiples": [1, 1]},
        {"months": 1},
        {"leaving": [{**STRESS.leaving[0].model_dump(), "id": "worst-fill"}]},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(change):
    with pytest.raises(ValidationError):
        Stress.model_validate(STRESS.model_dump() | change)
