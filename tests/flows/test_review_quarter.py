"""`review_quarter` on a real server: whom it reviews, when it waits, what it records, and that once is enough."""

import asyncio
import json
import pickle
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from prefect.client.schemas.objects import State

import tasks.review_batch as batch
from flows.asking import end_of
from flows.commands import Options
from flows.ending import final_state
from flows.place import fund_names, last_quarter_end, project_root
from flows.review_command import end_held, report
from flows.review_ending import reviewed
from flows.review_quarter import cut, latest_end, review_quarter, start_day
from prudent.decide.ledger import read_chain
from prudent.decide.moves import state_of
from prudent.errors import PrudentError, UsageError
from prudent.ingest.files import Files
from prudent.ingest.policy import read_business_days
from prudent.model.decision import Outcome
from prudent.model.ledger import Reviewed
from prudent.model.standing import FundState
from prudent.review.document import Review
from prudent.store.objects import in_folder
from tasks.review_artifacts import fund_table, portfolio_table
from tasks.reviewed import LeftOut, Quarter, QuarterEnd, Refusal
from tasks.reviewed import Outcome as FundOutcome
from tasks.work import Place
from tests.flows.approved_funds import CODE, PLAN, approve

pytestmark = [
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
GOLD, OTHER, BAD, NEVER = (
    "ishares-gold-trust",
    "spdr-gold-shares",
    "pimco-flexible-credit-income",
    "partners-group-lending",
)
Q2, Q3, Q4 = date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)


def quick(patch: pytest.MonkeyPatch) -> None:
    """The code counts as unchanged, and the data rules find nothing: they are tested where they are made."""
    patch.setattr("flows.review_quarter.code_sha256", lambda: CODE)
    patch.setattr(batch, "validate_group", lambda pool: ((),) * len(pool.questions))


def inside(root: Path, patch: pytest.MonkeyPatch) -> Path:
    """The project around the current folder, with its store."""
    quick(patch)
    patch.chdir(root)
    patch.setenv("PRUDENT_STORE", str(root / "store"))
    return root


@pytest.fixture(scope="module")
def held(tmp_path_factory, copied) -> Path:
    """A project of four funds: of two, which are peers, the committee approved the memo of the third quarter."""
    root = copied(tmp_path_factory.mktemp("quarter") / "project")
    for folder in (root / "funds").iterdir():
        if folder.is_dir() and folder.name not in {GOLD, OTHER, BAD, NEVER}:
            shutil.rmtree(folder)
    approve(root, Q3, GOLD, OTHER, outcome=Outcome.APPROVE_WITH_CONDITIONS)
    return root


@pytest.fixture
def four(held: Path, tmp_path: Path, monkeypatch) -> Path:
    """A copy of it."""
    return inside(shutil.copytree(held, tmp_path / "project"), monkeypatch)


@dataclass(frozen=True)
class Once:
    """The project after the fourth quarter was reviewed, with one fund whose file is no table."""

    root: Path
    state: State
    end: QuarterEnd


@pytest.fixture(scope="module")
def once(prefect, held: Path, tmp_path_factory) -> Once:
    """It, made once; a test that goes on from there takes `after`."""
    with pytest.MonkeyPatch.context() as patch:
        root = inside(shutil.copytree(held, tmp_path_factory.mktemp("once") / "project"), patch)
        approve(root, Q3, BAD)
        (root / f"funds/{BAD}/packet/returns.csv").write_text("not a table\n")
        return Once(root, *review())


@pytest.fixture
def after(once: Once, tmp_path: Path, monkeypatch) -> Path:
    """A copy of it."""
    return inside(shutil.copytree(once.root, tmp_path / "project"), monkeypatch)


def review(quarter: str = "2025Q4", **more):
    async def run():
        state = await final_state(review_quarter, quarter=quarter, **more)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


def chain(root: Path, fund: str):
    return read_chain(in_folder(root / "store"), PLAN, fund)


def entries(root: Path, fund: str) -> list[Reviewed]:
    return [entry.body for entry in chain(root, fund).entries if isinstance(entry.body, Reviewed)]


def read(root: Path, body: Reviewed) -> Review:
    return Review.model_validate_json((root / "store" / body.subject.folder / "review.json").read_bytes())


def test_approved_funds_are_reviewed_and_one_that_is_refused_stops_no_other(once: Once):
    state, end = once.state, once.end
    assert (state.type.value, state.name) == ("COMPLETED", "Reviewed")
    assert state.message.startswith(
        "2025Q4: 3 funds, 2 reviewed (0 unchanged), 1 refused. Not monitored, because the committee has not approved "
        f"them: 1 candidate. This is monitoring, outside the proposed rule. {BAD}: SCHEMA_CHANGED: "
    )
    endings = [(one.fund, one.ending) for one in end.outcomes]
    assert endings == [(GOLD, "reviewed"), (BAD, "refused"), (OTHER, "reviewed")]
    assert end.left_out == (LeftOut(fund=NEVER, state=FundState.CANDIDATE),)
    assert not (once.root / f"store/reviews/{PLAN}/{NEVER}").exists()
    assert [path.name for path in (once.root / "store/quarantine").glob("*.csv")]


def test_a_review_is_recorded_and_moves_the_fund(once: Once):
    (body,) = entries(once.root, GOLD)
    made = read(once.root, body)
    assert (body.quarter, body.unchanged, body.late) == ("2025Q4", False, ())
    assert (made.standing.before, made.standing.after) == (FundState.APPROVED, FundState.MONITORED)
    assert state_of(chain(once.root, GOLD)) is FundState.MONITORED
    assert made.standing.conditions[0].text == "Send the annual report."
    assert made.standing.next_review == date(2026, 4, 20)
    assert (made.compared.kind, made.compared.as_of) == ("memo", Q3)
    assert sorted(file.key.rpartition("/")[2] for file in body.files) == [
        "manifest.json", "review.html", "review.json", "review.pdf"
    ]  # fmt: skip
    assert state_of(chain(once.root, OTHER)) is FundState.WATCH
    assert [item.trigger for item in entries(once.root, OTHER)[0].fired] == ["behind-benchmark"]


def test_all_funds_stand_on_a_page_and_the_ledgers_are_anchored(once: Once):
    page = json.loads((once.root / "store" / once.end.portfolio / "portfolio.json").read_bytes())
    assert [(line["fund"], line["after"]) for line in page["funds"]] == [(OTHER, "watch"), (GOLD, "monitored")]
    assert [(line["fund"], line["why"]) for line in page["without"]] == [(BAD, "refused")]
    assert (once.root / "store/ledger-anchors/1.json").exists()


def test_prefect_shows_what_moved_and_why(once: Once):
    made = {one.fund: one.made for one in once.end.outcomes}
    shown = fund_table(made[OTHER])
    assert shown.key == f"review-{OTHER}-2025q4"
    assert "State: approved → watch. Set off: " in shown.description
    row = next(row for row in shown.rows if row["measure"] == "Total return, 1 year")
    assert (row["change"], row["fund"], row["data"], row["our method"]) == (
        row["change"],
        row["change"],
        "0.00",
        "0.00",
    )
    quarter = Quarter(
        place=Place(root=once.root, store=str(once.root / "store")), plan=PLAN, as_of=Q4, today=Q4, code_sha256=CODE
    )
    shown = portfolio_table(quarter, once.end)
    assert shown.description == "2025Q4: 2 reviewed (0 unchanged), 1 refused. 1 funds are not monitored."
    assert [(row["fund"], row["ending"], row["state"]) for row in shown.rows] == [
        (GOLD, "reviewed", "approved → monitored"), (BAD, "refused", ""), (OTHER, "reviewed", "approved → watch")
    ]  # fmt: skip


def test_a_second_start_writes_nothing(after: Path, snapshot):
    before = [snapshot(after / "store" / part) for part in ("reviews", "ledger", "ledger-anchors")]
    state, _ = review()
    assert state.message.startswith("2025Q4: 3 funds, 2 recorded before, 1 refused.")
    assert [snapshot(after / "store" / part) for part in ("reviews", "ledger", "ledger-anchors")] == before


def test_a_review_is_what_the_next_one_is_compared_with(after: Path):
    review("2026Q1")
    first, second = entries(after, GOLD)
    made = read(after, second)
    assert (made.compared.kind, made.compared.as_of, made.compared.record) == ("review", Q4, first.subject.record)
    assert (made.walk.method_differs, made.walk.data_differs) == (False, False)
    assert {cause.value for delta in made.measures for cause in delta.causes} <= {"the fund changed"}


@pytest.mark.usefixtures("prefect")
def test_no_change_is_recorded_too(four: Path):
    # beside a memo of the same day and files nothing can differ
    shutil.rmtree(four / "store")
    approve(four, Q4, GOLD)
    state, _ = review()
    assert state.message.startswith("2025Q4: 1 funds, 1 reviewed (1 unchanged).")
    (body,) = entries(four, GOLD)
    assert (body.unchanged, body.move.after) == (True, FundState.MONITORED)
    said = "Nothing that is looked at changed since the memo as of 31 December 2025."
    assert said in (four / "store" / body.subject.folder / "review.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("prefect")
def test_what_was_written_and_not_recorded_is_recorded_by_the_next_start(four: Path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("tasks.review.append", lambda *_: 1 / 0)
        state, _ = review()
    assert state.type.value == "FAILED"
    assert entries(four, GOLD) == []
    written = {path: path.read_bytes() for path in (four / f"store/reviews/{PLAN}/{GOLD}").rglob("*.*")}
    assert written
    with monkeypatch.context() as none:
        none.setattr(batch, "write_review", lambda *_: 1 / 0)  # nothing is made again
        state, _ = review()
    assert state.message.startswith("2025Q4: 2 funds, 2 reviewed")
    assert {path: path.read_bytes() for path in (four / f"store/reviews/{PLAN}/{GOLD}").rglob("*.*")} == written
    assert len(entries(four, GOLD)) == 1


def test_late_data_makes_a_second_review_of_the_quarter_that_says_so(after: Path):
    returns = after / f"funds/{GOLD}/packet/returns.csv"
    returns.write_text(returns.read_text().replace(",2025-09-30,11.7819,", ",2025-09-30,1.7819,"))
    state, _ = review()
    # the other fund is its peer, so it is held against other data too
    assert state.message.startswith("2025Q4: 3 funds, 2 reviewed (0 unchanged), 1 refused.")
    first, second = entries(after, GOLD)
    assert first.subject.folder != second.subject.folder
    made = read(after, second)
    # it is compared with what the first was compared with, so that the quarter's change is told whole
    assert (made.compared.kind, made.walk.data_differs) == ("memo", True)
    assert "the data changed" in {cause.value for delta in made.measures for cause in delta.causes}


def expect(root: Path, fund: str, last_period: str = "2026Q3") -> None:
    """From here on a file of the fund is expected that does not come."""
    entry = {
        "id": "quarterly-letter", "funds": [fund],
        "declared": {
            "file": "letter-{period}.pdf", "format": "document", "source_kind": "manager",
            "document": {"id": "letter-{period}", "title": "Letter of the quarter"},
        },
        "schedule": {"every": "quarterly", "first_period": "2026Q3", "last_period": last_period, "due_days": 20, "late": "warn"},
        "why": "test", "source": "An agreement", "since": date(2026, 1, 1),
    }  # fmt: skip
    (root / "policy/calendar.yml").write_text(yaml.safe_dump({"version": 1, "expected": [entry]}))
    # the shipped packets were received after the shipped grace date of this quarter
    days = (root / "policy/business_days.yml").read_text()
    (root / "policy/business_days.yml").write_text(days.replace("grace_days: 45", "grace_days: 80"))


@pytest.mark.usefixtures("prefect")
def test_a_fund_waits_for_a_source_until_the_grace_date_and_is_then_reviewed_with_a_late_mark(four: Path, monkeypatch):
    expect(four, GOLD)
    monkeypatch.setattr("flows.review_quarter.today", lambda: date(2026, 12, 18))
    state, end = review("2026Q3")
    said = "Letter of the quarter (quarterly-letter) for 2026Q3 was due on 2026-10-20."
    assert "2 funds, 1 reviewed" in state.message
    assert f"{GOLD} waits for: {said}" in state.message
    assert [(one.ending, one.waits_for) for one in end.outcomes if one.fund == GOLD] == [("waiting", (said,))]
    assert (entries(four, GOLD), len(entries(four, OTHER))) == ([], 1)
    assert not (four / f"store/reviews/{PLAN}/{GOLD}").exists()

    monkeypatch.setattr("flows.review_quarter.today", lambda: date(2026, 12, 19))
    state, _ = review("2026Q3")
    assert "2 funds, 1 reviewed (0 unchanged), 1 recorded before." in state.message
    (body,) = entries(four, GOLD)
    assert (body.late, read(four, body).late) == ((said,), (said,))


@pytest.mark.usefixtures("prefect")
def test_a_dry_run_records_nothing(four: Path):
    state, end = review(dry_run=True)
    assert state.message.startswith("2025Q4: 2 funds, 2 dry run.")
    assert entries(four, GOLD) == []
    assert not (four / "store/ledger-anchors").exists()
    assert (four / "store" / end.outcomes[0].made.folder / "review.pdf").exists()


@pytest.mark.usefixtures("prefect")
def test_without_an_approved_fund_there_is_none_to_review(four: Path, capsys):
    shutil.rmtree(four / "store")
    state, end = review()
    assert (state.type.value, state.name) == ("COMPLETED", "NothingToReview")
    assert state.message == (
        "2025Q4: the committee of example has approved no fund, so there is none to review. Not monitored, because the "
        "committee has not approved them: 4 candidate."
    )
    place = Place(root=four, store=str(four / "store"))
    assert report(end, state.message, place, Options(plan=PLAN, dry_run=False, store=None, as_json=False)) == 0
    assert capsys.readouterr().out == f"{state.message}\n"


@pytest.mark.usefixtures("prefect")
def test_a_scheduled_start_on_another_day_ends_named_not_today(four: Path, monkeypatch):
    monkeypatch.setattr("flows.review_quarter.start_day", lambda days: date(2026, 1, 21))
    state, _ = review("latest", review_days_only=True)
    assert (state.type.value, state.name) == ("COMPLETED", "NotToday")
    assert state.message == (
        "Not today, 2026-01-21: the quarter is reviewed on 2026-01-20, and again on 2026-02-17 for what was waited for."
    )
    assert entries(four, GOLD) == []
    monkeypatch.setattr("flows.review_quarter.start_day", lambda days: date(2026, 2, 17))
    shutil.rmtree(four / "store")
    assert review(review_days_only=True)[0].name == "NothingToReview"


@pytest.mark.usefixtures("prefect", "four")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quarter": "2025-12"}, "A quarter is written like 2025Q4, not '2025-12'."),
        ({"plan": "exampel"}, "There is no plan 'exampel'. Is example meant?"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, sentence):
    state, held = review(**asked)
    assert (state.type.value, state.name, state.message) == ("FAILED", "USAGE", sentence)
    assert isinstance(held, UsageError)


def outcome(code: str, exit_code: int, trace: str = "") -> FundOutcome:
    refusal = Refusal(code=code, exit_code=exit_code, sentence="division by zero", trace=trace)
    return FundOutcome(fund=GOLD, ending="refused", refusal=refusal)


def ended(*outcomes: FundOutcome) -> QuarterEnd:
    return QuarterEnd(quarter="2025Q4", plan=PLAN, outcomes=outcomes, left_out=())


def test_a_bug_is_not_passed_off_as_a_refusal():
    broke, refused = outcome("FAILED", 1, "Traceback"), outcome("DATA_BAD", 10)
    assert reviewed(ended(refused, broke)).name == "ReviewBroke"
    assert reviewed(ended(refused)).name == "Reviewed"


def test_a_fund_that_breaks_the_code_is_told_as_broken_and_stops_no_other(four: Path, monkeypatch):
    real = batch.judged

    def judged(case, *rest):
        return 1 / 0 if case.candidate.fund == GOLD else real(case, *rest)

    monkeypatch.setattr(batch, "judged", judged)
    place = Place(root=four, store=str(four / "store"))
    quarter = batch.Quarter(place=place, plan=PLAN, as_of=Q4, today=date(2026, 11, 24), code_sha256=CODE)
    found = batch.review_batch(quarter, (GOLD, OTHER), print)
    assert [one.ending for one in found] == ["refused", "reviewed"]
    assert (found[0].refusal.code, found[0].refusal.sentence) == ("FAILED", "division by zero")
    assert "ZeroDivisionError" in found[0].refusal.trace
    # what goes to a process of its own and comes back
    assert pickle.loads(pickle.dumps((quarter, found))) == (quarter, found)


def test_where_a_fund_breaks_what_all_share_each_is_worked_on_alone(four: Path, monkeypatch):
    real = batch.measured_together

    def measured(asked, *rest, **more):
        if any(one.candidate == GOLD for one in asked):
            raise PrudentError("Too bad.")
        return real(asked, *rest, **more)

    monkeypatch.setattr(batch, "measured_together", measured)
    place = Place(root=four, store=str(four / "store"))
    quarter = batch.Quarter(place=place, plan=PLAN, as_of=Q4, today=date(2026, 11, 24), code_sha256=CODE)
    assert [one.ending for one in batch.review_batch(quarter, (GOLD, OTHER), print)] == ["refused", "reviewed"]


def test_the_command_prints_a_line_a_fund_and_ends_with_the_first_refusals_code(capsys, tmp_path: Path):
    place = Place(root=ROOT, store=str(tmp_path / "store"))
    waiting = FundOutcome(fund=OTHER, ending="waiting", waits_for=("A letter.",))
    end = ended(waiting, outcome("DATA_BAD", 10), outcome("FAILED", 1, "Traceback"))
    options = Options(plan=PLAN, dry_run=False, store=None, as_json=False)
    assert report(end, "said", place, options) == 10
    told = capsys.readouterr()
    assert told.out == f"{OTHER:<40}  waiting          A letter.\nThis is monitoring, outside the proposed rule.\n"
    assert "this should not happen" in told.err
    report(end, "said", place, Options(plan=PLAN, dry_run=False, store=None, as_json=True))
    said = json.loads(capsys.readouterr().out)
    assert [(one["fund"], one["ending"], one["exit_code"]) for one in said["funds"]] == [
        (OTHER, "waiting", 0), (GOLD, "refused", 10), (GOLD, "refused", 1)
    ]  # fmt: skip
    with pytest.raises(PrudentError, match="The review broke: why"):
        end_held(ValueError(), SimpleNamespace(message="why"))


@pytest.mark.parametrize(
    ("funds", "cores", "sizes"), [(11, 8, [11]), (12, 1, [12]), (12, 2, [6, 6]), (101, 8, [51, 50])]
)
def test_many_funds_are_cut_in_two(funds, cores, sizes, monkeypatch):
    monkeypatch.setattr("flows.review_quarter.os.cpu_count", lambda: cores)
    names = tuple(f"fund-{at}" for at in range(funds))
    batches = cut(names)
    assert [len(one) for one in batches] == sizes
    assert tuple(name for one in batches for name in one) == names


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 20), date(2025, 12, 31)),
        (date(2026, 4, 20), date(2026, 3, 31)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2025, 9, 30)),
        (date(2024, 2, 29), date(2023, 12, 31)),
    ],
)
def test_latest_is_the_last_quarter_end_before_the_day(day, end):
    assert last_quarter_end(day) == end
    assert end_of("latest", last_quarter_end(day)) == end
    assert end_of("2024Q1", day) == date(2024, 3, 31)


def test_latest_counts_from_the_scheduled_start_not_from_the_clock(monkeypatch):
    run = SimpleNamespace(scheduled_start_time=datetime(2026, 4, 20, 10, tzinfo=UTC))
    monkeypatch.setattr("flows.review_quarter.flow_run", run)
    assert latest_end() == date(2026, 3, 31)


def test_the_day_of_a_start_is_new_yorks(monkeypatch):
    run = SimpleNamespace(scheduled_start_time=datetime(2026, 1, 21, 3, tzinfo=UTC))
    monkeypatch.setattr("flows.review_quarter.flow_run", run)
    assert start_day(read_business_days(Files(ROOT))) == date(2026, 1, 20)


def test_the_docstring_says_what_a_review_is_not():
    assert "duty to monitor" in review_quarter.__doc__
    assert "no part of that rule's safe harbor" in review_quarter.__doc__


def test_the_project_is_found_from_below_and_else_where_the_code_lies(tmp_path: Path):
    (tmp_path / "funds/fund-a").mkdir(parents=True)
    (tmp_path / "policy").mkdir()
    assert project_root(tmp_path / "funds/fund-a") == tmp_path.resolve()
    assert project_root(Path("/")) == Path(__file__).resolve().parents[2]
    assert fund_names(tmp_path) == ()
    (tmp_path / "funds/fund-a/fund.yml").write_text("")
    assert fund_names(tmp_path) == ("fund-a",)
