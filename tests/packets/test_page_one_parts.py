"""The parts of page one, on shipped funds: each case that the evidence can make of them."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from expectations.validate import validate
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.first.heading import about, fund_name, plan_name, running_name
from prudent.memo.first.names import NAME, TITLE, clipped
from prudent.memo.links import Linker
from prudent.model.counted import counted
from prudent.model.run import Request
from prudent.score.score import score

ROOT = Path(__file__).parents[2]
UNKNOWN, DATED, UNDATED, DAILY = (
    "apollo-diversified-credit",
    "cliffwater-corporate-lending",
    "hps-corporate-lending",
    "ishares-bitcoin-trust",
)
CHEAPER = "stepstone-private-markets"


@cache
def asked(fund):
    return gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))


def built(case, core):
    results = validate(case, core)
    return build_memo(case, core, results, score(case, core, results), "0" * 64)


@cache
def memo(fund):
    return built(asked(fund).case, asked(fund).core)


def said(found, texts):
    flat = Linker(found).flat
    return [flat(text).replace("\u202f", " ") for text in texts]


def leaving(found):
    table = found.page_one.leaving
    return [column.heading for column in table.columns], [said(found, row) for row in table.rows]


def figure(found, name):
    return next(item for item in found.figures if item.name == name)


def test_offers_with_dates_are_read_by_day():
    assert [row[0] for row in leaving(memo(DATED))[1]] == ["0 days", "30 days", "90 days", "180 days", "365 days"]
    cited = figure(memo(DATED), "half_leave_by_day_90").evidence
    assert {place.rsplit(":", 1)[0] for place in cited} == {
        f"{DATED}/terms.csv:5", f"{DATED}/terms.csv:6", f"{DATED}/terms.csv:7", "policy/stress.yml:0",
    }  # fmt: skip


def test_offers_without_dates_are_counted():
    heads, rows = leaving(memo(UNDATED))
    # 9.25 % asked for, 54.04 % of it paid: 4.9987 % of the fund, of which half asks
    assert (heads, rows[0]) == (["Share paid", "Base", "Stress"], ["1 offer", "10.00 %", "5.00 %"])
    assert [row[0] for row in rows] == ["1 offer", "2 offers", "3 offers", "4 offers"]
    assert "No date can be set" in memo(UNDATED).page_one.leaving.note


def test_shares_that_are_dealt_daily_are_paid_on_any_day():
    found = memo(DAILY)
    assert leaving(found)[1] == [[f"{day} days", "100 %", "100 %"] for day in (0, 30, 90, 180, 365)]
    assert figure(found, "half_leave_by_day_0").evidence == (f"{DAILY}/terms.csv:3:value",)
    assert found.page_one.liquidity == ()


def test_where_nothing_is_known_one_row_says_so():
    assert leaving(memo(UNKNOWN))[1] == [["0 to 365 days", "not in evidence", "not in evidence"]]
    reason = figure(memo(UNKNOWN), "half_leave_paid").refusal.reason
    assert reason.startswith("Neither a cap nor an offer that was cut short is in evidence")


def test_suspended_repurchases_pay_nothing_and_cite_the_document():
    question = asked(DATED)
    terms = question.core.fund_terms
    row = terms.filter(pl.col("owner") == DATED).head(1)
    stopped = row.with_columns(term=pl.lit("repurchases_suspended"), value=pl.lit("yes"), row=pl.col("row") + 90)
    found = built(question.case, replace(question.core, fund_terms=pl.concat([terms, stopped])))
    assert {cell for row in leaving(found)[1] for cell in row[1:]} == {"0 %"}
    assert figure(found, "half_leave_by_day_365").evidence[0] == f"{DATED}/terms.csv:{row['row'][0] + 90}:value"
    assert found.page_one.leaving.note.startswith("A document says that repurchases are suspended")


def test_a_fund_that_costs_less_than_the_cheapest_other_leaves_more():
    # 1.91 % against 2 %: of $10,000 at 5 % over thirty years $658.25, of $5,000 half of it
    (_, over, _) = said(memo(CHEAPER), memo(CHEAPER).page_one.cost)
    assert over.startswith(
        "Over 30 years that leaves $329 more than Primark Meketa Private Equity Investments Fund (2 % a year), the cheapest "
        "alternative in evidence,"
    )


def test_fewer_than_three_reasons_are_said_to_be_fewer():
    first = memo(UNKNOWN).page_one.recommendation
    assert (len(first.reasons_for), first.for_title) == (2, "Reasons for")
    assert first.for_note == "The evidence carries no third reason for it."
    assert (first.against_title, first.against_note) == ("Three reasons against", "")


def test_what_is_stale_is_counted():
    # the balance sheet and the coins are 56 days old, and 35 are allowed
    quality = memo(DAILY).page_one.data_quality
    assert (quality.stale, quality.rules_failed) == (2, 2)
    assert quality.words.startswith(
        "6 of 16 items in evidence · 2 stale · 0 contradictions · 0 overrides · 0 withdrawn"
    )


def test_a_place_among_peers_is_a_figure():
    found = memo(UNDATED)
    row = found.page_one.strip[0]
    assert said(found, (row.peers,)) == ["1 of 8"]
    assert figure(found, "place_return_on_horizon").evidence


def test_a_plan_says_who_prepares_and_checks():
    assert (memo(DATED).page_one.prepared, memo(DATED).page_one.checked) == (
        "Prepared by: not stated",
        "Checked by: not stated",
    )
    question = asked(DATED)
    plan = question.case.plan.model_copy(update={"prepared_by": "Investment staff", "checked_by": "Outside counsel"})
    found = built(question.case.model_copy(update={"plan": plan}), question.core).page_one
    assert (found.prepared, found.checked) == ("Prepared by: Investment staff", "Checked by: Outside counsel")


@cache
def long_named():
    """Every fund, manager, plan and person with a name of 300 characters."""
    question = asked(DATED)
    named = [f"{chr(65 + place)} " + "Made-up Alternative Credit Opportunities " * 8 for place in range(40)]
    funds = tuple(
        fund.model_copy(update={"legal_name": named[place][:300], "manager": ("Manager " * 40)[:300]})
        for place, fund in enumerate(question.case.funds)
    )
    plan = question.case.plan.model_copy(update={"name": ("Plan " * 60)[:300], "prepared_by": ("Staff " * 60)[:300]})
    return built(question.case.model_copy(update={"funds": funds, "plan": plan}), question.core)


def test_a_long_name_is_cut_and_stands_in_full_under_the_decision_asked():
    found = long_named()
    name = found.subject.legal_name
    assert len(name) == 300
    assert fund_name(found) == f"{name[: TITLE - 1].rstrip()}…"
    assert about(found).startswith(
        "Full name on page 2, under the decision asked. Private credit interval fund, managed by "
    )
    assert name in found.decision_asked.paragraphs[0]
    assert max(len(running_name(found)), len(plan_name(found).removesuffix(" (fictional plan)"))) <= NAME


def test_a_long_name_inside_a_sentence_is_cut_too_and_its_figure_says_all_of_it():
    found = long_named()
    over = said(found, found.page_one.cost)[1]
    assert "… (1.71 % a year)" in over
    assert max(len(word) for word in said(found, found.page_one.liquidity)) < 220
    assert figure(found, "cheapest_alternative_cut").evidence == figure(memo(DATED), "cheapest_alternative").evidence
    assert len(found.page_one.prepared) <= NAME + len("Prepared by: ")


@pytest.mark.parametrize(
    ("name", "most", "cut"),
    [
        ("A short name", 12, "A short name"),
        ("A  name\nof lines", 40, "A name of lines"),
        ("A longer name", 8, "A longe…"),
    ],
)
def test_a_name_is_cut_where_it_is_too_long(name, most, cut):
    assert clipped(name, most) == cut


def test_a_name_of_an_ordinary_length_is_left_as_it_is():
    assert fund_name(memo(DATED)) == "Cliffwater Corporate Lending Fund"
    assert about(memo(DATED)) == (
        "Private credit interval fund, managed by Cliffwater · CIK 1735964 · as of 31 December 2025, known at 23 November "
        "2026 · not to be taken for Cliffwater Enhanced Lending Fund (CIK 1842754)"
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "no"), (1, "one"), (12, "twelve"), (19, "nineteen"), (20, "twenty"), (21, "twenty-one"), (99, "ninety-nine")],
)
def test_a_small_count_in_words(count, words):
    assert counted(count) == words


@pytest.mark.parametrize("count", [-1, 100])
def test_what_nobody_counts_in_words(count):
    with pytest.raises(ValueError, match="no count for words"):
        counted(count)
