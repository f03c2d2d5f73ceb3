"""A figure followed back to its cells: against the received files, read here by themselves."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import pytest

from prudent.ingest.evidence import resolve
from prudent.ingest.gather import gather
from prudent.memo.prose import Figure
from prudent.memo.trace import Run, trace
from prudent.memo.trace_text import as_lines
from prudent.model.fact import Grade
from prudent.model.measured import Unit
from prudent.model.period import Window
from prudent.model.run import Request

ROOT = Path(__file__).resolve().parents[2]
FUND = "apollo-diversified-credit"
LOCATORS = (f"{FUND}/returns.csv:41-43:return_pct", "us-treasury-bill-3m/rates.csv:145:annual_rate_pct")


@pytest.fixture(scope="module")
def traced():
    read = gather(ROOT, Request(fund=FUND, as_of=date(2025, 12, 31), plan="example"), date(2099, 12, 31))
    figure = Figure(
        name="sharpe_ratio_3y", label="Sharpe ratio, 3 years", unit=Unit.RATIO, value=2.8409, n=36, method="Mean over deviation.",
        window=Window(start=date(2023, 1, 1), end=date(2025, 12, 31)), evidence=LOCATORS, grade=Grade.C,
    )  # fmt: skip
    evidence = tuple(resolve(locator, read.case, read.core) for locator in LOCATORS)
    return trace(figure, evidence, Run(read.case, read.core))


def received(path: str) -> tuple[list[list[str]], str]:
    body = (ROOT / path).read_bytes()
    return list(csv.reader(body.decode().splitlines())), hashlib.sha256(body).hexdigest()


def test_each_input_is_the_cell_as_received_with_its_file_and_row(traced):
    rows, sha256 = received(f"funds/{FUND}/packet/returns.csv")
    assert [(str(cell.as_of), float(cell.value), cell.place, cell.file_sha256) for cell in traced.inputs[0].cells] == [
        (rows[number - 1][2], float(rows[number - 1][3]), f"returns.csv row {number}", sha256)
        for number in (41, 42, 43)
    ]
    bills, sha256 = received("benchmarks/us-treasury-bill-3m/packet/rates.csv")
    assert [(str(cell.as_of), float(cell.value), cell.file_sha256) for cell in traced.inputs[1].cells] == [
        (bills[144][0], float(bills[144][1]), sha256)
    ]


def test_it_ends_in_the_documents_and_the_hash_of_the_file_that_each_came_in(traced):
    _, returns = received(f"funds/{FUND}/packet/returns.csv")
    _, bills = received("benchmarks/us-treasury-bill-3m/packet/rates.csv")
    assert {sha256 for _, sha256 in traced.documents} == {returns, bills}
    assert "Form N-PORT" in traced.documents[0][0].title


def test_the_lines_go_from_the_value_to_the_documents(traced):
    lines = as_lines(traced)
    assert lines[0] == "sharpe_ratio_3y = 2.84   (Sharpe ratio, 3 years)"
    heads = [line for line in lines if line.startswith("←")]
    assert heads == ["← formula", "← inputs", "← documents"]
    assert "  window 2023-01-01 to 2025-12-31, 36 observations" in lines
    assert (
        f"    2025-12-31                    1.58   returns.csv row 43   [{traced.inputs[0].cells[0].file_sha256[:12]}]"
        in lines
    )
