"""The memo's table of reported and unsmoothed risk, from measured figures."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from prudent.memo.figures import FigureBook
from prudent.memo.risk_table import risk_table
from prudent.model.fact import Document, Evidence, Grade
from prudent.score.findings.evidence_of import FundEvidence
from prudent.score.measures import series_measures, subjects_of

NEWS = np.random.default_rng(12).normal(0.008, 0.02, 50)
SMOOTHED = [float(each) for each in 0.5 * NEWS[2:] + 0.3 * NEWS[1:-1] + 0.2 * NEWS[:-2]]


def resolve(locator):
    return Evidence(
        locator=locator, owner="a-fund", value_as_received=None, as_of_first=None, as_of_last=None,
        documents=(Document(id="a-document", title="A document"),), file_sha256="0" * 64, known_at=date(2026, 1, 1),
        extractor="by hand", grade=Grade.C,
    )  # fmt: skip


@pytest.fixture
def book_of(bench):
    def made(returns):
        core = bench.core(fund_returns=bench.returns(returns), market_risk_free=bench.rates(48))
        policy = bench.policy().benchmarks
        subjects = subjects_of((bench.fund(),), core, policy, bench.as_of)
        measures = series_measures(subjects, core, policy, bench.as_of, ())
        case = SimpleNamespace(candidate=bench.fund(), plan=SimpleNamespace(plan="a-plan"))
        return FigureBook(case, FundEvidence("a-fund", measures, measures.clear(), None), resolve)

    return made


def test_each_window_has_the_reported_row_and_three_ways_to_undo_smoothing(book_of):
    table = risk_table(book_of(SMOOTHED))
    assert [row[:2] for row in table.rows] == [
        (window, way)
        for window in ("3 years", "Since the evidence starts")
        for way in ("Reported", "Geltner", "Okunev-White", "Getmansky-Lo-Makarov")
    ]
    assert table.rows[0][2:5] == ("⟨volatility_3y⟩", "⟨sharpe_ratio_3y⟩", "⟨n_of_volatility_3y⟩")
    assert table.rows[5][2:5] == (
        "⟨volatility_unsmoothed_since_start⟩",
        "⟨sharpe_ratio_unsmoothed_since_start⟩",
        "⟨n_of_volatility_unsmoothed_since_start⟩",
    )


def test_every_figure_that_the_table_names_is_in_the_book(book_of):
    book = book_of(SMOOTHED)
    named = {part.split("⟩")[0] for row in risk_table(book).rows for cell in row for part in cell.split("⟨")[1:]}
    figures = {figure.name: figure for figure in book.figures}
    assert named <= set(figures)
    assert [figures[f"n_of_volatility{how}_3y"].value for how in ("", "_unsmoothed", "_okunev_white", "_glm")] == [
        36, 35, 33, 36,
    ]  # fmt: skip
    assert figures["volatility_3y"].value < figures["volatility_glm_3y"].value


def test_the_fit_says_how_much_is_reported_at_once(book_of):
    assert "⟨smoothing_theta0_3y⟩ of a return is reported at once" in risk_table(book_of(SMOOTHED)).rows[3][-1]


def test_a_refusal_has_no_n(book_of):
    rows = {row[:2]: row for row in risk_table(book_of([0.02, 0.0] * 24)).rows}
    assert rows["3 years", "Reported"][4] == "⟨n_of_volatility_3y⟩"
    assert rows["3 years", "Geltner"][4] == "–"
    assert rows["3 years", "Getmansky-Lo-Makarov"][5] == "a moving average of order 2, by likelihood"


def test_a_lag_that_was_not_found_is_not_said_to_be_absent(book_of):
    assert (
        '"no lag found" does not say that there is none: so few returns can miss it.'
        in risk_table(book_of(SMOOTHED)).note
    )


def test_a_window_that_is_not_measured_has_one_row(book_of):
    rows = risk_table(book_of(SMOOTHED[:20])).rows
    assert [row[:2] for row in rows][:2] == [("3 years", "Reported"), ("Since the evidence starts", "Reported")]
    assert len(rows) == 5
