"""Triggers that hold now against before, on both sides of each threshold."""

from datetime import date

import pytest

from prudent.decide.answered import Found
from prudent.decide.triggers import fired, leads_to_watch, watch
from prudent.ingest.files import Files
from prudent.ingest.policy import read_watch_list
from prudent.model.measured import Measure, Refusal
from prudent.model.readings import Restatement
from prudent.model.standing import Effect
from tests.unit.watch_list.watch_builders import Q1, Q3, Q4, ROOT, fund, readings, said

SHIPPED = read_watch_list(Files(ROOT))


def one(trigger, given, on_before=()):
    """What came of one of the shipped triggers."""
    return next(item for item in watch(SHIPPED, given, frozenset(on_before)) if item.trigger.id == trigger)


def measured(name, value, unit="fraction", as_of=Q1, code=None):
    refusal = Refusal(code=code, reason="No such figure.") if code else None
    return (Measure(fund="a-fund", name=name, unit=unit, value=value, refusal=refusal, as_of=as_of, method="by hand"),)


def risen(name, before, now, unit):
    return readings({"measures": measured(name, before, unit, Q4)}, {"measures": measured(name, now, unit)})


@pytest.mark.parametrize(
    ("trigger", "measure", "unit", "before", "now", "found"),
    [
        ("level-3-up", "level3_share_of_all", "fraction", 0.4, 0.5, Found.SET_OFF),
        ("level-3-up", "level3_share_of_all", "fraction", 0.4, 0.4999, Found.QUIET),
        ("level-3-up", "level3_share_of_all", "fraction", 0.5, 0.2, Found.QUIET),
        # 1.3 - 1.05 is 0.25 on paper and 0.25 + 2e-17 or less in floats
        ("leverage-up", "leverage_assets_to_net_assets", "ratio", 1.05, 1.3, Found.SET_OFF),
        ("leverage-up", "leverage_assets_to_net_assets", "ratio", 1.05, 1.2999, Found.QUIET),
        ("all-in-fee-up", "all_in_fee", "fraction_per_year", 0.03, 0.0325, Found.SET_OFF),
        ("all-in-fee-up", "all_in_fee", "fraction_per_year", 0.03, 0.03249, Found.QUIET),
    ],
)
def test_a_measure_that_rose_by_the_stated_amount(trigger, measure, unit, before, now, found):
    assert one(trigger, risen(measure, before, now, unit)).found is found


def test_a_rise_is_told_with_both_figures_their_days_and_what_is_allowed():
    told = one("all-in-fee-up", risen("all_in_fee", 0.03, 0.034, "fraction_per_year")).said
    assert told.replace("\u202f", " ") == (
        "3.00 % of 31 December 2025, 3.40 % of 31 March 2026: up by 0.40 percentage points, "
        "where less than 0.25 percentage points is allowed."
    )
    told = one("leverage-up", risen("leverage_assets_to_net_assets", 1.1, 1.4, "ratio")).said
    assert told.endswith("up by 0.30, where less than 0.25 is allowed.")


def test_a_measure_that_a_side_does_not_carry_is_not_in_evidence_and_one_that_does_not_apply_is_said_so():
    gone = readings(
        {"measures": measured("all_in_fee", 0.03)},
        {"measures": measured("all_in_fee", None, code="not_evidenced")},
    )
    assert (one("all-in-fee-up", gone).found, one("all-in-fee-up", gone).said) == (
        Found.NOT_IN_EVIDENCE, "all_in_fee now: No such figure.",
    )  # fmt: skip
    never = readings({}, {"measures": measured("all_in_fee", None, code="not_applicable")})
    assert one("all-in-fee-up", never).found is Found.NOT_APPLICABLE
    trust = readings({}, {"fund": fund(wrapper="etp_grantor_trust", asset_class="precious_metals")})
    kinds = {item.trigger.id: item.found for item in watch(SHIPPED, trust, frozenset())}
    assert [name for name, found in kinds.items() if found is Found.NOT_APPLICABLE] == [
        "offer-not-filled", "offer-filled-below-half", "offers-prorated-twice", "repurchases-suspended",
        "level-3-up", "leverage-up",
    ]  # fmt: skip


def test_the_same_figure_or_document_read_twice_is_no_evidence_that_nothing_changed():
    twice = {"measures": measured("all_in_fee", 0.03, as_of=Q4), "auditor": said("One", Q4)}
    fee, auditor = (one(name, readings(twice, twice)) for name in ("all-in-fee-up", "auditor-changed"))
    assert {fee.found, auditor.found} == {Found.NOT_IN_EVIDENCE}
    assert fee.said.replace("\u202f", " ") == "No newer figure than 3 % of 31 December 2025 is in evidence."
    assert auditor.said == "No newer document than that of 31 December 2025 names the auditor."
    # a figure of the same day that is another one now was restated, and is compared
    assert one("all-in-fee-up", readings(twice, {"measures": measured("all_in_fee", 0.04, as_of=Q4)})).found is (
        Found.SET_OFF
    )


@pytest.mark.parametrize("provider", ["auditor", "administrator", "adviser"])
@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("Audit Firm One LLP", "Audit Firm Two LLP", Found.SET_OFF),
        ("Audit Firm One LLP", "AUDIT FIRM ONE, L.L.P.", Found.QUIET),
        ("The One Company; Two Inc.", "Two (affiliated); One Co", Found.QUIET),
        ("One; Two", "One", Found.SET_OFF),
    ],
)
def test_another_firm(provider, before, now, found):
    given = readings({provider: said(before, Q3)}, {provider: said(now, Q4)})
    assert one(f"{provider}-changed", given).found is found


def test_a_change_is_told_with_both_names_and_days():
    given = readings({"auditor": said("One", Q3)}, {"auditor": said("Two", Q4)})
    assert one("auditor-changed", given).said == (
        "“Two” of 31 December 2025, “One” of 30 September 2025 before: the auditor is another one."
    )


def test_a_firm_that_one_side_does_not_name_is_not_in_evidence():
    for before, now, side in (({"auditor": said("One")}, {}, "now"), ({}, {"auditor": said("One")}, "before")):
        answer = one("auditor-changed", readings(before, now))
        assert (answer.found, answer.said) == (Found.NOT_IN_EVIDENCE, f"{side}: no document says so")


def test_the_manager_in_fund_yml_stands_in_for_an_adviser_that_no_document_names():
    given = readings({"fund": fund(manager="Old")}, {"fund": fund(manager="New")})
    assert one("adviser-changed", given).found is Found.SET_OFF
    same = readings(
        {"fund": fund(manager="Old"), "adviser": said("A")}, {"fund": fund(manager="New"), "adviser": said("A")}
    )
    assert one("adviser-changed", same).found is Found.SET_OFF
    # that the file says the same on both sides is no evidence: it bears no date
    assert one("adviser-changed", readings()).found is Found.NOT_IN_EVIDENCE
    assert one("auditor-changed", given).found is Found.NOT_IN_EVIDENCE


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({"strategy_changed": said("no", Q3)}, {"strategy_changed": said("yes", Q4)}, Found.SET_OFF),
        ({}, {"strategy_changed": said("Yes", Q4)}, Found.SET_OFF),
        ({"strategy_changed": said("yes", Q4)}, {"strategy_changed": said("yes", Q4)}, Found.QUIET),
        ({"strategy_changed": said("yes", Q3)}, {"strategy_changed": said("yes", Q4)}, Found.SET_OFF),
        ({}, {"strategy_changed": said("no", Q4)}, Found.QUIET),
        ({}, {"strategy_changed": said("perhaps", Q4)}, Found.NOT_IN_EVIDENCE),
        ({}, {}, Found.NOT_IN_EVIDENCE),
        ({}, {"fund": fund(asset_class="real_estate")}, Found.SET_OFF),
        ({}, {"fund": fund(wrapper="tender_offer_fund")}, Found.SET_OFF),
    ],
)
def test_a_change_of_strategy(before, now, found):
    assert one("strategy-changed", readings(before, now)).found is found


def test_a_change_of_strategy_takes_a_new_memo():
    [kept] = fired(watch(SHIPPED, readings({}, {"strategy_changed": said("yes")}), frozenset()))
    assert (kept.trigger, kept.effect) == ("strategy-changed", Effect.NEW_MEMO)
    assert leads_to_watch((kept,))


def restated(field, before, now, is_fraction=False):
    return readings(changed=(Restatement(field, Q4, is_fraction, before, now),))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # half a hundredth of 1000 is 5, and of -1000 too
        (restated("balance_sheet/net_assets_usd", 1000, 1005.1), Found.SET_OFF),
        (restated("balance_sheet/net_assets_usd", 1000, 1005), Found.QUIET),
        (restated("results/net_income_usd", -1000, -1005.1), Found.SET_OFF),
        (restated("balance_sheet/borrowings_usd", 0, 0.01), Found.SET_OFF),
        # five basis points of a return
        (restated("returns/monthly/total_net/return_frac", 0.01, 0.0106, is_fraction=True), Found.SET_OFF),
        (restated("returns/monthly/total_net/return_frac", 0.01, 0.0105, is_fraction=True), Found.QUIET),
        (restated("fees/I/fee_table/total/rate_frac", 0.01, 0.02, is_fraction=True), Found.QUIET),
        (readings(changed=()), Found.QUIET),
        (readings(changed=None), Found.NOT_IN_EVIDENCE),
    ],
)
def test_a_restated_figure(given, found):
    assert one("restated", given).found is found


def test_restatements_are_counted_and_the_furthest_is_told():
    changed = (
        Restatement("balance_sheet/net_assets_usd", Q4, False, 1000, 1100),
        Restatement("returns/monthly/total_net/return_frac", date(2025, 11, 30), True, 0.01, 0.02),
    )
    assert one("restated", readings(changed=changed)).said == (
        "2 figures are restated by the same kind of source; furthest balance_sheet/net_assets_usd of 31 December 2025: "
        "1100, and 1000 before. Allowed are 0.5 % of an amount and 5 basis points of a rate."
    )


def test_a_first_review_has_nothing_to_compare_with_and_says_so():
    first = readings()
    first = type(first)(None, first.now, None)
    changes = ("level-3-up", "auditor-changed", "strategy-changed", "restated")
    for trigger in changes:
        answer = one(trigger, first)
        assert answer.found is Found.NOT_IN_EVIDENCE
        assert "no review or memo before" in answer.said


def test_a_hostile_name_stays_one_short_line():
    given = readings({"auditor": said("One")}, {"auditor": said("Two\n\u202e" + "x" * 5000)})
    told = one("auditor-changed", given).said
    assert "\n" not in told
    assert "\u202e" not in told
    assert len(told) <= 300
