"""How large, deep and long what comes from outside may be. Everything beyond is refused unread, as `HOSTILE_INPUT`.

Belongs here: the bounds, each with why. Does not: where they are enforced (the readers in `ingest/`), nor how a setting
changes one (`sources/settings.py`). The defaults are several times what the largest honest file has that we know of.
"""

from pydantic import Field

from prudent.model.value import Value

MIB = 1024 * 1024


class Limits(Value):
    """Bounds on received files."""

    csv_bytes: int = Field(default=8 * MIB, gt=0)
    """A daily return series of a hundred years is under one MiB."""
    rows: int = Field(default=200_000, gt=0)
    """Rows of one table, whatever the format."""
    cell_characters: int = Field(default=2_000, gt=0)
    """The longest answer of a questionnaire; a term in words is under 500."""
    yaml_bytes: int = Field(default=1 * MIB, gt=0)
    """The longest file of the policy has 32 KiB."""
    yaml_depth: int = Field(default=12, gt=0)
    """Maps and lists in each other; the policy's files nest eight deep."""
    yaml_nodes: int = Field(default=20_000, gt=0)
    """Values of one file, maps and lists among them; the policy's longest has 1,490."""
    document_bytes: int = Field(default=64 * MIB, gt=0)
    """A document that is kept as evidence: an annual report with pictures is under 30 MiB."""
    workbook_bytes: int = Field(default=32 * MIB, gt=0)
    """The archive as it came; it is held in memory while it is unpacked."""
    workbook_unpacked_bytes: int = Field(default=256 * MIB, gt=0)
    """All parts of a workbook, unpacked: counted while unpacking, never taken from the archive's own word."""
    workbook_parts: int = Field(default=1_000, gt=0)
    """Files in the archive: spreadsheet programs write two or three a sheet and about ten of their own."""
    workbook_ratio: int = Field(default=200, gt=0)
    """Most times that one part may grow when it is unpacked. A sheet of honest figures grows five to twentyfold."""
    xml_bytes: int = Field(default=512 * MIB, gt=0)
    """The largest N-PORT of an index fund is near 100 MiB."""
    xml_depth: int = Field(default=64, gt=0)
    """N-PORT nests 12 deep, N-CEN 10, an inline XBRL page about 40."""
    xml_text_characters: int = Field(default=1 * MIB, gt=0)
    """One text or attribute. A schedule in words is under 100,000."""
    xml_elements: int = Field(default=20_000_000, gt=0)
    """Elements of one file: fifty for each of 400,000 investments."""
    json_bytes: int = Field(default=256 * MIB, gt=0)
    """Company facts of the oldest filers are under 50 MiB."""
    json_depth: int = Field(default=32, gt=0)
    """Company facts nest seven deep."""
    json_values: int = Field(default=5_000_000, gt=0)
    """Values in one file. Company facts have nine a fact; the oldest filers have some 300,000 facts."""
    pdf_pages: int = Field(default=5_000, gt=0)
    """Pages that can be cited. Nobody finds a figure in a document of more."""
