"""The supply of a fund as its measures and terms give it."""

from datetime import date

import polars as pl

from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.liquidity.programme import liquidity_measures
from prudent.score.liquidity.supply import Basis, supply_of
from tests.unit.liquidity.test_stress import STRESS

AS_OF = date(2025, 12, 31)
CUT_SHORT = {"as_of": date(2025, 9, 30), "requested_frac": 0.1, "cap_frac": 0.05, "accepted_frac": 0.5}
QUARTERLY = {"term": "repurchases_per_year", "value": "4", "as_of": date(2025, 6, 30)}


def supply(bench, *said, offers=(), wrapper="bdc_nontraded"):
    core = bench.core(fund_terms=list(said), fund_tenders=list(offers))
    funds = pl.DataFrame({"fund": ["a-fund"], "wrapper": [wrapper]})
    measures = liquidity_measures(funds, core.fund_terms, core.fund_tenders, AS_OF)
    return supply_of(FundEvidence("a-fund", measures, measures, None), core.fund_terms, STRESS, AS_OF)


def test_history_with_its_dates(bench):
    found = supply(bench, QUARTERLY, offers=[CUT_SHORT])
    assert (found.basis, found.fill_frac, found.paid_frac, found.cap_frac) == (Basis.HISTORY, 0.5, 0.05, 0.05)
    assert found.offers_per_year == 4


def test_a_document_that_suspends_repurchases_comes_before_history(bench):
    suspended = {"term": "repurchases_suspended", "value": " Yes ", "as_of": date(2025, 6, 30)}
    assert supply(bench, QUARTERLY, suspended, offers=[CUT_SHORT]).basis is Basis.SUSPENDED
    taken_up = {"term": "repurchases_suspended", "value": "no", "as_of": date(2025, 9, 30)}
    assert supply(bench, QUARTERLY, suspended, taken_up, offers=[CUT_SHORT]).basis is Basis.HISTORY


def test_shares_on_an_exchange_need_no_offer(bench):
    traded = {"term": "exchange_traded", "value": "yes", "as_of": date(2025, 6, 30)}
    assert supply(bench, traded, wrapper="etp_grantor_trust").is_daily


def test_nothing_known_is_nothing_said(bench):
    found = supply(bench)
    assert (found.basis, found.fill_frac, found.paid_frac, found.is_daily) == (None, None, None, False)
