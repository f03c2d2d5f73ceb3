"""The index of a filer's filings: `submissions/CIK##########.json` and its pages of older ones, as typed filings.

Belongs here: reading the index. Does not: who the filer must be (`identity.py`) and which filings are wanted
(`forms.py`). Source: the SEC's "EDGAR Application Programming Interfaces"; the index is a table stored by columns.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from prudent.errors import SchemaChanged
from prudent.model.ids import Accession, Cik

AMENDED = "/A"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)?")
_STYLED = re.compile(r"^xsl[^/]*/")
"""The index names XML documents as the SEC's own viewer styles them; the file itself lies one folder up."""

PageName = Annotated[str, StringConstraints(pattern=r"^CIK\d{10}-submissions-\d{3}\.json$")]
Text = Annotated[str, StringConstraints(max_length=300)]
NoDate = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class _Wire(BaseModel):
    """What the SEC sends. It adds columns now and then, so unknown ones are left unread."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Columns(_Wire):
    accessionNumber: tuple[Accession, ...]  # noqa: N815 -- the SEC's names
    filingDate: tuple[date, ...]  # noqa: N815
    reportDate: tuple[NoDate, ...]  # noqa: N815
    form: tuple[Text, ...]
    fileNumber: tuple[Text, ...]  # noqa: N815
    isInlineXBRL: tuple[bool, ...]  # noqa: N815
    primaryDocument: tuple[Text, ...]  # noqa: N815


class Page(_Wire):
    """A page of the index with older filings."""

    name: PageName
    filingFrom: date  # noqa: N815
    filingTo: date  # noqa: N815


class _Former(_Wire):
    name: str


class _Filings(_Wire):
    recent: _Columns
    files: tuple[Page, ...] = ()


class _Submissions(_Wire):
    cik: Cik
    name: str
    formerNames: tuple[_Former, ...] = ()  # noqa: N815
    filings: _Filings


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing of the index."""

    accession: str
    form: str
    filed_on: date
    report_date: date | None
    primary_document: str
    """Name of its main document; empty, or ending in .paper, when there is none to be had."""
    is_inline: bool
    """The main document is inline XBRL."""
    file_number: str
    amends: str | None = None
    """Of an amendment, the filing that it amends; None where the index does not tell which."""

    @property
    def is_amendment(self) -> bool:
        """True for a form whose name ends in /A."""
        return self.form.endswith(AMENDED)

    @property
    def has_document(self) -> bool:
        """False for a filing on paper, and for a document whose name can be no file's."""
        name = self.primary_document
        return _PLAIN_NAME.fullmatch(name) is not None and not name.endswith(".paper")

    @property
    def original_form(self) -> str:
        """The form's name without /A."""
        return self.form.removesuffix(AMENDED)


@dataclass(frozen=True, slots=True)
class Registrant:
    """Who the index says the filer is, with its newest filings and the pages of older ones."""

    cik: int
    name: str
    former_names: tuple[str, ...]
    filings: tuple[Filing, ...]
    older: tuple[Page, ...]


def read_submissions(content: bytes, address: str) -> Registrant:
    """The index.

    Raises:
        SchemaChanged: it is not shaped as documented.
    """
    try:
        read = _Submissions.model_validate_json(content)
    except ValidationError as error:
        raise _changed(error, address) from error
    former = tuple(entry.name for entry in read.formerNames)
    return Registrant(read.cik, read.name, former, _rows(read.filings.recent, address), read.filings.files)


def read_older(content: bytes, address: str) -> tuple[Filing, ...]:
    """A page of older filings.

    Raises:
        SchemaChanged: it is not shaped as documented.
    """
    try:
        return _rows(_Columns.model_validate_json(content), address)
    except ValidationError as error:
        raise _changed(error, address) from error


def with_amended(filings: tuple[Filing, ...]) -> tuple[Filing, ...]:
    """The filings, oldest first, each once; an amendment with the latest earlier original for its period and file.

    Pass filings of one series: two series of a trust file the same form for the same period.
    """
    ordered = sorted({filing.accession: filing for filing in filings}.values(), key=_when)
    return tuple(replace(item, amends=_original(item, ordered)) if item.is_amendment else item for item in ordered)


def _original(amendment: Filing, ordered: list[Filing]) -> str | None:
    earlier = [
        item.accession
        for item in ordered
        if item.form == amendment.original_form
        and _when(item) < _when(amendment)
        and item.report_date == amendment.report_date
        and item.file_number == amendment.file_number
    ]
    return earlier[-1] if earlier else None


def _when(filing: Filing) -> tuple[date, str]:
    return (filing.filed_on, filing.accession)


def _rows(columns: _Columns, address: str) -> tuple[Filing, ...]:
    try:
        rows = zip(
            columns.accessionNumber,
            columns.form,
            columns.filingDate,
            columns.reportDate,
            (_STYLED.sub("", name) for name in columns.primaryDocument),
            columns.isInlineXBRL,
            columns.fileNumber,
            strict=True,
        )
        return tuple(Filing(*row) for row in rows)
    except ValueError as error:
        raise SchemaChanged(f"{address}: its columns are not of one length.") from error


def _changed(error: ValidationError, address: str) -> SchemaChanged:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    return SchemaChanged(f"{address}: {place} is not as EDGAR documents it: {first['msg']}.")
