"""The terms of every wrapper: a document first, else the law, else missing."""

from datetime import date

import pytest

from prudent.model.fund import Wrapper
from prudent.score.liquidity.terms import STATED, Basis, liquidity_terms

AS_OF = date(2025, 12, 31)


def terms_of(bench, wrapper, *said):
    rows = [{"term": term, "value": value, "as_of": date(2025, 6, 30)} for term, value in said]
    return liquidity_terms(bench.fund(wrapper=wrapper), bench.table("fund_terms", rows), AS_OF)


def test_a_document_comes_before_the_law(bench):
    found = terms_of(bench, "interval_fund", ("repurchase_cap_pct", "5.0"), ("repurchases_per_year", "4"))
    assert (found.cap.says, found.cap.basis, found.cap.source) == ("5.0", Basis.DOCUMENT, "a-fund/terms.csv:2:value")
    assert (found.notice_days.says, found.notice_days.basis) == ("21 to 42 days before the deadline", Basis.LAW)
    assert (found.payment_days.says, found.payment_days.source) == ("within 7 days of pricing", "17 CFR 270.23c-3")
    assert found.extra_frac == 0.02


@pytest.mark.parametrize(
    "wrapper", ["tender_offer_fund", "bdc_nontraded", "nontraded_reit", "operating_company", "private_fund"]
)
def test_where_boards_decide_nothing_is_taken_from_what_is_usual(bench, wrapper):
    found = terms_of(bench, wrapper)
    by_tender = wrapper in {"tender_offer_fund", "bdc_nontraded"}
    missing = {name for name in STATED if getattr(found, name).basis is Basis.MISSING}
    assert missing == set(STATED) - ({"extra"} if by_tender else set())
    assert (found.extra_frac, found.is_daily) == (0.02 if by_tender else 0, False)


def test_a_national_banks_trust_may_ask_for_a_years_notice(bench):
    found = terms_of(bench, "collective_trust")
    assert (found.notice_days.basis, found.notice_days.source) == (Basis.LAW, "12 CFR 9.18(b)(5)(iii)")
    assert found.put_months.basis is Basis.MISSING
    assert terms_of(bench, "collective_trust", ("redemption_put_months", "12")).put_months.says == "12"


def test_what_only_offers_have_does_not_apply_to_what_is_dealt_daily(bench):
    found = terms_of(bench, "etp_grantor_trust", ("exchange_traded", "yes"))
    assert found.dealing.says == "each business day, on an exchange"
    assert {found.cap.basis, found.notice_days.basis, found.early_fee.basis} == {Basis.NOT_APPLICABLE}
    assert found.payment_days.basis is Basis.MISSING


def test_a_document_that_says_what_should_not_apply_is_still_shown(bench):
    found = terms_of(bench, "etp_grantor_trust", ("exchange_traded", "yes"), ("repurchase_cap_pct", "5"))
    assert (found.cap.says, found.cap.basis) == ("5", Basis.DOCUMENT)


@pytest.mark.parametrize("wrapper", list(Wrapper))
def test_every_wrapper_has_every_term_and_law_names_its_paragraph(bench, wrapper):
    found = terms_of(bench, wrapper.value)
    stated = [getattr(found, name) for name in STATED]
    assert all(item.source for item in stated if item.basis is Basis.LAW)
    assert all(item.says is None for item in stated if item.basis in {Basis.MISSING, Basis.NOT_APPLICABLE})


def test_other_funds_terms_are_not_looked_at(bench):
    rows = [{"term": "repurchase_cap_pct", "value": "5", "as_of": AS_OF, "owner": "another-fund"}]
    found = liquidity_terms(bench.fund(wrapper="bdc_nontraded"), bench.table("fund_terms", rows), AS_OF)
    assert found.cap.basis is Basis.MISSING
