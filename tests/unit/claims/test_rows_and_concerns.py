"""A row's cells as figures, and a concern that says a number of its own."""

import pytest
from pydantic import ValidationError

from prudent.memo.rows import Row, policy_place, slug
from prudent.model.measured import Unit
from prudent.model.questions import Concern

TENDER = {"owner": "fund-a", "file": "tenders.csv", "row": 7, "requested_frac": 0.11, "cap_frac": None}
CONCERN = {
    "id": "offer-cut", "factor": "liquidity", "measure": "worst_fill_known", "test": "at_most", "threshold": 0.9,
    "why": "w", "source": "s", "since": "2026-01-01",
}  # fmt: skip


def test_a_cell_of_a_received_row_is_cited_by_the_name_that_its_file_gives_the_column():
    row = Row("core_fund__tenders", TENDER, "offer fund-a 2026-05-06", "Fund A, offer of 2026-05-06")
    assert row.key("requested_frac") == "offer_fund_a_2026_05_06_requested_frac"
    assert row.unit("requested_frac") is Unit.FRACTION
    assert row.rests_on("requested_frac") == ("fund-a/tenders.csv:7:requested_pct",)


def test_a_row_that_was_computed_is_cited_by_what_it_was_computed_from():
    places = ("fund-a/terms.csv:2:value", policy_place("stress", "run"))
    row = Row("score_fund__liquidity_outcomes", {"backlog_usd": 5.0}, "stress run 1.5", "Run", "offers", places)
    assert row.rests_on("backlog_usd") == ("fund-a/terms.csv:2:value", "policy/stress.yml:0:run")
    assert (row.key("backlog_usd"), row.unit("backlog_usd")) == ("stress_run_1_5_backlog_usd", Unit.USD)


def test_a_column_without_a_unit_is_no_figure():
    row = Row("core_fund__tenders", TENDER, "offer", "Offer")
    with pytest.raises(KeyError, match=r"core_fund__tenders\.as_of has no unit"):
        row.unit("as_of")


def test_words_become_a_part_of_a_name():
    assert slug("1.5 × Usual, at Cap") == "1_5_usual_at_cap"


def test_a_concern_may_say_numbers_only_as_figures():
    said = "Of what was asked ⟨worst_fill_known⟩ was paid, as ⟨return_3y⟩ over three years shows."
    assert Concern.model_validate({**CONCERN, "sentence": said}).sentence == said
    with pytest.raises(
        ValidationError, match="the sentence of concern offer-cut says 45 %, which nobody could look up"
    ):
        Concern.model_validate({**CONCERN, "sentence": "Of what was asked 45 % was paid."})
