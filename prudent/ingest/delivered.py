"""What every reader of a format takes and gives, and which reader reads which format.

Belongs here: the one shape that all formats are brought into. Does not: any format. A reader is loaded when a file of
its format is read, because spreadsheets and XML need libraries that most questions do not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from prudent.errors import PrudentError
from prudent.ingest.files import SourceFile
from prudent.ingest.raw import RawTable
from prudent.model.delivery import Declared, Format
from prudent.model.fund import Fund
from prudent.model.packet import Noticed


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file's figures as raw tables, in received units and headers; every row's last cell is the document's id."""

    raws: tuple[RawTable, ...] = ()
    noticed: tuple[Noticed, ...] = field(default=())
    faults: tuple[PrudentError, ...] = field(default=())
    """Rows that are wrong and were left out. Ingest refuses the file for the first; a check of a packet tells all."""


Reader = Callable[[SourceFile, Fund, Declared], Delivered]
"""Takes the file, the fund that it must speak of, and what was declared of it; limits are the file's own.

Raises:
    DataBad: the file is another fund's, or a figure is wrong. SchemaChanged: its shape is not the documented one.
    HostileInput: it is larger, deeper or stranger than any honest one.
"""

_READERS: dict[Format, str] = {
    Format.WORKBOOK: "prudent.ingest.workbook.read:read_workbook",
    Format.ILPA_REPORTING: "prudent.ingest.ilpa.reporting:read_reporting",
    Format.ILPA_PERFORMANCE: "prudent.ingest.ilpa.performance:read_performance",
    Format.QUESTIONNAIRE: "prudent.ingest.questionnaire:read_questionnaire",
    Format.SERIES: "prudent.ingest.return_series:read_return_series",
    Format.NPORT: "prudent.ingest.edgar.nport:read_nport",
    Format.NCEN: "prudent.ingest.edgar.ncen:read_ncen",
    Format.COMPANY_FACTS: "prudent.ingest.edgar.company_facts:read_company_facts",
    Format.INLINE_XBRL: "prudent.ingest.edgar.inline_xbrl:read_inline_xbrl",
    Format.FORM_D: "prudent.ingest.edgar.form_d:read_form_d",
    Format.DOCUMENT: "prudent.ingest.documents:read_document",
}


def reader_of(format: Format) -> Reader:  # noqa: A002 -- the word that users declare
    """The reader of one format."""
    module, _, name = _READERS[format].partition(":")
    reader: Reader = getattr(import_module(module), name)
    return reader
