"""What may be recorded: every refusal with its sentence, and both sides of every bound."""

from datetime import date, timedelta

import pytest

from prudent.decide.recording import Brought, body, current, decided_on, first_day, not_sealed, sealed_folder
from prudent.errors import UsageError
from prudent.model.decision import Condition, Dissent, Outcome, Recusal, Votes
from prudent.model.ledger import Issued
from prudent.model.plan import Committee
from prudent.model.standing import FundState, Move, Mover
from tests.unit.decide.decided_sample import (
    AS_OF,
    DAY,
    DECISION,
    KNOWN_AT,
    MEMO,
    NEWER,
    REVIEW,
    RULE,
    SEALED,
    TODAY,
    chain,
    decided,
    issued,
    plan,
    reviewed,
)

ONE_DAY = timedelta(days=1)
OTHER = DECISION.model_copy(update={"rationale": "Another one."})
MONITOR = DECISION.model_copy(update={"outcome": Outcome.MONITOR, "determinations": (), "conditions": ()})
IS_DECIDED = "Issue 1 as of 2025-12-31 is decided already, by entry 2. A second decision needs a new memo or review."


def changed(**changes):
    return DECISION.model_copy(update=changes)


def voted(for_=(), against=(), abstained=(), recused=(), **changes):
    """A decision with these votes, whose voters all were there."""
    votes = Votes(
        votes_for=for_,
        votes_against=against,
        abstained=abstained,
        recused=tuple(Recusal(member=name, reason="Owns shares.") for name in recused),
    )
    return changed(**{"votes": votes, "attendees": votes.present or ("Guest One",), "dissent": ()} | changes)


def bring(on=None, decision=DECISION, record=MEMO, of=None, **more):
    """What is recorded of a decision that is brought to a chain."""
    days = {"known_at": KNOWN_AT, "today": TODAY}
    brought = Brought(record=record, decision=decision, rule_status=RULE, **days | more)
    return body(chain(issued()) if on is None else on, of or plan(), brought)


def refused(sentence, *args, **more):
    with pytest.raises(UsageError) as caught:
        bring(*args, **more)
    assert caught.value.sentence == sentence


def test_a_decision_on_the_current_memo_is_recorded_with_its_move_and_the_plans_quorum():
    made = bring()
    assert made == decided()
    assert (made.quorum, made.rule_status) == (3, RULE)
    assert made.move == Move(before=FundState.RECOMMENDED, after=FundState.APPROVED, by=Mover.COMMITTEE)


def test_twelve_characters_of_the_record_name_it():
    assert bring(record=MEMO[:12]) == decided()


def test_the_same_decision_again_is_nothing_to_record():
    recorded = chain(issued(), decided())
    sealed = chain(issued(), decided(), issued(SEALED, 2, sealed_with=2))
    assert bring(recorded) is None
    assert bring(recorded, record=MEMO[:12]) is None
    assert bring(sealed) is None
    assert bring(sealed, record=SEALED) is None
    # even when a newer memo was issued since
    assert bring(chain(issued(), decided(), issued(NEWER, 2))) is None


def test_another_decision_on_the_same_memo_is_refused():
    recorded = chain(issued(), decided())
    refused(IS_DECIDED, recorded, OTHER)
    sealed = chain(issued(), decided(), issued(SEALED, 2, sealed_with=2))
    refused(IS_DECIDED, sealed, OTHER, SEALED)
    refused(IS_DECIDED, sealed, OTHER, SEALED[:12])
    # a name in other capitals is another decision
    votes = DECISION.votes.model_copy(update={"abstained": ("member four",)})
    attendees = ("Member One", "Member Two", "Member Three", "member four", "Guest One")
    refused(IS_DECIDED, recorded, changed(votes=votes, attendees=attendees))


def test_a_refused_second_decision_names_the_newer_memo_or_review():
    newer = chain(issued(), decided(), issued(NEWER, 3))
    now = "The current one is issue 3 as of 2025-12-31, with the record bbbbbbbbbbbb."
    refused(f"{IS_DECIDED} {now}", newer, OTHER)
    now = "The current one is the review as of 2026-03-31, with the record cccccccccccc."
    refused(f"{IS_DECIDED} {now}", chain(issued(), decided(), reviewed()), OTHER)


def test_the_same_words_on_a_newer_memo_are_a_decision_of_their_own():
    made = bring(chain(issued(), decided(), issued(NEWER, 3)), record=NEWER)
    assert (made.subject.record, made.move.before, made.move.after) == (NEWER, FundState.APPROVED, FundState.APPROVED)


def test_nothing_was_issued():
    refused(
        "No memo of sample-credit has been issued for example, so there is nothing to decide on: "
        "prudent onboard sample-credit --plan example writes one.",
        chain(),
    )


def test_no_memo_has_the_record():
    now = "The current one is issue 1 as of 2025-12-31, with the record aaaaaaaaaaaa."
    refused(f"No memo or review of sample-credit has the record eeeeeeeeeeee. {now}", record="e" * 64)
    # one character beside it
    refused(f"No memo or review of sample-credit has the record aaaaaaaaaaaa. {now}", record="a" * 12 + "b")


def test_an_older_record_is_refused_and_the_current_one_is_named():
    older = "aaaaaaaaaaaa is the record of issue 1 as of 2025-12-31, and there is a newer"
    now = "The current one is issue 2 as of 2025-12-31, with the record bbbbbbbbbbbb."
    refused(f"{older} memo. {now}", chain(issued(), issued(NEWER, 2)))
    now = "The current one is the review as of 2026-03-31, with the record cccccccccccc."
    refused(f"{older} review. {now}", chain(issued(), reviewed()))


def test_a_past_quarter_that_was_filled_in_later_is_not_the_current_memo():
    filled_in = chain(issued(), issued(NEWER, 1, date(2025, 9, 30)))
    assert current(filled_in).record == MEMO
    assert bring(filled_in) == decided()
    refused(
        "bbbbbbbbbbbb is the record of issue 1 as of 2025-09-30, and there is a newer memo. "
        "The current one is issue 1 as of 2025-12-31, with the record aaaaaaaaaaaa.",
        filled_in,
        record=NEWER,
    )


def test_a_plan_without_a_quorum():
    sentence = (
        "plans/example/plan.yml states no quorum, so no decision can be recorded: "
        "add committee: with name, voting_members and quorum."
    )
    bare = plan(None)
    refused(sentence, of=bare)


def test_a_member_in_other_capitals_counts_once():
    sentence = "Member One and member one are one name: write a member's name one way."
    refused(sentence, decision=voted(("Member One", "Member Two"), ("member one",)))
    refused(sentence, decision=voted(("Member One", "Member Two", "Member Three"), recused=("member one",)))
    wide = "\uff2dember One"
    sentence = f"Member One and {wide} are one name: write a member's name one way."
    refused(sentence, decision=voted(("Member One", wide, "Member Two")))


def test_no_more_members_vote_than_the_committee_has():
    five = ("Member One", "Member Two", "Member Three", "Member Four")
    assert bring(decision=voted(five, recused=("Member Five",))) is not None
    refused(
        "6 members vote, abstain or are recused, but Investment Committee (fictional) has 5 voting members.",
        decision=voted(five, recused=("Member Five", "Member Six")),
    )


def test_who_dissents_was_there():
    three = ("Member One", "Member Two", "Member Three")
    said = (Dissent(member="Member Six", words="No."),)
    refused("Member Six dissents but is not among the attendees.", decision=voted(three, dissent=said))
    there = (*three, "Member Six")
    assert bring(decision=voted(three, dissent=said, attendees=there)) is not None


def test_the_quorum_counts_who_abstains_and_not_who_is_recused():
    assert bring(decision=voted(("Member One",), abstained=("Member Two", "Member Three"))) is not None
    refused(
        "There was no quorum: 2 members count, and the quorum is 3 (2 for, 0 against, 0 abstained). "
        "Who is recused, here 2, does not count.",
        decision=voted(("Member One", "Member Two"), recused=("Member Three", "Member Four")),
    )
    refused(
        "There was no quorum: 1 member counts, and the quorum is 3 (0 for, 0 against, 1 abstained). "
        "Who is recused, here 0, does not count.",
        decision=voted(abstained=("Member One",)),
    )
    of_two = plan(Committee(name="Two", voting_members=5, quorum=2))
    assert bring(decision=voted(("Member One", "Member Two")), of=of_two).quorum == 2


def test_a_motion_carries_by_more_for_than_against():
    two, other = ("Member One", "Member Two"), ("Member Three", "Member Four")
    assert bring(decision=voted(two, other[:1])) is not None
    refused(
        "The motion did not carry (2 for, 2 against, 0 abstained): more must vote for it than against it.",
        decision=voted(two, other),
    )
    refused(
        "The motion did not carry (0 for, 0 against, 4 abstained): more must vote for it than against it.",
        decision=voted(abstained=two + other),
    )


def test_the_day_lies_between_what_was_known_and_today():
    assert bring(today=DAY, known_at=DAY) is not None
    refused("The day of the decision, 2026-04-15, lies after today, 2026-04-14.", today=DAY - ONE_DAY)
    refused(
        "The day of the decision, 2026-04-15, lies before 2026-04-16, from which what was decided on was known.",
        known_at=DAY + ONE_DAY,
    )


def test_decisions_come_in_their_order():
    newer = chain(issued(), decided(), issued(NEWER, 3))
    before = changed(decided_on=DAY - ONE_DAY)
    assert bring(newer, changed(decided_on=DAY), NEWER) is not None
    refused(
        "The day of the decision, 2026-04-14, lies before the last one, 2026-04-15 (entry 2). "
        "Decisions are recorded in their order.",
        newer,
        before,
        NEWER,
    )


def test_a_condition_is_due_on_the_day_or_later():
    def due(day):
        return changed(conditions=(Condition(text="A programme", owner="Officer One", due=day),))

    assert bring(decision=due(DAY)) is not None
    refused(
        "A condition of Officer One is due on 2026-04-14, before the decision, 2026-04-15.",
        decision=due(DAY - ONE_DAY),
    )


def test_a_memo_needs_the_six_determinations():
    refused(
        "A decision on a memo needs the committee's determination on each of the six factors.",
        decision=changed(determinations=()),
    )


def test_a_review_needs_no_determinations_and_admits_nothing():
    looked_at = chain(issued(), decided(), reviewed())
    made = bring(looked_at, MONITOR, REVIEW)
    assert (made.subject.kind, made.move.before, made.move.after) == (
        "review",
        FundState.MONITORED,
        FundState.MONITORED,
    )
    # with its determinations it may be, too
    assert bring(looked_at, changed(outcome=Outcome.WATCH, conditions=()), REVIEW).move.after is FundState.WATCH
    for outcome in (Outcome.APPROVE, Outcome.DEFER, Outcome.DECLINE, Outcome.APPROVE_WITH_CONDITIONS):
        refused(
            f"'{outcome.value}' is decided on a memo, and the review as of 2026-03-31 is none: a new memo is needed.",
            looked_at,
            changed(outcome=outcome),
            REVIEW,
        )
    assert bring(chain(issued(), decided(), reviewed(), made), MONITOR, REVIEW) is None
    refused(
        "The review as of 2026-03-31 is decided already, by entry 4. A second decision needs a new memo or review.",
        chain(issued(), decided(), reviewed(), made),
        MONITOR.model_copy(update={"rationale": "Another one."}),
        REVIEW,
    )


def test_what_the_funds_state_does_not_allow_is_refused():
    refused(
        "The fund is 'recommended': 'continue to monitor' cannot be decided of it. "
        "Allowed are 'approve', 'approve with conditions', 'defer', 'decline'.",
        decision=changed(outcome=Outcome.MONITOR, conditions=()),
    )


def test_the_first_day_of_a_review_is_the_day_before_it_was_recorded_in_utc():
    looked_at = chain(issued(), decided(), reviewed())
    # entry 3 was recorded on 12 March 2026
    assert first_day(looked_at, reviewed().subject) == date(2026, 3, 11)
    assert first_day(looked_at, issued().subject) is None


def test_a_sealed_memo_is_the_memo_that_it_seals():
    sealed = chain(issued(), decided(), issued(SEALED, 2, sealed_with=2))
    assert current(sealed) == issued().subject
    assert decided_on(sealed, SEALED).number == 2
    assert sealed_folder(sealed, 2) == "memos/example/sample-credit/2025-12-31/2"
    assert sealed_folder(sealed, 1) is None
    assert current(chain()) is None


def test_only_a_memo_waits_to_be_sealed_and_only_once():
    open_ = chain(issued(), decided())
    assert [entry.number for entry in not_sealed(open_)] == [2]
    assert not_sealed(chain(issued(), decided(), issued(SEALED, 2, sealed_with=2))) == ()
    on_review = chain(
        issued(), decided(), issued(SEALED, 2, sealed_with=2), reviewed(), decided(MONITOR).model_copy(
            update={"subject": reviewed().subject}
        ),
    )  # fmt: skip
    assert not_sealed(on_review) == ()


def test_of_two_of_one_date_the_one_recorded_later_is_current():
    assert current(chain(issued(), issued(NEWER, 2))).record == NEWER
    assert current(chain(issued(), decided(), reviewed(AS_OF))).record == REVIEW
    assert isinstance(issued(), Issued)
