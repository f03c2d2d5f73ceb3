"""Reads a received CSV file strictly, as text: its header, its width, its limits. Nothing is interpreted.

Belongs here: what can be refused without knowing what a figure means. Does not: types and bounds (`conform.py`).
"""

import csv
import difflib
import io
from dataclasses import replace

from prudent.errors import DataBad, HostileInput, PrudentError, SchemaChanged
from prudent.ingest.characters import shown
from prudent.ingest.faults import Refuse, refused
from prudent.ingest.files import SourceFile, text_of
from prudent.ingest.raw import RawRow, RawTable, checked
from prudent.tables.spec import Table


def read_csv(source: SourceFile, table: Table, refuse: Refuse = refused) -> RawTable:
    """Read `source` as the received file of `table`.

    Args:
        source: the file.
        table: what it is the file of.
        refuse: what becomes of a row or cell at fault; where it comes back, the row is left out.

    Raises:
        SchemaChanged: the header is not the documented one.
        DataBad: the file is empty, has no rows, a row has another width, or the quotes do not match.
        HostileInput: too many rows, too long a cell, a formula, a character that is not seen.
    """
    records = records_of(source)
    if tuple(records[0]) != table.received_header:
        raise _header_changed(source, table, records[0])
    if len(records) == 1:
        raise DataBad(f"{source.name} has a header and no rows: remove the file if nothing is known.", file=source.path)
    rows = tuple(RawRow(row, tuple(cells)) for row, cells in enumerate(records[1:], start=2))
    raw, width = checked(RawTable(table, source, rows), refuse), len(table.received_header)
    for row in raw.rows:
        if len(row.cells) != width:
            refuse(_width(source, row, width))
    return replace(raw, rows=tuple(row for row in raw.rows if len(row.cells) == width))


def records_of(source: SourceFile) -> list[list[str]]:
    """All records of a CSV file as text, the header among them, whatever it is the file of.

    Raises:
        DataBad: the file is empty, is not UTF-8, or the quotes do not match.
        HostileInput: too many rows, too long a cell, NUL bytes.
    """
    reader = csv.reader(io.StringIO(text_of(source), newline=""), strict=True)
    records: list[list[str]] = []
    most = source.limits.rows
    try:
        for record in reader:
            records.append(record)
            if len(records) > most + 1:
                raise HostileInput(f"{source.name} has more than {most:,} rows.", file=source.path)
    except csv.Error as error:
        where = f"{source.name} row {len(records) + 1}"
        if "field larger" in str(error):
            longest = source.limits.cell_characters
            raise HostileInput(f"{where}: a cell has more than {longest:,} characters.", file=source.path) from error
        raise DataBad(f"{where}: the quotes do not match ({error}).", file=source.path) from error
    return records


def _header_changed(source: SourceFile, table: Table, header: list[str]) -> PrudentError:
    wanted = table.received_header
    missing = [name for name in wanted if name not in header]
    unknown = [name for name in header if name not in wanted]
    faults: list[str] = []
    for name in unknown[:3]:
        near = difflib.get_close_matches(name, missing, n=1)
        faults.append(f"the column {shown(name)} is unknown" + (f" ({near[0]} is meant?)" if near else ""))
    faults += [f"the column {name} is missing" for name in missing]
    if not faults:
        faults = ["a column stands twice" if len(header) > len(wanted) else "the columns are in another order"]
    return SchemaChanged(
        f"{source.name} row 1: {', '.join(faults)}. The header must be {','.join(wanted)}", file=source.path
    )


def _width(source: SourceFile, row: RawRow, width: int) -> PrudentError:
    if not row.cells:
        return DataBad(f"{source.name} row {row.row} is empty: remove it.", file=source.path)
    hint = "put text that holds a comma in quotes" if len(row.cells) > width else "an unknown cell is left empty"
    return DataBad(
        f"{source.name} row {row.row} has {len(row.cells)} cells where the header has {width}: {hint}.",
        file=source.path,
    )
