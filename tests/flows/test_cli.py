"""The `prudent` command as a person starts it: what it prints where, how it ends, and that nothing stays behind."""

import json
import os
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

FUNDS = ("apollo-diversified-credit", "partners-group-private-equity")
COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")
CHATTER = ("Traceback", "prefect", "nanobind", "Warning", "EventsWorker", "Exception")


class Ran:
    """How a command ended."""

    def __init__(self, code: int, out: str, err: str, mark: str) -> None:
        self.code, self.out, self.err, self.mark = code, out, err, mark


def environment(mark: str) -> dict[str, str]:
    """A user's, with a mark that every process started from it inherits."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "PRUDENT"))}
    return mine | {"PRUDENT_TEST_MARK": mark}


def prudent(root: Path, *arguments: str, **more: str) -> Ran:
    mark = uuid.uuid4().hex
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=root, env=environment(mark) | more, capture_output=True, text=True, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr, mark)


def left_behind(mark: str) -> list[str]:
    """Command lines of the processes that carry the mark, where the system shows them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory, copied) -> Path:
    """A project whose server keeps its database from test to test."""
    return copied(tmp_path_factory.mktemp("cli") / "project")


@pytest.fixture(scope="module")
def first(root: Path) -> Ran:
    """Two funds, for a program."""
    return prudent(root, "onboard", *FUNDS, "--as-of", "2025-12-31", "--store", "kept", "--json")


def test_json_is_one_document_and_nothing_else(first: Ran, root: Path):
    assert first.code == 0
    document = json.loads(first.out)
    assert [fund["fund"] for fund in document["funds"]] == list(FUNDS)
    for fund in document["funds"]:
        assert (fund["state"], fund["exit_code"], fund["ending"], fund["issue"]) == (
            "AwaitingDecision",
            0,
            "published",
            1,
        )
        assert [finding["factor"] for finding in fund["findings"]] == [
            "performance", "fees", "liquidity", "valuation", "benchmark", "complexity",
        ]  # fmt: skip
        assert fund["recommendation"] in {"approve", "approve with conditions", "defer", "decline"}
        assert "⟨" not in json.dumps(fund, ensure_ascii=False)
        assert Path(fund["files"]["memo.pdf"]).read_bytes().startswith(b"%PDF-")
        assert Path(fund["files"]["memo.html"]).is_relative_to(root / "kept" / "memos")
    assert not (root / "store").exists()


def test_progress_is_a_line_a_stage_on_standard_error_without_chatter_or_colour(first: Ran):
    lines = [line.split()[:2] for line in first.err.splitlines()]
    assert lines == [[fund, stage] for fund in FUNDS for stage in ("ingest", "validate", "score", "memo", "publish")]
    assert re.search(rf"{FUNDS[0]} +ingest +\d+ files, \d+ funds, \d+\.\d s\n", first.err)
    assert not [word for word in CHATTER if word in first.err]
    assert "\x1b" not in first.err


def test_no_process_is_left(first: Ran):
    assert left_behind(first.mark) == []


def test_a_second_run_says_that_nothing_changed(first: Ran, root: Path, served):
    again = prudent(root, "onboard", *FUNDS, "--as-of", "2025-12-31", "--store", "kept", **served)
    assert again.code == 0
    assert again.out.count("Nothing changed: issue 1 stands.") == 2
    assert len([line for line in again.out.splitlines() if line.strip().startswith(("● ", "performance"))]) == 2
    for fund in json.loads(first.out)["funds"]:
        assert fund["headline"] in again.out
        for name in ("memo.html", "memo.pdf", "memo.docx", "memo.xlsx", "memo.json"):
            assert fund["files"][name] in again.out
    assert [line.split()[1] for line in again.err.splitlines()] == ["ingest", "ingest"]
    assert left_behind(again.mark) == []


def test_what_is_refused_is_one_line_with_its_exit_code_and_the_other_fund_goes_on(root: Path, served):
    returns = root / f"funds/{FUNDS[1]}/packet/returns.csv"
    whole = returns.read_bytes()
    try:
        returns.write_bytes(whole + b"monthly,total_net,2025-13-31,1.0,x\n")
        ran = prudent(root, "onboard", *FUNDS, "--as-of", "2025-12-31", "--store", "kept", "--json", **served)
    finally:
        returns.write_bytes(whole)
    assert ran.code == 10
    one, other = json.loads(ran.out)["funds"]
    assert one["fund"] == FUNDS[0]
    assert one["exit_code"] == 0
    assert (other["fund"], other["state"], other["exit_code"]) == (FUNDS[1], "DATA_BAD", 10)
    told = [line for line in ran.err.splitlines() if line.startswith("prudent: ")]
    assert told == [f"prudent: {other['message']}"]
    assert f"funds/{FUNDS[1]}/packet/returns.csv" in told[0]
    assert not [word for word in CHATTER if word in ran.err]
    assert left_behind(ran.mark) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_says_so_in_one_line_and_leaves_nothing(root: Path, number):
    mark = uuid.uuid4().hex
    command = [*COMMAND, "onboard", FUNDS[0], "--as-of", "2025-12-31", "--store", f"stopped-{number}"]
    with subprocess.Popen(command, cwd=root, env=environment(mark), stderr=subprocess.PIPE, text=True) as process:
        assert " ingest " in process.stderr.readline()
        process.send_signal(number)
        rest = process.stderr.read()
        code = process.wait()
    assert code == 130
    assert rest.splitlines()[-1].startswith("prudent: stopped.")
    assert not [word for word in CHATTER if word in rest]
    assert left_behind(mark) == []
    assert not list((root / f"stopped-{number}").rglob("issue.json"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["onboard", "apollo-diversified-kredit"], "There is no fund 'apollo-diversified-kredit'. Is apollo-div"),
        (["onboard", FUNDS[0], "nobody"], "There is no fund 'nobody'."),
        (["onboard", FUNDS[0], "--plan", "nobody"], "There is no plan 'nobody'."),
        (["onboard", FUNDS[0], "--as-of", "2025-12-30"], "must be a quarter end such as 2025-12-31, not 2025-12-30."),
        (["onboard", FUNDS[0], "--as-of", "soon"], '"soon"'),
        (["onboard"], "Name one fund or several"),
        (["onboard", FUNDS[0], "--loud"], "--loud"),
        (["onbord"], '"onbord"'),
        (["review", "--quarter", "2025"], "A quarter is written like 2025Q4, not '2025'."),
        (["review", "--plan", "nobody"], "There is no plan 'nobody'."),
        (["ui", "--port", "high"], '"high"'),
    ],
)
def test_a_users_mistake_is_one_line_exit_code_2_and_starts_nothing(tmp_path: Path, copied, arguments, sentence):
    root = copied(tmp_path)
    ran = prudent(root, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("prudent: ")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1
    assert not (root / ".prefect").exists()
    assert not (root / "store").exists()


def test_a_server_that_does_not_answer_is_said(root: Path):
    ran = prudent(root, "onboard", FUNDS[0], "--as-of", "2025-12-31", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "prudent: No Prefect server answers at http://127.0.0.1:9/api, which PREFECT_API_URL names.\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["onboard", "--help"], ["receive", "--help"], ["review", "--help"], ["ui", "--help"]]
)
def test_help_shows_examples_and_imports_nothing_heavy(tmp_path: Path, arguments):
    code = "import sys; from flows.cli import run; run(sys.argv[1:]); print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    text, _, loaded = done.stdout.rstrip().rpartition("\n")
    assert "Examples:\n  prudent " in text
    assert not {"prefect", "polars", "pydantic", "great_expectations", "duckdb"} & set(re.findall(r"'(\w+)'", loaded))


def test_the_version_is_the_packages(tmp_path: Path):
    ran = prudent(tmp_path, "--version")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", ran.out)


def test_a_figure_is_traced_to_the_cell_and_the_file_whether_the_memo_prints_it_or_not(root, first):
    options = ("--as-of", "2025-12-31", "--store", "kept")
    printed = prudent(root, "trace", FUNDS[0], "all_in_fee", *options)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("all_in_fee = 3.63\u202f%")
    assert "3.63   fees.csv row 29   [" in printed.out
    unprinted = prudent(root, "trace", FUNDS[0], "beta_3y", *options, "--json")
    assert (unprinted.code, json.loads(unprinted.out)["figure"]["n"]) == (0, 36)
    unknown = prudent(root, "trace", FUNDS[0], "all_in_feee", *options)
    assert (unknown.code, unknown.out) == (2, "")
    assert "has no figure 'all_in_feee'. Is all_in_fee" in unknown.err
