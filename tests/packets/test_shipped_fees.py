"""Fees of shipped packets, against what the documents print, and how the memo tables them."""

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from prudent.ingest.evidence import resolve
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.labels import label
from prudent.model.finding import Factor
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]


@cache
def asked(fund):
    return gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))


@cache
def scored(fund):
    return score(asked(fund).case, asked(fund).core, ())


@cache
def tables(fund):
    memo = build_memo(asked(fund).case, asked(fund).core, (), scored(fund), "0" * 64)
    chapter = next(chapter for chapter in memo.chapters if chapter.factor is Factor.FEES)
    return {table.id: table for table in chapter.tables}


def fees_of(fund):
    rows = scored(fund).measures.filter((pl.col("fund") == fund) & (pl.col("factor") == "fees"))
    return {row["measure"]: row for row in rows.iter_rows(named=True)}


BCRED, CLIFFWATER, TRUST, FLAT = (
    "blackstone-private-credit",
    "cliffwater-corporate-lending",
    "ishares-bitcoin-trust",
    "pimco-flexible-credit-income",
)


@pytest.mark.parametrize(("fund", "total", "without_interest"), [(BCRED, 0.0707, 0.0282), (CLIFFWATER, 0.0327, 0.0152)])
def test_the_parts_of_a_printed_table_sum_to_its_total(fund, total, without_interest):
    found = fees_of(fund)
    assert found["all_in_fee"]["value"] == pytest.approx(total)
    assert found["all_in_fee_from_parts"]["value"] == pytest.approx(total)
    assert found["fee_parts_gap"]["value"] == pytest.approx(0, abs=1e-9)
    assert found["fee_excluding_interest"]["value"] == pytest.approx(without_interest)


def test_the_other_classes_are_named_with_their_totals():
    assert "(other classes of that date: D 7.32 %, S 7.92 %)" in fees_of(BCRED)["all_in_fee"]["method"]
    assert fees_of(BCRED)["share_class_taken"]["text"] == "I"
    assert fees_of(BCRED)["share_class_premium"]["value"] == 0


def test_dollars_over_the_cheapest_peer():
    found = fees_of(CLIFFWATER)
    cheapest = found["cheapest_alternative_fee"]["value"]
    peers = scored(CLIFFWATER).measures.filter(
        (pl.col("measure") == "all_in_fee") & (pl.col("fund") != CLIFFWATER) & pl.col("value").is_not_null()
    )
    assert cheapest == peers["value"].min()
    assert found["cost_over_cheapest_1y_usd_per_10000"]["value"] == pytest.approx(10_500 * (0.0327 - cheapest))
    assert found["fees_paid_1y_usd_per_10000"]["value"] == pytest.approx(10_500 * 0.0327)


def test_a_flat_fee_is_its_own_average_and_one_with_an_incentive_is_not():
    assert fees_of(FLAT)["average_total_fee_expected"]["value"] == fees_of(FLAT)["all_in_fee"]["value"]
    assert fees_of(BCRED)["average_total_fee_expected"]["refusal_code"] == "not_evidenced"
    # 12.5 % over 5 %: 12.5 % of 3 % without a catch-up, of all 8 % with one in full
    assert (
        "0.38 % of net assets without one and 1.0 % with one in full"
        in (fees_of(BCRED)["incentive_fee_at_8pct"]["refusal_reason"])
    )


@pytest.mark.parametrize("fund", [BCRED, CLIFFWATER, TRUST, FLAT])
def test_every_fee_rests_on_rows_that_exist(fund):
    case, core = asked(fund).case, asked(fund).core
    places = {place for row in fees_of(fund).values() for place in row["evidence"]}
    assert places
    assert {resolve(place, case, core).locator for place in places} == places


def test_the_chapter_tables_parts_dollars_and_the_incentive_fee():
    assert [*tables(BCRED)][1:] == ["fee-parts", "costs", "incentive"]
    assert [row[0] for row in tables(BCRED)["costs"].rows] == ["1", "10", "30"]
    assert [row[0] for row in tables(BCRED)["incentive"].rows] == ["5.5 %", "8 %", "12 %"]
    # a trust has neither parts nor an incentive fee: what is always told, and its one fee
    assert [*tables(TRUST)][1:] == ["fee-parts", "costs"]
    assert [row[0] for row in tables(TRUST)["fee-parts"].rows] == [
        "Printed total",
        "Sum of its parts",
        "Interest on borrowings",
        "Without interest",
        "Management fee, on net assets",
    ]


def test_the_two_dollar_figures_are_told_apart_where_the_second_is_first_seen():
    costs = tables(CLIFFWATER)["costs"]
    assert costs.columns[1].heading == "Paid in fees, as the balance grows"
    assert "on a balance held at $10,000 they are ⟨usd_per_10000_a_year⟩" in costs.note
    assert label("fees_paid_1y_usd_per_10000").startswith("Fees paid of $10,000 as it grows")
    assert label("fees_paid_7y_usd_per_10000").startswith("Fees paid of $10,000 as it grows")


def test_totals_of_unlike_parts_are_not_ranked_and_their_dollars_say_so():
    said = "The two totals may not be of the same parts: interest may be in one of them alone."
    assert said in tables(CLIFFWATER)["costs"].note
    assert said not in tables(TRUST)["costs"].note
    found = scored(CLIFFWATER).peers.filter((pl.col("fund") == CLIFFWATER) & (pl.col("measure") == "all_in_fee"))
    # of the seven others one total has its interest apart
    assert found["peers"].to_list() == [[BCRED]]
    assert found["percentile_frac"].to_list() == [None]
    assert not any("median_all_in_fee" in reason for reason in scored(CLIFFWATER).advice.reasons_for)
    coins = scored(TRUST).peers.filter((pl.col("fund") == TRUST) & (pl.col("measure") == "fee_excluding_interest"))
    assert coins["peers_n"].to_list() == [4]
