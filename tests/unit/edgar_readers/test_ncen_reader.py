"""Form N-CEN, read from documents of our own."""

import pytest

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.delivered import reader_of
from prudent.ingest.edgar.ncen import read_ncen
from tests.unit.edgar_readers.form_builders import SERIES, fund, ncen, ncen_part, nport, places, read, rows, stored

INTERVAL = "<fundTypes><fundType>Interval Fund</fundType></fundTypes>"
PART = ncen_part(types=INTERVAL)
BASE = "/edgarSubmission/formData"


def closed_end(price="", value="25.10", fee="", expenses="", classes=1, exchange=""):
    stock = (
        "<securityRelatedItem><description>Common stock</description><commonStocks>"
        f'<commonStock commonStockExchange="{exchange}"/></commonStocks></securityRelatedItem>'
    )
    items = {
        "managementFee": fee, "netOperatingExpenses": expenses, "marketPricePerShare": price, "netAssetValuePerShare": value,
    }  # fmt: skip
    given = "".join(f"<{name}>{text}</{name}>" for name, text in items.items() if text)
    listed = f"<securityRelatedItems>{stock * classes}</securityRelatedItems>"
    return f"<closedEndManagementInvestment>{listed}{given}</closedEndManagementInvestment>"


def test_the_registry_names_the_reader():
    assert reader_of("ncen") is read_ncen


def test_terms_are_the_items_that_our_terms_can_hold():
    delivered = read(read_ncen, ncen(PART), form="ncen")
    base = {"as_of": "2025-11-30", "source": "a-filing"}
    assert rows(delivered, "core_fund__terms") == [
        base | {"term": "auditor", "value": "Auditor One LLP", "section": "Item B.17.a"},
        base | {"term": "custodian", "value": "Custodian Bank", "section": "Item C.12.a"},
        base | {"term": "share_classes", "value": "2", "section": "Item C.2.d"},
    ]
    assert not delivered.noticed
    where = places(delivered, "core_fund__terms", 1)
    question = f"{BASE}/managementInvestmentQuestionSeriesInfo/managementInvestmentQuestion"
    assert where["value"] == f"{question}/custodians/custodian[isSubCustodian!='Y']/custodianName"
    assert where["as_of"] == f"{BASE}/generalInfo/@reportEndingPeriod"
    assert stored(delivered)["core_fund__terms"].height == 3


def test_several_auditors_and_custodians_are_named_each_once():
    part = ncen_part(types=INTERVAL, custodians=(("One Bank", "N"), ("Two Bank", "N"), ("One Bank", "N"), ("N/A", "N")))
    delivered = read(read_ncen, ncen(part, accountants=("A LLP", "B LLP")), form="ncen")
    values = {item["term"]: item["value"] for item in rows(delivered, "core_fund__terms")}
    assert (values["auditor"], values["custodian"]) == ("A LLP; B LLP", "One Bank; Two Bank")


def test_firms_that_serve_the_fund_are_terms_and_affiliated_ones_are_marked():
    services = """
      <transferAgents>
        <transferAgent><transferAgentName>Own Transfer Co.</transferAgentName>
          <isTransferAgentAffiliated>Y</isTransferAgentAffiliated><isTransferAgentSubAgent>N</isTransferAgentSubAgent>
        </transferAgent>
        <transferAgent><transferAgentName>Sub Agent Inc.</transferAgentName>
          <isTransferAgentAffiliated>N</isTransferAgentAffiliated><isTransferAgentSubAgent>Y</isTransferAgentSubAgent>
        </transferAgent>
      </transferAgents>
      <pricingServices>
        <pricingService><pricingServiceName>First Prices</pricingServiceName>
          <isPricingServiceAffiliated>N</isPricingServiceAffiliated></pricingService>
        <pricingService><pricingServiceName>Second Prices</pricingServiceName>
          <isPricingServiceAffiliated>N</isPricingServiceAffiliated></pricingService>
      </pricingServices>
      <admins><admin><adminName>Ledger LLC</adminName><isAdminAffiliated>N</isAdminAffiliated>
        <isAdminSubAdmin>N</isAdminSubAdmin></admin></admins>"""
    delivered = read(read_ncen, ncen(ncen_part(types=INTERVAL, services=services)), form="ncen")
    found = {item["term"]: (item["value"], item["section"]) for item in rows(delivered, "core_fund__terms")}
    assert found["transfer_agent"] == ("Own Transfer Co. (affiliated)", "Item C.10")
    assert found["pricing_agent"] == ("First Prices; Second Prices", "Item C.11")
    assert found["administrator"] == ("Ledger LLC", "Item C.14")
    where = places(delivered, "core_fund__terms", 2)
    assert where["value"].endswith("/managementInvestmentQuestion/transferAgents/transferAgent/transferAgentName")
    stored(delivered)


def test_what_is_not_answered_is_no_term():
    part = ncen_part(types=INTERVAL, classes=(), custodians=())
    delivered = read(read_ncen, ncen(part, accountants=()), form="ncen")
    assert not delivered.raws


@pytest.mark.parametrize(
    ("types", "exchange", "section"),
    [
        ("<fundTypes><fundType>Exchange-Traded Fund</fundType></fundTypes>", "", "Item C.3.a"),
        ("<fundType>N/A</fundType>", "NYSE", "Item D.1"),
        ("<fundType>N/A</fundType>", "N/A", None),
        ("<fundType>N/A</fundType>", "", None),
    ],
)
def test_a_listing_is_told_only_where_the_form_names_it(types, exchange, section):
    content = ncen(ncen_part(types=types), closed_end(exchange=exchange))
    listed = [item for item in rows(read(read_ncen, content, form="ncen"), "core_fund__terms") if item["term"] == "exchange_traded"]  # fmt: skip
    assert [(item["value"], item["section"]) for item in listed] == ([("yes", section)] if section else [])


def test_value_and_price_a_share_of_a_closed_end_fund():
    unlisted = read(read_ncen, ncen(PART, closed_end(price="N/A")), form="ncen")
    assert rows(unlisted, "core_fund__balance_sheet") == [
        {"as_of": "2025-11-30", "nav_per_share_usd": "25.1", "source": "a-filing"}
    ]
    assert not rows(unlisted, "core_fund__market")
    priced = read(read_ncen, ncen(PART, closed_end(price="22.5")), form="ncen")
    assert rows(priced, "core_fund__market") == [
        {"as_of": "2025-11-30", "price_usd": "22.5", "nav_per_share_usd": "25.1", "source": "a-filing"}
    ]
    assert (
        places(priced, "core_fund__market")["price_usd"] == f"{BASE}/closedEndManagementInvestment/marketPricePerShare"
    )


def test_a_value_a_share_of_one_of_several_classes_is_left_out_and_told():
    delivered = read(read_ncen, ncen(PART, closed_end(classes=2)), form="ncen")
    assert not rows(delivered, "core_fund__balance_sheet")
    assert any("does not say whose value" in item.what for item in delivered.noticed)


def test_fee_and_expenses_over_net_assets_at_the_end_are_told_and_fill_no_column():
    delivered = read(read_ncen, ncen(PART, closed_end(fee="1.50", expenses="4.125")), form="ncen")
    assert [item.what for item in delivered.noticed] == [
        "The advisory fee of the year: 1.5 % of net assets at its end (Item D.8). No column means that.",
        "Expenses of the year: 4.125 % of net assets at its end (Item D.9). No column means that.",
    ]


@pytest.mark.parametrize(
    ("types", "wrapper", "words"),
    [
        (INTERVAL, "tender_offer_fund", "marks it as an interval fund, and fund.yml says tender_offer_fund"),
        ("<fundType>N/A</fundType>", "interval_fund", "does not mark it as an interval fund"),
    ],
)
def test_a_wrapper_that_the_form_contradicts_is_told(types, wrapper, words):
    delivered = read(read_ncen, ncen(ncen_part(types=types)), fund(wrapper=wrapper), form="ncen")
    assert [words in item.what for item in delivered.noticed] == [True]


def test_the_part_on_the_funds_series_is_read():
    parts = ncen_part("S000000012", classes=("A",)) + ncen_part(SERIES, classes=("A", "C", "I"))
    delivered = read(read_ncen, ncen(parts), fund(series=SERIES, wrapper="open_end_fund"), form="ncen")
    values = {item["term"]: item["value"] for item in rows(delivered, "core_fund__terms")}
    assert values["share_classes"] == "3"
    assert "managementInvestmentQuestion[2]/" in places(delivered, "core_fund__terms", 1)["value"]


TWO = ncen_part(SERIES) + ncen_part("S000000012")
REFUSED = {
    "another filer": (ncen(PART, cik="815"), fund(), "registrantCik is CIK 815, another filer's"),
    "no part on a fund": (ncen(), fund(), "has no part on a fund"),
    "series that fund.yml does not name": (ncen(TWO), fund(), "is on 2 series, and fund.yml names none"),
    "one series that fund.yml does not name": (ncen(ncen_part(SERIES)), fund(), f"put series_id: {SERIES} there"),
    "another series": (ncen(TWO), fund(series="S000000013"), "has not one part on series S000000013"),
    "a test": (ncen(PART, live="TEST"), fund(), "the submission is a test"),
    "another form": (ncen(PART, kind="NT N-CEN"), fund(), "'NT N-CEN', and N-CEN or N-CEN/A is read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_funds_report_is_refused(name):
    content, of, words = REFUSED[name]
    with pytest.raises(DataBad, match=words):
        read(read_ncen, content, of, form="ncen")


def test_another_forms_root_is_refused():
    with pytest.raises(SchemaChanged, match="unlike Form N-CEN"):
        read(read_ncen, nport(), form="ncen")


def test_an_amendment_is_read():
    assert read(read_ncen, ncen(PART, kind="N-CEN/A"), form="ncen").raws
