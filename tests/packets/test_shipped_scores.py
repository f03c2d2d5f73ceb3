"""The scorecard and its tables on shipped packets: the same answer whatever the order of the rows, and what is printed."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from prudent.errors import DataBad
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.figures import FigureBook
from prudent.memo.format import figure_text
from prudent.memo.prose import FIGURE_REFERENCE
from prudent.memo.rank_tables import uncertainty_table
from prudent.model.fund import Wrapper
from prudent.model.run import Request
from prudent.score.findings.disagreement import resolver
from prudent.score.score import score
from prudent.tables.core import CoreTables

ROOT = Path(__file__).parents[2]
FRAMES = ("measures", "peers", "scorecard", "uncertainty", "sensitivity")
JUDGED = ("findings", "own_findings", "patterns", "gates", "margins", "concerns", "advice")


@cache
def asked(fund: str):
    return gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), date(2026, 11, 24))


@cache
def scored(fund: str):
    return score(asked(fund).case, asked(fund).core, ())


@cache
def memo(fund: str):
    return build_memo(asked(fund).case, asked(fund).core, (), scored(fund), "0" * 64)


RANKED, GATED, YOUNG = (
    "cliffwater-corporate-lending",
    "apollo-diversified-real-estate",
    "stepstone-private-infrastructure",
)


def test_the_same_facts_in_another_order_give_the_same_answer():
    whole = asked(RANKED)
    turned = CoreTables(**{name: whole.core.frame(name).reverse() for name in CoreTables.names()})
    again = score(whole.case, turned, ())
    for name in FRAMES:
        assert getattr(again, name).equals(getattr(scored(RANKED), name)), name
    for name in JUDGED:
        assert getattr(again, name) == getattr(scored(RANKED), name), name


def test_a_policy_that_names_what_does_not_exist_stops_the_run():
    case = asked(RANKED).case
    first, *others = case.policy.concerns.concerns
    concerns = case.policy.concerns.model_copy(
        update={"concerns": (first.model_copy(update={"measure": "worst_fil"}), *others)}
    )
    wrong = case.model_copy(update={"policy": case.policy.model_copy(update={"concerns": concerns})})
    with pytest.raises(DataBad, match=r"policy/concerns\.yml: concern offer-cut names the measure worst_fil"):
        score(wrong, asked(RANKED).core, ())


def table(fund: str, name: str):
    made = memo(fund)
    tables = (made.gates, made.scorecard, *made.beside_score)
    found = next(item for item in tables if item is not None and item.id == name)
    return printed(found, made.figures)


def printed(table, figures):
    """The table with its cells and its note as they are printed."""
    by_name = {figure.name: figure for figure in figures}

    def flat(text):
        return FIGURE_REFERENCE.sub(lambda found: figure_text(by_name[found[1]]).replace("\u202f", " "), text)

    rows = tuple(tuple(flat(cell) for cell in row) for row in table.rows)
    return table.model_copy(update={"rows": rows, "note": flat(table.note)})


def test_a_rank_is_printed_with_its_doubt():
    doubt, weights = table(RANKED, "score-uncertainty"), table(RANKED, "score-sensitivity")
    assert doubt.rows[0][0] == "Cliffwater Corporate Lending Fund"
    ranked = [row for row in doubt.rows if row[3] != "–"]
    assert all(row[3].endswith(f" of {len(ranked)}") and row[5].endswith(f" of {len(ranked)}") for row in ranked)
    assert all(float(row[4].removesuffix(" %")) >= 50 for row in ranked)
    assert "500 draws in blocks of 6 months, seed 4046, the same for every fund." in doubt.note
    assert "net return a year on the comparison window" in doubt.note
    assert weights.rows[0][0] == "The policy's weights"
    assert [row[0] for row in weights.rows[1:7]] == [
        f"Without {name}" for name in ("performance", "fees", "liquidity", "valuation", "benchmark", "complexity")
    ]
    assert weights.rows[7][0].endswith("3,003 vectors of the grid")
    assert "the order turns under" in weights.note


def test_a_peer_under_the_gate_on_coverage_is_named_and_not_ranked():
    found, case = scored(RANKED), asked(RANKED).case
    peer = found.uncertainty.filter(found.uncertainty["rank"].is_not_null())["fund"].to_list()[0]
    thin = found.uncertainty.with_columns(
        coverage_frac=pl.when(pl.col("fund") == peer).then(0.3).otherwise(pl.col("coverage_frac")),
        rank=pl.when(pl.col("fund") != peer).then(pl.col("rank")),
    )
    book = FigureBook(case, found.evidence(case), resolver(case, asked(RANKED).core, ()))
    shown = printed(uncertainty_table(case, replace(found, uncertainty=thin), book), book.figures)
    named = shown.note.split("Not ranked, for too little evidence: ")[1].split(". ")[0].split("; ")
    assert case.name_of(peer) in named
    assert set(named) == {row[0] for row in shown.rows if float(row[4].removesuffix(" %")) < 50}
    row = next(row for row in shown.rows if row[0] == case.name_of(peer))
    assert (row[3], row[4]) == ("–", "30 %")


def test_where_a_gate_fails_points_are_printed_and_no_rank():
    gates = table(GATED, "gates")
    assert ("Completeness of evidence", "◐ failed") in [row[:2] for row in gates.rows]
    assert gates.note == "No rank is claimed, because this failed: completeness of evidence."
    assert {row[3] for row in table(GATED, "score-uncertainty").rows} == {"–"}
    assert {row[5] for row in table(GATED, "score-uncertainty").rows} == {"–"}
    assert {row[3:] for row in table(GATED, "score-sensitivity").rows} == {("–", "–")}
    assert any(row[4] == "3" for row in table(GATED, "scorecard").rows)


def test_every_number_that_an_answer_turns_on_is_a_figure_with_its_evidence():
    figures = {figure.name: figure for figure in memo(RANKED).figures}
    rows = table(RANKED, "thresholds").rows
    assert len(rows) == len(scored(RANKED).margins) > 5
    for margin in scored(RANKED).margins:
        needed = figures[f"needed_{margin.figure}"]
        assert needed.value == margin.needed
        assert needed.evidence[0] == f"policy/checks.yml:0:{margin.check}"
    assert memo(RANKED).page_one.recommendation.would_change[-1].startswith("the other way, ")


def test_a_young_fund_is_scored_on_its_own_record_with_its_error_printed():
    performance = memo(YOUNG).chapters[0]
    said = next(check for check in performance.checks if check.check == "risk-adjusted-above-cash")
    assert "standard error of ⟨sharpe_ratio_standard_error_own_record⟩" in said.answer
    names = {figure.name: figure for figure in memo(YOUNG).figures}
    assert names["n_of_sharpe_ratio_after_unsmoothing_own_record"].value >= 12
    assert names["sharpe_ratio_standard_error_own_record"].value > 0
    card = scored(YOUNG).scorecard
    assert "sharpe_ratio_after_unsmoothing_own_record" in card["measure"].to_list()


def test_the_four_patterns_are_told_and_those_not_ruled_out_are_open_questions():
    made = memo(RANKED)
    said = made.case_against.paragraphs[-1]
    assert said.startswith(
        "Of the four patterns that the proposal describes as failing, triggered: none. Not ruled out: a "
    )
    assert said.endswith("Not applicable: one.")
    asked_on = [c.factor.value for c in made.chapters if any(q.startswith("Not ruled out") for q in c.open_questions)]
    assert asked_on == ["fees", "valuation", "benchmark"]


def test_a_committees_own_factor_is_printed_and_changes_none_of_the_six():
    case = asked(RANKED).case
    own = {
        "id": "labour", "title": "Labour standards", "consider": "who works there.", "determine": "that it is fair.",
        "why": "w", "source": "committee", "since": "2026-01-01",
    }  # fmt: skip
    checks = case.policy.checks.model_dump(mode="json")
    checks["own_factors"] = [own]
    last = next(check for check in checks["checks"] if check["id"] == "all-in-fee")
    checks["checks"].append(last | {"id": "own-question", "factor": "labour"})
    policy = case.policy.model_copy(update={"checks": type(case.policy.checks).model_validate(checks)})
    changed = case.model_copy(update={"policy": policy})
    found = score(changed, asked(RANKED).core, ())
    assert found.findings == scored(RANKED).findings
    (printed,) = build_memo(changed, asked(RANKED).core, (), found, "0" * 64).own_factors
    assert printed.title == "The committee's own factor: Labour standards"
    assert printed.rows[0][1] == "● met"


def test_an_unregistered_wrapper_is_scored_and_not_left_out():
    case = asked(RANKED).case
    private = case.candidate.model_copy(update={"wrapper": Wrapper.PRIVATE_FUND, "cik": None})
    funds = (private, *case.funds[1:])
    found = score(case.model_copy(update={"funds": funds}), asked(RANKED).core, ())
    row = found.uncertainty.filter(found.uncertainty["fund"] == RANKED).row(0, named=True)
    assert row["score_frac"] is not None
    assert row["score_p05_frac"] is not None
