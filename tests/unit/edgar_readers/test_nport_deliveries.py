"""An original N-PORT and its amendment, kept as deliveries: one is used, both are kept, nothing is added up."""

import hashlib
from datetime import date

from prudent.ingest.deliveries import Received, read_delivery
from prudent.ingest.merge import merge, ranked
from prudent.model.delivery import Declared, Delivery
from prudent.model.fact import Document
from prudent.model.limits import Limits
from prudent.model.sources import Sources
from prudent.tables.spec import table
from tests.unit.edgar_readers.form_builders import SIX, Investment, fund, nport


def delivery(content, filed, name):
    document = Document(id=name, title=name, form="NPORT-P", filed_on=filed)
    kept = Delivery(
        fund="made-up-fund",
        declared=Declared(file=f"{name}.xml", format="nport", source_kind="regulator_filing", document=document),
        file=f"{name}.xml", sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content), received=filed,
        channel="EDGAR", extractor="read by machine",
    )  # fmt: skip
    return read_delivery(Received(kept, content), fund(), Limits())


ORIGINAL = delivery(nport(), date(2026, 2, 27), "original")
AMENDED = delivery(nport([*SIX, Investment("1000", "Seventh Borrower")], kind="NPORT-P/A", net="1949.5"), date(2026, 3, 5), "amended")  # fmt: skip


def merged(name):
    return merge(ranked((ORIGINAL, AMENDED), Sources(version=1)), table(name))


def test_the_amendment_is_used_and_nothing_is_added_up():
    balance = merged("core_fund__balance_sheet")
    assert [(row["net_assets_usd"], row["source"]) for row in balance.iter_rows(named=True)] == [(1949.5, "amended")]
    exposure = merged("core_fund__exposure").row(0, named=True)
    assert (exposure["positions"], exposure["total_fair_value_usd"]) == (7, 2000)
    assert merged("core_fund__holdings")["issuer"][0] == "Seventh Borrower"
    assert merged("core_fund__returns").height == 3


def test_a_figures_place_leads_into_its_document():
    row = merged("core_fund__balance_sheet").row(0, named=True)
    assert "amended.xml /edgarSubmission/formData/fundInfo/netAssets" in row["places"]
