"""Parts of a fee on one base, waivers, and share classes, by hand."""

from datetime import date

import numpy as np
import pytest

from prudent.score.fees.bases import on_net_assets
from prudent.score.fees.parts import all_in
from prudent.score.fees.parts_answers import parts_measures
from prudent.score.fees.share_class import class_measures

DAY = date(2025, 12, 31)


def row(component, rate, base="average_net_assets", share_class="I", basis="fee_table", day=DAY):
    return {
        "as_of": day, "share_class": share_class, "basis": basis, "component": component, "rate_frac": rate, "base": base,
    }  # fmt: skip


def parts(bench, *rows, sheet=()):
    core = bench.core(fund_fees=list(rows), fund_balance_sheet=list(sheet))
    return bench.by_name(parts_measures(bench.subjects(), core.fund_fees, core.fund_balance_sheet, DAY))


def sheet(day=DAY, total=150, net=100, debt=None):
    return {"as_of": day, "total_assets_usd": total, "net_assets_usd": net, "borrowings_usd": debt}


def classes(bench, *rows, offered=None):
    terms = [] if offered is None else [{"term": "share_classes_offered", "value": offered, "as_of": DAY}]
    core = bench.core(fund_fees=list(rows), fund_terms=terms)
    return bench.by_name(class_measures(bench.subjects(), core.fund_fees, core.fund_terms, DAY))


LEVERED = (row("management", 0.01, "managed_assets"), row("other", 0.02), row("total", 0.035))


def test_a_rate_on_managed_assets_is_more_on_net_assets():
    assert on_net_assets(np.array(0.0125), np.array(1.512)) == pytest.approx(0.0189)


def test_a_fee_does_not_depend_on_the_order_of_its_parts():
    assert float(all_in(0.01, 0.02, waiver=0.005)) == pytest.approx(float(all_in(0.02, 0.01, waiver=0.005)))
    assert float(all_in(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07)) == pytest.approx(0.14)


def test_parts_on_unlike_bases_are_added_on_net_assets(bench):
    found = parts(bench, *LEVERED, sheet=[sheet()])
    assert found["all_in_fee_from_parts"]["value"] == pytest.approx(0.035)
    assert found["fee_parts_gap"]["value"] == pytest.approx(0, abs=1e-12)
    assert found["all_in_fee_from_parts"]["evidence"] == [
        "a-fund/fees.csv:2:rate_pct",
        "a-fund/fees.csv:3:rate_pct",
        "a-fund/balance_sheet.csv:2:total_assets_usd",
        "a-fund/balance_sheet.csv:2:net_assets_usd",
    ]
    assert found["all_in_fee_from_parts"]["method"] == (
        "Parts in evidence in the fee table of 2025-12-31, share class I: management, other, on net assets, a waiver taken "
        "off; a part that no document names is not in the sum. On 2025-12-31 total assets were 1.5 times net assets, by "
        "which a rate on managed assets is multiplied."
    )


def test_managed_assets_are_net_assets_and_borrowings_where_these_are_known(bench):
    found = parts(bench, *LEVERED, sheet=[sheet(debt=40)])["management_fee_on_net_assets"]
    assert found["value"] == pytest.approx(0.014)
    assert found["evidence"] == [
        "a-fund/fees.csv:2:rate_pct",
        "a-fund/balance_sheet.csv:2:net_assets_usd",
        "a-fund/balance_sheet.csv:2:borrowings_usd",
    ]
    gross = row("management", 0.01, "gross_assets")
    assert parts(bench, gross, sheet=[sheet(debt=40)])["management_fee_on_net_assets"]["value"] == pytest.approx(0.015)


def test_borrowings_of_zero_are_not_believed(bench):
    found = parts(bench, *LEVERED, sheet=[sheet(debt=0)])["management_fee_on_net_assets"]
    assert found["value"] == pytest.approx(0.015)


def test_the_balance_sheet_nearest_the_rates_own_date_counts(bench):
    old, later = date(2025, 3, 31), date(2025, 12, 31)
    rate = row("management", 0.01, "managed_assets", day=date(2025, 6, 30))
    near = [sheet(later, 200), sheet(old, 120), sheet(date(2025, 9, 30), 0, 0)]
    assert parts(bench, rate, sheet=near)["management_fee_on_net_assets"]["value"] == pytest.approx(0.012)
    # what lies after both the rate and the as-of date is not seen
    assert parts(bench, rate, sheet=[sheet(date(2026, 3, 31))])["management_fee_on_net_assets"]["value"] is None
    # a rate of a later document may be converted with a sheet of its own date
    after = row("management", 0.01, "managed_assets", day=date(2026, 3, 31))
    found = parts(bench, after, sheet=[sheet(old, 120), sheet(date(2026, 3, 31))])["management_fee_on_net_assets"]
    assert found["value"] == pytest.approx(0.015)


@pytest.mark.parametrize("bad", [[], [sheet(net=0)], [sheet(net=-5)], [sheet(total=90)], [sheet(date(2024, 6, 29))]])
def test_without_leverage_in_evidence_managed_assets_are_not_converted(bench, bad):
    found = parts(bench, *LEVERED, sheet=bad)
    reason = (
        "The management fee is on managed assets, and no balance sheet within 18 months of 2025-12-31 says how these "
        "compare with net assets."
    )
    for name in ("all_in_fee_from_parts", "fee_parts_gap", "management_fee_on_net_assets"):
        assert (found[name]["value"], found[name]["refusal_reason"]) == (None, reason)


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("profits", "The incentive fee is a share of profits, which is no rate on net assets."),
        ("unstated", "The incentive fee is on a base that is not stated."),
        (
            "lesser_of_dual_base",
            "The incentive fee is on the lesser of two bases, and which of them applied is not in evidence.",
        ),
    ],
)
def test_a_part_that_no_balance_sheet_converts_is_named(bench, base, reason):
    table = (row("management", 0.01), row("incentive", 0.1, base), row("other", 0.02))
    assert parts(bench, *table, sheet=[sheet()])["all_in_fee_from_parts"]["refusal_reason"] == reason


def test_a_waiver_lowers_the_sum(bench):
    found = parts(bench, row("management", 0.02), row("other", 0.01), row("waiver", 0.005), row("total", 0.025))
    assert found["all_in_fee_from_parts"]["value"] == pytest.approx(0.025)
    assert found["fee_parts_gap"]["value"] == pytest.approx(0)


def test_a_waiver_is_added_to_the_total(bench):
    found = bench.fees(fund_fees=[row("waiver", 0.005), row("total", 0.025)])["fee_before_waivers"]
    assert found["value"] == pytest.approx(0.03)
    assert found["evidence"] == ["a-fund/fees.csv:3:rate_pct", "a-fund/fees.csv:2:rate_pct"]


def test_without_a_waiver_in_evidence_nothing_is_known_of_one(bench):
    assert bench.fees(fund_fees=[row("total", 0.02)])["fee_before_waivers"]["refusal_reason"] == (
        "The total of 2.0 % is in evidence; whether a waiver lowers it, and by how much, is not."
    )


def test_a_sum_is_of_what_is_in_evidence(bench):
    found = parts(bench, row("management", 0.01), row("interest", 0.02))
    assert found["all_in_fee_from_parts"]["value"] == pytest.approx(0.03)
    assert found["fee_parts_gap"]["refusal_reason"] == "No printed total on net assets stands beside the parts."


def test_one_part_is_no_fee(bench):
    found = parts(bench, row("management", 0.01), row("total", 0.05))
    reason = (
        "Only these parts of a fee are in evidence: management. A sum needs the management fee and interest or other "
        "expenses."
    )
    assert [row["refusal_reason"] for row in found.values()][:2] == [reason, reason]


def test_a_whole_table_comes_before_a_nearer_part(bench):
    whole = [row(part, 0.01, day=date(2025, 6, 30)) for part in ("management", "other")]
    found = parts(bench, *whole, row("management", 0.03))["all_in_fee_from_parts"]
    assert found["value"] == pytest.approx(0.02)


def test_what_is_missing_of_a_total_is_no_gap(bench):
    found = parts(bench, row("management", 0.01), row("interest", 0.02), row("total", 0.05))
    assert found["fee_parts_gap"]["refusal_reason"] == (
        "Only these parts of the total are in evidence: interest, management; what is missing is no gap."
    )


def test_parts_that_are_too_old_are_refused(bench):
    old = date(2024, 6, 29)
    found = parts(bench, row("management", 0.01, day=old), row("other", 0.01, day=old))
    for name in ("all_in_fee_from_parts", "management_fee_on_net_assets"):
        assert "more than 18 months before" in found[name]["refusal_reason"]


def test_without_parts_nothing_is_added(bench):
    found = parts(bench, row("total", 0.02))
    assert {row["refusal_code"] for row in found.values()} == {"not_evidenced"}


def test_a_total_says_that_other_classes_have_one(bench):
    several = [row("total", 0.03), row("total", 0.035, share_class="S"), row("total", 0.025, share_class="Z")]
    found = bench.fees(fund_fees=[*several, row("total", 0.01, share_class="unstated")])
    assert "share class I (other classes of that date: Z 2.5 %, S 3.5 %), on" in found["all_in_fee"]["method"]
    assert "other classes" not in found["usd_per_10000_a_year"]["method"]
    assert "other classes" not in bench.fees(fund_fees=[row("total", 0.03)])["all_in_fee"]["method"]


def test_the_class_that_is_measured_and_the_cheapest(bench):
    rows = (row("total", 0.03), row("total", 0.025, share_class="Z"), row("total", 0.04, share_class="S"))
    found = classes(bench, *rows)
    assert found["share_class_taken"]["text"] == "I"
    assert found["share_class_taken"]["method"].endswith("others of that date: Z 2.5 %, S 4.0 %.")
    assert found["share_class_premium"]["value"] == pytest.approx(0.005)
    assert found["share_class_premium"]["method"] == (
        "Total of class I less that of class Z, the cheapest of 3 of the same date and kind, at 2.5 %. Whether the plan "
        "may buy it is not in evidence."
    )
    assert found["share_class_premium"]["evidence"] == ["a-fund/fees.csv:2:rate_pct", "a-fund/fees.csv:3:rate_pct"]


def test_what_a_document_says_of_who_may_buy_is_told(bench):
    rows = (row("total", 0.03), row("total", 0.025, share_class="Z"))
    found = classes(bench, *rows, offered="I from $1,000,000; Z for the manager's own plans.")["share_class_premium"]
    assert "a document says: I from $1,000,000; Z for the manager's own plans." in found["method"]
    assert found["evidence"][-1] == "a-fund/terms.csv:2:value"


def test_one_class_alone_shows_no_premium(bench):
    found = classes(bench, row("total", 0.03))
    assert found["share_class_premium"]["refusal_reason"] == "Only class I has a printed total of that date and kind."


def test_classes_of_another_kind_of_figure_or_date_are_not_alike(bench):
    ratio = row("total", 0.01, share_class="Z", basis="expense_ratio")
    older = row("total", 0.01, share_class="S", day=date(2025, 9, 30))
    assert classes(bench, row("total", 0.03), ratio, older)["share_class_premium"]["value"] is None


def test_a_total_without_a_class_is_held_against_none(bench):
    found = classes(bench, row("total", 0.03, share_class="unstated"), row("total", 0.01, share_class="a class"))
    assert found["share_class_taken"]["text"] == "a class"
    alone = classes(bench, row("total", 0.03, share_class="unstated"))
    assert {row["refusal_reason"] for row in alone.values()} == {"The printed total names no share class."}


def test_a_sponsors_single_fee_holds_no_interest_and_another_total_may(bench):
    single = bench.fees(fund_fees=[row("total", 0.0025, base="net_assets", basis="sponsor_fee")])
    assert (single["interest_fee"]["value"], single["fee_excluding_interest"]["value"]) == (0, 0.0025)
    assert single["fee_excluding_interest"]["method"].endswith(
        "A sponsor's single fee holds no interest on borrowings."
    )
    assert single["fee_excluding_interest"]["evidence"] == ["a-fund/fees.csv:2:rate_pct"]
    assert "no interest" not in single["all_in_fee"]["method"]
    ratio = bench.fees(fund_fees=[row("total", 0.0025, base="net_assets", basis="expense_ratio")])
    for name in ("interest_fee", "fee_excluding_interest"):
        assert ratio[name]["refusal_reason"] == "The total of 0.25 % is in evidence; what of it is interest is not."
