"""Every packet that ships is read, twice the same, and each stored figure equals the text that was received."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from prudent.ingest.benchmark import BENCHMARKS
from prudent.ingest.cells import as_received
from prudent.ingest.evidence import resolve
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, read_fund
from prudent.ingest.gather import gather
from prudent.ingest.known import Known
from prudent.ingest.packet import read_packet
from prudent.model.fact import Locator
from prudent.model.run import Request
from prudent.model.sources import Sources
from prudent.tables.core import CoreTables
from prudent.tables.spec import Dtype, table

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
FILES = Files(ROOT)
SHIPPED_FUNDS = FILES.folders(FUNDS)
SHIPPED_BENCHMARKS = FILES.folders(BENCHMARKS)
CANDIDATES = ["apollo-diversified-credit", "partners-group-private-equity"]


def ask(fund: str):
    return gather(ROOT, Request(fund=fund, as_of=date(2025, 12, 31), plan="example"), TODAY)


def equal(received: str, stored, column) -> bool:
    if stored is None:
        return received == ""
    written = as_received(stored, column)
    return written == received if column.dtype in {Dtype.TEXT, Dtype.DATE} else Decimal(written) == Decimal(received)


@pytest.mark.parametrize(
    "folder", [*(f"{FUNDS}/{f}" for f in SHIPPED_FUNDS), *(f"{BENCHMARKS}/{b}" for b in SHIPPED_BENCHMARKS)]
)
def test_each_stored_figure_equals_the_received_text(folder):
    fund = folder.startswith(FUNDS)
    name = folder.partition("/")[2]
    packet = (
        read_fund(FILES, name, Known.now(TODAY), Sources(version=1), ()).packets[0]
        if fund
        else read_packet(FILES, folder, "benchmark", Known.now(TODAY))
    )
    withdrawn = {entry.locator for entry in packet.withdrawn}
    compared = 0
    for rows in packet.rows:
        spec = table(rows.table)
        received = list(csv.reader((ROOT / folder / "packet" / spec.file).read_text(encoding="utf-8").splitlines()))
        for row in rows.frame.iter_rows(named=True):
            for index, column in enumerate(spec.columns):
                text = received[row["row"] - 1][index]
                place = f"{name}/{spec.file}:{row['row']}:{column.received}"
                if place in withdrawn:
                    assert row[column.name] is None
                else:
                    assert equal(text, row[column.name], column), place
                    compared += 1
    assert compared > 0


@pytest.mark.parametrize("fund", CANDIDATES)
def test_two_readings_are_the_same(fund):
    one, two = ask(fund), ask(fund)
    assert one.case == two.case
    assert one.inputs == two.inputs
    for name in CoreTables.names():
        assert one.core.frame(name).equals(two.core.frame(name))


@pytest.mark.parametrize(("fund", "peers", "months"), [(CANDIDATES[0], 7, 42), (CANDIDATES[1], 6, 42)])
def test_a_candidate_has_its_peers_and_its_months(fund, peers, months):
    gathered = ask(fund)
    assert gathered.case.left_out == ()
    assert len(gathered.case.funds) == peers + 1
    returns = gathered.core.fund_returns
    own = returns.filter((returns["owner"] == fund) & (returns["frequency"] == "monthly"))
    assert own.height == months


@pytest.mark.parametrize("fund", CANDIDATES)
def test_every_fact_resolves_to_a_document(fund):
    gathered = ask(fund)
    for row in gathered.facts.iter_rows(named=True):
        evidence = resolve(row["locator"], gathered.case, gathered.core)
        assert evidence.documents
        assert evidence.file_sha256 == row["document_sha256"]
        assert str(Locator.parse(row["locator"])) == row["locator"]
