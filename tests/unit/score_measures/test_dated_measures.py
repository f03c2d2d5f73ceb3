"""Fees, liquidity, valuation and complexity: which figure counts as the latest, and what is refused."""

from datetime import date

import pytest

TODAY, BEFORE, AFTER, OLD = date(2025, 12, 31), date(2025, 6, 30), date(2026, 3, 13), date(2024, 5, 31)


def fee(component, rate, *, as_of=BEFORE, basis="fee_table", share_class="unstated", base="net_assets", source="doc"):
    return {
        "source": source,
        "as_of": as_of,
        "share_class": share_class,
        "basis": basis,
        "component": component,
        "rate_frac": rate,
        "base": base,
    }


def term(name, value, as_of=BEFORE):
    return {"term": name, "value": value, "as_of": as_of}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([fee("total", 0.03), fee("total", 0.04, basis="expense_ratio", as_of=TODAY)], 0.03),
        ([fee("total", 0.03), fee("total", 0.05, as_of=TODAY)], 0.05),
        ([fee("total", 0.03), fee("total", 0.05, as_of=AFTER)], 0.03),
        ([fee("total", 0.03, as_of=date(2026, 6, 30)), fee("total", 0.05, as_of=AFTER)], 0.05),
        ([fee("total", 0.03, as_of=date(2026, 6, 30)), fee("total", 0.05, as_of=AFTER, basis="expense_ratio")], 0.03),
        ([fee("total", 0.03, share_class="S"), fee("total", 0.02, share_class="Class I")], 0.02),
        ([fee("total", 0.03, share_class="S"), fee("total", 0.02, share_class="D")], 0.02),
        ([fee("total", 0.0025, basis="sponsor_fee")], 0.0025),
        ([fee("total", 0.03), fee("management", 0.01), fee("other", 0.02)], 0.03),
    ],
)
def test_one_printed_total_counts(bench, rows, expected):
    found = bench.fees(fund_fees=rows)
    assert found["all_in_fee"]["value"] == expected
    assert found["usd_per_10000_a_year"]["value"] == pytest.approx(expected * 10_000)


def test_the_method_says_document_class_base_and_that_it_is_later(bench):
    found = bench.fees(fund_fees=[fee("total", 0.03, as_of=AFTER, share_class="S")])["all_in_fee"]
    assert found["method"] == (
        "Printed total: prospectus fee table, document of 2026-03-13, share class S, on net assets. "
        "Stated in a document of 2026-03-13, after the as-of date."
    )
    assert (found["window_end"], found["evidence"]) == (AFTER, ["a-fund/fees.csv:2:rate_pct"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"basis": "expense_ratio", "source": "nport-b1"},
            "expense ratio carried at 2025-06-30 from the nearest annual report; fiscal year not stated, share class",
        ),
        (
            {"basis": "expense_ratio", "source": "n-csr-2025-06-30"},
            "expense ratio, document of 2025-06-30, share class",
        ),
        ({"basis": "expense_ratio"}, "expense ratio dated 2025-06-30, share class"),
        ({"basis": "sponsor_fee"}, "sponsor's single fee, document of 2025-06-30, share class"),
    ],
)
def test_the_method_says_what_the_date_of_a_fee_is(bench, given, words):
    found = bench.fees(fund_fees=[fee("total", 0.03, **given)])["all_in_fee"]
    assert found["method"].startswith(f"Printed total: {words}")


CASCADE = [fee("management", 0.014, basis="expense_ratio"), fee("total", 0.0113, basis="expense_ratio")]


def test_a_total_under_its_management_fee_is_a_contradiction(bench):
    found = bench.fees(fund_fees=CASCADE)
    for name in ("all_in_fee", "usd_per_10000_a_year", "fee_excluding_interest"):
        assert found[name]["refusal_reason"] == (
            "The printed total of 1.13 % is less than the management fee of 1.4 % of the same date, and no waiver is in "
            "evidence."
        ), name
        assert (found[name]["refusal_code"], found[name]["value"]) == ("contradicted", None), name
    assert found["all_in_fee"]["evidence"] == ["a-fund/fees.csv:3:rate_pct", "a-fund/fees.csv:2:rate_pct"]
    assert found["management_fee"]["value"] == 0.014


@pytest.mark.parametrize(
    "rows",
    [
        [*CASCADE, fee("waiver", 0.003, basis="expense_ratio")],
        [{**CASCADE[0], "as_of": TODAY}, CASCADE[1]],
        [{**CASCADE[0], "basis": "contract"}, CASCADE[1]],
        [{**CASCADE[0], "rate_frac": 0.0113}, CASCADE[1]],
    ],
)
def test_a_waiver_or_another_table_explains_a_low_total(bench, rows):
    assert bench.fees(fund_fees=rows)["all_in_fee"]["value"] == 0.0113


def test_an_old_total_is_refused_with_its_date(bench):
    found = bench.fees(fund_fees=[fee("total", 0.03, as_of=OLD)])["all_in_fee"]
    assert found["refusal_reason"] == (
        "The last printed total of the fees in evidence is of 2024-05-31, more than 18 months before 2025-12-31."
    )


def test_parts_without_a_total_make_no_total(bench):
    found = bench.fees(fund_fees=[fee("management", 0.01), fee("interest", 0.02)])
    assert found["all_in_fee"]["refusal_code"] == "not_evidenced"
    assert found["interest_fee"]["refusal_code"] == "not_evidenced"
    assert found["management_fee"]["value"] == 0.01


@pytest.mark.parametrize(
    "other", [{"as_of": TODAY}, {"basis": "expense_ratio"}, {"share_class": "S"}, {"base": "managed_assets"}]
)
def test_interest_of_another_table_is_not_taken_off(bench, other):
    rows = [fee("total", 0.03, share_class="I"), fee("interest", 0.02, **{"share_class": "I", **other})]
    assert bench.fees(fund_fees=rows)["fee_excluding_interest"]["refusal_code"] == "not_evidenced"


def test_interest_over_the_total_is_a_contradiction(bench):
    found = bench.fees(fund_fees=[fee("total", 0.03), fee("interest", 0.04)])["fee_excluding_interest"]
    assert found["refusal_reason"] == "Interest of 4.0 % is more than the printed total of 3.0 %."
    assert found["refusal_code"] == "contradicted"


def test_fee_excluding_interest_names_both_cells(bench):
    found = bench.fees(fund_fees=[fee("interest", 0.01), fee("total", 0.03)])["fee_excluding_interest"]
    assert found["value"] == pytest.approx(0.02)
    assert found["evidence"] == ["a-fund/fees.csv:3:rate_pct", "a-fund/fees.csv:2:rate_pct"]


def test_management_fee_of_the_contract_comes_first_then_the_terms(bench):
    rows = [fee("management", 0.0125, basis="contract", base="managed_assets"), fee("management", 0.019)]
    found = bench.fees(fund_fees=rows)["management_fee"]
    assert (found["value"], "on managed assets" in found["method"]) == (0.0125, True)
    stated = [term("management_fee_pct", "1.3"), term("management_fee_base", "gross_assets")]
    found = bench.fees(fund_terms=stated)["management_fee"]
    assert (found["value"], "on gross assets" in found["method"]) == (pytest.approx(0.013), True)


@pytest.mark.parametrize(
    ("terms", "value", "code"),
    [
        ([("incentive_fee_pct", "12.5")], 0.125, None),
        ([("incentive_fee", "no")], 0.0, None),
        ([("incentive_fee", "yes")], None, "not_evidenced"),
        ([], None, "not_evidenced"),
        ([("incentive_fee_pct", "twelve")], None, "out_of_range"),
        ([("incentive_fee_pct", "nan")], None, "out_of_range"),
        ([("incentive_fee_pct", "120")], None, "out_of_range"),
    ],
)
def test_silence_on_the_incentive_fee_is_not_zero(bench, terms, value, code):
    found = bench.fees(fund_terms=[term(*each) for each in terms])["incentive_fee_pct"]
    assert (found["value"], found["refusal_code"], found["unit"]) == (value, code, "fraction")


def test_a_cap_in_words_is_refused_with_its_words(bench):
    found = bench.liquidity(fund_terms=[term("repurchase_cap_pct", "five"), term("repurchases_per_year", "4")])
    assert found["repurchase_cap"]["refusal_reason"] == "repurchase_cap_pct reads “five”, which is not a number."
    assert found["share_redeemable_a_year"]["refusal_code"] == "out_of_range"
    assert found["repurchases_per_year"]["value"] == 4


def test_no_more_than_everything_is_redeemable(bench):
    rows = [term("repurchase_cap_pct", "25"), term("repurchases_per_year", "12")]
    found = bench.liquidity(fund_terms=rows)["share_redeemable_a_year"]
    assert found["value"] == 1
    assert "not a promise" in found["method"]


def test_a_later_term_is_used_and_said_to_be_later(bench):
    found = bench.liquidity(fund_terms=[term("repurchase_cap_pct", "5", AFTER)])["repurchase_cap"]
    assert found["value"] == 0.05
    assert found["method"].endswith(
        "A document of 2026-03-13, after the as-of date, states the cap of a repurchase offer in per cent."
    )


def test_an_old_term_is_refused(bench):
    found = bench.liquidity(fund_terms=[term("repurchase_cap_pct", "5", OLD)])["repurchase_cap"]
    assert (found["refusal_code"], "2024-05-31" in found["refusal_reason"]) == ("not_evidenced", True)


def test_a_trust_on_an_exchange_has_no_repurchase_programme(bench):
    found = bench.liquidity(fund_terms=[term("exchange_traded", "Yes")])
    assert found["dealt_daily"]["text"] == "yes"
    for name in ("repurchase_cap", "share_redeemable_a_year", "worst_fill", "last_requested", "repurchase_results_n"):
        assert found[name]["refusal_code"] == "not_applicable", name


@pytest.mark.parametrize(("said", "code"), [("No", "not_applicable"), ("at times", "out_of_range")])
def test_only_a_yes_is_dealt_daily(bench, said, code):
    found = bench.liquidity(fund_terms=[term("exchange_traded", said)])["dealt_daily"]
    assert (found["text"], found["refusal_code"], found["window_end"]) == (None, code, BEFORE)


def test_the_worst_offer_has_its_date_and_the_number_of_offers(bench):
    fills = [(date(2025, 3, 31), 0.6), (BEFORE, 0.6), (TODAY, 1.0), (AFTER, 0.45)]
    rows = [{"as_of": day, "requested_frac": 0.1, "accepted_frac": fill} for day, fill in fills]
    found = bench.liquidity(fund_tenders=[*rows, {"as_of": date(2025, 9, 30), "requested_frac": 0.1}])
    told = {name: tuple(found[name][key] for key in ("value", "n", "window_start", "window_end")) for name in found}
    assert told["worst_fill"] == (0.6, 3, None, BEFORE)
    assert told["worst_fill_known"] == (0.45, 4, None, AFTER)
    assert told["repurchase_results_n"] == (3, 3, date(2025, 3, 31), TODAY)


def test_results_of_later_offers_are_counted_in_the_refusal(bench):
    rows = [{"as_of": AFTER, "requested_frac": 0.11, "accepted_frac": 0.45}]
    found = bench.liquidity(fund_tenders=rows)
    assert (
        found["worst_fill"]["refusal_reason"]
        == "No result of an offer up to 2025-12-31 is in evidence; 1 later one is."
    )
    assert found["repurchase_results_n"]["refusal_code"] == "not_evidenced"
    assert found["last_requested"]["refusal_code"] == "not_evidenced"
    assert found["worst_fill_known"]["value"] == 0.45


def test_an_offer_whose_result_is_not_known_is_no_result(bench):
    rows = [{"as_of": BEFORE, "requested_frac": 0.04}, {"as_of": TODAY, "requested_frac": 0.02, "accepted_frac": 1.0}]
    found = bench.liquidity(fund_tenders=rows)
    assert found["repurchase_results_n"]["value"] == 1
    assert found["worst_fill"]["evidence"] == ["a-fund/tenders.csv:3:accepted_pct"]


def test_to_take_all_of_nothing_is_no_fill(bench):
    found = bench.liquidity(fund_tenders=[{"as_of": BEFORE, "shares_tendered": 0, "accepted_frac": 1.0}])
    assert found["worst_fill"]["refusal_reason"] == (
        "No offer up to 2025-12-31 in which something was tendered has a result in evidence."
    )
    assert found["worst_fill_known"]["refusal_code"] == "not_evidenced"
    assert found["repurchase_results_n"]["value"] == 1


def test_level_three_says_both_numbers_when_it_is_refused(bench):
    row = {"as_of": TODAY, "level3_share_of_covered_frac": 1.0, "level3_coverage_frac": 0.0316}
    found = bench.valuation(fund_exposure=[row])
    assert found["level3_share"]["refusal_reason"] == (
        "100.0 % of what carries a fair-value level is Level 3, but only 3.2 % of fair value carries one; 50 % is needed."
    )
    assert found["level3_share_of_all"]["value"] == pytest.approx(0.0316)


@pytest.mark.parametrize(
    ("share", "coverage", "expected"),
    [(1.0, 0.0051, 1.0), (0.5, 0.2, 0.9), (0.0, 1.0, 0.0), (None, 0.0, 1.0), (None, 0.5, None), (0.9, None, None)],
)
def test_what_has_no_level_is_hard_to_value(bench, share, coverage, expected):
    row = {"as_of": TODAY, "level3_share_of_covered_frac": share, "level3_coverage_frac": coverage}
    found = bench.valuation(fund_exposure=[row])["hard_to_value_share"]
    assert found["value"] == (None if expected is None else pytest.approx(expected))
    assert found["refusal_code"] == ("not_evidenced" if expected is None else None)


def test_holdings_are_over_the_assets_of_their_own_date(bench):
    held = [{"as_of": BEFORE, "total_fair_value_usd": 54}, {"as_of": TODAY, "total_fair_value_usd": 80}]
    found = bench.valuation(
        fund_exposure=held, fund_balance_sheet=[{"as_of": BEFORE, "total_assets_usd": 100}, {"as_of": TODAY}]
    )["holdings_to_total_assets"]
    assert (found["value"], found["unit"], found["window_end"]) == (0.54, "fraction", BEFORE)
    assert found["evidence"] == [
        "a-fund/exposure.csv:2:total_fair_value_usd",
        "a-fund/balance_sheet.csv:2:total_assets_usd",
    ]
    alone = bench.valuation(fund_exposure=held)["holdings_to_total_assets"]
    assert alone["refusal_code"] == "not_evidenced"


def test_interest_in_kind_needs_both_shares(bench):
    row = {"as_of": TODAY, "debt_share_frac": 0.5, "pik_share_of_debt_frac": 0.2}
    assert bench.complexity(fund_exposure=[row])["pik_share_of_portfolio"]["value"] == pytest.approx(0.1)
    found = bench.complexity(fund_exposure=[{**row, "debt_share_frac": None}])["pik_share_of_portfolio"]
    assert found["refusal_code"] == "not_evidenced"


def test_the_date_of_the_latest_figure_is_told(bench):
    row = {"as_of": BEFORE, "net_assets_usd": 100}
    assert bench.complexity(fund_balance_sheet=[row])["net_assets"]["window_end"] == BEFORE


def test_half_the_coverage_is_enough(bench):
    row = {"as_of": TODAY, "level3_share_of_covered_frac": 0.9, "level3_coverage_frac": 0.5}
    assert bench.valuation(fund_exposure=[row])["level3_share"]["value"] == 0.9


def test_stale_returns_are_counted_among_three_years(bench):
    values = [0.0, 0.0, 0.01, 0.01] + [0.01 * (place % 7 + 2) for place in range(32)]
    found = bench.measures(fund_returns=bench.returns(values))["zero_return_share"]
    assert (found["value"], found["n"]) == (pytest.approx(3 / 36), 36)


def test_leverage_is_of_the_last_sheet_with_both(bench):
    rows = [
        {"as_of": BEFORE, "total_assets_usd": 150, "net_assets_usd": 100},
        {"as_of": TODAY, "total_assets_usd": 900},
        {"as_of": AFTER, "total_assets_usd": 700, "net_assets_usd": 100},
    ]
    found = bench.complexity(fund_balance_sheet=rows)["leverage_assets_to_net_assets"]
    assert (found["value"], found["window_end"]) == (1.5, BEFORE)
    assert "2025-06-30" in found["method"]


def test_a_sheet_that_does_not_add_up_is_contradicted(bench):
    row = {"as_of": TODAY, "total_assets_usd": 347, "total_liabilities_usd": 178, "net_assets_usd": 347}
    found = bench.complexity(fund_balance_sheet=[row])["leverage_assets_to_net_assets"]
    assert (found["refusal_code"], found["value"]) == ("contradicted", None)
    assert found["refusal_reason"] == (
        "On 2025-12-31 total assets of $347 less liabilities of $178 are not net assets of $347."
    )


def test_no_net_assets_have_no_multiple(bench):
    row = {"as_of": TODAY, "total_assets_usd": 10, "net_assets_usd": 0}
    assert bench.complexity(fund_balance_sheet=[row])["leverage_assets_to_net_assets"]["refusal_code"] == "out_of_range"


@pytest.mark.parametrize(("net", "code"), [(91, None), (89, "contradicted")])
def test_borrowings_of_zero_are_believed_up_to_a_tenth(bench, net, code):
    row = {"as_of": TODAY, "total_assets_usd": 100, "net_assets_usd": net, "borrowings_usd": 0}
    assert bench.complexity(fund_balance_sheet=[row])["borrowings_to_net_assets"]["refusal_code"] == code


def test_an_old_portfolio_is_refused(bench):
    found = bench.complexity(fund_exposure=[{"as_of": OLD, "positions": 10, "top10_share_frac": 0.2}])
    assert found["positions"]["refusal_reason"] == (
        "The last number of holdings in evidence is of 2024-05-31, more than 18 months before 2025-12-31."
    )
    assert found["top10_share"]["refusal_code"] == "not_evidenced"


def test_a_waiver_of_another_table_explains_nothing(bench):
    def row(component, rate, day):
        return {
            "as_of": day, "share_class": "I", "basis": "fee_table", "component": component, "rate_frac": rate,
            "base": "average_net_assets",
        }  # fmt: skip

    day, before = date(2025, 12, 31), date(2025, 6, 30)
    rows = [row("management", 0.014, day), row("total", 0.0113, day)]
    other = bench.fees(fund_fees=[row("waiver", 0.005, before), *rows])
    same = bench.fees(fund_fees=[*rows, row("waiver", 0.005, day)])
    assert other["all_in_fee"]["refusal_code"] == "contradicted"
    assert same["all_in_fee"]["value"] == 0.0113
