"""Form D, read from documents of our own and from real ones where they lie beside the project."""

from xml.etree import ElementTree

import pytest

from prudent.errors import DataBad, SchemaChanged
from prudent.ingest.delivered import reader_of
from prudent.ingest.edgar.form_d import read_form_d
from tests.unit.edgar_readers.form_builders import form_d, fund, ncen, read, shared

PRIVATE = fund(wrapper="private_fund")


def test_the_registry_names_the_reader():
    assert reader_of("form_d") is read_form_d


def test_a_notice_makes_no_row_and_tells_its_items():
    delivered = read(read_form_d, form_d(), PRIVATE, form="form_d")
    assert not delivered.raws
    assert {(item.place.removeprefix("/edgarSubmission/"), item.what) for item in delivered.noticed} == {
        ("offeringData/federalExemptionsExclusions/item", "Item 6: exempt under '06b', '3C.7'."),
        (
            "offeringData/typeOfFiling/dateOfFirstSale/value",
            "Item 7: the first sale of this offering was on 2024-05-06.",
        ),
        ("offeringData/offeringSalesAmounts/totalOfferingAmount", "Item 13: offered in total, 5,000,000 USD."),
        ("offeringData/offeringSalesAmounts/totalAmountSold", "Item 13: sold so far, 1,500,000 USD."),
        ("offeringData/minimumInvestmentAccepted", "Item 11: the least that an investor may put in, 250,000 USD."),
        ("relatedPersonsList/relatedPersonInfo", "Item 3: related persons, 2."),
        ("offeringData/salesCompensationList/recipient", "Item 12: recipients of sales compensation, 1."),
    }


def test_an_indefinite_offer_and_one_not_sold_yet():
    content = form_d(kind="D/A", total="Indefinite", first="<yetToOccur>true</yetToOccur>")
    what = [item.what for item in read(read_form_d, content, PRIVATE, form="form_d").noticed]
    assert "Item 13: offered in total, an indefinite amount." in what
    assert "Item 7: nothing of this offering has been sold yet." in what


def test_a_fund_that_is_the_second_issuer():
    content = form_d(cik="815", others=("0000004711",))
    assert "The notice is of 2 issuers together" in read(read_form_d, content, PRIVATE, form="form_d").noticed[0].what


@pytest.mark.parametrize(
    ("content", "of", "words"),
    [
        (form_d(cik="815", others=("816",)), PRIVATE, "CIK 815, another filer's"),
        (form_d(), fund(cik=None, wrapper="private_fund"), "has none in fund.yml"),
        (form_d(live="TEST"), PRIVATE, "the submission is a test"),
        (form_d(kind="D/W"), PRIVATE, "'D/W', and D or D/A is read"),
        (form_d(total="five"), PRIVATE, "totalOfferingAmount is 'five', and a number"),
    ],
)
def test_what_is_not_the_funds_notice_is_refused(content, of, words):
    with pytest.raises(DataBad, match=words):
        read(read_form_d, content, of, form="form_d")


def test_another_forms_root_is_refused():
    with pytest.raises(SchemaChanged, match="unlike Form D"):
        read(read_form_d, ncen(), PRIVATE, form="form_d")


NOTICES = [path.read_bytes() for path in shared("formd/D.1685REIT.xml", "formd/D.APFund.xml", "formd/D.Shepards.xml")]


@pytest.mark.parametrize("content", [form_d(), *NOTICES], ids=lambda content: f"{len(content)} bytes")
def test_amounts_of_real_notices_are_those_of_another_parser(content):
    root = ElementTree.fromstring(content.strip())
    issuer = fund(cik=int(root.findtext("primaryIssuer/cik")), wrapper="private_fund")
    what = [item.what for item in read(read_form_d, content, issuer, form="form_d").noticed]
    sold = int(root.findtext("offeringData/offeringSalesAmounts/totalAmountSold"))
    assert f"Item 13: sold so far, {sold:,} USD." in what
    assert f"Item 3: related persons, {len(root.findall('relatedPersonsList/relatedPersonInfo'))}." in what
