"""From a filing and its bytes to a delivery: what is declared of it before a reader reads it.

Belongs here: titles, ids and formats. Does not: keeping (`fetch.py`).
"""

from datetime import date

from prudent.ingest.deliveries import extractor_of
from prudent.model.delivery import Declared, Delivery, Format, SourceKind
from prudent.model.fact import Document
from prudent.model.fund import Fund
from prudent.store.frames import sha256
from sources.edgar.addresses import filer
from sources.edgar.answer import Expected
from sources.edgar.submissions import Filing

CHANNEL = "EDGAR"
EXPECTED = {
    Format.NPORT: Expected.XML,
    Format.NCEN: Expected.XML,
    Format.FORM_D: Expected.XML,
    Format.INLINE_XBRL: Expected.PAGE,
    Format.DOCUMENT: Expected.PAGE,
}
"""What is asked for, of a document of each format."""


def of_filing(fund: Fund, today: date, filing: Filing, format: Format, content: bytes) -> Delivery:  # noqa: A002
    """The delivery of a filing's main document. The filing's period is written as EDGAR's index has it."""
    period = filing.report_date.isoformat() if filing.report_date else None
    spoken = f" for the period to {period}" if period else ""
    amended = f", amending {filing.amends}" if filing.amends else ""
    document = Document(
        id=f"edgar-{filing.accession}",
        title=f"Form {filing.form} of {fund.legal_name}{spoken}, filed {filing.filed_on}{amended}",
        form=filing.form,
        period=period,
        accession=filing.accession,
        filed_on=filing.filed_on,
    )
    return _delivery(fund, today, filing.primary_document.rsplit("/", 1)[-1], document, format, content)


def of_company_facts(fund: Fund, today: date, latest: Filing, content: bytes) -> Delivery:
    """The delivery of a filer's company facts, as late as its latest 10-K or 10-Q."""
    document = Document(
        id=f"edgar-company-facts-{sha256(content)[:12]}",
        title=f"XBRL company facts of {fund.legal_name}, from its Forms 10-K and 10-Q",
        form="10-K and 10-Q",
        period=latest.report_date.isoformat() if latest.report_date else None,
        filed_on=latest.filed_on,
    )
    return _delivery(fund, today, f"{filer(fund.cik or 0)}.json", document, Format.COMPANY_FACTS, content)


def _delivery(
    fund: Fund,
    today: date,
    file: str,
    document: Document,
    format: Format,  # noqa: A002 -- the word that users declare
    content: bytes,
) -> Delivery:
    declared = Declared(file=file, format=format, source_kind=SourceKind.REGULATOR_FILING, document=document)
    return Delivery(
        fund=fund.fund,
        declared=declared,
        file=file,
        sha256=sha256(content),
        size_bytes=len(content),
        received=today,
        channel=CHANNEL,
        extractor=extractor_of(declared),
    )
