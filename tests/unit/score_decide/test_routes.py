from datetime import date

import pytest
from decide_builders import documents, fund, measure, subject

from prudent.model.finding import CheckOutcome
from prudent.model.fund import Wrapper
from prudent.model.questions import RoutesCheck
from prudent.model.routes import Route, RouteItem
from prudent.score.findings.ask import ask

MET, NOT_MET = CheckOutcome.MET, CheckOutcome.NOT_MET
MISSING, NO_MATTER = CheckOutcome.NOT_IN_EVIDENCE, CheckOutcome.NOT_APPLICABLE

OPEN = Route(id="open-end", title="Open-end", says="It is open-end.", wrappers=(Wrapper.OPEN_END_FUND,))
WRITTEN = Route(
    id="written", title="Written", says="It is written.", wrappers=(Wrapper.INTERVAL_FUND,),
    all_of=(
        RouteItem(id="paper", item="Paper", terms=("written_liquidity_programme", "own_liquidity_diligence"), fresh_months=12),
        RouteItem(id="understood", item="Understanding", terms=("liquidity_representation_understood",), says=("yes",), bars=("no",)),
    ),
)  # fmt: skip
ITEMS = Route(
    id="items", title="Items", says="They are on file.", wrappers=(Wrapper.INTERVAL_FUND,),
    all_of=(RouteItem(id="notice", item="Notice", terms=("notice_to_exit",)),),
)  # fmt: skip


def check(*routes: Route) -> RoutesCheck:
    return RoutesCheck(
        kind="routes", id="leaving", factor="liquidity", question="?", item="Leaving", any_of=routes, what_to_ask="Ask.",
        why="", source="a rule", since=date(2026, 1, 1),
    )  # fmt: skip


def answer(*routes, terms=None, wrapper=Wrapper.INTERVAL_FUND, rows=()):
    return ask(check(*(routes or (OPEN, WRITTEN, ITEMS))), subject(*rows, of=fund(wrapper=wrapper), terms=terms))


def test_a_wrapper_that_is_deemed_needs_no_document():
    found = answer(wrapper=Wrapper.OPEN_END_FUND)
    assert (found.outcome, found.answer) == (MET, "It is open-end.")
    assert [route.route for route in found.routes] == ["open-end"]


def test_without_documents_every_open_route_says_what_it_lacks():
    found = answer()
    assert found.outcome is MISSING
    assert found.answer == "Written: not in evidence: paper; understanding. Items: not in evidence: notice."
    assert found.what_to_ask == "Ask."
    assert found.threshold == "one route complete"
    assert [(route.route, route.outcome) for route in found.routes] == [("written", MISSING), ("items", MISSING)]


def test_one_complete_route_is_enough():
    found = answer(terms=documents(notice_to_exit="90 days"))
    assert (found.outcome, found.answer) == (MET, "They are on file.")
    assert found.evidence == ("fund-a/terms.csv:2:value",)


@pytest.mark.parametrize("paper", ["written_liquidity_programme", "own_liquidity_diligence"])
def test_own_diligence_stands_in_for_a_representation(paper):
    found = answer(terms=documents(**{paper: "a title", "liquidity_representation_understood": "Yes"}))
    assert (found.outcome, found.answer) == (MET, "It is written.")


def test_half_a_route_is_none():
    found = answer(terms=documents(written_liquidity_programme="a title"))
    assert found.outcome is MISSING
    assert found.answer.startswith("Written: not in evidence: understanding.")


def test_a_no_where_a_document_is_asked_for_is_none():
    assert answer(terms=documents(notice_to_exit="none")).outcome is MISSING


def test_an_answer_that_no_route_knows_is_not_taken_for_one():
    found = answer(WRITTEN, terms=documents(liquidity_representation_understood="perhaps"))
    assert found.outcome is MISSING
    assert found.routes[0].items[1].answer == "Understanding: reads “perhaps”, which is none of yes."


def test_a_barred_route_leaves_the_other_open_and_is_told_as_a_warning():
    found = answer(terms=documents(liquidity_representation_understood="no"))
    assert found.outcome is MISSING
    assert found.answer.startswith(
        "Written: barred, because Understanding: “no”, as of 2025-12-31, and not in evidence: paper."
    )
    assert found.warnings == ("Understanding: “no”, as of 2025-12-31.",)
    both = answer(terms=documents(liquidity_representation_understood="no", notice_to_exit="90 days"))
    assert (both.outcome, both.warnings) == (MET, found.warnings)


def test_when_every_route_is_barred_the_question_is_not_met():
    assert answer(WRITTEN, terms=documents(liquidity_representation_understood="no")).outcome is NOT_MET


@pytest.mark.parametrize(("day", "warned"), [(date(2024, 12, 31), False), (date(2024, 12, 30), True)])
def test_a_representation_of_more_than_twelve_months_ago_counts_and_is_a_warning(day, warned):
    terms = documents(written_liquidity_programme=("a title", day), liquidity_representation_understood="yes")
    found = answer(WRITTEN, terms=terms)
    assert found.outcome is MET
    assert found.warnings == ((f"Paper is of {day}, more than 12 months before 2025-12-31.",) if warned else ())
    assert found.answer.endswith(found.warnings[0] if warned else "It is written.")


def test_a_question_without_an_open_route_does_not_apply():
    assert answer(OPEN).outcome is NO_MATTER


LISTED = Route(
    id="listed", title="Listed", says="It is ⟨dealt_daily⟩.", all_of=(RouteItem(id="price", item="Price", measure="dealt_daily"),)
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (measure("fund-a", "dealt_daily", None, text="yes"), MET),
        (measure("fund-a", "dealt_daily", None), MISSING),
        (
            measure("fund-a", "dealt_daily", None, code="not_applicable"),
            MET,
        ),  # an item that does not apply asks nothing
    ],
)
def test_a_measure_can_answer_an_item(row, outcome):
    assert answer(LISTED, rows=(row,)).outcome is outcome


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"terms": (), "measure": None}, "must name either terms or a measure"),
        ({"terms": ("a",), "measure": "b"}, "must name either terms or a measure"),
        ({"terms": ("a",), "says": ("yes",), "bars": ("yes",)}, "yes cannot both answer the item and bar the route"),
    ],
)
def test_an_item_that_contradicts_itself_is_refused(fields, said):
    with pytest.raises(ValueError, match=said):
        RouteItem(id="paper", item="Paper", **fields)


def test_a_route_that_asks_nothing_of_anyone_is_refused():
    with pytest.raises(ValueError, match="asks for nothing"):
        Route(id="open", title="t", says="s")


def test_the_order_of_the_documents_does_not_matter():
    terms = documents(written_liquidity_programme=("old", date(2020, 1, 1)), liquidity_representation_understood="yes")
    assert answer(WRITTEN, terms=terms.reverse()) == answer(WRITTEN, terms=terms)
