"""A filing in the store beside a fund's packet: what is used, what disagrees, and the way back to the XPath."""

import hashlib
import importlib.util
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from prudent.ingest.evidence import resolve
from prudent.ingest.gather import gather
from prudent.memo.prose import Figure
from prudent.memo.trace import Run, trace
from prudent.model.delivery import Declared, Delivery, Format, SourceKind
from prudent.model.fact import Document, Grade
from prudent.model.measured import Unit
from prudent.model.run import Request
from prudent.store.deliveries import StoredDeliveries
from prudent.store.objects import in_folder

TODAY = date(2026, 11, 24)
BUILDERS = Path(__file__).parents[1] / "unit/edgar_readers/form_builders.py"


@pytest.fixture(scope="module")
def nport():
    """The writer of small Forms N-PORT that the reader's own tests use."""
    spec = importlib.util.spec_from_file_location("nport_writer", BUILDERS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda **more: module.nport(cik="0000000101", **more)


def keep(store, body: bytes, name: str, filed_on: date, received: date) -> str:
    sha256 = hashlib.sha256(body).hexdigest()
    document = Document(id=name, title=f"Form N-PORT {name}", form="NPORT-P", filed_on=filed_on)
    declared = Declared(
        file=f"{name}.xml", format=Format.NPORT, source_kind=SourceKind.REGULATOR_FILING, document=document
    )
    delivery = Delivery(
        fund="alpha-credit", declared=declared, file=f"{name}.xml", sha256=sha256, size_bytes=len(body), received=received,
        channel="EDGAR", extractor="read by machine",
    )  # fmt: skip
    assert store.keep(delivery, body)
    return sha256


@pytest.fixture
def read(project, tmp_path, nport):
    """The question answered from the packet and two filings: an original and its amendment."""
    store = StoredDeliveries(in_folder(tmp_path / "store"))
    first = keep(store, nport(), "first", date(2026, 3, 1), date(2026, 3, 2))
    later = nport(returns='<monthlyTotReturn rtn1="0.51" rtn2="-1.20" rtn3="0.96"/>')
    amended = keep(store, later, "amended", date(2026, 4, 1), date(2026, 4, 2))
    request = Request(fund="alpha-credit", as_of=date(2025, 12, 31), plan="example")
    return gather(project.root, request, TODAY, store), first, amended


def test_the_filing_is_used_month_by_month_and_the_amendment_in_place_of_what_it_amends(read):
    gathered, _, _ = read
    monthly = gathered.core.fund_returns.filter(pl.col("owner") == "alpha-credit", pl.col("frequency") == "monthly")
    assert monthly.select("period_end", "return_frac", "row", "source").rows() == [
        (date(2025, 10, 31), 0.0051, 2, "amended"),
        (date(2025, 11, 30), -0.012, 3, "amended"),
        (date(2025, 12, 31), 0.0096, 4, "amended"),
    ]
    quarterly = gathered.core.fund_returns.filter(pl.col("owner") == "alpha-credit", pl.col("frequency") == "quarterly")
    assert quarterly.get_column("source").to_list() == ["prospectus"]


def test_what_the_packet_says_otherwise_is_a_dispute_and_every_figure_is_kept(read):
    gathered, first, amended = read
    december = gathered.facts.filter(
        pl.col("fund") == "alpha-credit",
        pl.col("field") == "returns/monthly/total_net/return_frac",
        pl.col("as_of") == date(2025, 12, 31),
    )
    assert {(row["value"], row["standing"], row["known_at"]) for row in december.iter_rows(named=True)} == {
        ("0.0096", "used", date(2026, 4, 2)),
        ("0.0095", "superseded", date(2026, 3, 2)),
        ("-0.0029", "contradicts", date(2026, 5, 1)),
    }
    said = [(item.as_of, item.used.value, item.other.value, item.other.source_kind) for item in gathered.case.disputed]
    assert said == [
        (date(2025, 11, 30), "-0.012", "0.0195", "transcription"),
        (date(2025, 12, 31), "0.0096", "-0.0029", "transcription"),
    ]
    hashes = {item.sha256 for item in gathered.inputs}
    assert {first, amended} <= hashes


def test_a_figure_of_the_series_is_traced_to_each_cells_xpath_and_the_filings_hash(read):
    gathered, _, amended = read
    locator = "alpha-credit/merged-returns.csv:2-4:return_pct"
    figure = Figure(
        name="a_figure",
        label="A figure",
        unit=Unit.RATIO,
        value=1.0,
        method="made up",
        evidence=(locator,),
        grade=Grade.C,
    )
    evidence = resolve(locator, gathered.case, gathered.core)
    traced = trace(figure, (evidence,), Run(gathered.case, gathered.core))
    (given,) = traced.inputs
    path = "/edgarSubmission/formData/fundInfo/returnInfo/monthlyTotReturns/monthlyTotReturn"
    assert [(cell.value, cell.file_sha256) for cell in given.cells] == [
        ("0.51", amended),
        ("-1.2", amended),
        ("0.96", amended),
    ]
    assert [path in cell.place for cell in given.cells] == [True] * 3
    assert [document.id for document, _ in traced.documents] == ["amended"]
