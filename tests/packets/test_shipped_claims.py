"""Every number of the shipped memos is a figure, and every figure says where it stands."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.claims import claims
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
QUEUED, GATED, YOUNG, LISTED = (
    "apollo-debt-solutions", "apollo-diversified-real-estate", "stepstone-private-infrastructure", "ishares-gold-trust",
)  # fmt: skip
RANKED = "cliffwater-corporate-lending"


@cache
def memo(fund):
    read = gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))
    return build_memo(read.case, read.core, (), score(read.case, read.core, ()), "0" * 64)


@pytest.mark.parametrize("fund", [RANKED, QUEUED, GATED, YOUNG, LISTED])
def test_no_number_of_a_shipped_memo_stands_outside_of_a_figure(fund):
    count = claims(memo(fund))
    assert count.uncited == 0
    assert count.uses > count.figures > 150


def figures(fund):
    return {figure.name: figure for figure in memo(fund).figures}


def received(fund, file):
    with (ROOT / "funds" / fund / "packet" / file).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_a_holding_is_cited_at_its_own_cell():
    fund = "apollo-diversified-credit"
    rows = received(fund, "holdings.csv")
    top = next(place for place, row in enumerate(rows, start=2) if row["rank"] == "1" and row["as_of"] == "2025-12-31")
    found = figures(fund)["holding_1_fair_value_usd"]
    assert found.value == float(rows[top - 2]["fair_value_usd"])
    assert found.evidence == (f"{fund}/holdings.csv:{top}:fair_value_usd",)


def test_a_later_offer_is_cited_at_its_own_cells():
    row = next(row for row in received(QUEUED, "tenders.csv") if row["as_of"] > "2025-12-31")
    place = received(QUEUED, "tenders.csv").index(row) + 2
    name = f"offer_apollo_debt_solutions_{row['as_of'].replace('-', '_')}_accepted_frac"
    found = figures(QUEUED)[name]
    assert found.value == pytest.approx(float(row["accepted_pct"]) / 100)
    assert found.evidence == (f"{QUEUED}/tenders.csv:{place}:accepted_pct",)


def test_a_cell_of_the_stress_table_rests_on_the_offers_and_the_policy_and_on_the_plan_where_it_asks_by_its_flows():
    whole = figures(QUEUED)["stress_worst_fill_everything_offers_to_half"]
    assert "policy/stress.yml:0:supplies" in whole.evidence
    assert any(place.startswith(f"{QUEUED}/tenders.csv:") for place in whole.evidence)
    assert not any(place.startswith("example/") for place in whole.evidence)
    steady = figures(RANKED)["stress_worst_fill_1_paid_by_day_90_frac"]
    assert {"policy/stress.yml:0:demand_multiples", "example/plan.yml:0:benefits_paid_year_usd"} <= set(steady.evidence)


def test_a_number_of_the_committee_is_cited_from_its_policy():
    found = figures(RANKED)
    assert (found["score_draws"].value, found["score_draws"].evidence) == (500, ("policy/scorecard.yml:0:resampling",))
    assert (found["cost_growth"].value, found["cost_growth"].evidence) == (0.05, ("policy/costs.yml:0:growth_frac",))


def test_score_and_rank_rest_on_the_policy_and_on_the_measures_behind_the_points():
    found = figures(RANKED)["score"]
    assert found.evidence[:2] == ("policy/scorecard.yml:0:weights", "policy/scorecard.yml:0:criteria")
    assert any(place.startswith(f"{RANKED}/returns.csv:") for place in found.evidence)
    peer = figures(RANKED)["drawn_blackstone_private_credit_score_frac"]
    assert any(place.startswith("blackstone-private-credit/") for place in peer.evidence)
    assert not any(place.startswith(f"{RANKED}/") for place in peer.evidence)
