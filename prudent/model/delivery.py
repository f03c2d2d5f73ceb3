"""A delivery: one file about one fund, who it came from, when, and how it says that it is to be read.

Belongs here: what must be declared before a file is read, because nothing infers it. Does not: reading (`ingest/`),
keeping (`store/deliveries.py`) and fetching (`sources/`).
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from prudent.model.fact import Document
from prudent.model.ids import FileName, FundId, Line, Sha256
from prudent.model.value import Value


class SourceKind(StrEnum):
    """Who says it. `policy/sources.yml` puts them in order; of two that disagree the first is used, both are kept."""

    REGULATOR_FILING = "regulator_filing"
    """A form filed with the SEC, read by machine."""
    AUDITED_STATEMENT = "audited_statement"
    """A financial statement with an auditor's opinion."""
    ADMINISTRATOR = "administrator"
    """The fund's administrator or a collective trust's trustee."""
    MANAGER = "manager"
    """The manager or its sponsor: workbooks, templates, questionnaires, factsheets."""
    TRANSCRIPTION = "transcription"
    """Copied from filings by others and not re-checked."""


class Format(StrEnum):
    """How a file is read."""

    WORKBOOK = "workbook"
    """Prudent's own Excel workbook for managers and trustees."""
    ILPA_REPORTING = "ilpa_reporting"
    """ILPA Reporting Template, version 2.0 (2025)."""
    ILPA_PERFORMANCE = "ilpa_performance"
    """ILPA Performance Template (2025), Granular or Gross-Up."""
    QUESTIONNAIRE = "questionnaire"
    """A sheet of questions and answers, the slots of a due-diligence questionnaire."""
    SERIES = "series"
    """A plain series of returns or net asset values, CSV or Excel."""
    NPORT = "nport"
    NCEN = "ncen"
    COMPANY_FACTS = "company_facts"
    """XBRL company facts of a 10-K and 10-Q filer."""
    INLINE_XBRL = "inline_xbrl"
    """A prospectus or shareholder report with tagged fees (Forms N-2, 486BPOS, N-CSR)."""
    FORM_D = "form_d"
    DOCUMENT = "document"
    """Kept as evidence and never parsed."""


class SeriesShape(Value):
    """What a plain series is, declared and never inferred."""

    content: Literal["returns", "nav_per_share"]
    frequency: Literal["monthly", "quarterly", "annual"]
    kind: Literal["total_net", "total_market"] | None = None
    """Of returns only, and needed there."""
    unit: Literal["per_cent", "fraction", "usd_per_share"]
    """1.95 % is 1.95 per_cent and 0.0195 as a fraction, which is what a cell shown as 1.95 % stores."""
    dates: Literal["month_end", "business_day", "month_start", "text"]
    """month_end: the month's last day; business_day: its last business day, moved to the month's end; month_start: its
    first day, which stands for the month's end; text: words in `date_format`."""
    date_format: Line | None = None
    """As `datetime.strptime` reads it, such as `%b-%y`; needed for text dates."""
    date_column: Line
    """Name at the head of the dates, as it stands in the file."""
    value_column: Line
    """Name at the head of the values, in the same row."""
    sheet: Line | None = None
    """Of a workbook; needed where several sheets hold anything."""


class Declared(Value):
    """What is said of a file before it is read."""

    file: FileName
    """Name of the file; of a calendar's entry, a pattern such as `returns-*.csv`."""
    format: Format
    source_kind: SourceKind
    document: Document
    series: SeriesShape | None = None


class Delivery(Value):
    """A file as received and kept: the record beside its bytes."""

    delivery_version: Literal[1] = 1
    fund: FundId
    declared: Declared
    file: Line
    """Name under which it came."""
    sha256: Sha256
    size_bytes: int = Field(ge=0)
    received: date
    """Day from which it was known."""
    number: int = Field(default=1, ge=1)
    """Which delivery under this name it is: of two that came on one day, the higher is the later."""
    channel: Line
    """How it came, without secrets: `inbox`, `EDGAR`, `packet`."""
    extractor: Line
    """Which reader takes the figures out, with its version."""
