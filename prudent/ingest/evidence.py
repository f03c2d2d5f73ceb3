"""From a locator back to what stands there: the document, its date, the file's hash and the value as received.

Belongs here: reading evidence out of the core tables. It needs `case.json` and the tables' Parquet and nothing else, so
it also works long after the packet was read. Does not: plan and policy files, whose words are not in the core tables.
"""

from collections.abc import Iterable
from datetime import date
from typing import cast

import polars as pl

from prudent.ingest.cells import CellValue, as_received
from prudent.ingest.cited import cited, places_of
from prudent.ingest.merge import MERGED
from prudent.model.case import Case
from prudent.model.fact import Document, Evidence, Locator
from prudent.tables.core import CoreTables
from prudent.tables.spec import Column, Table


def resolve(locator: str, case: Case, core: CoreTables) -> Evidence:
    """What the figures at `locator` rest on.

    Of several rows, those count that have a value in the column; when none has, all count. The value is given for a
    single row only, in the unit of the received column; it equals the received text as a number.

    Args:
        locator: `owner/file:first-last:column`, with the column's name in the received file.
        case: the case that holds the packets' headers.
        core: the core tables of the same case.

    Raises:
        ValueError: nothing stands there. A locator is made by the code, so this is a fault of the code.
    """
    place = Locator.parse(locator)
    table, column, rows = rows_at(locator, case, core)
    known = rows.filter(pl.col(column.name).is_not_null())
    rows = known if known.height else rows
    cells = cited(rows, column, table, core.fund_facts)
    single = place.first_row == place.last_row
    days = [] if table.date_column is None else cast("list[date]", rows.get_column(table.date_column).to_list())
    files = {cell.file_sha256 for cell in cells}
    return Evidence(
        locator=locator,
        owner=place.owner,
        value_as_received=_value(rows, column) if single else None,
        places=places_of(cells) if place.file.startswith(MERGED) else _places(rows, table, column) if single else (),
        as_of_first=min(days, default=None),
        as_of_last=max(days, default=None),
        documents=_documents(place.owner, [cell.document for cell in cells], case),
        file_sha256=files.pop() if len(files) == 1 else None,
        known_at=max(cell.known_at for cell in cells),
        extractor="; ".join(sorted({cell.extractor for cell in cells})),
        grade=max(cell.grade for cell in cells),
    )


def rows_at(locator: str, case: Case, core: CoreTables) -> tuple[Table, Column, pl.DataFrame]:
    """The table, the column and the rows that a locator names.

    Raises:
        ValueError: nothing stands there.
    """
    place = Locator.parse(locator)
    name, column = _column(place, case)
    table = CoreTables.spec(name)
    rows = core.frame(name).filter(
        pl.col("owner") == place.owner, pl.col("row").is_between(place.first_row, place.last_row)
    )
    if not rows.height:
        raise ValueError(f"no row of {table.table} stands at {locator}")
    return table, column, rows


def _column(place: Locator, case: Case) -> tuple[str, Column]:
    """The field of `CoreTables` and the column that a locator names."""
    of = "fund" if any(fund.fund == place.owner for fund in case.funds) else "benchmark"
    for name in CoreTables.names():
        table = CoreTables.spec(name)
        if table.of == of and table.file == place.file.removeprefix(MERGED):
            return name, _received(table, place.column)
    raise ValueError(f"{place} names a file that no core table of a {of} is read from")


def _received(table: Table, received: str) -> Column:
    columns = (*table.columns, *(column for column in table.provenance if column.name == "source"))
    found = next((column for column in columns if column.received == received), None)
    if found is None:
        raise ValueError(f"{table.file} has no column {received}")
    return found


def _value(rows: pl.DataFrame, column: Column) -> str | None:
    value = cast("CellValue | None", rows.get_column(column.name).item())
    return None if value is None else as_received(value, column)


def _places(rows: pl.DataFrame, table: Table, column: Column) -> tuple[str, ...]:
    """Where the cell stands in its document; nothing where file, row and column say it."""
    place = table.place_of(column.name, cast("list[str] | None", rows.get_column("places").to_list()[0]))
    return (place,) if place else ()


def _documents(owner: str, ids: Iterable[str], case: Case) -> tuple[Document, ...]:
    """The documents named by the rows, in the order of the packets and of each one's header."""
    headers = [header for header in case.headers if header.owner == owner]
    if not headers:
        raise ValueError(f"the case holds no packet of {owner}")
    wanted = frozenset(ids)
    named = (document for header in headers for document in header.documents if document.id in wanted)
    return tuple(dict.fromkeys(named))
