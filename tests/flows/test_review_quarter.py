"""`review_quarter` on a real server: every fund, whatever becomes of one of them."""

import asyncio
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.asking import end_of
from flows.ending import Ended, final_state
from flows.place import fund_names, last_quarter_end, project_root
from flows.review_quarter import latest_end, review_quarter, reviewed
from prudent.errors import UsageError

pytestmark = [
    # sockets that Prefect's client leaves open
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

GOOD, BAD, OTHER = "apollo-diversified-credit", "partners-group-lending", "cliffwater-corporate-lending"


def review(quarter: str = "2025Q4", **more):
    async def run():
        state = await final_state(review_quarter, quarter=quarter, **more)
        return state, await state.aresult(raise_on_failure=False)

    return asyncio.run(run())


@pytest.fixture
def three_funds(project: Path, answers, monkeypatch) -> Path:
    """A project of three funds, one of which has a file that is no table. Every memo says the same."""
    memo = answers.memo
    monkeypatch.setattr("prudent.memo.build.build_memo", lambda *given: memo.model_copy(update={"run": given[-1]}))
    for folder in (project / "funds").iterdir():
        if folder.is_dir() and folder.name not in {GOOD, BAD, OTHER}:
            shutil.rmtree(folder)
    (project / f"funds/{BAD}/packet/returns.csv").write_text("not a table\n")
    return project


@pytest.mark.usefixtures("prefect", "quick")
def test_a_fund_that_is_refused_is_reported_and_stops_no_other(three_funds: Path):
    state, ends = review()
    assert (state.type.value, state.name) == ("COMPLETED", "Reviewed")
    assert state.message.startswith(f"2025Q4: 3 funds, 0 unchanged, 2 new, 1 refused. {BAD}: SCHEMA_CHANGED: ")
    assert [(end.fund, end.code, end.exit_code) for end in ends] == [
        (GOOD, "AwaitingDecision", 0),
        (OTHER, "AwaitingDecision", 0),
        (BAD, "SCHEMA_CHANGED", 13),
    ]
    assert f"funds/{BAD}/packet/returns.csv" in ends[2].sentence
    assert sorted(path.name for path in (three_funds / "store/memos/example").iterdir()) == [GOOD, OTHER]

    plan = three_funds / f"funds/{OTHER}/fund.yml"
    plan.write_text(plan.read_text() + "# looked at again\n")
    shutil.rmtree(three_funds / "store/memos/example" / GOOD)
    state, ends = review(dry_run=True)
    assert state.message.startswith("2025Q4: 3 funds, 0 unchanged, 0 new, 2 would be new, 1 refused.")
    state, _ = review()
    assert state.message.startswith("2025Q4: 3 funds, 0 unchanged, 2 new, 1 refused.")
    state, _ = review()
    assert state.message.startswith("2025Q4: 3 funds, 2 unchanged, 0 new, 1 refused.")


@pytest.mark.usefixtures("prefect", "project")
def test_a_quarter_that_is_none_is_refused():
    state, held = review("2025-12")
    assert (state.type.value, state.name) == ("FAILED", "USAGE")
    assert isinstance(held, UsageError)
    assert state.message == "A quarter is written like 2025Q4, not '2025-12'."


def test_a_bug_is_not_passed_off_as_a_refusal():
    broke = Ended(fund=GOOD, onboarded=None, code="FAILED", exit_code=1, sentence="division by zero")
    refused = broke.model_copy(update={"code": "DATA_BAD", "exit_code": 10})
    assert reviewed(date(2025, 12, 31), (refused, broke)).name == "ReviewBroke"
    assert reviewed(date(2025, 12, 31), (refused,)).name == "Reviewed"


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
