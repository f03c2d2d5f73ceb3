"""Both readers as the ingest calls them: by the declared format, out of the store, into core frames."""

from datetime import date

import pytest
from edgar_fact_writers import company, declared, fact, fund, page, rate, source

from prudent.errors import DataBad
from prudent.ingest.deliveries import Received, read_delivery
from prudent.model.delivery import Delivery
from prudent.model.limits import Limits

FACTS = company(Assets=[fact(1000, "2024-12-31")])
PROSPECTUS = page(rate("cef:ManagementFeesPercent", "1.25", "PI", mark="f1"))


def received(kind, text, on=date(2026, 5, 1)):
    content = text.encode()
    delivery = Delivery(
        fund="made-up-credit",
        declared=declared(kind),
        file="a-file",
        sha256=source(content).sha256,
        size_bytes=len(content),
        received=on,
        channel="EDGAR",
        extractor="read by machine",
    )
    return Received(delivery, content)


@pytest.mark.parametrize(
    ("kind", "text", "table", "places"),
    [
        ("company_facts", FACTS, "core_fund__balance_sheet", ["us-gaap/Assets/USD[0]/end", "us-gaap/Assets/USD[0]"]),
        ("inline_xbrl", PROSPECTUS, "core_fund__fees", ["//xbrli:context[@id='PI']", "//xbrli:context[@id='PI']"]),
    ],
)
def test_a_delivery_of_the_format_is_read_into_its_table(kind, text, table, places):
    packet = read_delivery(received(kind, text), fund(), Limits())
    (rows,) = packet.rows
    assert rows.table == table
    assert rows.frame.get_column("source").to_list() == ["the-filing"]
    assert rows.frame.get_column("places").to_list()[0][:2] == places


@pytest.mark.parametrize(("kind", "text"), [("company_facts", FACTS), ("inline_xbrl", PROSPECTUS)])
def test_a_day_after_the_delivery_is_refused(kind, text):
    with pytest.raises(DataBad, match="lies after 2024-12-30"):
        read_delivery(received(kind, text, date(2024, 12, 30)), fund(), Limits())
