"""How long it takes when everybody asks, from what offers paid and from the cap."""

from datetime import date

import pytest

OFFERS = (
    "offers_to_half_out",
    "offers_to_nine_tenths_out",
    "offers_to_half_out_at_cap",
    "offers_to_nine_tenths_out_at_cap",
)
NAMES = (
    "months_to_half_out",
    "months_to_nine_tenths_out",
    "months_to_half_out_at_cap",
    "months_to_nine_tenths_out_at_cap",
)
QUARTERLY = [
    {"term": "repurchases_per_year", "value": "4", "as_of": date(2025, 6, 30)},
    {"term": "repurchase_cap_pct", "value": "5.0", "as_of": date(2025, 6, 30)},
]


def offer(requested, accepted, day=date(2025, 9, 30)):
    return {"as_of": day, "requested_frac": requested, "accepted_frac": accepted, "cap_frac": 0.05}


def test_apollo_debt_solutions_as_it_was(bench):
    # 11.05 % asked for at a cap of 5 %, 45 % of it accepted: 4.9725 % of the fund; 0.950275^13 = 0.515, ^14 = 0.490
    found = bench.liquidity(fund_terms=QUARTERLY, fund_tenders=[offer(0.1105, 0.45)])
    assert found["supply_of_worst_offer"]["value"] == pytest.approx(0.049725)
    # 14 and 46 offers of a quarter each; at the cap 14 and 45
    assert [found[name]["value"] for name in NAMES] == [42, 138, 42, 135]
    assert found["months_to_half_out"]["evidence"] == [
        "a-fund/tenders.csv:2:requested_pct",
        "a-fund/tenders.csv:2:accepted_pct",
        "a-fund/terms.csv:2:value",
    ]


def test_an_offer_in_which_no_share_was_tendered_is_not_the_worst_for_any_measure(bench):
    # its share of the fund is not in evidence, its number of shares is
    empty = {"as_of": date(2025, 6, 30), "shares_tendered": 0, "accepted_frac": 0.0}
    found = bench.liquidity(fund_terms=QUARTERLY, fund_tenders=[empty, offer(0.1105, 0.45)])
    assert found["worst_fill"]["value"] == found["worst_fill_known"]["value"] == 0.45
    assert found["supply_of_worst_offer"]["value"] == pytest.approx(0.049725)


def test_offers_are_counted_where_nothing_says_how_many_there_are_a_year(bench):
    # Apollo Debt Solutions as its packet is: the result of one offer and no terms, so the cap is that offer's
    found = bench.liquidity(fund_tenders=[offer(0.1105, 0.45)])
    assert [found[name]["value"] for name in OFFERS] == [14, 46, 14, 45]
    assert {found[name]["refusal_code"] for name in NAMES} == {"not_evidenced"}
    assert found["months_to_half_out"]["refusal_reason"] == (
        "No document in evidence states the number of repurchase offers a year."
    )


def test_a_cap_that_no_document_states_is_that_of_the_offer(bench):
    cap = bench.liquidity(fund_tenders=[offer(0.1105, 0.45)])["repurchase_cap"]
    assert (cap["value"], cap["window_end"]) == (0.05, date(2025, 9, 30))
    assert cap["method"] == (
        "Most of the offer of 2025-09-30, of shares outstanding, by its result; "
        "no document in evidence states the programme's."
    )
    assert cap["evidence"] == ["a-fund/tenders.csv:2:cap_pct"]


def test_a_stated_cap_is_not_passed_over_for_that_of_an_offer(bench):
    stated = [{"term": "repurchase_cap_pct", "value": "about five", "as_of": date(2025, 6, 30)}]
    found = bench.liquidity(fund_terms=stated, fund_tenders=[offer(0.1105, 0.45)])
    assert found["repurchase_cap"]["refusal_code"] == "out_of_range"
    assert found["offers_to_half_out_at_cap"]["refusal_code"] == "out_of_range"


def test_the_cap_of_an_offer_too_long_ago_is_none(bench):
    found = bench.liquidity(fund_tenders=[offer(0.1105, 0.45, date(2024, 1, 31))])
    assert found["repurchase_cap"]["refusal_code"] == "not_evidenced"
    assert found["offers_to_half_out"]["value"] == 14


def test_suspended_repurchases_let_nobody_out(bench):
    suspended = [*QUARTERLY, {"term": "repurchases_suspended", "value": "yes", "as_of": date(2025, 6, 30)}]
    found = bench.liquidity(fund_terms=suspended, fund_tenders=[offer(0.1105, 0.45)])
    assert {found[name]["refusal_code"] for name in (*OFFERS, *NAMES)} == {"out_of_range"}
    assert found["months_to_half_out"]["refusal_reason"] == "A document says that repurchases are suspended."


def test_an_offer_that_was_filled_shows_no_limit(bench):
    found = bench.liquidity(fund_terms=QUARTERLY, fund_tenders=[offer(0.0696, 1.0)])
    assert found["months_to_half_out"]["refusal_code"] == "not_applicable"
    assert found["months_to_half_out"]["refusal_reason"] == (
        "The worst offer in evidence, of 2025-09-30, was filled to 100.0 %: history does not show what an offer pays at most."
    )
    assert found["months_to_half_out_at_cap"]["value"] == 42


def test_the_smallest_fill_counts_and_not_the_last(bench):
    rows = [offer(0.10, 0.5, date(2025, 3, 31)), offer(0.08, 0.9, date(2025, 9, 30))]
    assert bench.liquidity(fund_tenders=rows)["supply_of_worst_offer"]["value"] == pytest.approx(0.05)


def test_of_two_equal_fills_the_latest_counts_and_an_offer_without_requests_has_none(bench):
    rows = [
        offer(0.10, 0.5, date(2025, 3, 31)),
        offer(0.08, 0.5, date(2025, 6, 30)),
        offer(0.0, 0.0, date(2025, 9, 30)),
    ]
    found = bench.liquidity(fund_tenders=rows)["supply_of_worst_offer"]
    assert (found["value"], found["window_end"]) == (pytest.approx(0.04), date(2025, 6, 30))


def test_an_offer_after_the_date_counts_because_it_is_known(bench):
    rows = [offer(0.10, 0.5, date(2026, 3, 31))]
    assert bench.liquidity(fund_tenders=rows)["supply_of_worst_offer"]["value"] == pytest.approx(0.05)


def test_without_terms_and_offers_every_one_is_refused(bench):
    found = bench.liquidity()
    assert {found[name]["refusal_code"] for name in (*NAMES, *OFFERS, "supply_of_worst_offer")} == {"not_evidenced"}


def test_an_offer_that_paid_nothing_lets_nobody_out(bench):
    found = bench.liquidity(fund_terms=QUARTERLY, fund_tenders=[offer(0.1, 0.0)])
    assert found["months_to_half_out"]["refusal_code"] == "out_of_range"


def test_shares_on_an_exchange_are_out_at_once(bench):
    traded = [{"term": "exchange_traded", "value": "yes", "as_of": date(2025, 6, 30)}]
    found = bench.liquidity(fund_terms=traded)
    assert [found[name]["value"] for name in (*NAMES, *OFFERS)] == [0] * 8
    assert found["supply_of_worst_offer"]["refusal_code"] == "not_applicable"
