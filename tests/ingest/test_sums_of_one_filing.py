"""What one filing says of itself: sums that a reader made of it are not held against each other as if independent."""

import hashlib
import importlib.util
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from prudent.ingest.files import Files
from prudent.ingest.gather import gather
from prudent.ingest.yaml_model import read_model
from prudent.model.delivery import Declared, Delivery, Format, SourceKind
from prudent.model.fact import Document
from prudent.model.reconciliation import Reconciliation
from prudent.model.run import Request
from prudent.store.deliveries import StoredDeliveries
from prudent.store.objects import in_folder
from prudent.validate.reconcile import reconcile

TESTS = Path(__file__).parents[1]
POLICY = read_model(Files(TESTS.parent), "policy/reconciliation.yml", Reconciliation)


def writer(path):
    spec = importlib.util.spec_from_file_location(Path(path).stem, TESTS / "unit" / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def judged(project, tmp_path):
    """The comparisons of the candidate, by item, with one file kept beside its packet."""
    store = StoredDeliveries(in_folder(tmp_path / "store"))

    def of(body, kind, file):
        document = Document(id="filing", title="A filing", filed_on=date(2026, 5, 1))
        declared = Declared(file=file, format=kind, source_kind=SourceKind.REGULATOR_FILING, document=document)
        delivery = Delivery(
            fund="alpha-credit", declared=declared, file=file, sha256=hashlib.sha256(body).hexdigest(),
            size_bytes=len(body), received=date(2026, 5, 3), channel="EDGAR", extractor="read by machine",
        )  # fmt: skip
        assert store.keep(delivery, body)
        request = Request(fund="alpha-credit", as_of=date(2025, 12, 31), plan="example")
        gathered = gather(project.root, request, date(2026, 11, 24), store)
        rows = reconcile(gathered.core, POLICY, gathered.case.noticed).filter(pl.col("fund") == "alpha-credit")
        return {row["item"]: row for row in rows.to_dicts()}

    return of


def test_sums_of_one_form_are_one_source_and_what_it_prints_is_compared(judged):
    body = writer("edgar_readers/form_builders.py").nport(cik="0000000101")
    found = judged(body, Format.NPORT, "np.xml")
    assert {item: found[item]["outcome"] for item in ("level3_to_share", "holdings_to_shares", "balance_identity")} == {
        "level3_to_share": "same_source",
        "holdings_to_shares": "same_source",
        "balance_identity": "agrees",
    }
    # one holding carries no level, so that nothing says what stands at net asset value
    assert found["levels_to_fair_value"]["outcome"] == "one_side_missing"
    assert found["balance_identity"]["sentence"].startswith(
        "np.xml /edgarSubmission/formData/fundInfo/totAssets and np.xml /edgarSubmission/formData/fundInfo/totLiabs and "
        "np.xml /edgarSubmission/formData/fundInfo/netAssets (2025-12-31): "
    )


@pytest.mark.parametrize(
    ("line", "total", "outcome", "stops"),
    [
        ("cef:LoanServicingFeesPercent", "4.05", "incomplete", "no"),
        ("cef:LoanServicingFeesPercent", "3.05", "breaks", "yes"),
        # a load is charged once and is in no total of a year
        ("cef:SalesLoadPercent", "4.05", "breaks", "yes"),
    ],
)
def test_a_line_that_the_reader_passed_over_may_be_what_the_total_has_more(line, total, outcome, stops, judged):
    of = writer("edgar_facts/edgar_fact_writers.py")
    lines = {"Management": "1.25", "InterestExpensesOnBorrowings": "2.00", "OtherAnnualExpenses": "0.50"}
    names = {"Management": "ManagementFees"}
    rates = [of.rate(f"cef:{names.get(name, name)}Percent", text, "PI") for name, text in lines.items()]
    page = of.page(*rates, of.rate(line, "0.30", "PI"), of.rate("cef:TotalAnnualExpensesPercent", total, "PI"))
    found = judged(page.replace("0001234567", "0000000101").encode(), Format.INLINE_XBRL, "n2.htm")
    assert (found["fee_parts"]["outcome"], found["fee_parts"]["stops"]) == (outcome, stops)
    assert found["fee_parts"]["sentence"].startswith("n2.htm (//ix:nonFraction)[")
