"""What stages show beside their runs: bounded, escaped, and nothing of it a zero that is none."""

from datetime import date

import polars as pl
import pytest

from prudent.model.run import Issue, Output, Request
from tasks.shown import MOST_ROWS, bounded, memo_files, reconciliation, refused, scorecard, written
from tasks.work import Place

REQUEST = Request(fund="alpha-credit", as_of=date(2025, 12, 31), plan="example")
HOSTILE = "[press](javascript:x) | <b>`now`"
ESCAPED = "\\[press\\](javascript:x) \\| \\<b\\>\\`now\\`"


def output(name: str, rows: int | None) -> Output:
    return Output(name=name, sha256="a" * 64, size_bytes=10, rows=rows)


def test_a_stage_shows_what_went_in_and_each_file_that_came_out():
    shown = written(
        "ingest", REQUEST, "95 files, 8 funds", (output("returns.parquet", 1200), output("case.json", None))
    )
    assert shown.key == "rows-ingest-alpha-credit-2025q4"
    assert shown.description == "ingest: in 95 files, 8 funds; out 1,200 rows in 2 files."
    assert shown.rows == (
        {"file": "returns.parquet", "rows": 1200, "bytes": 10, "sha256": "a" * 12},
        {"file": "case.json", "rows": None, "bytes": 10, "sha256": "a" * 12},
    )


def test_a_long_table_shows_its_first_rows_and_says_so():
    shown = bounded("key", "Rules.", ({"n": number} for number in range(MOST_ROWS + 1)))
    assert [row["n"] for row in shown.rows] == list(range(MOST_ROWS))
    assert shown.description == "Rules. The first 100 of 101."
    assert bounded("key", "Rules.", ({"n": number} for number in range(MOST_ROWS))).description == "Rules."


def test_text_from_outside_is_escaped_and_cut():
    (row,) = refused(REQUEST, [(HOSTILE, "DATA_BAD", "x" * 700)]).rows
    assert row["file"] == ESCAPED
    assert row["reason"] == "x" * 600 + " …"
    assert refused(REQUEST, []) is None


def test_reconciliation_shows_what_does_not_agree_the_candidate_first_and_counts_the_rest():
    totals = pl.DataFrame(
        {
            "fund": ["peer", "alpha-credit", "alpha-credit", "peer"],
            "item": ["levels", "levels", "balance", "balance"],
            "as_of": [date(2025, 12, 31)] * 4,
            "outcome": ["breaks", "incomplete", "agrees", "one_side_missing"],
            "stops": ["yes", "no", "no", "no"],
            "sentence": ["a", "b", "c", "d"],
        }
    )
    shown = reconciliation(REQUEST, totals)
    assert shown.description == "Reconciliation: 1 agrees, 1 breaks, 1 incomplete, 1 one side missing."
    assert [(row["fund"], row["outcome"], row["said"]) for row in shown.rows] == [
        ("alpha-credit", "incomplete", "b"),
        ("peer", "breaks", "a"),
    ]
    assert reconciliation(REQUEST, totals.clear()).description == "Reconciliation: nothing to compare."


def test_the_scorecard_is_the_candidates_and_a_criterion_without_evidence_has_no_points():
    points = pl.DataFrame(
        {
            "fund": ["alpha-credit", "alpha-credit", "peer"],
            "factor": ["fees", "liquidity", "fees"],
            "criterion": ["all-in", "fill", "all-in"],
            "measure": ["fee", "fill_ratio", "fee"],
            "weight_frac": [0.2, 0.1, 0.2],
            "value": [0.031, None, 0.02],
            "points": [1.0, None, 3.0],
            "points_possible": [3.0, 3.0, 3.0],
        }
    )
    shown = scorecard(REQUEST, points, "decline")
    assert shown.description == "Scorecard of alpha-credit: staff say decline; 1 of 2 criteria without evidence."
    assert [row["points"] for row in shown.rows] == ["1 of 3", "no evidence"]


@pytest.fixture
def issue() -> Issue:
    return Issue(number=2, request=REQUEST, run="b" * 64, files=(output("memo.html", None),))


def test_a_memo_is_a_link_where_people_reach_the_store_by_browser(tmp_path, monkeypatch, issue):
    place = Place(root=tmp_path, store=str(tmp_path))
    monkeypatch.setenv("PRUDENT_FILES_URL", "https://records.example.com/store/")
    text = memo_files(place, issue).text
    where = "https://records.example.com/store/memos/example/alpha-credit/2025-12-31/2/memo.html"
    assert f"* [memo.html]({where}), SHA-256 {'a' * 12}" in text


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://a.example/) [x](", "ftp://a.example"])
def test_a_memo_is_a_path_where_no_address_or_none_that_works_is_set(monkeypatch, issue, address):
    place = Place(root="/srv", store="s3://bucket/prudent")
    monkeypatch.setenv("PRUDENT_FILES_URL", address)
    text = memo_files(place, issue).text
    assert "](" not in text
    assert "* s3://bucket/prudent/memos/example/alpha-credit/2025-12-31/2/memo.html" in text
    assert "PRUDENT\\_FILES\\_URL" in text or "PRUDENT_FILES_URL" in text
