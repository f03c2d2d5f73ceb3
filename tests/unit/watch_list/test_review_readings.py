"""What is read of two sides, from small core tables written by hand."""

from dataclasses import fields, replace
from datetime import date

import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.ingest.files import Files
from prudent.ingest.policy import read_watch_list
from prudent.model.case import Case
from prudent.model.readings import Offer, QuarterBeside, Represented, Restatement, Said
from prudent.model.run import Request
from prudent.model.watch_list import WatchList
from prudent.review.readings import take_readings
from prudent.review.side import Side
from prudent.score.benchmark.selection import benchmark_log
from prudent.score.score import Score
from prudent.tables.core import FACTS as FACTS_TABLE
from prudent.tables.spec import table
from tests.unit.watch_list.watch_builders import Q1, Q3, Q4, ROOT

FACTS, MEASURES = table(FACTS_TABLE), table("score_fund__measures")
SHIPPED = read_watch_list(Files(ROOT))
RISES = tuple(item for item in SHIPPED.triggers if item.kind == "rise")
QUIET = WatchList(version=1, triggers=tuple(item for item in SHIPPED.triggers if item not in RISES))


def side(bench, as_of=Q1, fund=None, *, chosen=True, facts=(), measured=False, **rows):
    """A side that is scored only as far as its readings need."""
    core, policy, who = bench.core(**rows), bench.policy(chosen), fund or bench.fund()
    core = replace(core, fund_facts=pl.DataFrame(facts, schema=FACTS.polars_schema))
    given = dict.fromkeys([item.name for item in fields(Score)])
    given["measures"] = bench.frame(core=core, as_of=as_of) if measured else MEASURES.empty()
    given["benchmark_log"] = benchmark_log((who,), core, policy.benchmarks, as_of)
    request = Request(fund=who.fund, as_of=as_of, plan="a-plan")
    case = Case.model_construct(request=request, funds=(who,), policy=policy, peer_group=None)
    return Side(case=case, core=core, score=Score(**given))


def taken(bench, policy=QUIET, **given):
    return take_readings(None, side(bench, **given), policy).now


def term(name, value, as_of):
    return {"term": name, "value": value, "as_of": as_of}


def test_a_term_is_read_of_the_latest_document_up_to_the_day(bench):
    rows = [term("auditor", "One", Q3), term("auditor", " Two ", Q4), term("auditor", "Three", date(2026, 5, 1))]
    read = taken(bench, fund_terms=rows)
    assert read.auditor == Said("Two", Q4, "")
    assert read.administrator == Said(None, None, "No document in evidence states administrator.")


def test_a_term_of_more_than_eighteen_months_is_too_old(bench):
    read = taken(bench, fund_terms=[term("investment_adviser", "One", date(2024, 9, 29))])
    assert read.adviser.words is None
    assert "2024-09-29, which is too old" in read.adviser.reason


def test_offers_up_to_the_day_with_a_result_and_something_tendered(bench):
    rows = [
        {"as_of": Q3, "shares_tendered": 10, "requested_frac": 0.08, "accepted_frac": 0.625},
        {"as_of": Q4, "shares_tendered": 0, "requested_frac": 0.0, "accepted_frac": 1.0},
        {"as_of": date(2026, 1, 31), "shares_tendered": 10, "requested_frac": 0.1},
        {"as_of": date(2026, 2, 28), "accepted_frac": 1.0},
        {"as_of": date(2026, 5, 1), "requested_frac": 0.1, "accepted_frac": 0.5},
    ]
    assert taken(bench, fund_tenders=rows).offers.results == (Offer(Q3, 0.625), Offer(date(2026, 2, 28), 1.0))
    assert "No result of an offer up to 2026-03-31" in taken(bench).offers.reason


def test_the_latest_representation_on_each_subject(bench):
    held = [
        {"subject": "flat_fee", "title": "T", "signer": "S", "as_of": Q3},
        {"subject": "flat_fee", "title": "T", "signer": "S", "as_of": Q4},
        {"subject": "valuation_process", "title": "T", "signer": "S", "as_of": date(2026, 4, 1)},
    ]
    terms = [term("written_liquidity_programme", "A programme", Q3), term("written_valuation_process", "no", Q3)]
    read = taken(bench, fund_representations=held, fund_terms=terms).representations
    assert set(read.latest) == {Represented("flat fee", Q4), Represented("liquidity programme", Q3)}
    assert "No written representation up to" in taken(bench).representations.reason


def test_quarters_are_made_of_months_and_end_on_the_day(bench):
    # three months of 1 % are 3.0301 %, of 2 % they are 6.1208 %
    own, other = bench.returns([0.01] * 7, last=Q1), bench.index([0.02] * 12, last=Q1)
    read = taken(bench, fund_returns=own, benchmark_returns=other).quarters
    assert (read.benchmark, [row.end for row in read.rows]) == ("An index", [Q4, Q1])
    assert read.rows[1] == QuarterBeside(Q1, pytest.approx(1.01**3 - 1), pytest.approx(1.02**3 - 1))


def test_quarterly_returns_and_no_more_of_them_than_are_needed(bench):
    own, other = bench.returns([0.03] * 12, last=Q1, frequency="quarterly"), bench.index([0.01] * 40, last=Q1)
    read = taken(bench, fund_returns=own, benchmark_returns=other).quarters
    # four trailing quarters at each of four quarter ends
    assert len(read.rows) == 7
    assert read.rows[0] == QuarterBeside(Q3.replace(year=2024), pytest.approx(0.03), pytest.approx(1.01**3 - 1))


def test_quarters_stop_at_a_gap_and_are_none_without_the_last_one(bench):
    months = bench.returns([0.01] * 12, last=Q1)
    other = bench.index([0.02] * 12, last=Q1)
    gap = taken(bench, fund_returns=[*months[:7], *months[8:]], benchmark_returns=other).quarters
    assert [row.end for row in gap.rows] == [Q1]
    late = taken(bench, fund_returns=months[:11], benchmark_returns=other).quarters
    assert (late.rows, "for the quarter that ends on 2026-03-31" in late.reason) == ((), True)
    bare = taken(bench, chosen=False, fund_returns=months, benchmark_returns=other).quarters
    assert (bare.rows, bare.reason) == ((), "The policy chooses no benchmark for the fund.")


def fact(value, as_of=Q4, field="balance_sheet/net_assets_usd", kind="regulator_filing", standing="used", unit="usd"):
    return {
        "fund": "a-fund", "field": field, "value": value, "unit": unit, "as_of": as_of, "source_kind": kind,
        "document": "a-document", "document_sha256": "0" * 64, "locator": "a-fund/x.csv:2:y", "standing": standing,
        "known_at": Q1, "extractor": "by hand", "grade": "C", "place": None, "used_at": None,
    }  # fmt: skip


def test_figures_that_one_kind_of_source_gives_otherwise(bench):
    before = side(
        bench, Q4,
        facts=[
            fact("100"), fact("7", Q3), fact("5", kind="manager"), fact("5", kind="override"),
            fact("4", field="terms/repurchases_per_year/value", unit="text"),
        ],
    )  # fmt: skip
    now = side(
        bench, Q1,
        facts=[
            fact("110"), fact("7.0", Q3), fact("9", Q1), fact("6", kind="override"), fact("2", field="terms/repurchases_per_year/value", unit="text"),
            fact("8", kind="manager", standing="superseded"),
        ],
    )  # fmt: skip
    assert take_readings(before, now, QUIET).changed_figures == (
        Restatement("balance_sheet/net_assets_usd", Q4, False, 100, 110),
    )
    assert take_readings(None, now, QUIET).changed_figures is None
    assert take_readings(side(bench, Q4), now, QUIET).changed_figures is None


def test_the_measures_that_the_triggers_name_are_read_with_their_day(bench):
    rows = {"as_of": Q4, "total_assets_usd": 130, "net_assets_usd": 100}
    policy = QUIET.model_copy(update={"triggers": RISES})
    read = taken(bench, policy, measured=True, fund_balance_sheet=[rows])
    assert [item.name for item in read.measures] == [
        "level3_share_of_all", "leverage_assets_to_net_assets", "all_in_fee",
    ]  # fmt: skip
    leverage = read.measure("leverage_assets_to_net_assets")
    assert (leverage.value, leverage.as_of) == (pytest.approx(1.3), Q4)
    assert read.measure("all_in_fee").refusal.code == "not_evidenced"


def test_a_measure_that_is_not_made_is_refused_with_the_trigger_that_names_it(bench):
    slip = RISES[0].model_copy(update={"measure": "level_three"})
    with pytest.raises(DataBad, match="trigger level-3-up: no measure is called level_three"):
        taken(bench, QUIET.model_copy(update={"triggers": (slip,)}), measured=True)
