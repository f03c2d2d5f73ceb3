"""Fetches what one fund has filed and the store has not: chosen from the index, held against the fund, read once, kept.

Belongs here: the order of that, and what happens when one filing is refused. Does not: HTTP (`web.py`), figures
(`prudent/ingest/edgar`).
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from prudent.errors import PrudentError, SourceLate, UsageError
from prudent.ingest.deliveries import Received, read_delivery
from prudent.model.delivery import Delivery, Format
from prudent.model.fund import Fund
from prudent.model.limits import Limits
from prudent.store.deliveries import StoredDeliveries
from prudent.store.objects import Objects
from prudent.store.quarantine import quarantine
from sources.edgar.answer import Expected, NotThere
from sources.edgar.client import Edgar
from sources.edgar.delivering import CHANNEL, EXPECTED, of_company_facts, of_filing
from sources.edgar.fetched import Fetched, NewFiling, Tally
from sources.edgar.forms import Family, family_of
from sources.edgar.identity import OTHERS, check_registrant
from sources.edgar.submissions import Filing, with_amended


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which filings."""

    families: tuple[Family, ...]
    since: date
    """First day of filing."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """What a fetch works with."""

    edgar: Edgar
    objects: Objects
    limits: Limits
    today: date
    read: Callable[[Received, Fund, Limits], object] = read_delivery
    """Reads a delivery once before it is kept: what a reader refuses must not stop every later memo."""


def fetch_fund(fund: Fund, wanted: Wanted, work: Fetching) -> Fetched:
    """Fetch one fund's filings, oldest first. What came before something went wrong is kept.

    A filing that cannot be had or read is a fault of its own and stops no other. When EDGAR refuses or does not answer,
    the rest is left for the next run.
    """
    tally = Tally(fund.fund)
    try:
        if fund.cik is None:
            raise UsageError(f"{fund.fund} has no cik in its fund.yml, so nothing can be fetched from EDGAR for it.")
        _fetch(fund, fund.cik, wanted, work, tally)
    except PrudentError as error:
        tally.fault(error)
    return tally.result()


def _fetch(fund: Fund, cik: int, wanted: Wanted, work: Fetching, tally: Tally) -> None:
    registrant = work.edgar.registrant(cik)
    tally.told += check_registrant(registrant, fund)
    families = tuple(family for family in wanted.families if fund.wrapper in family.wrappers)
    found = tuple(item for item in work.edgar.filings(registrant, wanted.since) if family_of(item, families))
    if not found:
        tally.told.append(_nothing(fund, families, wanted))
    one = _OneFund(fund, cik, work, tally)
    facts = [item for item in found if _format(item, families) is Format.COMPANY_FACTS]
    known = one.accessions()
    # what is known already was held against the fund when it came
    ours = [item for item in found if item not in facts and (item.accession in known or one.is_ours(item, families))]
    for filing in with_amended(tuple(ours)):
        if filing.accession not in known:
            one.take(filing, _format(filing, families))
    if facts:
        one.take_company_facts(max(facts, key=lambda item: (item.filed_on, item.accession)))


def _format(filing: Filing, families: tuple[Family, ...]) -> Format:
    family = family_of(filing, families)
    return family.format_of(filing) if family else Format.DOCUMENT


@dataclass(frozen=True, slots=True)
class _OneFund:
    fund: Fund
    cik: int
    work: Fetching
    tally: Tally

    def accessions(self) -> frozenset[str]:
        """Filings that the store has from here."""
        records = StoredDeliveries(self.work.objects).records(self.fund.fund)
        filings = (record.declared.document.accession for record in records if record.channel == CHANNEL)
        return frozenset(accession for accession in filings if accession)

    def is_ours(self, filing: Filing, families: tuple[Family, ...]) -> bool:
        """Whether a filing is for the fund's own series and class; told when nothing says so."""
        with self._one(filing):
            family = family_of(filing, families)
            scope = self.work.edgar.scope(self.cik, filing)
            why = scope.why_not(self.fund, by_class=family is not None and family.by_class)
            if why in OTHERS:
                self.tally.others += 1
            elif why:
                self.tally.told.append(f"{_named(filing)} is not taken: {why}.")
            return why is None
        return False

    def take(self, filing: Filing, format: Format) -> None:  # noqa: A002 -- the word that users declare
        """Fetch a filing's document, read it once and keep it.

        Raises:
            SourceLate: EDGAR refuses or does not answer, so that there is no use in going on.
        """
        expected = EXPECTED[format]
        if not filing.has_document or (expected is Expected.XML and not filing.primary_document.endswith(".xml")):
            self.tally.told.append(
                f"{_named(filing)} was filed on paper or without XML and cannot be read here: ask the manager for it."
            )
            return
        with self._one(filing):
            content = self.work.edgar.document(self.cik, filing, expected)
            self._keep(of_filing(self.fund, self.work.today, filing, format, content), content)

    @contextmanager
    def _one(self, filing: Filing) -> Generator[None]:
        """A step with one filing: its fault is told and stops no other, unless EDGAR itself is not to be had."""
        try:
            yield
        except PrudentError as error:
            if isinstance(error, SourceLate) and not isinstance(error, NotThere):
                raise
            self.tally.fault(error, _named(filing).rstrip(","))

    def take_company_facts(self, latest: Filing) -> None:
        """Fetch the filer's company facts, read them once and keep them if they say anything new.

        Raises:
            SourceLate: see `take`.
        """
        try:
            content = self.work.edgar.company_facts(self.cik)
        except NotThere:
            self.tally.told.append(f"EDGAR has no company facts of CIK {self.cik}: its 10-K and 10-Q carry no XBRL.")
        else:
            self._keep(of_company_facts(self.fund, self.work.today, latest, content), content)

    def _keep(self, delivery: Delivery, content: bytes) -> None:
        document = delivery.declared.document
        try:
            self.work.read(Received(delivery, content), self.fund, self.work.limits)
        except PrudentError as error:
            self.tally.fault(error, f"Form {document.form}, {document.accession or delivery.file}, is put aside")
            named = f"EDGAR/{document.accession or ''}-{delivery.file}"
            quarantine(self.work.objects, named, content, error.code, error.sentence)
            return
        if StoredDeliveries(self.work.objects).keep(delivery, content):
            self.tally.new.append(NewFiling.of(delivery))


def _nothing(fund: Fund, families: tuple[Family, ...], wanted: Wanted) -> str:
    if not families:
        asked = " or ".join(family.name for family in wanted.families)
        return f"A fund of its kind, {fund.wrapper.value.replace('_', ' ')}, files no {asked}."
    return f"EDGAR's index has no {' or '.join(family.name for family in families)} of it since {wanted.since}."


def _named(filing: Filing) -> str:
    return f"Form {filing.form} of {filing.filed_on}, {filing.accession},"
