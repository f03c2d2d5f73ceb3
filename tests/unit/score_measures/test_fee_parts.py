"""Parts of a fee on one base, and share classes, by hand."""

from datetime import date

import numpy as np
import pytest

from prudent.score.fees.parts import all_in, on_net_assets, parts_measures
from prudent.score.fees.share_class import class_measures

DAY = date(2025, 12, 31)


def row(component, rate, base="average_net_assets", share_class="I", basis="fee_table"):
    return {
        "as_of": DAY, "share_class": share_class, "basis": basis, "component": component, "rate_frac": rate, "base": base,
    }  # fmt: skip


def parts(bench, *rows, sheet=()):
    core = bench.core(fund_fees=list(rows), fund_balance_sheet=list(sheet))
    return bench.by_name(parts_measures(bench.subjects(), core.fund_fees, core.fund_balance_sheet, DAY))


def classes(bench, *rows):
    return bench.by_name(class_measures(bench.subjects(), bench.core(fund_fees=list(rows)).fund_fees, DAY))


def test_a_rate_on_managed_assets_is_more_on_net_assets():
    assert on_net_assets(np.array(0.0125), np.array(1.512)) == pytest.approx(0.0189)


def test_a_fee_does_not_depend_on_the_order_of_its_parts():
    assert float(all_in(0.01, 0.02, waiver=0.005)) == pytest.approx(float(all_in(0.02, 0.01, waiver=0.005)))
    assert float(all_in(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07)) == pytest.approx(0.14)


def test_parts_on_unlike_bases_are_added_on_net_assets(bench):
    sheet = [{"as_of": DAY, "total_assets_usd": 150, "net_assets_usd": 100}]
    found = parts(
        bench, row("management", 0.01, "managed_assets"), row("other", 0.02), row("total", 0.035), sheet=sheet
    )
    assert found["fee_parts_sum"]["value"] == pytest.approx(0.035)
    assert found["fee_parts_gap"]["value"] == pytest.approx(0, abs=1e-12)
    assert found["fee_parts_sum"]["evidence"] == [
        "a-fund/fees.csv:2-3:rate_pct",
        "a-fund/balance_sheet.csv:2:total_assets_usd",
        "a-fund/balance_sheet.csv:2:net_assets_usd",
    ]


def test_without_a_balance_sheet_managed_assets_are_not_converted(bench):
    found = parts(bench, row("management", 0.01, "managed_assets"), row("total", 0.035))
    assert found["fee_parts_sum"]["refusal_reason"] == (
        "The management fee is on managed assets; without total and net assets of the date it is not a rate on net assets."
    )


def test_a_waiver_lowers_the_sum_and_is_added_to_the_total(bench):
    found = parts(bench, row("management", 0.02), row("waiver", 0.005), row("total", 0.015))
    assert found["fee_parts_sum"]["value"] == pytest.approx(0.015)
    assert found["fee_before_waivers"]["value"] == pytest.approx(0.02)


def test_without_a_waiver_nothing_ends(bench):
    found = parts(bench, row("management", 0.02), row("total", 0.02))
    assert found["fee_before_waivers"]["refusal_code"] == "not_applicable"


def test_a_sum_is_of_what_is_in_evidence(bench):
    found = parts(bench, row("management", 0.01), row("interest", 0.02))
    assert found["fee_parts_sum"]["method"] == (
        "Parts in evidence in the fee table of 2025-12-31: interest, management, on net assets; a part that no document "
        "names is not in the sum."
    )
    assert found["fee_parts_gap"]["refusal_reason"] == "No printed total on net assets stands beside the parts."


def test_what_is_missing_of_a_total_is_no_gap(bench):
    found = parts(bench, row("management", 0.01), row("interest", 0.02), row("total", 0.05))
    assert found["fee_parts_gap"]["refusal_reason"] == (
        "Only these parts of the total are in evidence: interest, management; what is missing is no gap."
    )


def test_a_total_says_that_other_classes_have_one(bench):
    found = bench.fees(fund_fees=[row("total", 0.03), row("total", 0.025, share_class="Z")])
    assert "share class I of 2 with one, on average net assets" in found["all_in_fee"]["method"]
    assert " with one" not in bench.fees(fund_fees=[row("total", 0.03)])["all_in_fee"]["method"]


def test_without_parts_nothing_is_added(bench):
    found = parts(bench, row("total", 0.02))
    assert {found[name]["refusal_code"] for name in ("fee_parts_sum", "fee_parts_gap", "fee_before_waivers")} == {
        "not_evidenced"
    }


def test_the_class_that_is_measured_and_the_cheapest(bench):
    found = classes(
        bench, row("total", 0.03), row("total", 0.025, share_class="Z"), row("total", 0.04, share_class="S")
    )
    assert found["share_class_taken"]["text"] == "I"
    assert found["share_classes_n"]["value"] == 3
    assert found["share_class_premium"]["value"] == pytest.approx(0.005)
    assert "class I less that of class Z, 2.5 %" in found["share_class_premium"]["method"]


def test_one_class_alone_shows_no_premium(bench):
    found = classes(bench, row("total", 0.03))
    assert found["share_class_premium"]["refusal_reason"] == "Only class I has a printed total of that date and kind."


def test_classes_of_another_kind_of_figure_are_not_alike(bench):
    found = classes(bench, row("total", 0.03), row("total", 0.01, share_class="Z", basis="expense_ratio"))
    assert found["share_classes_n"]["value"] == 1
