"""The store's ledger in the reading room: states, decisions, conditions, the calendar, and a record that was changed."""

import html
import re
from datetime import UTC, date, datetime

import pytest

from flows.cli import run
from prudent.decide.ledger import Stamp, append
from prudent.decide.moves import move_of
from prudent.model.decision import Condition, Decision, Determination, Outcome, Recusal, Reliance, Votes
from prudent.model.finding import Factor, FindingStatus
from prudent.model.ledger import Decided, Fired, Issued, Reviewed, Subject
from prudent.model.standing import Effect
from prudent.model.verdict import Verdict
from prudent.site.ledgered import LedgerRecord
from prudent.site.standing import AWAITING, Owed
from prudent.store.layout import ledger_entry
from prudent.store.objects import in_folder

Q4, Q1 = date(2025, 12, 31), date(2026, 3, 31)
OWED = Condition(text="Send the <b>audited</b> report.", owner="Member One", due=date(2026, 9, 30))


def subject(fund, kind="memo", as_of=Q4):
    return Subject(kind=kind, as_of=as_of, folder=f"{kind}s/example/{fund}/{as_of}/1", record="a" * 64)


def issued(fund):
    return Issued(subject=subject(fund), number=1, staff=Verdict.APPROVE, files=())


def decided(fund, outcome, kind="memo", as_of=Q4, conditions=()):
    return Decided(
        subject=subject(fund, kind, as_of),
        decision=Decision(
            decided_on=date(2026, 4, 20), outcome=outcome, conditions=conditions,
            determinations=tuple(
                Determination(factor=f, status=FindingStatus.SUPPORTED, because="Read.", reliance=Reliance.OWN)
                for f in Factor
            ),
            votes=Votes(
                votes_for=("Member One", "Member Two"), votes_against=("Member Three",), abstained=(),
                recused=(Recusal(member="Member Four", reason="Works there."),),
            ),
            attendees=("Member One", "Member Two", "Member Three"), questions=(), rationale="As discussed.", dissent=(),
        ),
        rule_status="proposed", quorum=3,
    )  # fmt: skip


def reviewed(fund, *fired):
    return Reviewed(
        subject=subject(fund, "review", Q1), quarter="2026Q1", unchanged=False, late=(), fired=fired, files=()
    )


def record(objects, fund, *bodies):
    for body in bodies:
        append(
            objects, "example", fund, lambda chain, body=body: body.model_copy(update={"move": move_of(chain, body)}),
            Stamp(at=datetime(2026, 5, 1, 23, 30, tzinfo=UTC), by="a test"),
        )  # fmt: skip


FILL = Fired(trigger="offer-filled-below-half", said="Paid of what was asked: 45.60 %.", effect=Effect.WATCH)
ANEW = Fired(trigger="strategy-changed", said="A document tells of a change.", effect=Effect.NEW_MEMO)


@pytest.fixture
def ledger(store):
    """Three funds with memos: one on watch, one recommended, one of which nothing is recorded."""
    for fund in ("alpha", "beta", "gamma"):
        store.publish(store.memo(fund))
    store.objects = in_folder(store.folder)
    conditional = decided("alpha", Outcome.APPROVE_WITH_CONDITIONS, conditions=(OWED,))
    record(store.objects, "alpha", issued("alpha"), conditional, reviewed("alpha", FILL, ANEW))
    record(store.objects, "beta", issued("beta"))
    return store


def words(page):
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(style|script).*?</\1>", "", page))
    return re.sub(r"\s+", " ", html.unescape(plain))


def test_where_each_fund_stands_as_the_ledger_has_it(ledger):
    found = LedgerRecord(ledger.objects)
    alpha, beta = (found.standing("example", fund) for fund in ("alpha", "beta"))
    assert (alpha.state, alpha.watched, alpha.since, alpha.anew) == ("watch", True, date(2026, 5, 1), Q1)
    assert (beta.state, beta.watched) == ("recommended, awaiting the committee's decision", False)
    assert found.standing("example", "gamma").state == AWAITING
    [decision] = alpha.decisions
    assert (decision.number, decision.taken_on, decision.on) == (2, date(2026, 4, 20), "2025-12-31, issue 1")
    assert (decision.words, decision.state) == ("approve with conditions", "approved")
    assert decision.votes == "2 for, 1 against, 0 abstained, 1 recused; quorum 3"
    assert decision.conditions == (Owed(OWED.text, "Member One", date(2026, 9, 30)),)
    assert alpha.review.page == "reviews/example/alpha/2026-03-31/1/review.html"
    assert (found.problems, found.is_empty, LedgerRecord(in_folder(ledger.folder / "none")).is_empty) == (
        (),
        False,
        True,
    )


def test_a_decision_on_a_review_is_told_as_one(ledger):
    record(ledger.objects, "alpha", decided("alpha", Outcome.PROBATION, "review", Q1))
    standing = LedgerRecord(ledger.objects).standing("example", "alpha")
    assert (standing.state, standing.decisions[-1].on) == ("probation", "review as of 2026-03-31")


def test_the_watch_list_and_the_decisions_are_printed_and_text_stays_text(ledger):
    ledger.build()
    page = ledger.page("watch.html")
    told = words(page)
    assert "Made-up alpha : watch, recorded on 1 May 2026. Its strategy changed by 31 March 2026" in told
    assert "Offer filled below half (watch): Paid of what was asked: 45.60 %." in told
    assert '<a href="../reviews/example/alpha/2026-03-31/1/review.html">Review of 2026Q1</a>' in page
    assert "2026-04-20 2025-12-31, issue 1 approve with conditions approved 2 for, 1 against" in told
    assert "2026-09-30, Member One: Send the &lt;b&gt;audited&lt;/b&gt; report." in page
    assert "Made-up beta 2025-12-31, issue 1" in told
    assert "Member Three" not in page  # who voted how is in the record
    assert "calendar.ics" not in page
    assert "Watch. Decisions: 2026-04-20, approve with conditions." in words(ledger.page("funds/alpha.html"))
    assert "Recommended, awaiting the committee's decision. Decisions: none recorded." in words(
        ledger.page("funds/beta.html")
    )


def test_a_decision_makes_the_pages_that_speak_of_it_anew_and_no_others(ledger):
    before = ledger.build().pages.written
    assert ledger.build().pages.written == 0
    record(ledger.objects, "beta", decided("beta", Outcome.APPROVE))
    written = ledger.build().pages.written
    # home, five lists and beta's own page; the other funds' pages and the comparison stay
    assert (written, before) == (7, 11)


def test_the_calendar_is_a_file_of_the_room(ledger):
    ledger.build(calendar=b"BEGIN:VCALENDAR\r\n")
    assert ledger.pages()["calendar.ics"] == b"BEGIN:VCALENDAR\r\n"
    assert '<a href="calendar.ics">' in ledger.page("watch.html")


def damage(ledger, fund, number):
    key = ledger_entry("example", fund, number)
    ledger.objects.put(key, ledger.objects.get(key).replace(b'"quorum":3', b'"quorum":2'))


def test_a_record_that_was_changed_is_said_on_the_page_and_the_others_are_shown(ledger):
    damage(ledger, "alpha", 2)
    built = ledger.build()
    assert [(one.fund, one.tampered) for one in built.problems] == [("alpha", True)]
    told = words(ledger.page("watch.html"))
    assert "△ The record of decisions on alpha (example) is not shown. ledger/example/alpha/" in told
    assert "No fund is on the watch list." in told
    assert "recommended, awaiting the committee's decision" in told
    assert "Not known: its record was changed. Decisions: not shown. △ ledger/example/alpha/" in words(
        ledger.page("funds/alpha.html")
    )


@pytest.fixture
def command(ledger, monkeypatch):
    monkeypatch.setenv("PRUDENT_STORE", "")
    return lambda *more: run(["site", "--store", str(ledger.folder), *more])


def test_the_command_writes_the_calendar_of_all_plans(ledger, command, capsys):
    # the review that the ledger names lies in no folder of this store: its days are missing, and that is told
    assert command() == 20
    assert "alpha: reviews/example/alpha/2026-03-31/1 has no manifest" in capsys.readouterr().err
    body = ledger.pages()["calendar.ics"].decode()
    assert "SUMMARY:Condition due: alpha" in body
    assert "Quarterly review of alpha: 2026Q2" in body
    made = ledger.pages()
    assert (command(), ledger.pages()) == (20, made)


def test_a_store_without_a_ledger_has_a_room_without_a_calendar(store, monkeypatch):
    monkeypatch.setenv("PRUDENT_STORE", "")
    store.publish(store.memo("alpha"))
    assert run(["site", "--store", str(store.folder)]) == 0
    assert "calendar.ics" not in store.pages()


def test_the_command_ends_with_20_where_a_record_was_changed(ledger, command, capsys):
    damage(ledger, "alpha", 2)
    assert command() == 20
    assert "prudent: ledger/example/alpha/" in capsys.readouterr().err
    assert "Made-up beta" in ledger.page("watch.html")


def test_a_fund_without_a_memo_whose_record_was_changed_is_told_too(ledger, command, capsys):
    record(ledger.objects, "delta", issued("delta"), decided("delta", Outcome.APPROVE), reviewed("delta"))
    damage(ledger, "delta", 2)
    assert command() == 20
    assert "delta (example) is not shown" in words(ledger.page("watch.html"))
    assert "ledger/example/delta/" in capsys.readouterr().err
