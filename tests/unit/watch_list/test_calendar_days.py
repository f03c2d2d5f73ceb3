"""Which days a committee has to keep in mind: only those that a record or a document names."""

from datetime import UTC, date, datetime

from prudent.decide.dated import DatedKind, by_record
from prudent.decide.dated_evidence import NotADay, by_evidence
from prudent.model.decision import Condition, Outcome
from prudent.model.period import months_before
from prudent.model.standing import Effect
from tests.unit.watch_list.watch_builders import Q1, Q3, Q4, Ledger, decided, issued, reviewed

ASKED = Condition(text="Ask for the audit.\nIn writing.", owner="Member Two", due=date(2026, 8, 1))
LATER = Condition(text="Ask again.", owner="Member One", due=date(2026, 9, 1))


def twenty_days_on(end):
    return months_before(end, -1).replace(day=20)


def days(*bodies):
    return by_record(Ledger().add(*bodies).chain, "A Fund", twenty_days_on)


def conditional(*conditions):
    return decided(Outcome.APPROVE_WITH_CONDITIONS, conditions=conditions)


def test_an_approved_fund_is_reviewed_next_quarter_and_owes_its_conditions():
    review, first, second = days(issued(), conditional(ASKED, LATER))
    assert (review.kind, review.first, review.key) == (DatedKind.REVIEW, date(2026, 4, 20), "2026Q1")
    assert review.title == "Quarterly review of A Fund: 2026Q1"
    assert "outside the proposed rule" in review.words
    assert [(one.kind, one.first, one.last) for one in (first, second)] == [
        (DatedKind.CONDITION, date(2026, 8, 1), date(2026, 8, 1)),
        (DatedKind.CONDITION, date(2026, 9, 1), date(2026, 9, 1)),
    ]
    assert first.words == "Ask for the audit.\nIn writing.\nOwner: Member Two. Decided on 2026-04-20, entry 2."
    # the second entry was recorded two minutes after midnight
    assert {one.stamp for one in (review, first)} == {datetime(2026, 4, 1, 0, 2, tzinfo=UTC)}


def test_after_a_review_the_next_one_is_a_quarter_later_also_if_an_older_one_is_recorded_afterwards():
    after = days(issued(), decided(), reviewed(as_of=Q1), reviewed(as_of=Q3))
    assert [(one.kind, one.key, one.first) for one in after] == [(DatedKind.REVIEW, "2026Q2", date(2026, 7, 20))]


def test_a_later_approval_takes_the_place_of_earlier_conditions_and_being_watched_does_not():
    first = (issued(), conditional(ASKED))
    watched = days(*first, reviewed(Effect.WATCH), decided(Outcome.PROBATION, Q1, "review"))
    assert [one.first for one in watched if one.kind is DatedKind.CONDITION] == [ASKED.due]
    again = days(*first, issued(as_of=Q1), conditional(LATER))
    assert [one.first for one in again if one.kind is DatedKind.CONDITION] == [LATER.due]
    assert not [one for one in days(*first, issued(as_of=Q1), decided()) if one.kind is DatedKind.CONDITION]


def test_a_fund_that_no_plan_holds_has_no_days():
    assert days() == days(issued()) == days(issued(), decided(Outcome.DECLINE)) == ()
    begun = (decided(Outcome.BEGIN_REMOVAL, Q1, "review"), decided(Outcome.REMOVE, Q1, "review"))
    assert days(issued(), conditional(ASKED), reviewed(), *begun) == ()


def stated(bench, *terms, held=(), months=12):
    ledger = Ledger().add(issued(), decided())
    core = bench.core(
        fund_terms=[{"term": term, "value": value, "as_of": as_of} for term, value, as_of in terms],
        fund_representations=[{"title": "T", "signer": "S", **row} for row in held],
    )
    return by_evidence(ledger.chain, core, "A Fund", known=ledger.chain.entries[0], months=months)


def shown(found):
    return [(one.kind.value, one.key, one.first, one.last, one.title) for one in found]


def test_an_offer_is_open_between_the_days_of_one_document(bench):
    found, wrong = stated(
        bench,
        ("repurchase_offer_opens", "2026-05-08", Q1),
        ("repurchase_offer_closes", " 2026-06-05 ", Q1),
        ("repurchase_offer_closes", "2026-03-06", Q4),
        ("repurchases_per_year", "4", Q1),
    )
    assert shown(found) == [
        ("repurchase offer", "closes-2026-03-06", date(2026, 3, 6), date(2026, 3, 6), "Repurchase offer closes: A Fund"),
        (
            "repurchase offer", "2026-05-08-2026-06-05", date(2026, 5, 8), date(2026, 6, 5),
            "Repurchase offer open: A Fund",
        ),
    ]  # fmt: skip
    assert wrong == ()
    assert found[0].stamp == datetime(2026, 4, 1, 0, 1, tzinfo=UTC)
    assert found[1].words == "The offer is open from 2026-05-08 to 2026-06-05. As a document of 2026-03-31 says."


def test_days_in_the_wrong_order_are_two_days_and_no_window(bench):
    found, _ = stated(
        bench, ("repurchase_offer_opens", "2026-06-05", Q1), ("repurchase_offer_closes", "2026-05-08", Q1)
    )
    assert [(one.key, one.first) for one in found] == [
        ("opens-2026-06-05", date(2026, 6, 5)), ("closes-2026-05-08", date(2026, 5, 8)),
    ]  # fmt: skip


def test_the_last_document_on_a_fee_waiver_counts(bench):
    found, _ = stated(bench, ("fee_waiver_ends", "2026-07-31", Q4), ("fee_waiver_ends", "2027-07-31", Q1))
    assert shown(found) == [
        ("fee waiver", "2027-07-31", date(2027, 7, 31), date(2027, 7, 31), "Fee waiver ends: A Fund")
    ]


def test_a_term_that_names_no_day_is_handed_back(bench):
    assert stated(bench, ("fee_waiver_ends", "one year from the prospectus", Q1)) == (
        (), (NotADay("fee_waiver_ends", "one year from the prospectus"),),
    )  # fmt: skip


def test_a_representation_is_due_again_after_so_many_months(bench):
    held = [
        {"subject": "liquidity_programme", "as_of": date(2025, 4, 1)},
        {"subject": "liquidity_programme", "as_of": date(2025, 5, 1)},
        {"subject": "flat_fee", "as_of": date(2024, 2, 29)},
    ]
    found, _ = stated(bench, held=held)
    assert [(one.key, one.first) for one in found] == [
        ("flat fee-2024-02-29", date(2025, 2, 28)),
        ("liquidity programme-2025-05-01", date(2026, 5, 1)),
    ]
    six, _ = stated(bench, held=[{"subject": "flat_fee", "as_of": date(2025, 8, 31)}], months=6)
    assert six[0].first == date(2026, 2, 28)
