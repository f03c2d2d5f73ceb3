"""The committee's calendar out of a store, and what is said of a fund that cannot be read."""

from datetime import date

import pytest

from flows.cli import run
from prudent.ingest.files import Files
from prudent.ingest.plan import read_plan
from prudent.ingest.policy import read_policy
from prudent.model.case import Case
from prudent.model.ledger import Subject
from prudent.model.packet import PacketHeader
from prudent.model.run import Manifest, Request
from prudent.review.folder import ReviewFolder
from prudent.review.plan_calendar import chains_of, plan_calendar, timing
from prudent.score.kept import CASE
from prudent.store.frames import json_bytes
from prudent.store.layout import ledger_entry
from prudent.store.objects import in_folder
from tests.unit.watch_list.watch_builders import FUND, PLAN, Q1, ROOT, Ledger, decided, fund, issued, reviewed

REVIEW = "d" * 64
TERMS = [{"term": "fee_waiver_ends", "value": "2026-07-31", "as_of": Q1}]


@pytest.fixture(scope="module")
def case():
    files = Files(ROOT)
    header = PacketHeader(
        packet_format=1, owner=FUND, received=Q1, extractor="by hand", grade="C", note="", documents=()
    )
    return Case(
        request=Request(fund=FUND, as_of=Q1, plan=PLAN), funds=(fund(legal_name="A Fund of Ours"),),
        plan=read_plan(files, "example", date(2026, 12, 1)), policy=read_policy(files), peer_group=None, headers=(header,),
        left_out=(), withdrawn=(),
    )  # fmt: skip


def kept(objects, case, core):
    """A review's folder with no more in it than the calendar reads, and the entry's subject."""
    folder = ReviewFolder(objects, case.request, REVIEW)
    written = [folder.write(CASE, json_bytes(case))]
    written += [
        folder.write_frame(core.frame(name), core.spec(name)) for name in ("fund_terms", "fund_representations")
    ]
    folder.seal(Manifest(run=REVIEW, request=case.request, code_sha256="0" * 64, inputs=(), outputs=tuple(written)))
    return Subject(kind="review", as_of=Q1, folder=folder.key, record="b" * 64)


@pytest.fixture
def ledger(tmp_path, bench, case):
    """A fund that is held and was reviewed, in a folder, and a candidate beside it."""
    made = Ledger()
    made.objects = in_folder(tmp_path / "store")
    subject = kept(made.objects, case, bench.core(fund_terms=TERMS))
    return made.add(issued(), decided(), reviewed().model_copy(update={"subject": subject}))


def test_days_of_a_held_fund_from_its_record_and_from_what_its_review_kept(ledger):
    found = plan_calendar(ledger.objects, timing(Files(ROOT)), PLAN)
    # 20 July 2026 is a Monday
    assert [(one.title, one.first) for one in found.days] == [
        ("Quarterly review of A Fund of Ours: 2026Q2", date(2026, 7, 20)),
        ("Fee waiver ends: A Fund of Ours", date(2026, 7, 31)),
    ]
    assert (found.not_days, found.unread) == ((), ())
    assert found.file("n") == plan_calendar(ledger.objects, timing(Files(ROOT))).file("n")
    assert chains_of(ledger.objects) == ((PLAN, FUND),)
    assert plan_calendar(ledger.objects, timing(Files(ROOT)), "another-plan").days == ()


def damage(ledger, key):
    body = ledger.objects.get(key)
    ledger.objects.put(key, body[:-9] + b"X" + body[-8:])


def test_a_kept_table_that_was_changed_costs_its_days_and_leaves_the_recorded_ones(ledger):
    damage(ledger, f"reviews/{PLAN}/{FUND}/{Q1}/{REVIEW}/core_fund__terms.parquet")
    found = plan_calendar(ledger.objects, timing(Files(ROOT)))
    # the name is not read either: the folder's name stands in for it
    assert [one.title for one in found.days] == ["Quarterly review of a-fund: 2026Q2"]
    [unread] = found.unread
    assert (unread.fund, unread.tampered) == (FUND, True)
    assert "core_fund__terms.parquet is not what its manifest says" in unread.reason


def test_a_chain_that_was_changed_has_no_days_and_is_told(ledger):
    damage(ledger, ledger_entry(PLAN, FUND, 2))
    found = plan_calendar(ledger.objects, timing(Files(ROOT)))
    assert (found.days, [one.tampered for one in found.unread]) == ((), [True])


def test_a_memo_of_before_the_store_is_gone_and_that_is_told(ledger):
    ledger.add(issued(as_of=date(2026, 6, 30)))
    [unread] = plan_calendar(ledger.objects, timing(Files(ROOT))).unread
    assert "is no issue of the store, though the ledger names it" in unread.reason


@pytest.fixture
def example(ledger, monkeypatch, tmp_path):
    """The same store, as that of the project's own plan."""
    folder = tmp_path / "store"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PRUDENT_STORE", str(folder))
    return ledger


def test_the_command_prints_the_file_and_writes_it(example, capsysbinary, tmp_path):
    assert run(["calendar"]) == 0
    printed = capsysbinary.readouterr().out
    assert printed.startswith(b"BEGIN:VCALENDAR\r\n")
    assert run(["calendar", "--out", str(tmp_path / "c.ics")]) == 0
    assert (tmp_path / "c.ics").read_bytes() == printed
    assert b"c.ics: 0 days." in capsysbinary.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.ics", "store"]


def test_the_command_says_which_plan_and_which_file_it_cannot_use(example, capsys, tmp_path):
    assert run(["calendar", "--plan", "exampel"]) == 2
    assert "There is no plan 'exampel'. Is example meant?" in capsys.readouterr().err
    assert run(["calendar", "--out", str(tmp_path / "no" / "c.ics")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_the_command_ends_with_20_where_a_chain_was_changed_and_writes_the_rest(example, capsys):
    body = example.objects.get(ledger_entry(PLAN, FUND, 1))
    example.objects.put(ledger_entry("example", FUND, 1), body)
    assert run(["calendar", "--json"]) == 20
    told = capsys.readouterr()
    assert told.out == "[]\n"
    assert "a-fund: ledger/example/a-fund/1.json" in told.err
