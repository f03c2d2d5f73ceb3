"""Written representations answer the routes, with signer and date, from the table or from terms, and from one alone."""

from datetime import date
from pathlib import Path

import polars as pl

from prudent.ingest.files import Files
from prudent.ingest.yaml_model import read_model
from prudent.model.finding import CheckOutcome
from prudent.model.fund import AssetClass, Fund, Wrapper
from prudent.model.questions import Checks
from prudent.score.findings.ask import ask
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.findings.representations import STATES, documents_of
from prudent.score.findings.subject import Subject
from prudent.tables.core import CoreTables
from prudent.tables.spec import table

ROOT = Path(__file__).parents[3]

PROGRAMME = {
    "owner": "fund-a",
    "subject": "liquidity_programme",
    "title": "Liquidity risk management programme",
    "signer": "The adviser",
    "as_of": date(2025, 9, 30),
    "reviewed_by": "The plan's adviser",
    "reviewed_on": date(2025, 11, 3),
    "understood": "with_professional",
    "professional": "A valuation firm",
    "contrary_facts": "answered",
    "contrary_note": "An offer was cut.",
    "file": "representations.csv",
    "row": 2,
}
TERM = {"owner": "fund-a", "value": "typed", "file": "terms.csv", "row": 7}


def core(representations=(), terms=()):
    frames = {name: CoreTables.spec(name).empty() for name in CoreTables.names()}
    for name, rows in (("fund_representations", representations), ("fund_terms", terms)):
        schema = CoreTables.spec(name).polars_schema
        frames[name] = pl.DataFrame(
            [dict.fromkeys(schema) | {"source": "d", "grade": "C", "extractor": "by hand"} | row for row in rows],
            schema,
        )
    return CoreTables(**frames)


def said(representations=(), terms=()):
    found = documents_of(core(representations, terms), "fund-a")
    return {row["term"]: (row["value"], row["as_of"], row["column"]) for row in found.iter_rows(named=True)}


def test_a_representation_answers_the_four_terms_with_signer_review_and_date():
    day = date(2025, 9, 30)
    assert said([PROGRAMME]) == {
        "written_liquidity_programme": ("Liquidity risk management programme, signed by The adviser", day, "title"),
        "liquidity_representation_reviewed": ("The plan's adviser, 2025-11-03", day, "reviewed_by"),
        "liquidity_representation_understood": ("with a professional", day, "understood"),
        "liquidity_contrary_facts": ("answered", day, "contrary_facts"),
    }


def test_every_term_that_a_representation_answers_is_a_known_one():
    known = next(column.one_of for column in CoreTables.spec("fund_terms").columns if column.name == "term")
    subjects = next(c.one_of for c in CoreTables.spec("fund_representations").columns if c.name == "subject")
    assert {term for states in STATES.values() for term in states.values()} <= set(known)
    assert set(STATES) == set(subjects)


def test_a_review_needs_its_day():
    assert "liquidity_representation_reviewed" not in said([{**PROGRAMME, "reviewed_on": None}])


def test_an_older_review_does_not_complete_a_newer_representation():
    newer = {**PROGRAMME, "as_of": date(2026, 9, 30), "row": 3, "reviewed_by": None, "understood": None}
    found = said([PROGRAMME, newer])
    assert found["written_liquidity_programme"][1] == date(2026, 9, 30)
    assert "liquidity_representation_reviewed" not in found
    assert "liquidity_representation_understood" not in found


def test_terms_answer_where_no_representation_speaks_of_the_subject():
    day = date(2026, 1, 31)
    terms = [
        {**TERM, "term": "written_valuation_process", "as_of": day},
        {**TERM, "term": "written_liquidity_programme", "as_of": day, "row": 8},
        {**TERM, "term": "own_liquidity_diligence", "as_of": day, "row": 9},
    ]
    found = said([PROGRAMME], terms)
    assert found["written_valuation_process"] == ("typed", day, "value")
    assert found["own_liquidity_diligence"] == ("typed", day, "value")
    assert found["written_liquidity_programme"][0].endswith("signed by The adviser")


def test_another_fund_says_nothing():
    assert (
        said([{**PROGRAMME, "owner": "fund-b"}], [{**TERM, "owner": "fund-b", "term": "auditor", "as_of": None}]) == {}
    )


FUND = Fund(
    fund="fund-a",
    legal_name="Fund A (fictional)",
    cik=1,
    asset_class=AssetClass.PRIVATE_CREDIT,
    wrapper=Wrapper.INTERVAL_FUND,
    manager="A manager",
    source="made for the test",
)


def answer(check, *representations):
    """What the shipped policy's question gives, asked of one fund at the end of 2025."""
    asked = read_model(Files(ROOT), "policy/checks.yml", Checks).by_id[check]
    evidence = FundEvidence("fund-a", table("score_fund__measures").empty(), table("score_fund__peers").empty(), None)
    documents = documents_of(core(representations), "fund-a")
    return ask(asked, Subject(FUND, evidence, documents, date(2025, 12, 31)))


def test_a_reviewed_representation_completes_the_route_of_the_shipped_policy():
    found = answer("participant-level-liquidity", PROGRAMME)
    assert (found.outcome, found.warnings) == (CheckOutcome.MET, ())
    assert found.evidence == tuple(
        f"fund-a/representations.csv:2:{column}" for column in ("title", "reviewed_by", "understood", "contrary_facts")
    )
    said_of = found.routes[0].items[0].answer
    assert said_of.endswith("“Liquidity risk management programme, signed by The adviser”, as of 2025-09-30.")


def test_an_unanswered_contrary_fact_bars_the_route_and_is_a_warning():
    found = answer("participant-level-liquidity", {**PROGRAMME, "contrary_facts": "unanswered"})
    assert found.outcome is CheckOutcome.NOT_MET
    assert found.warnings == ("No contrary facts known or none left unanswered: “unanswered”, as of 2025-09-30.",)


def test_an_age_over_twelve_months_is_a_warning_and_still_counts():
    old = {**PROGRAMME, "as_of": date(2024, 12, 30)}
    found = answer("participant-level-liquidity", old)
    assert found.outcome is CheckOutcome.MET
    assert found.warnings == (
        "Written liquidity programme or own diligence of one is of 2024-12-30, more than 12 months before 2025-12-31.",
    )


def test_a_flat_fee_and_a_valuation_process_answer_their_own_questions():
    flat = {**PROGRAMME, "subject": "flat_fee", "title": "Statement of a flat fee"}
    assert answer("fee-complexity", flat).outcome is CheckOutcome.MET
    assert answer("valuation-process", flat).outcome is CheckOutcome.NOT_IN_EVIDENCE
    assert answer("valuation-process", {**PROGRAMME, "subject": "valuation_process"}).outcome is CheckOutcome.MET
