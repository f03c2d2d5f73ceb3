"""A Prefect server for all flow tests, a project to change, and the stages' answers, computed once."""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_SERVER_ANALYTICS_ENABLED,
    get_current_settings,
    temporary_settings,
)
from prefect.testing.utilities import prefect_test_harness

import prudent.decide.sealing  # before `quick` replaces what it takes from elsewhere
from expectations.validate import validate
from prudent.ingest.gather import gather
from prudent.memo.build import build_memo
from prudent.memo.document import Memo
from prudent.memo.formats import rendered
from prudent.memo.report import render_validation_page
from prudent.memo.schema import memo_bytes
from prudent.model.run import Request
from prudent.score.score import score
from prudent.validate.reconcile import reconcile

ROOT = Path(__file__).resolve().parents[2]
FUND = "apollo-diversified-credit"
AS_OF = date(2025, 12, 31)
TODAY = date(2099, 12, 31)

os.environ["DO_NOT_TRACK"] = "1"


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """One server for the whole session. The heartbeat is off: it would make each flow last to the next whole second."""
    with (
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_SERVER_ANALYTICS_ENABLED: False}),
        prefect_test_harness(server_startup_timeout=120),
    ):
        yield


@pytest.fixture(scope="session")
def served(prefect) -> dict[str, str]:
    """How a command is told of that server, so that it starts none of its own. Each starting its own is `test_cli`'s."""
    return {"PREFECT_API_URL": str(get_current_settings().api.url)}


@pytest.fixture(autouse=True)
def collected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Prefect's client leaves sockets to the garbage collector, which warns; they are collected with their own test.

    Only where a test has to do with a server: a collection takes more than a second here.
    """
    yield
    if "prefect" in request.fixturenames:
        gc.collect()


@pytest.fixture(autouse=True)
def same_code(monkeypatch) -> None:
    """The code counts as unchanged for as long as a test lasts, whoever is editing it."""
    for stage in ("ingest", "decide"):
        monkeypatch.setattr(f"tasks.{stage}.code_sha256", lambda: "c" * 64)


def copy_project(to: Path) -> Path:
    """The project's data, to be changed at will."""
    for folder in ("funds", "plans", "policy", "benchmarks"):
        shutil.copytree(ROOT / folder, to / folder)
    return to


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """A project of its own, with its store, around the current folder."""
    root = copy_project(tmp_path / "project")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PRUDENT_STORE", str(root / "store"))
    return root


@dataclass(frozen=True)
class Answers:
    """What the real stages say of one fund."""

    results: object
    reconciled: object
    score: object
    memo: Memo
    files: dict[str, bytes]
    page: bytes


@pytest.fixture(scope="session")
def answers() -> Answers:
    """The real stages, once."""
    read = gather(ROOT, Request(fund=FUND, as_of=AS_OF, plan="example"), TODAY)
    results = validate(read.case, read.core)
    reconciled = reconcile(read.core, read.case.policy.reconciliation, read.case.noticed)
    scored = score(read.case, read.core, results)
    memo = build_memo(read.case, read.core, results, scored, "0" * 64)
    return Answers(results, reconciled, scored, memo, rendered(memo), render_validation_page(memo))


@pytest.fixture
def quick(answers: Answers, monkeypatch) -> SimpleNamespace:
    """The slow stages give the answers that they gave before, and count how often they were asked."""
    asked = SimpleNamespace(validate=0, score=0, rendered=0)

    def counted(name, answer):
        def stage(*_):
            setattr(asked, name, getattr(asked, name) + 1)
            return answer

        return stage

    monkeypatch.setattr("expectations.validate.validate", counted("validate", answers.results))
    monkeypatch.setattr("prudent.validate.reconcile.reconcile", lambda *_: answers.reconciled)
    monkeypatch.setattr("prudent.score.score.score", counted("score", answers.score))
    monkeypatch.setattr("prudent.memo.before.read_before", lambda file, _: None)
    monkeypatch.setattr("prudent.memo.build.build_memo", lambda *_: answers.memo)
    monkeypatch.setattr("prudent.memo.formats.rendered", counted("rendered", answers.files))
    monkeypatch.setattr("prudent.memo.report.render_validation_page", lambda _: answers.page)
    monkeypatch.setattr(
        prudent.decide.sealing, "rendered", lambda memo, _: answers.files | {"memo.json": memo_bytes(memo)}
    )
    return asked


def everything_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Each file's bytes and time of change, by path."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def snapshot():
    """A function: what a folder holds now."""
    return everything_in


@pytest.fixture(scope="session")
def copied():
    """A function: a copy of the project's data in a folder."""
    return copy_project
