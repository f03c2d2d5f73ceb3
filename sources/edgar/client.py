"""EDGAR as a fund sees it: its index, its filings' headers and documents, its company facts.

Belongs here: which address is asked for what. Does not: how (`web.py`), what is kept (`answers.py`), what is chosen
(`fetch.py`).
"""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from prudent.model.limits import Limits
from prudent.store.objects import Objects
from sources.edgar.addresses import Addresses
from sources.edgar.answer import Expected
from sources.edgar.answers import Answers
from sources.edgar.identity import Scope, read_scope
from sources.edgar.pace import Pace, pace_of_process
from sources.edgar.settings import EdgarSettings
from sources.edgar.submissions import Filing, Registrant, read_older, read_submissions
from sources.edgar.web import Web


class Edgar:
    """EDGAR. Every method raises what `Web.get` raises."""

    def __init__(self, addresses: Addresses, answers: Answers) -> None:
        self._at, self._answers = addresses, answers

    def registrant(self, cik: int) -> Registrant:
        """A filer and the index of its newest filings, as of now.

        Raises:
            SchemaChanged: the index is not shaped as documented.
        """
        address = self._at.submissions(cik)
        return read_submissions(self._answers.current(address, Expected.JSON), address)

    def filings(self, registrant: Registrant, since: date) -> tuple[Filing, ...]:
        """The filings from a day on, with those of the index's older pages that reach so far.

        Raises:
            SchemaChanged: a page is not shaped as documented.
        """
        found = list(registrant.filings)
        for page in registrant.older:
            if page.filingTo >= since:
                address = self._at.older(page.name)
                found += read_older(self._answers.current(address, Expected.JSON), address)
        return tuple(filing for filing in found if filing.filed_on >= since)

    def scope(self, cik: int, filing: Filing) -> Scope:
        """Which series and classes a filing is for."""
        return read_scope(self._answers.fixed(self._at.header(cik, filing.accession), Expected.HEADER), cik)

    def document(self, cik: int, filing: Filing, expected: Expected) -> bytes:
        """A filing's main document."""
        address = self._at.document(cik, filing.accession, filing.primary_document)
        return self._answers.fixed(address, expected)

    def company_facts(self, cik: int) -> bytes:
        """Every XBRL fact of a filer, as of now."""
        return self._answers.current(self._at.company_facts(cik), Expected.JSON)


@contextmanager
def open_edgar(
    settings: EdgarSettings, objects: Objects, limits: Limits, today: date, pace: Pace | None = None
) -> Generator[Edgar]:
    """EDGAR over the network, with what it answers kept in the store. All clients of a process keep one pace.

    Args:
        settings: who asks, where and how fast.
        objects: the store.
        limits: how large an answer may be.
        today: the day that is written beside an answer.
        pace: another pace than the process's own.
    """
    with Web(settings, pace or pace_of_process(settings.requests_per_second)) as web:
        yield Edgar(Addresses(settings.data_url, settings.archive_url), Answers(objects, web, limits, today))
