"""Form D: the notice of an offering of securities that is not registered, which private funds file.

Belongs here: what the notice says of the offering, told. Does not: figures of the fund, of which it has none.

No column of a core table means what an item says, so no row is made and the notice is kept as evidence. The date of
first sale (Item 7) is that of this offering, and a fund files anew for each; the year of incorporation (Item 2) is no
date: neither is the inception that a term asks for. Amounts (Items 11 to 16) are of the offering and not of the fund.
"""

from collections.abc import Iterator

from prudent.ingest.characters import shown
from prudent.ingest.delivered import Delivered
from prudent.ingest.edgar.form_owner import check_filer, check_submission
from prudent.ingest.edgar.form_xml import Form, place
from prudent.ingest.edgar.xml_guard import read_xml
from prudent.ingest.files import SourceFile
from prudent.model.delivery import Declared
from prudent.model.fund import Fund
from prudent.model.packet import Noticed

_KINDS = ("D", "D/A")
_ISSUER = "primaryIssuer/cik"
_OTHERS = "issuerList/issuer"
_OFFERING = "offeringData"
_EXEMPTIONS = f"{_OFFERING}/federalExemptionsExclusions/item"
_FIRST_SALE = f"{_OFFERING}/typeOfFiling/dateOfFirstSale"
_AMOUNTS = (
    (f"{_OFFERING}/offeringSalesAmounts/totalOfferingAmount", "Item 13: offered in total"),
    (f"{_OFFERING}/offeringSalesAmounts/totalAmountSold", "Item 13: sold so far"),
    (f"{_OFFERING}/minimumInvestmentAccepted", "Item 11: the least that an investor may put in"),
    (f"{_OFFERING}/salesCommissionsFindersFees/salesCommissions/dollarAmount", "Item 15: sales commissions"),
    (f"{_OFFERING}/salesCommissionsFindersFees/findersFees/dollarAmount", "Item 15: finders' fees"),
    (f"{_OFFERING}/useOfProceeds/grossProceedsUsed/dollarAmount", "Item 16: proceeds paid to related persons"),
)
_INDEFINITE = "Indefinite"
_COUNTS = (
    ("relatedPersonsList/relatedPersonInfo", "Item 3: related persons"),
    (f"{_OFFERING}/salesCompensationList/recipient", "Item 12: recipients of sales compensation"),
)


def read_form_d(source: SourceFile, fund: Fund, declared: Declared) -> Delivered:  # noqa: ARG001 -- as every reader
    """What the notice says, in sentences; no rows.

    Args:
        source: the XML as filed (`primary_doc.xml`).
        fund: the fund, whose CIK must be that of an issuer.
        declared: what was declared of the file; no row cites it.

    Raises:
        DataBad: the notice is another issuer's or a test, or an amount is no number.
        SchemaChanged: it is not of the documented shape. HostileInput: see `xml_guard.py`.
    """
    form = Form("D", "", source, read_xml(source))
    check_submission(form, "submissionType", _KINDS, "testOrLive")
    others = [form.text("cik", issuer) for issuer in form.elements(_OTHERS)]
    if not any(text.isascii() and text.isdigit() and int(text) == fund.cik for text in others):
        check_filer(form, fund, _ISSUER, form.needed(_ISSUER))
    return Delivered(noticed=tuple(_told(form, len(others))))


def _told(form: Form, others: int) -> Iterator[Noticed]:
    if others:
        yield form.noticed(place(_OTHERS), f"The notice is of {others + 1} issuers together, and so are its amounts.")
    exemptions = form.elements(_EXEMPTIONS)
    if exemptions:
        named = ", ".join(shown(form.text_of(item, "item")) for item in exemptions)
        yield form.noticed(place(_EXEMPTIONS), f"Item 6: exempt under {named}.")
    yield from _first_sale(form)
    for path, what in _AMOUNTS:
        if text := form.text(path):
            amount = "an indefinite amount" if text == _INDEFINITE else f"{form.number(text, path):,} USD"
            yield form.noticed(place(path), f"{what}, {amount}.")
    for path, what in _COUNTS:
        if count := len(form.elements(path)):
            yield form.noticed(place(path), f"{what}, {count}.")


def _first_sale(form: Form) -> Iterator[Noticed]:
    if first := form.text(f"{_FIRST_SALE}/value"):
        day = form.day(first, f"{_FIRST_SALE}/value")
        yield form.noticed(place(f"{_FIRST_SALE}/value"), f"Item 7: the first sale of this offering was on {day}.")
    elif form.text(f"{_FIRST_SALE}/yetToOccur").lower() == "true":
        yield form.noticed(place(f"{_FIRST_SALE}/yetToOccur"), "Item 7: nothing of this offering has been sold yet.")
